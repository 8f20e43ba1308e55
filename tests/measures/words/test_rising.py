"""Rising: the terms that distinguish a period from all earlier ones."""

from unittest.mock import patch

import pandas as pd
import pytest

import analytics
from analytics.schema import empty

from .tables import table

WEEKS = ("2025-01-06", "2025-01-13", "2025-01-20")
COLUMNS = ["term", "target_frequency", "reference_frequency", "log_likelihood", "log_ratio_low", "p_adjusted"]
BODIES = ("股價 " * 30, "股價 " * 30 + "晶片 " * 9, "股價 " * 30 + "晶片 " * 3 + "關稅 " * 9)


def over(*days: str) -> pd.DataFrame:
    """The three bodies on three days."""
    return table(*BODIES, published=[pd.Timestamp(day, tz="Asia/Hong_Kong") for day in days])


def test_the_terms_of_a_period_are_compared_with_all_earlier_ones() -> None:
    result = analytics.rising(over(*WEEKS))
    assert result[["period", "term"]].to_numpy().tolist() == [
        [pd.Timestamp("2025-01-13"), "晶片"],
        [pd.Timestamp("2025-01-20"), "關稅"],
    ]
    assert result["reference_frequency"].tolist() == [0, 0]


def test_one_period_has_no_rising_terms() -> None:
    assert len(analytics.rising(table("晶片 晶片 晶片"))) == 0
    assert list(analytics.rising(empty()).columns) == list(analytics.rising(table("晶片")).columns)


@pytest.mark.parametrize("freq", ["week", "month"])
def test_the_table_is_that_of_the_keyness_of_each_period_against_all_before(freq: str) -> None:
    articles = analytics.load("data/sample").articles
    period = articles["published"].dt.tz_localize(None).dt.to_period({"week": "W-SUN", "month": "M"}[freq])
    expected = []
    for own in sorted(period.dropna().unique())[1:]:
        sides = articles[period <= own]
        found = analytics.keyness(sides, period[sides.index] == own)
        found = found[(found["target_frequency"] >= 3) & (found["log_ratio_low"] > 0)][COLUMNS].head(10)
        found.insert(0, "period", own.start_time.as_unit("us"))
        expected.append(found)
    result = analytics.rising(articles, freq=freq)
    pd.testing.assert_frame_equal(result, pd.concat(expected, ignore_index=True), check_exact=True)


def test_silent_periods_cost_no_comparison() -> None:
    wanted = "analytics.measures.words.rising.comparable"
    with patch(wanted, wraps=analytics.measures.words.keyness.comparable) as comparisons:
        result = analytics.rising(over("2015-01-06", "2020-01-13", "2025-01-20"), freq="day")
    assert result["term"].tolist() == ["晶片", "關稅"]
    assert comparisons.call_count == 3  # two days, and the columns of an empty table


def test_a_range_compares_only_the_periods_in_it() -> None:
    result = analytics.rising(over(*WEEKS), start="2025-01-13")
    assert result["term"].tolist() == ["關稅"]


def test_top_bounds_the_terms_of_a_period() -> None:
    articles = analytics.load("data/sample").articles
    assert analytics.rising(articles, top=2).groupby("period").size().max() == 2
