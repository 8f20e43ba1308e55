"""A share over time: its line, interval and markers, and on a strip below the articles it is a share of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...measures.engine.rows import ENOUGH, highest, rows
from ...wording import text
from ...wording.formats import days, pair, percent, period
from .axes import period_tooltips, share_axes, strip_below
from .chart import tooltip
from .layout import width_of
from .letters import text_width
from .periods import DAYS
from .theme import BAND, FAINT, GRID, MAIN, NOTE, PAPER, SECOND, SOFT

MOST_MARKERS = 45  # above this many periods only single points have markers
MOST_POINTS = 800  # above this many periods several share a step of the line, from the lowest to the highest
# A face colour would stand in the SVG where no page can set it.
HATCHED: Any = {"facecolor": "none", "edgecolor": SOFT, "hatch": "////", "linewidth": 0, "alpha": 0.55}


@dataclass(frozen=True)
class _Points:
    """Places and heights of a line's points, and which of them are known and partial."""

    x: np.ndarray
    y: np.ndarray
    known: np.ndarray
    partial: np.ndarray

    @property
    def alone(self) -> np.ndarray:
        before, after = np.append(False, self.known[:-1]), np.append(self.known[1:], False)
        lonely: np.ndarray = self.known & ~before & ~after
        return lonely


def draw_share(ax: Axes, table: pd.DataFrame, freq: str, limit: float, *, small: bool = False) -> Axes:
    """Draw a share, its interval and, on a strip below, the articles; return the strip."""
    strip = strip_below(ax, small=small)
    x = mdates.date2num(table["period"])
    if len(x) > MOST_POINTS:
        _draw_density(ax, x, table["share"].to_numpy(dtype=float) * 100)
    else:
        y, low, high = (table[name].to_numpy(dtype=float) * 100 for name in ("share", "low", "high"))
        points = _Points(x, y, np.isfinite(y), table["partial"].to_numpy(dtype=bool))
        ax.fill_between(x, low, high, where=points.known, color=BAND, alpha=0.18, linewidth=0)
        ax.vlines(x[points.alone], low[points.alone], high[points.alone], color=BAND, alpha=0.18, linewidth=4)
        _draw_line(ax, points, many=len(x) > MOST_MARKERS, small=small)
    draw_articles(strip, table, freq)
    share_axes(ax, x, freq, limit, small=small)
    period_tooltips(ax, x, freq, lambda: _tooltips(table, freq))
    return strip


def density_note(periods: int) -> list[str]:
    """Return the note on a chart whose steps hold several periods; no note where each period has its own point."""
    size = -(-periods // (MOST_POINTS // 2))
    return [text("charts.note.density", size=size)] if periods > MOST_POINTS else []


def grouped(length: int, most: int) -> np.ndarray:
    """Return where groups of neighbours begin, so that there are at most `most` groups.

    >>> grouped(10, 4).tolist(), grouped(3, 4).tolist()
    ([0, 3, 6, 9], [0, 1, 2])
    """
    return np.arange(0, length, max(1, -(-length // most)))


def _draw_density(ax: Axes, x: np.ndarray, y: np.ndarray) -> None:
    """Draw so many periods that a line would be a smear: for each group the span of its shares and their middle."""
    starts = grouped(len(x), MOST_POINTS // 2)
    low, high = np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts)
    middle = [pd.Series(part).median() for part in np.split(y, starts[1:])]
    ax.fill_between(x[starts], low, high, step="post", color=BAND, alpha=0.25, linewidth=0)
    ax.plot(x[starts], middle, color=MAIN, linewidth=1.1, clip_on=False, zorder=3)


def _draw_line(ax: Axes, points: _Points, *, many: bool, small: bool) -> None:
    size, width = (2.6, 1.3) if small or many else (4.2, 1.8)
    solid = np.where(points.partial, np.nan, points.y)
    ax.plot(points.x, solid, color=MAIN, linewidth=width, solid_joinstyle="round", clip_on=False, zorder=3)
    dashed = [
        piece
        for n in range(len(points.x) - 1)
        if points.partial[n] or points.partial[n + 1]
        for piece in ((points.x[n], points.y[n]), (points.x[n + 1], points.y[n + 1]), (np.nan, np.nan))
    ]
    if dashed:
        ax.plot(
            *zip(*dashed, strict=True), color=MAIN, linewidth=width * 0.8, dashes=(3, 2), clip_on=False, zorder=3
        )  # fmt: skip
    filled = points.known & ~points.partial & (points.alone | (not many))
    opened = points.known & points.partial
    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "clip_on": False, "zorder": 4}
    ax.plot(points.x[filled], points.y[filled], ms=size, mfc=MAIN, mec=MAIN, mew=0.8, **style)
    ax.plot(points.x[opened], points.y[opened], ms=size + 0.6, mfc=PAPER, mec=MAIN, mew=1.2, **style)


def draw_articles(strip: Axes, table: pd.DataFrame, freq: str) -> None:
    """Draw the articles of each period: all of them, and on top those that match."""
    x = mdates.date2num(table["period"])
    total, matching = table["total"].to_numpy(dtype=float), table["matching"].to_numpy(dtype=float)
    if len(x) > 2 * MOST_MARKERS:  # bars as thin as a hair would shimmer: a stepped area instead
        starts = grouped(len(x), MOST_POINTS // 2)
        edges = np.append(x[starts], x[-1] + DAYS[freq]) - DAYS[freq] / 2
        for heights, colour in ((total, FAINT), (matching, MAIN)):
            strip.stairs(np.maximum.reduceat(heights, starts), edges, fill=True, color=colour)
    else:
        partial = table["partial"].to_numpy(dtype=bool)
        dashed = {"color": PAPER, "edgecolor": FAINT, "linewidth": 0.8, "linestyle": (0, (3, 2))}
        for kept, heights, style in (
            (~partial, total, {"color": FAINT}),
            (partial, total, dashed),
            (True, matching, {"color": MAIN}),
        ):
            drawn = (heights > 0) & kept
            strip.bar(x[drawn], heights[drawn], DAYS[freq] * 0.74, clip_on=False, **style)
    most = max(total.max(), 1)
    strip.set_ylim(0, most * 1.04)
    strip.set_yticks([most], [f"{most:,.0f}"])
    strip.grid(axis="y", color=GRID, linewidth=0.7)
    strip.set_axisbelow(True)
    strip.yaxis.tick_right()
    strip.tick_params(axis="y", labelsize=NOTE, length=0, pad=3)


def _tooltips(table: pd.DataFrame, freq: str) -> list[str]:
    return [
        text(
            "charts.tooltip.period",
            period=period(row.period, freq),
            matching=int(row.matching),
            total=int(row.total),
            share=percent(row.share),
        )
        if row.total
        else pair(
            period(row.period, freq), text(f"charts.common.no_{'total' if row.matching else 'articles'}")
        )
        for row in rows(table)
    ]


def shade_bursts(ax: Axes, bursts: pd.DataFrame, freq: str) -> None:
    """Shade bursts behind the line and number them above it."""
    half = pd.Timedelta(days=DAYS[freq] / 2)
    for row in rows(bursts):
        span = ax.axvspan(row.start - half, row.end + half, color=SECOND, alpha=0.13, linewidth=0, zorder=0)
        tooltip(ax, span, text("charts.tooltip.burst", number=row.burst))
        middle = row.start + (row.end - row.start) / 2
        ax.annotate(
            str(row.burst), (middle, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", fontsize=10, color=SECOND,
        )  # fmt: skip


def hatch_gaps(
    ax: Axes, strip: Axes, gaps: pd.DataFrame, freq: str, *, outlet: object = None, labelled: bool = False
) -> bool:
    """Hatch the gaps of the whole corpus and of `outlet` on line and strip; return whether any shows."""
    first, last = ax.get_xlim()
    half = DAYS[freq] / 2  # the mark of a period stands over its first day, in the middle of its field
    label, any_shown = text("charts.common.gap"), False
    for row in rows(gaps[gaps["outlet"].isna() | (gaps["outlet"] == outlet)]):
        begin = max(float(mdates.date2num(row.start)) - half, first)
        end = min(float(mdates.date2num(row.end)) + 1 - half, last)
        if begin >= end:
            continue
        any_shown = True
        for panel in (ax, strip):
            span = panel.axvspan(begin, end, **HATCHED, zorder=0)
            tooltip(ax, span, pair(label, days(row.start, row.end)))
        if labelled and (end - begin) / (last - first) * width_of(ax) > text_width(label, NOTE) + 6:
            ax.text(
                (begin + end) / 2, 0.96, label, transform=ax.get_xaxis_transform(), ha="center", va="top",
                fontsize=NOTE, color=SOFT, zorder=4, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
    return any_shown


def peak_of(table: pd.DataFrame) -> Any:
    """Return the row with the highest share.

    A period of few articles, or a partial one, is the peak only where no other matches.
    """
    known = table[table["share"].notna()]
    large = known[known["total"] >= ENOUGH]
    known = large if large["matching"].any() else known
    whole = known[~known["partial"].astype(bool)]
    return highest(whole if whole["matching"].any() else known, "share")


def limit_of(table: pd.DataFrame) -> float:
    """Return the top of a share's axis, in percent: above all intervals, with space for the label of the peak."""
    high = float(table["high"].max())
    return min(100.0, max(100 * high * 1.05, 4.0))
