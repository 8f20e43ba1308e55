"""Ranked bars of a distribution."""

import pytest

from analytics import charts
from analytics.errors import ChartError

from ..tables import distribution_table, grid_table, outlets_table, texts


def test_weekdays_and_hours_are_named_and_keep_their_order() -> None:
    ax = charts.distribution(distribution_table("weekday", ["1", "2", "3", "4", "5", "6", "7"]))
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["星期一", "星期二"]
    charts.language("en")
    ax = charts.distribution(distribution_table("hour", ["0", "1", "2"]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["00:00", "01:00", "02:00"]


def test_a_missing_value_is_named() -> None:
    assert "（未註明）" in texts(charts.distribution(distribution_table()))


def test_a_table_with_periods_is_refused_with_advice() -> None:
    with pytest.raises(ChartError, match=r"draw it with `charts\.heatmap`"):
        charts.distribution(grid_table())


def test_each_bar_has_its_tooltip() -> None:
    drawn = charts.svg(charts.distribution(distribution_table()))
    assert "<title>科技：90篇中有40篇，佔44.4%</title>" in drawn


def test_bars_left_out_are_counted() -> None:
    # what states no value is no value
    assert "只列首2項，共3項。" in texts(charts.distribution(distribution_table(), top=2))


def test_a_table_of_outlets_is_refused_with_advice() -> None:
    with pytest.raises(ChartError, match=r"draw it with `charts\.outlets`"):
        charts.distribution(outlets_table())
