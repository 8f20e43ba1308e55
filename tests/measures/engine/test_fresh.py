"""Tokens that are no longer those of their texts are refused, wherever words are counted."""

from collections.abc import Callable
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from analytics.errors import CorpusError
from analytics.measures.engine.fresh import check_tokens
from analytics.text.prepared import forget_prepared

MEASURES: dict[str, Callable[[pd.DataFrame], object]] = {
    "terms": analytics.terms,
    "ngrams": lambda a: analytics.ngrams(a, length=2),
    "diversity": analytics.diversity,
    "collocates": lambda a: analytics.collocates(a, "deepseek"),
    "keyness": lambda a: analytics.keyness(a, "deepseek"),
    "rising": analytics.rising,
    "lexicon_coverage": analytics.lexicon_coverage,
}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return analytics.load_sample().articles


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("column", ["title", "body"])
def test_a_text_changed_after_reading_is_refused(articles: pd.DataFrame, measure: str, column: str) -> None:
    changed = articles.copy()
    changed.loc[changed.index[3], column] = "改過的文字"
    with pytest.raises(
        CorpusError, match=r"the tokens of 1 article are not those.*analytics\.articles\(table\)"
    ):
        MEASURES[measure](changed)


def test_cutting_anew_mends_it_and_keeps_the_ids(articles: pd.DataFrame) -> None:
    changed = articles.assign(body=articles["body"].str.replace("DeepSeek", "深度求索"))
    anew = analytics.articles(changed)
    check_tokens(anew)
    assert anew["id"].tolist() == articles["id"].tolist()


def test_what_needs_no_tokens_is_counted_all_the_same(articles: pd.DataFrame) -> None:
    changed = articles.assign(body=articles["body"].str.replace("DeepSeek", "深度求索"))
    assert analytics.trend(changed, "deepseek", freq="quarter")["matching"].sum() > 50


def test_a_loaded_table_is_not_measured_and_a_changed_one_is(articles: pd.DataFrame) -> None:
    forget_prepared()
    loaded = analytics.load_sample().articles
    with patch("analytics.measures.engine.fresh._of_texts", side_effect=AssertionError("measured")):
        check_tokens(loaded)
        check_tokens(loaded.reset_index(drop=True).assign(outlet="甲報"))
        for changed in (loaded[::-1], loaded.assign(body=loaded["title"].array)):
            with pytest.raises(AssertionError, match="measured"):
                check_tokens(changed)


def test_columns_of_two_loaded_tables_are_measured(articles: pd.DataFrame) -> None:
    other = analytics.load_sample().articles
    mixed = articles.assign(body=other["body"].array[::-1], tokens=other["tokens"].array)
    with pytest.raises(CorpusError):
        check_tokens(mixed)


def test_filters_sorts_and_joins_are_no_change(articles: pd.DataFrame) -> None:
    half = articles[articles["outlet"] == "電車軌"]
    for table in (
        half,
        articles.sort_values("title"),
        pd.concat([half, half]),
        articles.reset_index(drop=True),
    ):
        check_tokens(table)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_text_as_it_was_read_is_refused(text: str) -> None:
    check_tokens(analytics.articles(pd.DataFrame({"title": [f"標題{text}"], "text": [f"正文{text}"]})))
