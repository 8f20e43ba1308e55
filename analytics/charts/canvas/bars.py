"""Ranked bars with their figures in columns: the one way to draw a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...wording.formats import number
from .axes import numbers_on, rows_axis, values_below
from .chart import tooltip
from .layout import Space, width_of
from .letters import fitting, label_width, shorten, text_width
from .sheet import is_narrow, sheet_width
from .theme import BAR, GRID, INK, NOTE, SMALL, SOFT

NAMED_ROW = 31.0  # points of a row with its name above it
_LEAST = 80.0  # points of a phone that names and figures leave for the bars
_TICK, _BETWEEN = 9.0, 7.0  # size of the numbers below the bars, and space between two of them, in points


@dataclass(frozen=True)
class Column:
    """Figures to the right of the bars, below a heading."""

    heading: str
    cells: Sequence[str]

    @property
    def width(self) -> float:
        """Its width in points, with the space before it."""
        return max(text_width(cell, SMALL) for cell in (self.heading, *self.cells)) + 12


@dataclass(frozen=True)
class Bars:
    """A list to draw.

    Attributes
    ----------
    labels : sequence of str
        The name of each bar, first on top.
    lengths : array
        The length of each bar.
    columns : sequence of Column
        The figures beside the bars.
    tooltips : sequence of str
        The tooltip of each bar.
    axis, unit : str
        The name of the axis below, and what stands behind its numbers.
    limit : float, optional
        The end of the axis; otherwise a little beyond the longest bar.
    colours : sequence of str, optional
        The colour of each bar.
    longest : int
        How many Chinese characters of a label fit.
    row : float
        Height of a row in points.
    """

    labels: Sequence[str]
    lengths: np.ndarray
    columns: Sequence[Column]
    tooltips: Sequence[str]
    axis: str = ""
    unit: str = ""
    limit: float | None = None
    colours: Sequence[str] = ()
    longest: int = 13
    row: float = 17.0


def draw_bars(ax: Axes, bars: Bars) -> Space:
    """Draw bars from the top down with their figures beside them; return the space they need."""
    places = np.arange(len(bars.labels))
    above = names_above(bars.labels, sum(column.width for column in bars.columns))
    thickness = 0.3 if above else 0.64
    drawn = ax.barh(places, bars.lengths, height=thickness, color=list(bars.colours) or BAR)
    for mark, written in zip(drawn, bars.tooltips, strict=True):
        tooltip(ax, mark, written)
    right = 0.0
    for column in bars.columns:
        right += column.width
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "annotation_clip": False}
        ax.annotate(column.heading, (1, 1), (right, 4), xycoords="axes fraction", va="bottom", fontsize=NOTE,
                    color=SOFT, **style)  # fmt: skip
        for y, cell in zip(places, column.cells, strict=True):
            ax.annotate(cell, (1, y), (right, 0), xycoords=ax.get_yaxis_transform(), va="center", fontsize=SMALL,
                        color=INK, **style)  # fmt: skip
    labels = [] if above else [shorten(label, bars.longest) for label in bars.labels]
    if above:
        write_names_above(ax, bars.labels, 4)
    else:
        rows_axis(ax, labels)
    values_below(ax)
    limit = float(np.max(bars.lengths)) * 1.02 if bars.limit is None else bars.limit
    low = min(0.0, float(np.min(bars.lengths)) * 1.02)
    ax.set_xlim(low, max(limit, 1e-9))
    whole = bool((np.asarray(bars.lengths) % 1 == 0).all()) or bars.unit == "%"
    left = 8 if above else label_width(labels)
    ax.xaxis.set_major_locator(_locator(ax, width_of(ax, left + right + 4), bars.unit, whole=whole))
    numbers_on(ax, "x", unit=bars.unit)
    ax.spines["left"].set(visible=True, color=GRID)
    if bars.axis:
        ax.set_xlabel(bars.axis, loc="left", fontsize=NOTE)
    below = 34 if bars.axis else 20
    row = NAMED_ROW if above else bars.row
    return Space(row * len(bars.labels), left=left, right=right + 4, below=below)


def names_above(names: Sequence[str], figures: float) -> bool:
    """Whether the names of rows stand above them: on phones, where names and `figures` points leave no room."""
    return is_narrow() and label_width(list(names)) + figures > sheet_width() - _LEAST


def write_names_above(ax: Axes, names: Sequence[str], beside: float = 0) -> None:
    """Write the name of each row above it, from `beside` points left of the plot over the width of the sheet.

    The rows need `NAMED_ROW` points each.
    """
    width = sheet_width() - 12
    for place, name in enumerate(names):
        shown = fitting(name, 10, width)
        shown = name if shown == name else fitting(name, 10, width - 10) + "…"
        ax.annotate(
            shown, (0, place), (-beside, 7), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
            va="bottom", fontsize=10, color=INK, annotation_clip=False,
        )  # fmt: skip
    ax.set_yticks([])
    ax.set_ylim(len(names) - 0.7, -0.7)  # the rows stand low, below their names


def _locator(ax: Axes, width: float, unit: str, *, whole: bool) -> MaxNLocator:
    """Return the locator of as many numbers, four at most, as stand apart below an axis of `width` points."""
    low, high = ax.get_xlim()
    for most in (4, 3, 2):
        locator = MaxNLocator(most, integer=whole)
        places = np.asarray(locator.tick_values(low, high))
        widest = max(text_width(number(float(place)) + unit, _TICK) for place in places)
        if (places[1] - places[0]) / (high - low) * width >= widest + _BETWEEN:
            return locator
    return MaxNLocator(1, integer=whole)
