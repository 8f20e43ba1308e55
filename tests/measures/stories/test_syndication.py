"""Syndication: articles against stories."""

import pytest

import analytics
from analytics.schema import empty

from .tables import LEAD, WEEKS, table


def test_a_story_counts_once_in_the_period_of_its_earliest_article() -> None:
    result = analytics.syndication(WEEKS)
    assert result["articles"].tolist() == [4, 0, 1]
    assert result["stories"].tolist() == [2, 0, 0]
    assert result["copies"].tolist() == [2, 0, 1]


def test_shares_of_an_entity_are_of_articles_and_of_stories() -> None:
    result = analytics.syndication(WEEKS, "deepseek")
    assert result["article_share"].tolist() == pytest.approx([0.5, float("nan"), 1.0], nan_ok=True)
    assert result["story_share"].tolist() == pytest.approx([0.5, float("nan"), float("nan")], nan_ok=True)


def test_by_story_is_what_the_first_articles_give() -> None:
    firsts = WEEKS[analytics.stories(WEEKS)["first"]]
    by_story = analytics.trend(firsts, "deepseek", start="2025-01-27", end="2025-02-10")
    result = analytics.syndication(WEEKS, "deepseek")
    assert by_story["matching"].tolist() == result["stories"].tolist()
    assert by_story["total"].tolist() == result["total_stories"].tolist()


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.syndication(empty()).empty


def test_one_article_is_one_story_and_no_copy() -> None:
    result = analytics.syndication(table((LEAD, "港聲報", "2025-01-27 08:00")))
    assert result[["articles", "stories", "copies"]].to_numpy().tolist() == [[1, 1, 0]]
