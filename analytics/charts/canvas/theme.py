"""Fonts, colours, language and dates: what all charts share."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pandas as pd
from matplotlib import font_manager, ft2font, style
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from noto_cjk_sans_otc import FONT_PATH

from ...wording import language
from ...wording.formats import tick

FAMILIES = ["Noto Sans CJK HK", "DejaVu Sans"]


# Light value, dark value. A chart is drawn in the light ones; `svg` puts the custom property in their place, so that a
# dark page sets the others (`css`). Data colours differ in lightness as well as hue: grey print tells them apart.
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
    # steps of equal lightness (CIE L* 93 to 21, and 19 to 89): a scale that reads the same in grey
    "--chart-heat-1": ("#e3eef6", "#22303d"),
    "--chart-heat-2": ("#a6d0ec", "#234c6b"),
    "--chart-heat-3": ("#71b0db", "#2a6995"),
    "--chart-heat-4": ("#4390c5", "#4087b9"),
    "--chart-heat-5": ("#1d6faa", "#62a6d6"),
    "--chart-heat-6": ("#044f8c", "#8fc5eb"),
    "--chart-heat-7": ("#08306b", "#c4e3f7"),
    "--chart-on-4": ("#1b1d23", "#14171a"),  # text on the middle step: dark by day and by night
    # with main and second five lines, told apart by every kind of colour vision (CIE76 at least 29)
    "--chart-line-3": ("#17191e", "#f1f6ea"),
    "--chart-line-4": ("#9440e6", "#a96afa"),
    "--chart-line-5": ("#62250f", "#dd5075"),
}


_LIGHT = [light for light, _ in THEME.values()]


INK, SOFT, GRID, FAINT, PAPER, MAIN, BAND, BAR, SECOND, *HEAT, _ON_4, _LINE_3, _LINE_4, _LINE_5 = _LIGHT


LINES = [MAIN, SECOND, _LINE_3, _LINE_4, _LINE_5]
ON_HEAT = [INK, INK, INK, _ON_4, PAPER, PAPER, PAPER]  # what stands on each step
_STEPS = {  # every so many periods a label
    "day": (1, 2, 7, 14, 28, 56, 91),
    "week": (1, 2, 4, 8, 13, 26, 52),
    "month": (1, 2, 3, 6, 12, 24),
    "quarter": (1, 2, 4, 8),
}


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
    """Draw in the house's style, whatever the analyst's is, and leave matplotlib's own settings as they are."""
    _register_font()
    with style.context(["default", _RC]):
        yield


@lru_cache(maxsize=1)
def _register_font() -> None:
    font_manager.fontManager.addfont(str(FONT_PATH))


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """Code points that one of the families can show."""
    _register_font()
    faces = [ft2font.FT2Font(font_manager.findfont(family)) for family in FAMILIES]
    return frozenset().union(*(face.get_charmap().keys() for face in faces))


def tick_labels(
    dates: pd.Series, freq: str | None, width: float, size: float = 9
) -> tuple[list[int], list[str]]:
    """Choose periods to label, so that labels of `size` never touch on an axis of `width` points.

    The year stands under the first one and where it changes.

    Returns
    -------
    places, labels : list of int, list of str
        Which periods, and what to write there.
    """
    if not len(dates):
        return [], []
    widest = max(text_width(tick(date, freq), size) for date in dates) + 8
    fits = max(1, int(width / widest))
    step = next((step for step in _STEPS.get(freq or "", (1,)) if len(dates) / step <= fits), None)
    places = list(range(0, len(dates), step or -(-len(dates) // fits)))
    labels, year = [], None
    for date in dates.iloc[places]:
        written = f"{date.year}年" if language() == "zh-HK" else f"{date.year}"
        labels.append(tick(date, freq) + ("" if date.year == year else f"\n{written}"))
        year = date.year
    return places, labels


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Return how wide a line of text is, in points."""
    _register_font()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a glyph that is missing `svg` and `save` tell
        measured = text_to_path.get_text_width_height_descent(
            text, FontProperties(family=FAMILIES, size=size), ismath=False
        )
    return float(measured[0])


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most `width` points; no line starts with a closing mark.

    >>> wrapped("提及DeepSeek的文章佔每周全部文章的百分比", 10, 100)
    ['提及DeepSeek的文章', '佔每周全部文章的百分', '比']
    """
    lines = [""]
    for part in re.findall(r"[!-~]+\s?|.", text):
        if (
            lines[-1]
            and part not in "，。；：、）」％"
            and text_width((lines[-1] + part).rstrip(), size) > width
        ):
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def css() -> str:
    """Return the style sheet that gives a page's charts their colours, by day, by night and on paper.

    >>> css().startswith(":root{--chart-ink:#1b1d22;")
    True
    """
    light, dark = (";".join(f"{name}:{values[n]}" for name, values in THEME.items()) for n in (0, 1))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def shorten(text: str, longest: int = 16) -> str:
    """Cut a long label; a Latin letter counts half.

    >>> shorten("立法會財務委員會審議北部都會區撥款申請", 8)
    '立法會財務委員…'
    """
    width = 0.0
    for place, char in enumerate(text):
        width += 1 if char > "\u2e7f" else 0.55
        if width > longest:
            return text[: place - 1] + "…"
    return text
