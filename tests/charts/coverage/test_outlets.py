"""Outlets: ranked bars, or small multiples over time."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analytics import charts
from analytics.errors import ChartError
from analytics.measures.engine.provenance import Provenance, attach

from ..tables import daily_outlets, gaps_table, hatched, outlets_table, shares, texts


def test_outlets_are_ranked_by_share_and_the_unnamed_come_last() -> None:
    names = ["港聲報", None, "獅山財經"]
    table = pd.DataFrame({"period": pd.NaT, "outlet": pd.Series(names, dtype="str"), "matching": [9, 3, 30]})
    table = shares(table.assign(total=[60, 4, 61], mentions=0, partial=False))
    ax = charts.outlets(attach(table, Provenance("outlets", subjects={"DeepSeek": {}})))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["獅山財經", "港聲報", "（未註明）"]
    assert "30／61" in texts(ax)
    assert "獅山財經（49.2%，61篇中的30篇）" in charts.describe(ax)


def test_an_outlets_gap_is_hatched_in_its_own_panel() -> None:
    first = charts.outlets(daily_outlets(), gaps=gaps_table(("海傍日報", "2025-02-10", "2025-02-19")))
    marked = [bool(hatched(ax)) for ax in first.figure.axes]
    assert sum(marked) == 2  # the line and its strip
    assert not marked[0]


def test_a_table_without_periods_is_drawn_into_axes_of_ones_own() -> None:
    _, own = plt.subplots()
    assert charts.outlets(outlets_table().head(4).assign(period=pd.NaT), own) is own
    plt.close()


def test_small_multiples_need_a_figure_of_their_own() -> None:
    _, own = plt.subplots()
    with pytest.raises(ChartError, match="leave out `ax`"):
        charts.outlets(outlets_table(), own)
    plt.close()


def test_outlets_left_out_are_counted() -> None:
    assert "只列文章最多的2間，共4間。" in "".join(texts(charts.outlets(outlets_table(), top=2)))


def test_all_panels_have_the_same_periods() -> None:
    table = outlets_table()
    late = table[(table["outlet"] != "南風網") | (table["period"] > "2025-02-15")]
    panels = [ax for ax in charts.outlets(late).figure.axes if ax.get_title(loc="left")]
    assert len({ax.get_xlim() for ax in panels}) == 1
