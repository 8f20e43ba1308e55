"""The heat map: silence is not zero, gaps are hatched, many periods share a column."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Patch

from analytics import charts
from analytics.charts.canvas.theme import PAPER, THEME
from analytics.errors import ChartError
from analytics.measures.engine.provenance import Provenance, attach, provenance

from .tables import WHOLE, daily_outlets, distribution_table, gaps_table, grid_table, hatched, shares, texts


def test_a_silent_period_is_not_a_zero_on_the_heat_map() -> None:
    ax = charts.heatmap(grid_table())
    cells = np.ma.getmaskarray(ax.collections[0].get_array())
    assert cells[:, 8].all()
    assert not cells[:, 7].any()


def test_zero_and_nothing_published_look_different_on_the_heat_map() -> None:
    ax = charts.heatmap(grid_table())
    assert "沒有文章" in texts(ax)
    mesh = ax.collections[0]
    assert to_hex(mesh.cmap(mesh.norm(0.0))) == PAPER
    assert to_hex(mesh.cmap(mesh.norm(1.0))) == THEME["--chart-heat-1"][0]


def test_the_cells_of_a_single_period_have_tooltips() -> None:
    table = grid_table()
    one = attach(table[table["period"] == table["period"].max()], provenance(table))
    assert charts.svg(charts.heatmap(one)).count("<title>") == one["value"].nunique()


def test_a_quarter_of_days_stays_light() -> None:
    days = pd.date_range("2025-01-01", periods=90, freq="D", unit="us")
    rows = [
        {"period": day, "value": f"第{k}版", "matching": (n * 7 + k * 3) % 9, "total": 40}
        for n, day in enumerate(days)
        for k in range(15)
    ]
    table = shares(pd.DataFrame(rows).astype({"value": "str"}))
    table = attach(table, Provenance("distribution", by="section", freq="day"))
    assert len(charts.svg(charts.heatmap(table)).encode()) < 150_000


def test_the_map_of_outlets_and_days_hatches_one_row_or_all() -> None:
    gaps = gaps_table((None, "2025-02-10", "2025-02-12"), ("港聲報", "2025-03-01", "2025-03-04"))
    ax = charts.heatmap(daily_outlets(), gaps=gaps)
    boxes = [patch for patch in ax.patches if isinstance(patch, Patch) and patch.get_hatch()]
    heights = [abs(round(box.get_extents().transformed(ax.transData.inverted()).height)) for box in boxes]
    assert heights == [2, 1]
    assert hatched(ax) == [(8.5, 11.5), (27.5, 31.5)]
    assert "2處收集中斷" in charts.describe(ax)


def test_gaps_are_drawn_on_outlets_only() -> None:
    with pytest.raises(ChartError, match="gaps are those of outlets"):
        charts.heatmap(grid_table("section"), gaps=WHOLE)


def test_a_table_without_periods_is_refused_with_advice() -> None:
    with pytest.raises(ChartError, match="a `freq`"):
        charts.heatmap(distribution_table())


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(ChartError, match="known: matching, share"):
        charts.heatmap(grid_table(), value="total")


def test_of_many_periods_each_column_shows_the_highest_and_a_note_says_so() -> None:
    days = pd.date_range("2015-01-01", periods=4000, freq="D", unit="us")
    table = pd.DataFrame({"period": days, "value": "港聞", "matching": np.arange(4000) % 9, "total": 20})
    ax = charts.heatmap(shares(table.astype({"value": "str"})))
    cells = ax.collections[0].get_array()
    assert cells.shape == (1, 400)
    assert cells.min() == 8
    assert any("每格合10個時段，以最高者為準。" in written for written in texts(ax))
    assert len(charts.svg(ax).encode()) < 100_000
