"""Syndicated: the stories that several articles tell."""

import math

import pandas as pd

import analytics
from analytics.schema import empty

from .tables import LEAD, OTHER, table

TWO_STORIES = table(
    (LEAD, "甲報", "2025-01-27 08:00"),
    (OTHER, "甲報", "2025-01-27 07:00"),
    (OTHER, "乙報", "2025-01-27 09:30"),
    (OTHER, "丙報", "2025-01-28 07:00"),
    (LEAD, "乙報", "2025-01-27 10:00"),
)


def test_the_story_of_most_articles_is_first() -> None:
    result = analytics.syndicated(TWO_STORIES)
    assert result[["story", "articles", "outlets", "hours"]].to_numpy().tolist() == [
        ["a1", 3, 3, 24.0],
        ["a0", 2, 2, 2.0],
    ]


def test_of_stories_of_as_many_articles_the_earliest_is_first() -> None:
    result = analytics.syndicated(TWO_STORIES.iloc[[0, 4, 1, 2]])
    assert result["story"].tolist() == ["a1", "a0"]


def test_title_outlet_and_time_are_those_of_the_earliest_article() -> None:
    row = analytics.syndicated(TWO_STORIES).iloc[0]
    assert row[["title", "outlet"]].tolist() == ["題目1", "甲報"]
    assert row["published"] == pd.Timestamp("2025-01-27 07:00", tz="Asia/Hong_Kong")


def test_a_story_of_fewer_articles_is_not_listed() -> None:
    assert analytics.syndicated(TWO_STORIES, min_articles=3)["story"].tolist() == ["a1"]


def test_a_story_of_one_article_is_listed_if_asked_for() -> None:
    alone = analytics.syndicated(TWO_STORIES.iloc[:1], min_articles=1)
    assert alone[["story", "articles", "hours"]].to_numpy().tolist() == [["a0", 1, 0.0]]
    assert analytics.syndicated(TWO_STORIES.iloc[:1]).empty


def test_hours_are_missing_where_no_article_is_dated() -> None:
    result = analytics.syndicated(table((LEAD, "甲報", None), (LEAD, "乙報", None)))
    assert result["articles"].tolist() == [2]
    assert math.isnan(result["hours"].item())


def test_the_provenance_holds_the_number_of_all_articles() -> None:
    assert analytics.provenance(analytics.syndicated(TWO_STORIES)).details == {
        "min_articles": 2,
        "articles": 5,
        "undecided": 0,
    }


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.syndicated(empty()).empty


def test_a_story_whose_first_outlet_dates_leave_open_is_undecided() -> None:
    articles = TWO_STORIES.assign(date_only=[False, True, False, False, False])
    result = analytics.syndicated(articles).set_index("story")
    assert result["undecided"].to_dict() == {"a2": True, "a0": False}
    assert result["hours"].to_dict() == {"a2": 21.5, "a0": 2.0}
