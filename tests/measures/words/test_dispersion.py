"""Dispersion."""

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics import ArgumentError
from analytics.schema import empty

from .tables import TableOf


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


def test_an_article_without_words_is_no_part(table_of: TableOf) -> None:
    articles = table_of({"title": "晶片", "body": "晶片短缺"}, {"title": "", "body": "……"})
    assert analytics.dispersion(articles, "晶片")["parts"].tolist() == [1]


def test_a_wrong_part_is_refused_with_the_near_miss(news: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'week'"):
        analytics.dispersion(news, "晶片", by="weak")


def test_no_words_give_no_rows(news: pd.DataFrame) -> None:
    assert list(analytics.dispersion(news, []).dtypes) == list(analytics.dispersion(news, ["晶片"]).dtypes)
    assert list(analytics.xray(news, []).dtypes) == list(analytics.xray(news, ["晶片"]).dtypes)


def test_a_single_character_counts_where_it_is_a_word_of_its_own(news: pd.DataFrame) -> None:
    assert analytics.dispersion(news, ["晶", "及"])["frequency"].tolist() == [0, 1]


def test_two_names_of_one_entity_are_one_row(news: pd.DataFrame) -> None:
    assert analytics.dispersion(news, ["輝達", "晶片", "nvidia"])["term"].tolist() == ["英偉達", "晶片"]
