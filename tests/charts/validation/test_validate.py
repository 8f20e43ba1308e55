"""Validation: each share is a bar with its interval."""

import pytest

import analytics
from analytics import charts


def test_each_share_is_a_bar_with_its_interval() -> None:
    codes = analytics.load_codes("data/codes")
    table = analytics.validate(analytics.load("data/sample"), codes, "deepseek", question="about")
    ax = charts.validate(table)
    assert [bar.get_width() for bar in ax.patches[:6]] == pytest.approx((table["estimate"] * 100).tolist())
    segments = ax.collections[0].get_segments()
    assert [segment[0][0] for segment in segments] == pytest.approx((table["low"] * 100).tolist())
