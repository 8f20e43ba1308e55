"""Threads: stories that go on over days."""

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.schema import empty

from .tables import table

TITLES = (
    "宏盛大廈火警三十人送院",
    "宏盛大廈火警調查：外牆棚網助燃",
    "宏盛大廈火警聆訊展開",
    "港股收市跌三百點",
    "渡輪航線下月加價",
)
BODIES = (
    "宏盛大廈昨晚發生四級火警，三十名住客吸入濃煙送院，消防員疏散二百人。",
    "屋宇署指宏盛大廈外牆棚網可能助燃，消防處正調查火警起因，承建商被約見。",
    "宏盛大廈火警死因聆訊今日展開，消防員作供時說棚網數分鐘內燒成一片。",
    "恒生指數收市報二萬一千點，成交額一千億元，科技股領跌。",
    "渡輪公司宣布離島航線票價下月上調百分之五，議員批評服務沒有改善。",
)


def fire(*days: str) -> pd.DataFrame:
    """Articles on a fire, then two on other things."""
    rows = [(body, "甲報", day) for body, day in zip(BODIES, (*days, days[0], days[0]), strict=True)]
    return table(*rows).assign(title=TITLES)


def test_stories_of_one_affair_are_a_thread() -> None:
    result = analytics.threads(fire("2025-01-01", "2025-01-05", "2025-01-12"), similarity=0.1)
    assert result["story"].tolist() == ["a0", "a1", "a2"]
    assert result["thread"].unique().tolist() == ["a0"]
    assert result["days"].tolist() == [11] * 3
    assert result["stories"].tolist() == [3] * 3


@pytest.mark.parametrize(("days", "stories"), [(7, 3), (6, 2), (3, 0)])
def test_days_is_the_longest_pause_of_a_thread(days: int, stories: int) -> None:
    articles = fire("2025-01-01", "2025-01-05", "2025-01-12")
    assert len(analytics.threads(articles, days=days, similarity=0.1)) == stories


def test_what_is_less_alike_is_not_linked() -> None:
    articles = fire("2025-01-01", "2025-01-05", "2025-01-12")
    assert analytics.threads(articles, similarity=0.95).empty


def test_a_thread_of_fewer_stories_is_not_listed() -> None:
    articles = fire("2025-01-01", "2025-01-05", "2025-01-12")
    assert analytics.threads(articles, similarity=0.1, min_stories=4).empty


def test_copies_are_one_story_of_a_thread() -> None:
    articles = fire("2025-01-01", "2025-01-05", "2025-01-12")
    copy = articles.iloc[[0]].assign(id="b0", path="b.md", outlet="乙報")
    result = analytics.threads(pd.concat([articles, copy], ignore_index=True), similarity=0.1)
    assert result["articles"].tolist() == [2, 1, 1]


def test_undated_stories_are_in_no_thread() -> None:
    articles = fire("2025-01-01", "2025-01-05", "2025-01-12")
    articles["published"] = pd.Series(pd.NaT, index=articles.index, dtype=empty()["published"].dtype)
    assert analytics.threads(articles, similarity=0.1).empty


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.threads(empty()).empty


def test_a_wrong_argument_is_told() -> None:
    with pytest.raises(ArgumentError, match="similarity above 0"):
        analytics.threads(empty(), similarity=0)
