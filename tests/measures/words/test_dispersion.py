"""Dispersion over articles, outlets and periods; the place of every occurrence."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics import ArgumentError
from analytics.measures.engine.provenance import provenance
from analytics.schema import empty

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture
def news(table_of: TableOf) -> pd.DataFrame:
    return table_of(
        {
            "published": "2025-01-06 08:00",
            "outlet": "港聲報",
            "title": "晶片股上升",
            "body": "晶片需求增加。",
        },
        {"published": "2025-01-07 08:00", "outlet": "海傍日報", "title": "寒流襲港", "body": "氣溫下降。"},
        {
            "published": "2025-02-03 08:00",
            "outlet": "港聲報",
            "title": "輝達公布業績",
            "body": "英偉達及Nvidia晶片。",
        },
        {"outlet": "港聲報", "title": "讀者來函", "body": "晶片太貴。"},
    )


def test_a_word_counts_its_tokens_and_an_entity_its_mentions(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news, ["晶片", "nvidia"])
    assert dict(zip(table["term"], table["frequency"], strict=True)) == {"晶片": 4, "英偉達": 3}


def test_a_word_is_the_same_in_either_script_and_any_width(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news, ["业绩", "業績", "ＣＨＩＰ"])
    assert table["frequency"].tolist() == [1, 1, 0]


def test_parts_without_the_term_count_as_parts(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news, "晶片")
    assert table[["parts", "range"]].to_numpy().tolist() == [[4, 3]]


def test_undated_articles_are_in_no_period(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news, "晶片", by="month")
    assert table[["frequency", "parts", "range"]].to_numpy().tolist() == [[3, 2, 2]]


def test_articles_that_state_no_outlet_are_one_part(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news.assign(outlet=["甲報", None, None, "甲報"]), "晶片", by="outlet")
    assert table["parts"].tolist() == [2]


def test_a_term_that_never_occurs_has_no_dispersion(news: pd.DataFrame) -> None:
    table = analytics.dispersion(news, "龍舟")
    assert table[["frequency", "range"]].to_numpy().tolist() == [[0, 0]]
    assert table[["dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl"]].isna().all(axis=None)


def test_one_article_is_perfectly_even(table_of: TableOf) -> None:
    table = analytics.dispersion(table_of({"title": "晶片", "body": "晶片。"}), "晶片")
    assert table[["dp", "kl"]].to_numpy().tolist() == [[0.0, 0.0]]
    assert np.isnan(table["juilland_d"].item())


def test_nothing_at_all_is_no_part() -> None:
    table = analytics.dispersion(empty(), ["晶片", "nvidia"])
    assert table[["frequency", "parts", "range"]].to_numpy().tolist() == [[0, 0, 0]] * 2
    assert table["dp"].isna().all()


def test_a_wrong_part_is_refused_with_the_near_miss(news: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'week'"):
        analytics.dispersion(news, "晶片", by="weak")


def test_no_words_give_no_rows(news: pd.DataFrame) -> None:
    assert list(analytics.dispersion(news, []).dtypes) == list(analytics.dispersion(news, ["晶片"]).dtypes)
    assert list(analytics.xray(news, []).dtypes) == list(analytics.xray(news, ["晶片"]).dtypes)


def test_a_single_character_counts_where_it_is_a_word_of_its_own(news: pd.DataFrame) -> None:
    assert analytics.dispersion(news, ["晶", "及"])["frequency"].tolist() == [0, 1]


def test_an_xray_has_a_row_an_occurrence_in_order_of_publication(news: pd.DataFrame) -> None:
    table = analytics.xray(news, ["晶片", "nvidia"])
    assert table["term"].tolist() == ["晶片"] * 3 + ["英偉達"] * 3
    assert table.groupby("term")["place"].apply(lambda places: places.is_monotonic_increasing).all()
    assert table["place"].between(0, 1, inclusive="left").all()
    assert provenance(table).undated == 1


def test_the_order_of_the_table_moves_no_occurrence(news: pd.DataFrame) -> None:
    there, back = analytics.xray(news, "晶片"), analytics.xray(news.iloc[::-1], "晶片")
    pd.testing.assert_frame_equal(there, back)


def test_an_occurrence_in_the_headline_stands_at_the_beginning_of_its_article(news: pd.DataFrame) -> None:
    assert analytics.xray(news, "晶片")["within"].iloc[0] == 0


def test_an_xray_tells_where_each_period_begins(news: pd.DataFrame) -> None:
    dates = provenance(analytics.xray(news, "晶片")).details["dates"]
    assert [date for date, _ in dates] == ["2025-01-06", "2025-02-03"]
    assert dates[0][1] == 0
    assert 0 < dates[1][1] < 1


def test_an_xray_of_nothing_is_empty() -> None:
    table = analytics.xray(empty(), ["晶片", "nvidia"])
    assert (len(table), provenance(table).details["terms"]) == (0, ["晶片", "英偉達"])
