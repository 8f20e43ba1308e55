"""A share over time: its line, interval and markers, and on a strip below the articles it is a share of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from mpl_toolkits.axes_grid1 import make_axes_locatable

from ...measures.engine.periods import FREQUENCIES
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import days, percent, period
from .chart import tooltip
from .layout import NOTE, width_of
from .theme import BAND, FAINT, GRID, MAIN, PAPER, SECOND, SOFT, text_width, tick_labels
from .words import word

DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3}


MARKED, _TOLD = 45, 400  # more periods than these have no markers, no tooltips


# a facecolour of its own would stand in the SVG where no page can set it
HATCHED: Any = {"facecolor": "none", "edgecolor": SOFT, "hatch": "////", "linewidth": 0, "alpha": 0.55}


def frequency_of(table: pd.DataFrame) -> str:
    """Return a table's frequency; where its attributes are lost, by the distance of its periods."""
    if provenance(table).freq:
        return str(provenance(table).freq)
    steps = pd.Series(table["period"].dropna().unique()).diff().dt.days
    usual = steps.median() if steps.notna().any() else 1
    return next((freq for freq, days in DAYS.items() if usual <= days + 1), "quarter")


def every_period(table: pd.DataFrame, freq: str) -> pd.DataFrame:
    """Return the table with every period between its first and last: a row that was filtered out leaves a gap."""
    range_ = pd.period_range(table["period"].min(), table["period"].max(), freq=FREQUENCIES[freq]).start_time
    full = table.set_index("period").reindex(pd.DatetimeIndex(range_, name="period").as_unit("us"))
    full["partial"] = full["partial"].eq(True)
    return full.fillna({"matching": 0, "total": 0}).reset_index()


@dataclass(frozen=True)
class _Points:
    """Where a line has points, alone or joined, and which periods are whole."""

    x: np.ndarray
    y: np.ndarray
    known: np.ndarray
    partial: np.ndarray

    @property
    def alone(self) -> np.ndarray:
        before, after = np.append(False, self.known[:-1]), np.append(self.known[1:], False)
        return self.known & ~before & ~after


def draw_share(ax: Axes, table: pd.DataFrame, freq: str, limit: float, small: bool = False) -> Axes:
    """Draw share, interval and, on a strip below, the articles; return the strip."""
    strip = below(ax, small)
    x = mdates.date2num(table["period"])
    y = table["share"].to_numpy(dtype=float) * 100
    low, high = (table[name].to_numpy(dtype=float) * 100 for name in ("low", "high"))
    points = _Points(x, y, np.isfinite(y), table["partial"].to_numpy(dtype=bool))
    ax.fill_between(x, low, high, where=points.known, color=BAND, alpha=0.18, linewidth=0)
    ax.vlines(x[points.alone], low[points.alone], high[points.alone], color=BAND, alpha=0.18, linewidth=4)
    _line(ax, points, many=len(x) > MARKED, small=small)
    draw_articles(strip, table, freq)
    frame(ax, x, freq, limit, small)
    tell(ax, x, freq, _told(table, freq))
    return strip


def below(ax: Axes, small: bool = False) -> Axes:
    """Return new axes on a strip below others, with the same dates."""
    divider = make_axes_locatable(ax)
    return divider.append_axes("bottom", size="26%", pad=0.04 if small else 0.28, sharex=ax)


def frame(ax: Axes, x: np.ndarray, freq: str, limit: float, small: bool = False) -> None:
    """Give a share's axes their percentages, grid and room beside the first and last period."""
    ax.set_ylim(0, limit)
    ax.yaxis.set_major_locator(MaxNLocator(3 if small else 4, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    ax.grid(axis="y", color=GRID, linewidth=0.7)
    ax.tick_params(axis="x", length=0, labelbottom=False)
    beside = DAYS[freq] * (0.6 if len(x) > 2 else 2)  # a bar or two need not fill the width
    ax.set_xlim(x[0] - beside, x[-1] + beside)


def _line(ax: Axes, points: _Points, many: bool, small: bool) -> None:
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
            *zip(*dashed, strict=True),
            color=MAIN,
            linewidth=width * 0.8,
            dashes=(3, 2),
            clip_on=False,
            zorder=3,
        )
    filled = points.known & ~points.partial & (points.alone | (not many))
    opened = points.known & points.partial
    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "clip_on": False, "zorder": 4}
    ax.plot(points.x[filled], points.y[filled], ms=size, mfc=MAIN, mec=MAIN, mew=0.8, **style)
    ax.plot(points.x[opened], points.y[opened], ms=size + 0.6, mfc=PAPER, mec=MAIN, mew=1.2, **style)


def draw_articles(strip: Axes, table: pd.DataFrame, freq: str) -> None:
    """Draw the articles of each period: all of them, and those that match."""
    x = mdates.date2num(table["period"])
    partial = table["partial"].to_numpy(dtype=bool)
    total, matching = table["total"].to_numpy(dtype=float), table["matching"].to_numpy(dtype=float)
    width = DAYS[freq] * 0.74
    if len(x) > 2 * MARKED:  # bars of a hair's breadth would shimmer: steps instead
        edges = np.append(x, x[-1] + DAYS[freq]) - DAYS[freq] / 2
        strip.stairs(total, edges, fill=True, color=FAINT)
        strip.stairs(matching, edges, fill=True, color=MAIN)
    else:
        dashed = {"color": PAPER, "edgecolor": FAINT, "linewidth": 0.8, "linestyle": (0, (3, 2))}
        for kept, heights, style in (
            (~partial, total, {"color": FAINT}),
            (partial, total, dashed),
            (True, matching, {"color": MAIN}),
        ):
            drawn = (heights > 0) & kept
            strip.bar(x[drawn], heights[drawn], width, clip_on=False, **style)
    most = max(total.max(), 1)
    strip.set_ylim(0, most * 1.04)
    strip.set_yticks([most], [f"{most:,.0f}"])
    strip.grid(axis="y", color=GRID, linewidth=0.7)
    strip.set_axisbelow(True)
    strip.yaxis.tick_right()
    strip.tick_params(axis="y", labelsize=NOTE, length=0, pad=3)


def _told(table: pd.DataFrame, freq: str) -> list[str]:
    """What the tooltip of each period says."""
    texts = []
    for row in table.itertuples():
        when, count, total = period(row.period, freq), int(row.matching), int(row.total)
        told = either(
            f"{when}：{count}篇，佔{total}篇的{percent(row.share)}",
            f"{when}: {count} of {total} articles, {percent(row.share)}",
        )
        texts.append(told if total else f"{when}{either('：沒有文章', ': nothing published')}")
    return texts


def tell(ax: Axes, x: np.ndarray, freq: str, texts: list[str]) -> None:
    """Lay an unpainted field over each period, down to the strip, that carries its tooltip; over very many none."""
    if len(x) > _TOLD:
        return
    for left, text in zip(x - DAYS[freq] / 2, texts, strict=True):
        field = Rectangle(
            (left, -0.5), DAYS[freq], 1.5, transform=ax.get_xaxis_transform(),
            facecolor="none", edgecolor="none", linewidth=0, clip_on=False, zorder=5,
        )  # fmt: skip
        field.set_in_layout(False)
        ax.add_patch(field)
        tooltip(ax, field, text)


def shade(ax: Axes, bursts: pd.DataFrame, freq: str) -> None:
    """Shade bursts behind the line, and number them above."""
    half = pd.Timedelta(days=DAYS[freq] / 2)
    for row in bursts.itertuples():
        span = ax.axvspan(row.start - half, row.end + half, color=SECOND, alpha=0.13, linewidth=0, zorder=0)
        tooltip(ax, span, either(f"升溫時段{row.burst}", f"burst {row.burst}"))
        middle = row.start + (row.end - row.start) / 2
        ax.annotate(
            str(row.burst), (middle, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", fontsize=10, color=SECOND,
        )  # fmt: skip


def hatch(
    ax: Axes, strip: Axes, gaps: pd.DataFrame, freq: str, outlet: object = None, labelled: bool = False
) -> bool:
    """Hatch the collector's gaps, of the whole corpus and of `outlet`, on line and strip; return whether any show."""
    shown = gaps[gaps["outlet"].isna() | (gaps["outlet"] == outlet)]
    first, last = ax.get_xlim()
    half = DAYS[freq] / 2  # a period's mark stands over its first day, in the middle of its field
    label, any_shown = word("gap"), False
    for row in shown.itertuples():
        begin = max(float(mdates.date2num(row.start)) - half, first)
        end = min(float(mdates.date2num(row.end)) + 1 - half, last)
        if begin >= end:
            continue
        any_shown = True
        for panel in (ax, strip):
            span = panel.axvspan(begin, end, **HATCHED, zorder=0)
            tooltip(ax, span, f"{label}{either('：', ': ')}{days(row.start, row.end)}")
        if labelled and (end - begin) / (last - first) * width_of(ax) > text_width(label, NOTE) + 6:
            ax.text(
                (begin + end) / 2, 0.96, label, transform=ax.get_xaxis_transform(), ha="center", va="top",
                fontsize=NOTE, color=SOFT, zorder=4, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
    return any_shown


def peak_of(table: pd.DataFrame) -> int:
    """Return the row of the highest share; a period covered in part makes no peak if others can."""
    known = table[table["share"].notna()]
    whole = known[~known["partial"].astype(bool)]
    return int((whole if whole["matching"].any() else known)["share"].idxmax())


def limit_of(table: pd.DataFrame) -> float:
    """The top of the share's axis: all of the interval, and room for the peak's label."""
    high = float(table["high"].max())
    return min(100.0, max(100 * high * 1.05, 4.0))


def date_ticks(ax: Axes, dates: pd.Series, freq: str, width: float) -> list[float]:
    """Write dates under an axis of `width` points; return where."""
    places, labels = tick_labels(dates, freq, width)
    numbers = [float(number) for number in mdates.date2num(dates.iloc[places])]
    ax.set_xticks(numbers, labels)
    ax.tick_params(axis="x", length=3, labelsize=9)
    for label in ax.get_xticklabels():
        label.set_linespacing(1.35)
    return numbers


def dates_below(panels: list[Axes], strips: list[Axes], dates: pd.Series, freq: str, wide: float) -> None:
    """Write dates under the last panel of each column, and percentages beside the first column alone."""
    columns = min(len(panels), 2)
    for number, (panel, strip) in enumerate(zip(panels, strips, strict=True)):
        panel.tick_params(labelleft=number % columns == 0)
        places = date_ticks(strip, dates, freq, wide * (0.8 if columns > 1 else 1))
        strip.set_xticks(places, labels=None if number + columns >= len(panels) else [""] * len(places))
