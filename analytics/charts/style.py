"""Fonts, colours, language and dates: what all charts share."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import font_manager, ft2font
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from noto_cjk_sans_otc import FONT_PATH

from ..errors import ReportError, one_of

FAMILIES = ["Noto Sans CJK HK", "DejaVu Sans"]

# Each is drawn in its light value; `svg` puts the custom property in its place, so that a dark page can set another.
# Data colours are Okabe & Ito's; they differ in lightness too, so that grey print tells them apart.
INK, SOFT, GRID, FAINT = "#1b1d22", "#5b616b", "#dfe2e7", "#c9ced6"
MAIN, BAND, SECOND, PAPER = "#0a5c8f", "#0a5c8e", "#c2500a", "#fdfdfc"
PROPERTIES = {
    INK: "--chart-ink",
    SOFT: "--chart-soft",
    GRID: "--chart-grid",
    FAINT: "--chart-faint",
    MAIN: "--chart-main",
    BAND: "--chart-band",
    SECOND: "--chart-second",
    PAPER: "--chart-paper",
}

LANGUAGES = ["zh-HK", "en"]
_language = "zh-HK"

_RC: Any = {
    "font.family": FAMILIES,
    "font.size": 10.5,
    "axes.titlesize": 13,
    "axes.titlelocation": "left",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": SOFT,
    "axes.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
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
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "svg.fonttype": "path",
    "svg.hashsalt": "analytics",
    "hatch.linewidth": 0.5,
}


def language(code: str | None = None) -> str:
    """Set the language of the labels, if given; return the one that holds.

    Parameters
    ----------
    code : {"zh-HK", "en"}, optional
        For all charts drawn from now on in this process.

    Raises
    ------
    ReportError
        The language is not known.

    Examples
    --------
    >>> language()
    'zh-HK'
    """
    global _language
    if code is not None:
        _language = one_of("language", code, LANGUAGES, ReportError)
    return _language


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the house's style, and leave matplotlib's own settings as they are."""
    _register_font()
    with mpl.rc_context(_RC):
        yield


def axes(ax: Axes | None, width: float = 7.2, height: float = 3.8) -> Axes:
    """Return `ax`, or the axes of a new figure that pyplot does not hold, so that figures do not pile up."""
    if ax is not None:
        return ax
    return NotebookFigure(figsize=(width, height), layout="constrained").add_subplot()


class NotebookFigure(Figure):
    """A figure that JupyterLab shows though pyplot does not know it."""

    def _repr_png_(self) -> bytes:
        from .drawn import png

        return png(self)


@lru_cache(maxsize=1)
def _register_font() -> None:
    font_manager.fontManager.addfont(str(FONT_PATH))


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """Code points that one of the families can show."""
    _register_font()
    faces = [ft2font.FT2Font(font_manager.findfont(family)) for family in FAMILIES]
    return frozenset().union(*(face.get_charmap().keys() for face in faces))


def day(date: pd.Timestamp) -> str:
    """Write a day as readers do: 1月27日, 27 Jan.

    >>> day(pd.Timestamp("2025-01-27"))
    '1月27日'
    """
    return f"{date.month}月{date.day}日" if language() == "zh-HK" else f"{date.day} {date:%b}"


def period(date: pd.Timestamp, freq: str | None) -> str:
    """Write a period with its year: 2025年1月27日起一周, week of 27 Jan 2025.

    >>> period(pd.Timestamp("2025-01-27"), "week")
    '2025年1月27日起一周'
    """
    zh = language() == "zh-HK"
    if freq == "month":
        return f"{date.year}年{date.month}月" if zh else f"{date:%B %Y}"
    if freq == "quarter":
        return f"{date.year}年第{date.quarter}季" if zh else f"Q{date.quarter} {date.year}"
    written = f"{date.year}年{date.month}月{date.day}日" if zh else f"{date.day} {date:%B %Y}"
    if freq == "week":
        return f"{written}起一周" if zh else f"week of {written}"
    return written


def tick_labels(dates: pd.Series, freq: str | None, most: int = 7) -> tuple[list[int], list[str]]:
    """Choose at most `most` of the periods to label: their places, and their labels.

    The year stands under the first one and where it changes.
    """
    places = list(range(0, len(dates), max(1, int(np.ceil(len(dates) / most)))))
    labels, year = [], None
    for date in dates.iloc[places]:
        short = {
            "month": f"{date.month}月" if language() == "zh-HK" else f"{date:%b}",
            "quarter": f"第{date.quarter}季" if language() == "zh-HK" else f"Q{date.quarter}",
        }.get(freq or "", day(date))
        written = f"{date.year}年" if language() == "zh-HK" else f"{date.year}"
        labels.append(short if date.year == year else f"{short}\n{written}")
        year = date.year
    return places, labels


def head(ax: Axes, title: str, subtitle: str, above: float = 4) -> None:
    """Write the title, and under it in small letters what is counted; `above` is the room below them in points."""
    ax.set_title(title, pad=above + 20)
    ax.annotate(
        subtitle, (0, 1), (0, above), xycoords="axes fraction", textcoords="offset points",
        fontsize=9.5, color=SOFT, va="bottom", annotation_clip=False,
    )  # fmt: skip


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
