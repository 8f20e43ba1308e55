"""Bursts: when attention rose, and what explains it."""

from collections.abc import Callable

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.schema import empty


@pytest.fixture
def surge(table_of: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """Twenty days of ten articles; one a day on DeepSeek, but seven on the tenth and eleventh."""
    rows = []
    for day in range(1, 21):
        for number in range(10):
            hot = day in (10, 11) and number < 7
            about = (
                f"DeepSeek登頂令晶片股急挫第{number}篇"
                if hot
                else f"DeepSeek第{day}日"
                if number == 0
                else f"天氣第{number}則"
            )
            body = (
                ["晶片股急挫，投資者憂慮。", "晶片股急挫，投資者觀望。", "股價回穩。"][number % 3]
                if hot
                else f"日常消息{day}{number}。"
            )
            rows.append(
                {
                    "title": about,
                    "body": body * 4,
                    "published": f"2025-01-{day:02d} 09:{number:02d}",
                    "outlet": "港聲報",
                }
            )
    return table_of(*rows)


def test_a_burst_has_its_days_its_share_and_its_strength(surge: pd.DataFrame) -> None:
    table = analytics.bursts(surge, "deepseek")
    assert len(table) == 1
    row = table.iloc[0]
    assert [row["burst"], row["start"], row["end"], row["periods"]] == [
        1, pd.Timestamp("2025-01-10"), pd.Timestamp("2025-01-11"), 2,
    ]  # fmt: skip
    assert [row["matching"], row["total"], row["share"]] == [14, 20, 0.7]
    assert row["base"] == (18 + 14) / 200
    assert row["weight"] > 0


def test_a_burst_is_explained_by_its_terms_and_its_headlines(surge: pd.DataFrame) -> None:
    row = analytics.bursts(surge, "deepseek").iloc[0]
    assert "晶片" in row["terms"]
    assert all("登頂" in headline for headline in row["headlines"])


def test_headlines_of_a_burst_are_one_a_story(surge: pd.DataFrame) -> None:
    row = analytics.bursts(surge, "deepseek").iloc[0]
    assert len(row["headlines"]) == 3  # three bodies, fourteen articles


def test_a_higher_threshold_finds_fewer_bursts(surge: pd.DataFrame) -> None:
    assert len(analytics.bursts(surge, "deepseek", gamma=200)) == 0


@pytest.mark.parametrize("subject", ["openai", "deepseek"])
def test_bursts_of_nothing_keep_their_columns(subject: str, surge: pd.DataFrame) -> None:
    expected = analytics.bursts(surge, "deepseek")
    for articles in (
        empty(),
        surge.head(1),
        surge.assign(published=pd.Series(pd.NaT, index=surge.index, dtype=surge["published"].dtype)),
    ):
        table = analytics.bursts(articles, subject)
        assert len(table) == 0
        assert table.dtypes.to_dict() == expected.dtypes.to_dict()


def test_a_burst_needs_a_rate_above_the_base(surge: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="s must be above 1"):
        analytics.bursts(surge, "deepseek", s=1)
