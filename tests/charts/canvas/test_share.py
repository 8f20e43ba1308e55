"""The share over time: partial periods, gaps in the line, density where there are too many periods."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analytics import charts
from analytics.charts.canvas.theme import BAND, PAPER

from ..tables import shares, texts, trend_table


def daily(days: int) -> pd.DataFrame:
    table = pd.DataFrame(
        {"period": pd.date_range("2015-01-01", periods=days, freq="D", unit="us"), "total": 40}
    )
    return shares(table.assign(matching=np.arange(days) % 37, partial=False))


def test_the_line_breaks_where_nothing_was_published() -> None:
    line = max(charts.trend(trend_table()).lines, key=lambda line: len(line.get_xdata()))
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)[8])


def test_the_line_breaks_where_a_row_was_filtered_out() -> None:
    line = max(charts.trend(trend_table().drop(index=5)).lines, key=lambda line: len(line.get_xdata()))
    assert len(line.get_xdata()) == 13
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)[5])


def test_partial_periods_are_open_marks_on_dashed_lines_and_a_note_says_so() -> None:
    ax = charts.trend(trend_table())
    opened = [line for line in ax.lines if line.get_marker() == "o" and line.get_markerfacecolor() == PAPER]
    assert len(opened[0].get_xdata()) == 2
    assert any(line.is_dashed() for line in ax.lines)
    assert any("空心" in written for written in texts(ax))


def test_the_interval_is_wholly_inside_the_axis() -> None:
    assert charts.trend(trend_table()).get_ylim()[1] >= trend_table()["high"].max() * 100


def test_each_period_has_a_tooltip() -> None:
    drawn = charts.svg(charts.trend(trend_table()))
    assert "<title>2025年1月27日起一周：18篇，佔30篇的60.0%</title>" in drawn
    assert "<title>2025年2月24日起一周：沒有文章</title>" in drawn


@pytest.mark.parametrize("days", [800, 4000])
def test_the_weight_of_a_chart_does_not_grow_with_its_periods(days: int) -> None:
    assert len(charts.svg(charts.trend(daily(days))).encode()) < 110_000


def test_too_many_periods_are_drawn_as_density_between_the_true_extremes() -> None:
    table = daily(4000)
    ax = charts.trend(table)
    band = next(area for area in ax.collections if to_hex(area.get_facecolor()[0]) == BAND)
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.max() == pytest.approx(table["share"].max() * 100)
    assert heights.min() == pytest.approx(table["share"].min() * 100)
    assert re.search("每10個合為一格", "".join(texts(ax)))
