"""The heat map: periods across, values down, and how much of each in steps of equal lightness."""

import itertools
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ...errors import ChartError
from ...measures.engine.periods import FREQUENCIES
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import days, percent, period
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, axes, compose, nothing, room, width_of
from ..canvas.series import HATCHED, frequency_of
from ..canvas.theme import (
    FAINT,
    GRID,
    HEAT,
    INK,
    ON_HEAT,
    PAPER,
    SOFT,
    drawing,
    shorten,
    text_width,
    tick_labels,
)
from ..canvas.words import named, subject_of, undated, value_label, word
from .distribution import NATURAL

_ROW, _LONGEST = 20.0, 9


_DAY = pd.Timedelta(days=1)
_TOLD = 400  # more cells than these have no tooltips: they would weigh more than the picture


def heatmap(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    top: int = 15,
    value: str = "matching",
    gaps: pd.DataFrame | None = None,
) -> Axes:
    """Draw a heat map of periods and values.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution` with a `freq` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many values, those with most articles; weekdays and hours are all drawn, in their own order.
    value : {"matching", "share"}
        What the colour says. Zero is blank; a period without any article is struck out: that is not zero.
    gaps : DataFrame, optional
        Of a table by outlet, as `analytics.gaps` returns it: hatched where the collector failed, so that the map
        shows when each outlet was collected.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> table = analytics.distribution(analytics.load("data/sample").articles, "section", freq="month")
    >>> ax = heatmap(table, top=3)
    >>> len(ax.get_yticks())
    3
    """
    expect(table, "distribution", ("period", "value", "matching", "total", "share"))
    if value not in ("matching", "share"):
        raise ChartError(f"unknown value {value!r}; a heat map shows 'matching' or 'share'")
    if len(table) and table["period"].isna().any():
        raise ChartError(
            "this table has no periods: give `analytics.distribution` a `freq`, or draw it with `charts.distribution`"
        )
    by, freq = str(provenance(table).by), frequency_of(table)
    if gaps is not None and by != "outlet":
        raise ChartError(
            "gaps are those of outlets: draw them on a table of `analytics.distribution` by outlet"
        )
    subject = subject_of(table)
    mentioning = either(f"提及{named(subject)}的文章", f"Articles that mention {subject}")
    counted = mentioning if provenance(table).label else either(word("all"), "All articles")
    title = either(f"{counted}按{word(by)}和時間分布", f"{counted}, by {word(by)} and time")
    subtitle = {
        "matching": either(f"{word(freq)}文章數目（篇）", f"Articles, {word(freq)}"),
        "share": either(
            f"佔{word(freq)}{counted}的百分比", f"% of {counted[:1].lower()}{counted[1:]}, {word(freq)}"
        ),
    }[value]
    with drawing():
        ax = axes(ax)
        if not table["total"].sum():
            return nothing(ax, table, title, subtitle)
        names, periods, cells, silent = _grid(table, by, top, value)
        labels = [value_label(name, by) for name in names]
        short = [shorten(label, _LONGEST) for label in labels]
        left = room(short)
        room_across = width_of(ax, left + 4)
        wide = room_across / len(periods)
        edges = steps(float(np.nanmax(cells)), integer=value == "matching")
        paint(ax, cells, edges)
        if wide >= 17:
            write(ax, cells, edges, value)
        _strike(ax, silent, len(names))
        hatched = 0 if gaps is None else _hatch(ax, gaps, names, periods, freq)
        if cells.size <= _TOLD:
            _tell(ax, table, names, labels, periods, freq)
        ax.set_yticks(np.arange(len(names)), short, color=INK, fontsize=10)
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.set_xlim(-0.5, len(periods) - 0.5)
        places, ticks = tick_labels(pd.Series(periods), freq, room_across)
        ax.set_xticks(places, ticks)
        ax.tick_params(axis="x", length=3, labelsize=9)
        ax.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)
        ax.spines["bottom"].set_visible(False)
        tall = _ROW * len(names)
        key(ax, edges, value, room_across, tall, silent=bool(silent.any()))
        total = table["value"].nunique(dropna=False)
        notes = [word("gaps")] * bool(hatched) + undated(table)
        if total > len(names):
            notes.insert(
                0,
                either(
                    f"只列文章最多的{len(names)}項，共{total}項。", f"The {len(names)} with most of {total}."
                ),
            )
        compose(ax, title, subtitle, plot=tall, left=left, above=34, below=44, notes=notes)
        row, column = np.unravel_index(np.nanargmax(cells), cells.shape)
        most = percent(cells[row, column] / 100)
        if value == "matching":
            most = f"{cells[row, column]:.0f}" + either("篇", " articles")
        when = period(periods[column], freq)
        blank = int(silent.sum())
        words = either(
            f"熱力圖：{title}，共{len(names)}項、{len(periods)}個時段。最多的一格是{when}的{labels[row]}，{most}。"
            + f"有{blank}個時段沒有任何文章。" * bool(blank)
            + f"標示了{hatched}處採集中斷。" * bool(hatched),
            f"Heat map: {title}; {len(names)} rows and {len(periods)} periods. The highest cell is {labels[row]}, "
            f"{when}: {most}."
            + f" In {blank} of the periods there are no articles." * bool(blank)
            + f" Collector gaps marked: {hatched}." * bool(hatched),
        )
        return register(ax, table[table["value"].isin(names)], words)


def _grid(
    table: pd.DataFrame, by: str, top: int, value: str
) -> tuple[list[object], pd.DatetimeIndex, np.ndarray, np.ndarray]:
    """Return values, periods, the cells (values, periods), and which periods have no article at all."""
    order = {name: place for place, name in enumerate(table["value"].unique())}
    codes = table["value"].map(order).fillna(-1).where(table["value"].notna(), -1).astype(int)
    sums = table["matching"].groupby(codes).sum()
    if by in NATURAL:
        kept = sorted(sums.index)
    else:  # most first; articles without a value last
        kept = sorted(sums.index, key=lambda code: (code == -1, -sums[code], code))[:top]
    periods = pd.DatetimeIndex(sorted(table["period"].unique()))
    scale = 100.0 if value == "share" else 1.0
    wide = table.assign(code=codes).pivot_table(index="code", columns="period", values=value, aggfunc="sum")
    cells = wide.reindex(index=kept, columns=periods).to_numpy(dtype=float) * scale
    silent = table.groupby("period")["total"].max().reindex(periods).fillna(0).to_numpy() == 0
    cells[:, silent] = np.nan
    known = {place: name for name, place in order.items()}
    return [known[code] if code >= 0 else None for code in kept], periods, cells, silent


def steps(most: float, integer: bool) -> np.ndarray:
    """Return the edges of at most seven steps, in round numbers from 0; a step holds its upper edge.

    >>> steps(16, integer=True)
    array([ 0.,  3.,  6.,  9., 12., 15., 18.])
    """
    round_numbers = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
    ticks = MaxNLocator(len(HEAT) - 1, integer=integer, steps=round_numbers).tick_values(0, max(most, 1))
    return np.asarray(ticks)[: int(np.searchsorted(ticks, most)) + 1] if most > 0 else np.asarray(ticks)[:2]


def _colours(edges: np.ndarray) -> list[str]:
    count = len(edges) - 1
    return [HEAT[round(n * (len(HEAT) - 1) / max(count - 1, 1))] for n in range(count)]


def paint(ax: Axes, cells: np.ndarray, edges: np.ndarray) -> None:
    """Colour the cells by steps; zero is blank, missing unpainted."""
    bounds = [-1, *(edges + 1e-6), edges[-1] + 1]  # zero alone, then the steps with their upper edges
    shown = np.ma.masked_invalid(cells)
    colours = [PAPER, *_colours(edges), HEAT[-1]]
    x, y = np.arange(cells.shape[1] + 1) - 0.5, np.arange(cells.shape[0] + 1) - 0.5
    ax.pcolormesh(
        x, y, shown, cmap=ListedColormap(colours), norm=BoundaryNorm(bounds, len(colours)),
        edgecolors=GRID if cells.shape[1] <= 40 else "none", linewidth=0.6,
    )  # fmt: skip


def write(ax: Axes, cells: np.ndarray, edges: np.ndarray, value: str) -> None:
    """Write each cell's number into it."""
    colours = _colours(edges)
    for (row, column), amount in np.ndenumerate(cells):
        if amount > 0:
            step = int(np.searchsorted(edges + 1e-6, amount)) - 1
            ink = ON_HEAT[HEAT.index(colours[step])]
            label = f"{amount:.0f}" if value == "matching" or amount >= 0.5 else "<1"
            ax.text(column, row, label, ha="center", va="center", fontsize=8.5, color=ink)


def _strike(ax: Axes, silent: np.ndarray, rows: int) -> None:
    """Strike out the cells of the periods without any article: one broken line through all of them."""
    cells = [(column, row) for column in np.flatnonzero(silent) for row in range(rows)]
    x = [place for column, _ in cells for place in (column - 0.5, column + 0.5, np.nan)]
    y = [place for _, row in cells for place in (row + 0.5, row - 0.5, np.nan)]
    ax.plot(x, y, color=FAINT, linewidth=0.8)


def _hatch(ax: Axes, gaps: pd.DataFrame, names: list[object], periods: pd.DatetimeIndex, freq: str) -> int:
    """Hatch the collector's gaps, the whole corpus' through all rows; return how many show."""
    after = periods[-1:].to_period(FREQUENCIES[freq]).end_time.floor("D") + _DAY
    edges = mdates.date2num(periods.append(after))
    shown = 0
    for row in gaps.itertuples():
        begin, end = np.interp(
            mdates.date2num([row.start, row.end + _DAY]), edges, np.arange(len(edges)) - 0.5
        )
        whole = not isinstance(row.outlet, str)
        if begin >= end or not (whole or row.outlet in names):
            continue
        shown += 1
        top, tall = (-0.5, len(names)) if whole else (names.index(row.outlet) - 0.5, 1)
        field = ax.add_patch(Rectangle((begin, top), end - begin, tall, **HATCHED, zorder=2))
        tooltip(ax, field, f"{word('gap')}{either('：', ': ')}{days(row.start, row.end)}")
    return shown


def _tell(
    ax: Axes,
    table: pd.DataFrame,
    names: list[object],
    labels: list[str],
    periods: pd.DatetimeIndex,
    freq: str,
) -> None:
    rows: dict[tuple[object, object], Any] = {
        (row.period, row.value if isinstance(row.value, str) else None): row for row in table.itertuples()
    }
    for down, (name, label) in enumerate(zip(names, labels, strict=True)):
        for across, when in enumerate(periods):
            row = rows.get((when, name))
            if row is None:
                continue
            field = ax.add_patch(
                Rectangle((across - 0.5, down - 0.5), 1, 1, facecolor="none", edgecolor="none", zorder=5)
            )
            said = either(
                f"{row.matching}篇，佔{percent(row.share)}", f"{row.matching} articles, {percent(row.share)}"
            )
            told = said if row.total else either("沒有文章", "no articles")
            tooltip(ax, field, f"{label}　{period(when, freq)}　{told}")


def key(ax: Axes, edges: np.ndarray, value: str, wide: float, tall: float, silent: bool) -> None:
    """Draw the scale above the map, in points: blank for zero, the steps, and what a stroke means."""
    scale = ax.inset_axes((0, 1 + 5 / tall, 1, 24 / tall))
    scale.set(xlim=(0, wide), ylim=(0, 24))
    scale.set_axis_off()
    unit = "%" if value == "share" else ""
    scale.add_patch(Rectangle((0.5, 13), 18, 9, facecolor=PAPER, edgecolor=FAINT, linewidth=0.6))
    scale.text(9.5, 1, "0", ha="center", va="bottom", fontsize=NOTE, color=SOFT)
    step = 30.0
    for n, colour in enumerate(_colours(edges)):
        scale.add_patch(Rectangle((26 + n * step, 13), step, 9, facecolor=colour, linewidth=0))
    ranges = [f"{a + 1:g}–{b:g}" if b > a + 1 else f"{b:g}" for a, b in itertools.pairwise(edges)]
    if value == "matching" and max(text_width(label, NOTE) for label in ranges) < step:
        for n, label in enumerate(ranges):
            scale.text(26 + (n + 0.5) * step, 1, label, ha="center", va="bottom", fontsize=NOTE, color=SOFT)
    else:
        for n, edge in enumerate(edges[1:], 1):
            scale.text(
                26 + n * step, 1, f"{edge:g}{unit}", ha="center", va="bottom", fontsize=NOTE, color=SOFT
            )
    if silent:
        label = either("沒有文章", "no articles")
        start = wide - text_width(label, NOTE) - 24
        scale.add_patch(Rectangle((start, 13), 18, 9, facecolor="none", edgecolor=FAINT, linewidth=0.6))
        scale.plot([start, start + 18], [13, 22], color=FAINT, linewidth=0.8)
        scale.text(start + 22, 17.5, label, va="center", fontsize=NOTE, color=SOFT)
