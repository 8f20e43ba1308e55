"""Axes of time, share and count: dates that never touch, percentages, grid, and a tooltip for each period."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from mpl_toolkits.axes_grid1 import make_axes_locatable

from ...wording import text
from ...wording.formats import number, tick, year
from .chart import tooltip
from .letters import text_width
from .periods import DAYS
from .sheet import is_narrow, panel_columns
from .theme import GRID, INK, NOTE, SMALL

MOST_TOOLTIPS = 400  # more would weigh more than the picture
_STEPS = {  # label every n-th period
    "day": (1, 2, 7, 14, 28, 56, 91),
    "week": (1, 2, 4, 8, 13, 26, 52),
    "month": (1, 2, 3, 6, 12, 24),
    "quarter": (1, 2, 4, 8),
}


def tick_labels(dates: pd.Series, freq: str, width: float, size: float = 9) -> tuple[list[int], list[str]]:
    """Choose periods to label so that the labels do not touch.

    Parameters
    ----------
    dates : Series
        Every period of the axis.
    freq : str
        Their length.
    width, size : float
        Width of the axis and size of the letters, in points.

    Returns
    -------
    list of int, list of str
        Places in `dates`, and their labels; the year stands below the first label and where it changes.
    """
    if not len(dates):
        return [], []
    widest = max(text_width(tick(date, freq), size) for date in dates[:400]) + 8
    fits = max(1, int(width / widest))
    step = next((step for step in _STEPS[freq] if len(dates) / step <= fits), None)
    places = list(range(0, len(dates), step or -(-len(dates) // fits)))
    labels, last = [], ""
    for date in dates.iloc[places]:
        labels.append(tick(date, freq) + ("" if year(date) == last else f"\n{year(date)}"))
        last = year(date)
    return places, labels


def date_axis(ax: Axes, dates: pd.Series, freq: str, width: float) -> list[float]:
    """Write dates below an axis of `width` points; return their places on it."""
    places, labels = tick_labels(dates, freq, width)
    numbers = [float(place) for place in mdates.date2num(dates.iloc[places])]
    write_dates(ax, numbers, labels)
    return numbers


def write_dates(ax: Axes, places: Sequence[float], labels: Sequence[str], width: float = math.inf) -> None:
    """Write labels of one or two lines below an axis of `width` points; the last one ends where the axis ends."""
    ax.set_xticks(places, labels, linespacing=1.35)
    ax.tick_params(axis="x", length=3, labelsize=9)
    if labels:
        start, end = ax.get_xlim()
        half = max(text_width(line, 9) for line in labels[-1].split("\n")) / 2
        if (end - places[-1]) / (end - start) * width < half:
            ax.get_xticklabels()[-1].set_horizontalalignment("right")


def name_dates(ax: Axes, freq: str) -> None:
    """Write below an axis what its dates are."""
    ax.set_xlabel(text(f"charts.axis.{freq}"), loc="right", fontsize=NOTE)


def name_height(ax: Axes, name: str, width: float, level: float = 1.055) -> None:
    """Write the name of the vertical axis above it."""
    ax.set_ylabel(name, rotation=0, ha="left", va="bottom", fontsize=SMALL)
    ax.yaxis.set_label_coords(-26 / width, level)


def numbers_on(ax: Axes, axis: str, *, unit: str = "", signed: bool = False, absolute: bool = False) -> None:
    """Write the numbers of an axis without superfluous digits and without a negative zero."""

    def write(value: float, _: object) -> str:
        return number(abs(value) if absolute else value, signed=signed) + unit

    getattr(ax, f"{axis}axis").set_major_formatter(FuncFormatter(write))


def rows_axis(ax: Axes, labels: list[str]) -> None:
    """Give a chart of rows their labels, the first row on top."""
    ax.set_yticks(range(len(labels)), labels, color=INK, fontsize=10)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def values_below(ax: Axes) -> None:
    """Give a chart of rows a grid for the values below it, without a line."""
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.tick_params(axis="both", length=0)
    ax.tick_params(axis="x", labelsize=9)
    ax.spines["bottom"].set_visible(False)


def share_axes(ax: Axes, x: np.ndarray, freq: str, limit: float, *, small: bool = False) -> None:
    """Give the axes of a share over time their percentages, grid, and space beside the first and last period."""
    ax.set_ylim(0, limit)
    ax.yaxis.set_major_locator(MaxNLocator(3 if small else 4, steps=[1, 2, 2.5, 5, 10]))
    numbers_on(ax, "y", unit="%")
    ax.grid(axis="y", color=GRID, linewidth=0.7)
    ax.tick_params(axis="x", length=0, labelbottom=False)
    beside = DAYS[freq] * (0.6 if len(x) > 2 else 2)  # one or two bars need not fill the width
    ax.set_xlim(x[0] - beside, x[-1] + beside)


def strip_below(ax: Axes, *, small: bool = False) -> Axes:
    """Return new axes on a strip below others, with the same dates."""
    divider = make_axes_locatable(ax)
    strip: Axes = divider.append_axes("bottom", size="26%", pad=0.04 if small else 0.28, sharex=ax)
    return strip


def period_tooltips(ax: Axes, x: np.ndarray, freq: str, write: Callable[[], list[str]]) -> None:
    """Lay an invisible field with a tooltip over each period, down to the strip.

    There are none on phones, or where there are too many periods.
    """
    if len(x) > MOST_TOOLTIPS or is_narrow():
        return
    for left, written in zip(x - DAYS[freq] / 2, write(), strict=True):
        field = Rectangle(
            (left, -0.5), DAYS[freq], 1.5, transform=ax.get_xaxis_transform(),
            facecolor="none", edgecolor="none", linewidth=0, clip_on=False, zorder=5,
        )  # fmt: skip
        field.set_in_layout(False)
        ax.add_patch(field)
        tooltip(ax, field, written)


def panel_dates(panels: list[Axes], strips: list[Axes], dates: pd.Series, freq: str, width: float) -> None:
    """Write dates below the last panel of each column, and percentages beside the first column only."""
    columns = panel_columns(len(panels))
    for number_, (panel, strip) in enumerate(zip(panels, strips, strict=True)):
        panel.tick_params(labelleft=number_ % columns == 0)
        places = date_axis(strip, dates, freq, width * (0.8 if columns > 1 else 1))
        if number_ + columns < len(panels):
            strip.set_xticks(places, labels=[""] * len(places))
