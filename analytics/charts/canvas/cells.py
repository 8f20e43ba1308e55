"""Heat maps: cells coloured in steps of equal lightness, their numbers, and the scale above them."""

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ...wording import text
from ...wording.formats import number
from .chart import tooltip
from .letters import text_width
from .sheet import is_narrow
from .theme import FAINT, GRID, HEAT, NOTE, ON_HEAT, PAPER, SOFT

ROW = 20.0  # height of a row, points
_STEP = 30.0  # width of a step of the scale, points


def scale_steps(most: float, *, integer: bool) -> np.ndarray:
    """Return the edges of at most seven steps from 0 in round numbers; a step includes its upper edge.

    >>> scale_steps(16, integer=True)
    array([ 0.,  3.,  6.,  9., 12., 15., 18.])
    """
    round_numbers = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
    locator = MaxNLocator(len(HEAT) - 1, integer=integer, steps=round_numbers)
    ticks = np.asarray(locator.tick_values(0, most if most > 0 and not integer else max(most, 1)))
    return ticks[: int(np.searchsorted(ticks, most)) + 1] if most > 0 else ticks[:2]


def paint_cells(ax: Axes, cells: np.ndarray, edges: np.ndarray, x: np.ndarray | None = None) -> None:
    """Colour the cells by steps; zero is blank, a missing value is not painted. `x` are the columns' borders."""
    bounds = [-1, *(edges + 1e-6), edges[-1] + 1]  # zero alone, then the steps with their upper edges
    colours = [PAPER, *_colours(edges), HEAT[-1]]
    x = np.arange(cells.shape[1] + 1) - 0.5 if x is None else x
    y = np.arange(cells.shape[0] + 1) - 0.5
    ax.pcolormesh(
        x, y, np.ma.masked_invalid(cells), cmap=ListedColormap(colours), norm=BoundaryNorm(bounds, len(colours)),
        edgecolors=GRID if cells.shape[1] <= 40 else "none", linewidth=0.6,
    )  # fmt: skip


def write_cells(ax: Axes, cells: np.ndarray, edges: np.ndarray) -> None:
    """Write the number of each cell into it."""
    colours = _colours(edges)
    for (row, column), amount in np.ndenumerate(cells):
        if amount > 0:
            step = int(np.searchsorted(edges + 1e-6, amount)) - 1
            label = f"{amount:.0f}" if amount >= 0.5 else "<1"
            ink = ON_HEAT[HEAT.index(colours[step])]
            ax.text(column, row, label, ha="center", va="center", fontsize=8.5, color=ink)


def cell_tooltip(ax: Axes, column: float, row: float, written: str) -> None:
    """Lay an invisible field with a tooltip over a cell; none on phones."""
    if is_narrow():
        return
    corner = (column - 0.5, row - 0.5)
    field = ax.add_patch(Rectangle(corner, 1, 1, facecolor="none", edgecolor="none", zorder=5))
    tooltip(ax, field, written)


def draw_scale(
    ax: Axes, edges: np.ndarray, width: float, height: float, *, unit: str = "", no_articles: bool = False
) -> None:
    """Draw the scale above a map of `width` by `height` points: blank for zero, the steps, and struck-out cells."""
    scale = ax.inset_axes((0, 1 + 5 / height, 1, 24 / height))
    scale.set(xlim=(0, width), ylim=(0, 24))
    scale.set_axis_off()
    scale.add_patch(Rectangle((0.5, 13), 18, 9, facecolor=PAPER, edgecolor=FAINT, linewidth=0.6))
    labels = [(9.5, "0")]
    for n, colour in enumerate(_colours(edges)):
        scale.add_patch(Rectangle((26 + n * _STEP, 13), _STEP, 9, facecolor=colour, linewidth=0))
    ranges = [
        number(b) if b <= a + 1 else f"{number(a + 1)}–{number(b)}" for a, b in itertools.pairwise(edges)
    ]
    if not unit and (edges % 1 == 0).all() and max(text_width(label, NOTE) for label in ranges) < _STEP:
        labels += [(26 + (n + 0.5) * _STEP, label) for n, label in enumerate(ranges)]
    else:
        labels += [(26 + n * _STEP, number(edge) + unit) for n, edge in enumerate(edges) if n]
    for x, label in labels:
        scale.text(x, 1, label, ha="center", va="bottom", fontsize=NOTE, color=SOFT)
    if no_articles:
        label = text("charts.common.no_articles")
        start = width - text_width(label, NOTE) - 24
        scale.add_patch(Rectangle((start, 13), 18, 9, facecolor="none", edgecolor=FAINT, linewidth=0.6))
        scale.plot([start, start + 18], [13, 22], color=FAINT, linewidth=0.8)
        scale.text(start + 22, 17.5, label, va="center", fontsize=NOTE, color=SOFT)


def _colours(edges: np.ndarray) -> list[str]:
    count = len(edges) - 1
    return [HEAT[round(n * (len(HEAT) - 1) / max(count - 1, 1))] for n in range(count)]
