"""Cells of heat maps: steps in round numbers that include their upper edge."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analytics.charts.canvas.cells import paint_cells, scale_steps
from analytics.charts.canvas.theme import HEAT, PAPER


@pytest.mark.parametrize("most", [1, 7, 8, 99, 1234])
def test_at_most_seven_steps_reach_the_highest(most: int) -> None:
    edges = scale_steps(most, integer=True)
    assert len(edges) <= 8
    assert edges[-2] < most <= edges[-1]


def test_shares_far_below_one_percent_have_steps_too() -> None:
    assert scale_steps(0.04, integer=False)[-1] < 0.06


def test_zero_is_blank_and_a_step_includes_its_upper_edge() -> None:
    ax = Figure().add_subplot()
    paint_cells(ax, np.array([[0.0, 3.0, 3.5]]), np.array([0.0, 3.0, 6.0]))
    mesh = ax.collections[0]
    colours = [to_hex(mesh.cmap(mesh.norm(value))) for value in (0.0, 3.0, 3.5)]
    assert colours == [PAPER, HEAT[0], HEAT[-1]]
