"""Two periods side by side."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analytics import charts, compare

from ..tables import texts

JANUARY, FEBRUARY = ("2025-01-01", "2025-01-26"), ("2025-01-27", "2025-02-28")


def test_the_hollow_mark_is_before_and_the_solid_one_after(sample: pd.DataFrame) -> None:
    table = compare(sample, ["deepseek"], JANUARY, FEBRUARY)
    hollow, solid = [line for line in charts.compare(table).lines if line.get_marker() == "o"]
    assert hollow.get_xdata()[0] == pytest.approx(table["before_share"][0] * 100)  # type: ignore[index]
    assert solid.get_xdata()[0] == pytest.approx(table["after_share"][0] * 100)  # type: ignore[index]
    assert to_hex(hollow.get_markerfacecolor()) != to_hex(hollow.get_markeredgecolor())
    assert to_hex(solid.get_markerfacecolor()) == to_hex(solid.get_markeredgecolor())


def test_the_change_stands_in_points_with_its_interval(sample: pd.DataFrame) -> None:
    drawn = texts(charts.compare(compare(sample, ["deepseek", "nvidia"], JANUARY, FEBRUARY)))
    assert {"+30.8", "+17.0至+41.8", "−13.4", "−25.1至−4.0"} <= set(drawn)


def test_a_change_that_may_be_chance_is_paler_and_a_note_says_so(sample: pd.DataFrame) -> None:
    table = compare(sample, ["deepseek", "openai"], JANUARY, FEBRUARY)
    ax = charts.compare(table)
    colours = {text.get_text(): text.get_color() for text in ax.texts}
    assert colours["+30.8"] != colours["−1.0"]
    assert any("95%置信區間包含零" in text for text in texts(ax))
    assert not any("95%置信區間包含零" in text for text in texts(charts.compare(table.head(1))))


def test_a_period_without_articles_has_no_mark_and_no_change(sample: pd.DataFrame) -> None:
    ax = charts.compare(compare(sample, ["deepseek"], ("2023-01-01", "2023-12-31"), FEBRUARY))
    assert "–" in texts(ax)
    assert sum(np.isfinite(line.get_xdata()).all() for line in ax.lines if line.get_marker() == "o") == 1


def test_two_empty_periods_are_no_data(sample: pd.DataFrame) -> None:
    table = compare(sample, ["deepseek"], ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"))
    assert "沒有數據" in texts(charts.compare(table))


def test_the_periods_are_named(sample: pd.DataFrame) -> None:
    ax = charts.compare(compare(sample, ["deepseek"], JANUARY, FEBRUARY))
    assert "空心：2025年1月1日至1月26日；實心：2025年1月27日至2月28日" in "".join(texts(ax))
    assert "DeepSeek由17.5%變為48.2%" in charts.describe(ax)
