"""First to publish."""

import analytics
from analytics.schema import empty

from .tables import LEAD, OTHER, WEEKS, table


def test_the_first_of_a_story_is_who_published_it_earliest() -> None:
    result = analytics.first_to_publish(WEEKS).set_index("outlet")
    assert result["stories"].to_dict() == {"港聲報": 2, "南風社": 2, "海傍日報": 1}
    assert result["led"].to_dict() == {"港聲報": 1, "南風社": 1, "海傍日報": 0}
    assert result["median_delay"].to_dict() == {"港聲報": 3.0, "南風社": 1.0, "海傍日報": 14 * 24 + 1.0}


def test_outlets_of_the_same_minute_were_both_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "南風社", "2025-01-27 08:00"))
    )
    assert result["led"].tolist() == [1, 1]
    assert result["median_delay"].isna().all()


def test_a_story_that_one_outlet_tells_twice_has_no_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "港聲報", "2025-01-27 09:00"))
    )
    assert result.empty


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.first_to_publish(empty()).empty


def test_a_date_without_a_time_leaves_open_who_was_first_of_that_day() -> None:
    articles = table(
        (LEAD, "甲報", "2025-01-27"), (LEAD, "乙報", "2025-01-27 08:00"), (LEAD, "丙報", "2025-01-28")
    )
    result = analytics.first_to_publish(articles.assign(date_only=[True, False, True])).set_index("outlet")
    assert result["undecided"].to_dict() == {"甲報": 1, "乙報": 1, "丙報": 0}
    assert result["led"].sum() == 0
    assert result["share"].isna().tolist() == [False, True, True]
    assert result["median_delay"].isna().all()


def test_a_date_is_surely_before_the_next_day() -> None:
    articles = table((LEAD, "甲報", "2025-01-27"), (LEAD, "乙報", "2025-01-28 00:00"))
    result = analytics.first_to_publish(articles.assign(date_only=[True, False])).set_index("outlet")
    assert result[["led", "undecided"]].to_numpy().tolist() == [[0, 0], [1, 0]]


def test_a_written_midnight_is_a_time() -> None:
    articles = table(
        (LEAD, "甲報", "2025-01-27 00:00"),
        (LEAD, "乙報", "2025-01-27 08:00"),
        (OTHER, "甲報", "2025-01-27 09:00"),
        (OTHER, "甲報", "2025-01-27 09:00"),
    )
    result = analytics.first_to_publish(articles).set_index("outlet")
    assert result.loc["甲報", ["led", "undecided"]].tolist() == [1, 0]
    assert result.loc["乙報", "median_delay"] == 8.0


def test_midnights_of_an_outlet_that_writes_little_else_are_dates() -> None:
    articles = table((LEAD, "甲報", "2025-01-27 00:00"), (LEAD, "乙報", "2025-01-27 08:00"))
    assert analytics.first_to_publish(articles)["undecided"].tolist() == [1, 1]
