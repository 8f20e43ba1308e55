"""Rising: the terms of a period against all before."""

import pandas as pd

import analytics
from analytics.schema import empty

from .tables import table


def test_rising_terms_are_those_of_a_period_against_all_before() -> None:
    days = [pd.Timestamp(day, tz="Asia/Hong_Kong") for day in ("2025-01-06", "2025-01-13", "2025-01-20")]
    articles = table(
        "股價 " * 30, "股價 " * 30 + "晶片 " * 9, "股價 " * 30 + "晶片 " * 3 + "關稅 " * 9, published=days
    )
    result = analytics.rising(articles)
    assert result[["period", "term"]].to_numpy().tolist() == [
        [pd.Timestamp("2025-01-13"), "晶片"],
        [pd.Timestamp("2025-01-20"), "關稅"],
    ]
    assert result["reference_frequency"].tolist() == [0, 0]


def test_rising_terms_of_one_period_are_none() -> None:
    assert len(analytics.rising(table("晶片 晶片 晶片"))) == 0
    assert list(analytics.rising(empty()).columns) == list(analytics.rising(table("晶片")).columns)
