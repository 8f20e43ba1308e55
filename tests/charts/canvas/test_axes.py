"""Axes: dates as Hong Kong writes them that never touch, and numbers without a negative zero."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analytics import charts
from analytics.charts.canvas.axes import numbers_on, tick_labels
from analytics.charts.canvas.letters import text_width

from ..tables import trend_table


def test_dates_are_written_as_hong_kong_writes_them() -> None:
    ax = charts.trend(trend_table())
    strip = next(panel for panel in ax.figure.axes if panel is not ax)
    assert [label.get_text() for label in strip.get_xticklabels()][:3] == [
        "12月30日\n2024年",
        "1月13日\n2025年",
        "1月27日",
    ]


@pytest.mark.parametrize(
    ("code", "freq", "count"), [("zh-HK", "day", 365), ("en", "week", 60), ("zh-HK", "month", 40)]
)
def test_dates_never_touch(code: str, freq: str, count: int) -> None:
    charts.language(code)
    alias = {"day": "D", "week": "W-MON", "month": "MS"}[freq]
    places, labels = tick_labels(pd.Series(pd.date_range("2024-01-01", periods=count, freq=alias)), freq, 300)
    widest = max(text_width(label.split("\n")[0], 9) for label in labels)
    assert np.diff(places).min() * 300 / count > widest


@pytest.mark.parametrize("years", [2, 4, 8, 16])
def test_a_month_that_is_labelled_is_labelled_in_every_year(years: int) -> None:
    months = pd.Series(pd.date_range("2010-01-01", periods=12 * years, freq="MS"))
    places, _ = tick_labels(months, "month", 500)
    labelled = months.iloc[places]
    assert len({frozenset(part.dt.month) for _, part in labelled.groupby(labelled.dt.year)}) == 1


@pytest.mark.parametrize(
    ("value", "settings", "written"),
    [
        (-0.0, {}, "0"),
        (-1e-17, {"signed": True}, "0"),
        (-12.5, {"signed": True}, "−12.5"),
        (25.0, {"unit": "%"}, "25%"),
        (-300.0, {"absolute": True}, "300"),
        (12000.0, {}, "12,000"),
    ],
)
def test_numbers_of_an_axis(value: float, settings: dict[str, object], written: str) -> None:
    ax = Figure().add_subplot()
    numbers_on(ax, "x", **settings)  # type: ignore[arg-type]
    assert ax.xaxis.get_major_formatter()(value, 0) == written
