"""The trend: its words, its peak, bursts and gaps."""

import numpy as np
import pandas as pd
import pytest

from analytics import charts

from ..tables import WEEKS, WHOLE, daily_table, gaps_table, hatched, shares, texts, trend_table


def test_trend_names_its_peak_and_its_denominator_in_words() -> None:
    words = charts.describe(charts.trend(trend_table()))
    assert "最高為2025年1月27日起一周，30篇中有18篇，佔60.0%" in words
    assert "269篇文章中有69篇" in words


def test_a_partial_period_makes_no_peak() -> None:
    assert "75.0%" in texts(charts.trend(trend_table()))  # the last, partial period: labelled as the last
    assert "佔75.0%" not in charts.describe(charts.trend(trend_table()))


def test_the_peak_and_the_last_value_are_labelled_at_their_height() -> None:
    labels = {label.get_text(): label.xy[1] for label in charts.trend(trend_table()).texts}
    assert labels == pytest.approx({"60.0%": 60, "75.0%": 75})


@pytest.mark.parametrize(
    "table",
    [trend_table().head(0), trend_table().assign(total=0, matching=0, share=np.nan, low=np.nan, high=np.nan)],
    ids=["no rows", "nothing published"],
)
def test_trend_of_nothing_says_so(table: pd.DataFrame) -> None:
    table.attrs = trend_table().attrs
    ax = charts.trend(table)
    assert "沒有數據" in texts(ax)
    assert "沒有數據" in charts.describe(ax)
    charts.svg(ax)


def test_trend_of_an_entity_that_never_occurs_says_so() -> None:
    table = shares(trend_table().assign(matching=0))
    table.attrs = trend_table().attrs
    assert "沒有一篇提及DeepSeek" in charts.describe(charts.trend(table))


def test_trend_of_one_period_is_drawn() -> None:
    table = trend_table(1)
    table.attrs = trend_table().attrs
    charts.svg(charts.trend(table))


def test_bursts_are_shaded_and_numbered_on_the_trend() -> None:
    bursts = pd.DataFrame({"burst": [1], "start": [WEEKS[4]], "end": [WEEKS[5]]})
    ax = charts.trend(trend_table(), bursts=bursts)
    assert "1" in texts(ax)
    assert "<title>報道增加的時段（編號1）</title>" in charts.svg(ax)


def test_a_gap_is_hatched_from_its_first_day_to_its_last_and_named() -> None:
    ax = charts.trend(daily_table(), gaps=WHOLE)
    first = (pd.Timestamp("2025-02-10") - pd.Timestamp(0)).days
    assert hatched(ax) == [(first - 0.5, first + 9.5)]
    assert "收集中斷" in texts(ax)
    assert "不等於沒有報道" in "".join(texts(ax))


def test_a_silence_of_the_press_is_a_zero_and_no_gap() -> None:
    ax = charts.trend(daily_table(matching=0), gaps=gaps_table())
    assert hatched(ax) == []
    assert charts.data(ax)["share"].dropna().eq(0).all()
    assert "收集中斷" not in "".join(texts(ax))


def test_a_gap_outside_of_the_range_drawn_leaves_no_trace() -> None:
    ax = charts.trend(daily_table(), gaps=gaps_table((None, "2024-11-02", "2024-11-09")))
    assert hatched(ax) == []
    assert "收集中斷" not in "".join(texts(ax))


def test_the_trend_of_all_outlets_is_not_hatched_for_the_gap_of_one() -> None:
    assert hatched(charts.trend(daily_table(), gaps=gaps_table(("港聲報", "2025-02-10", "2025-02-19")))) == []
