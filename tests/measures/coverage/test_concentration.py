"""Concentration."""

import numpy as np

import analytics

from ..words.tables import TableOf


def test_concentration_is_one_where_one_outlet_has_all(table_of: TableOf) -> None:
    table = analytics.concentration(table_of({"outlet": "港聲報"}, {"outlet": "港聲報"}))
    assert table[["values", "hhi", "entropy"]].to_numpy().tolist() == [[1, 1.0, 0.0]]
    assert np.isnan(table["evenness"].item())


def test_concentration_is_least_where_all_have_alike(table_of: TableOf) -> None:
    table = analytics.concentration(table_of(*({"outlet": name} for name in "甲乙丙丁")))
    assert table[["hhi", "entropy", "evenness"]].to_numpy().tolist() == [[0.25, 2.0, 1.0]]


def test_an_article_counts_under_each_of_its_tags_and_untagged_ones_are_left_out(table_of: TableOf) -> None:
    table = analytics.concentration(table_of({"tags": ["港股", "科技"]}, {"tags": []}), "tags")
    assert table[["articles", "values"]].to_numpy().tolist() == [[2, 2]]


def test_periods_without_articles_are_there_and_missing(table_of: TableOf) -> None:
    news = table_of(
        {"published": "2025-01-06", "outlet": "甲報"}, {"published": "2025-01-20", "outlet": "甲報"}
    )
    table = analytics.concentration(news, freq="week")
    assert table["articles"].tolist() == [1, 0, 1]
    assert table["hhi"].isna().tolist() == [False, True, False]
