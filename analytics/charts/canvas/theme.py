"""Colours, sizes of letters and matplotlib's settings: the style that all charts share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib import style

from ...wording import language as language
from .letters import FAMILIES, register_font

TITLE, SMALL, NOTE = 13.5, 9.5, 8.5  # points


# Value on light pages, value on dark pages. Charts are drawn in the light values; `svg` replaces them with custom
# properties, and `css` sets these for dark pages. Data colours differ in lightness and in hue: they survive grey print.
THEME = {
    "--chart-ink": ("#1b1d22", "#e8eaed"),
    "--chart-soft": ("#5b616b", "#a9b0ba"),
    "--chart-grid": ("#dfe2e7", "#363c45"),
    "--chart-faint": ("#c3c9d2", "#59626e"),
    "--chart-paper": ("#fdfdfc", "#14171a"),
    "--chart-main": ("#0a5c8f", "#7cc4ee"),
    "--chart-band": ("#0a5c8e", "#7cc4ed"),
    "--chart-bar": ("#5a98c4", "#3a7aa6"),
    "--chart-second": ("#b8480a", "#f2a65e"),
    # Steps of equal lightness (CIE L* 93 to 21, and 19 to 89): the scale reads the same in grey.
    "--chart-heat-1": ("#e3eef6", "#22303d"),
    "--chart-heat-2": ("#a6d0ec", "#234c6b"),
    "--chart-heat-3": ("#71b0db", "#2a6995"),
    "--chart-heat-4": ("#4390c5", "#4087b9"),
    "--chart-heat-5": ("#1d6faa", "#62a6d6"),
    "--chart-heat-6": ("#044f8c", "#8fc5eb"),
    "--chart-heat-7": ("#08306b", "#c4e3f7"),
    "--chart-on-4": ("#1b1d23", "#14171a"),  # text on the middle step
    # Five lines with main and second: distinct for every kind of colour vision (CIE76 distance at least 29).
    "--chart-line-3": ("#17191e", "#f1f6ea"),
    "--chart-line-4": ("#9440e6", "#a96afa"),
    "--chart-line-5": ("#62250f", "#dd5075"),
}
_LIGHT = [light for light, _ in THEME.values()]
INK, SOFT, GRID, FAINT, PAPER, MAIN, BAND, BAR, SECOND, *HEAT, _ON_4, _LINE_3, _LINE_4, _LINE_5 = _LIGHT
LINES = [MAIN, SECOND, _LINE_3, _LINE_4, _LINE_5]
ON_HEAT = [INK, INK, INK, _ON_4, PAPER, PAPER, PAPER]  # colour of text on each step


_RC: Any = {
    "font.family": FAMILIES,
    "font.size": 10,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.titlecolor": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": SOFT,
    "axes.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
    "xtick.major.width": 0.7,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "svg.fonttype": "path",
    "svg.hashsalt": "analytics",
    "text.usetex": False,
    "savefig.bbox": None,
}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the charts' style; matplotlib's own settings stay as the analyst has them. Also a decorator."""
    register_font()
    with style.context(["default", _RC]):
        yield


def css() -> str:
    """Return the style sheet that gives a page's charts their colours, by day, by night and on paper.

    >>> css().startswith(":root{--chart-ink:#1b1d22;")
    True
    """
    light, dark = (";".join(f"{name}:{values[n]}" for name, values in THEME.items()) for n in (0, 1))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
