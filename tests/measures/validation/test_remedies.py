"""Remedies: what a name or a context more would mend, and what it would break."""

from collections.abc import Callable

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, EntityError

from .tables import by_coder, codes_of

TableOf = Callable[..., pd.DataFrame]
APPLE = analytics.Names("蘋果")


@pytest.fixture
def articles(table_of: TableOf) -> pd.DataFrame:
    return table_of(
        {"title": "青蘋果價格上升", "body": "青蘋果每磅十元。"},
        {"title": "蘋果推新手機", "body": "發布會在今晚。"},
        {"title": "庫克出席發布會", "body": "庫克其後離開。"},
        {"title": "天氣清涼", "body": "氣溫回落。"},
        {"title": "廚師庫克訪港", "body": "他教人烹飪。"},
    )


@pytest.fixture
def validation(articles: pd.DataFrame) -> pd.DataFrame:
    return analytics.validate(articles, by_coder(a="nyynn"), APPLE, question="about")


def test_the_entity_as_it_is_comes_first(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    first = analytics.remedies(articles, validation).iloc[0]
    assert (first["change"], first["text"], first["mended"], first["matching"]) == ("none", "", 0, 2)
    assert (first["precision"], first["recall"]) == (0.5, 0.5)


def test_an_unless_is_proposed_from_the_false_positive(
    articles: pd.DataFrame, validation: pd.DataFrame
) -> None:
    table = analytics.remedies(articles, validation).query("change == 'unless'")
    best = table.iloc[0]
    assert best["text"] == "青蘋果"
    assert (best["mended"], best["broken"], best["precision"], best["matching"]) == (1, 0, 1.0, 1)


def test_a_name_is_proposed_from_what_coders_marked(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    spans = codes_of(("a", "a2", '[["title", 0, 4]]'), kind="spans", question="names")
    codes = pd.concat([by_coder(a="nyynn"), spans.assign(number=float("nan"))], ignore_index=True)
    table = analytics.remedies(articles, validation, codes=codes).query("change == 'alias'")
    assert table["text"].tolist() == ["庫克出席"]


def test_a_name_of_ones_own_is_tried_with_what_it_breaks(
    articles: pd.DataFrame, validation: pd.DataFrame
) -> None:
    row = analytics.remedies(articles, validation, aliases=["庫克"]).iloc[1]
    assert (row["mended"], row["broken"], row["matching"]) == (1, 1, 4)
    assert row["recall"] == 1


def test_an_unless_that_breaks_more_is_shown_if_asked(
    articles: pd.DataFrame, validation: pd.DataFrame
) -> None:
    row = analytics.remedies(articles, validation, unless=["蘋果推"]).iloc[1]
    assert (row["mended"], row["broken"], row["recall"]) == (0, 1, 0.0)


def test_proposals_that_break_as_much_as_they_mend_are_left_out(
    articles: pd.DataFrame, validation: pd.DataFrame
) -> None:
    table = analytics.remedies(articles, validation)
    assert (table["mended"].iloc[1:] > table["broken"].iloc[1:]).all()


def test_a_query_has_no_names_to_change(articles: pd.DataFrame) -> None:
    validation = analytics.validate(articles, by_coder(a="nyynn"), analytics.Query("蘋果"), question="about")
    with pytest.raises(ArgumentError, match="for the names of an entity"):
        analytics.remedies(articles, validation)


def test_a_name_of_one_character_is_refused(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    with pytest.raises(EntityError, match="two characters"):
        analytics.remedies(articles, validation, aliases=["果"])
