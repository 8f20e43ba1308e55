"""Several trends at once: lines with their names at their ends, or a panel each."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent, period
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, SMALL, axes, compose, multiples, nothing, width_of
from ..canvas.series import (
    MARKED,
    below,
    date_ticks,
    dates_below,
    draw_articles,
    every_period,
    frame,
    frequency_of,
    hatch,
    tell,
)
from ..canvas.theme import FAINT, INK, LINES, MAIN, SOFT, drawing, shorten, text_width
from ..canvas.words import label_of, undated, word

_DASHES = ["-", (0, (5, 1.6)), (0, (1.1, 1.1)), (0, (6, 1.5, 1.2, 1.5)), (0, (2.6, 1.2))]
_MARKS = ["o", "s", "^", "D", "v"]
_GAP = 13.0  # points between the names of two lines
_SPANS = {
    "day": ("日", "-day"),
    "week": ("周", "-week"),
    "month": ("個月", "-month"),
    "quarter": ("季", "-quarter"),
}


def trends(table: pd.DataFrame, ax: Axes | None = None, *, gaps: pd.DataFrame | None = None) -> Axes:
    """Draw several trends: up to five as lines on one plot, more as small multiples on equal axes.

    The thick line is smoothed, the thin one shows the share of each period and breaks where nothing was published.
    Lines differ in colour, dashes and mark.

    Parameters
    ----------
    table : DataFrame
        As `analytics.trends` returns it.
    ax : matplotlib Axes, optional
        Where to draw, up to five; otherwise a new figure.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: those of the whole corpus are hatched.

    Returns
    -------
    matplotlib Axes
        The shares' axes; of small multiples the first panel.

    Examples
    --------
    >>> import analytics
    >>> table = analytics.trends(analytics.load("data/sample").articles, ["deepseek", "nvidia"])
    >>> trends(table).get_ylabel()
    '佔全部文章比例'
    """
    expect(table, "trends", ("entity", "period", "matching", "total", "share", "partial", "smoothed"))
    freq, names = frequency_of(table), list(table["entity"].unique())
    window = int(provenance(table).details.get("window") or 1)
    labels = {name: label_of(table, name) for name in names}
    title = either("提及各對象的文章比例", "Share of articles that mention each subject")
    zh, en = _SPANS[freq]
    subtitle = either(
        f"佔{word(freq)}全部文章的百分比"
        + f"；粗線為{window}{zh}移動平均，細線為{word(freq)}比例" * (window > 1),
        f"% of all articles, {word(freq)}"
        + f"; thick: {window}{en} moving average, thin: each period" * (window > 1),
    )
    if ax is not None and len(names) > len(LINES):
        raise ChartError(
            f"{len(names)} lines on one plot cannot be told apart; choose {len(LINES)}, or leave out `ax`"
        )
    with drawing():
        ax = axes(ax)
        if not table["total"].sum():
            return nothing(ax, table, title, subtitle)
        parts = {name: every_period(table[table["entity"] == name], freq) for name in names}
        limit = min(100.0, max(float(table[["share", "smoothed"]].max().max()) * 108, 4.0))
        notes = [word("partial_bars")] * bool(table["partial"].any())
        silent = word("silent_smoothed" if window > 1 else "silent")
        notes += [silent] * bool((table["total"] == 0).any()) + undated(table)
        lost = gaps[gaps["outlet"].isna()] if gaps is not None else None
        if lost is not None and len(lost):
            notes.insert(0, word("gaps"))
        if len(names) > len(LINES):
            others = _panels(ax, parts, labels, limit, freq, (title, subtitle, notes), lost)
        else:
            others = [_lines(ax, parts, labels, limit, freq, (title, subtitle, notes), lost)]
        return register(ax, table, _words(parts, labels, freq), *others)


def _lines(
    ax: Axes,
    parts: dict[str, pd.DataFrame],
    labels: dict[str, str],
    limit: float,
    freq: str,
    said: tuple[str, str, list[str]],
    lost: pd.DataFrame | None,
) -> Axes:
    """Draw all lines on one plot, the articles of each period below it."""
    whole = next(iter(parts.values()))
    x, strip = mdates.date2num(whole["period"]), below(ax)
    draw_articles(strip, whole.assign(matching=0), freq)
    frame(ax, x, freq, limit)
    if lost is not None:
        hatch(ax, strip, lost, freq, labelled=True)
    short = {name: shorten(label, 8) for name, label in labels.items()}
    room = max(text_width(label, SMALL) for label in short.values()) + 30
    title, subtitle, notes = said
    compose(ax, title, subtitle, plot=212, left=30, right=room, above=20, below=48, notes=notes)
    ends = []
    for number, part in enumerate(parts.values()):
        ends.append(_line(ax, x, part, LINES[number], _DASHES[number], _MARKS[number]))
    height = 212 * 0.66
    spread = apart(np.array([end / limit * height for _, end in ends]), _GAP, height)
    for number, (name, place) in enumerate(zip(parts, spread, strict=True)):
        ax.annotate(
            short[name], (1, place / height), (22, 0), xycoords="axes fraction", textcoords="offset points",
            va="center", fontsize=SMALL, color=LINES[number], annotation_clip=False,
        )  # fmt: skip
        ax.annotate(
            "", ends[number], (1 + 20 / width_of(ax, 30 + room), place / height), textcoords="axes fraction",
            annotation_clip=False, zorder=1,
            arrowprops={"arrowstyle": "-", "color": LINES[number], "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    tell(ax, x, freq, _told(parts, labels, freq))
    wide = width_of(ax, 40 + room)
    ax.set_ylabel(word("share"), rotation=0, ha="left", va="bottom", fontsize=SMALL)
    ax.yaxis.set_label_coords(-26 / wide, 1.055)
    strip.set_title(word("total"), loc="left", fontsize=NOTE, color=SOFT, pad=4)
    strip.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)
    date_ticks(strip, whole["period"], freq, wide)
    return strip


def _line(
    ax: Axes, x: np.ndarray, part: pd.DataFrame, colour: str, dashes: object, mark: str
) -> tuple[float, float]:
    """Draw one line; return where it ends."""
    raw, smooth = (part[name].to_numpy(dtype=float) * 100 for name in ("share", "smoothed"))
    faint: dict[str, Any] = (
        {"linewidth": 0.8, "alpha": 0.35} if len(x) <= MARKED else {"linewidth": 0.5, "alpha": 0.22}
    )
    ax.plot(x, raw, color=colour, clip_on=False, zorder=2, **faint)
    alone = np.isfinite(raw) & np.isnan(np.append(np.nan, raw[:-1])) & np.isnan(np.append(raw[1:], np.nan))
    if alone.any():
        ax.plot(x[alone], raw[alone], ".", ms=3, color=colour, alpha=0.5, clip_on=False, zorder=2)
    ax.plot(x, smooth, color=colour, linewidth=1.9, linestyle=dashes, clip_on=False, zorder=3)
    known = np.flatnonzero(np.isfinite(smooth))
    if not len(known):
        return float(x[-1]), 0.0
    marked = np.append(known[: -1 : max(1, len(known) // 6)], known[-1])
    ax.plot(
        x[marked],
        smooth[marked],
        linestyle="none",
        marker=mark,
        ms=4.4,
        color=colour,
        clip_on=False,
        zorder=4,
    )
    return float(x[known[-1]]), float(smooth[known[-1]])


def _panels(
    first: Axes,
    parts: dict[str, pd.DataFrame],
    labels: dict[str, str],
    limit: float,
    freq: str,
    said: tuple[str, str, list[str]],
    lost: pd.DataFrame | None,
) -> list[Axes]:
    """Draw each line on a panel of its own, before the others in grey."""
    panels, wide = multiples(first, len(parts), *said)
    strips = []
    for panel, (name, part) in zip(panels, parts.items(), strict=True):
        x, strip = mdates.date2num(part["period"]), below(panel, small=True)
        for other in parts.values():
            panel.plot(x, other["smoothed"] * 100, color=FAINT, linewidth=0.6, zorder=1)
        panel.plot(x, part["share"] * 100, color=MAIN, linewidth=0.7, alpha=0.4, clip_on=False, zorder=2)
        panel.plot(x, part["smoothed"] * 100, color=MAIN, linewidth=1.6, clip_on=False, zorder=3)
        draw_articles(strip, part, freq)
        frame(panel, x, freq, limit, small=True)
        if lost is not None:
            hatch(panel, strip, lost, freq)
        tell(panel, x, freq, _told({name: part}, labels, freq))
        share = percent(part["matching"].sum() / part["total"].sum())
        panel.set_title(f"{shorten(labels[name], 8)}　{share}", fontsize=10, pad=4, color=INK)
        strips.append(strip)
    dates_below(panels, strips, part["period"], freq, wide)
    return [*panels[1:], *strips]


def apart(places: np.ndarray, gap: float, height: float) -> np.ndarray:
    """Move labels up and down as little as keeps them `gap` apart and between 0 and `height`.

    >>> apart(np.array([50.0, 50.0, 0.0]), 10, 100).tolist()
    [45.0, 55.0, 0.0]
    """
    order = np.argsort(places, kind="stable")
    level = places[order] - gap * np.arange(len(places))
    blocks: list[list[float]] = []  # neighbours that must touch move together, to their mean
    for value in level.tolist():
        blocks.append([value])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    flat = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
    spread = np.empty(len(places))
    spread[order] = np.clip(flat, 0, max(height - gap * (len(places) - 1), 0)) + gap * np.arange(len(places))
    return spread


def _told(parts: dict[str, pd.DataFrame], labels: dict[str, str], freq: str) -> list[str]:
    """What the tooltip of each period says."""
    whole = next(iter(parts.values()))
    texts = []
    for place, row in enumerate(whole.itertuples()):
        when, total = period(row.period, freq), int(row.total)
        counts = [(labels[name], part.iloc[place]) for name, part in parts.items()]
        zh = "、".join(f"{label}{int(one['matching'])}篇（{percent(one['share'])}）" for label, one in counts)
        en = ", ".join(f"{label} {int(one['matching'])} ({percent(one['share'])})" for label, one in counts)
        told = either(f"{when}，共{total}篇：{zh}", f"{when}, {total} articles: {en}")
        texts.append(told if total else f"{when}{either('：沒有文章', ': nothing published')}")
    return texts


def _words(parts: dict[str, pd.DataFrame], labels: dict[str, str], freq: str) -> str:
    whole = next(iter(parts.values()))
    first, end = (period(whole["period"].iloc[place], freq) for place in (0, -1))
    range_ = first if len(whole) == 1 else either(f"{first}至{end}", f"{first} to {end}")
    total = int(whole["total"].sum())
    sums = {name: int(part["matching"].sum()) for name, part in parts.items()}
    zh = "、".join(f"{labels[name]}{count}篇（{percent(count / total)}）" for name, count in sums.items())
    en = ", ".join(f"{labels[name]} {count} ({percent(count / total)})" for name, count in sums.items())
    peaks = [(part.loc[part["share"].idxmax()], labels[name]) for name, part in parts.items()]
    peak, who = max(peaks, key=lambda pair: pair[0]["share"])
    when = period(peak["period"], freq)
    return either(
        f"折線圖：提及各對象的文章佔全部文章的比例，{word(freq)}計，{range_}。{total}篇文章中，{zh}。"
        f"單一時段最高的是{who}，{when}，{percent(peak['share'])}。",
        f"Line chart: share of articles that mention each, {word(freq)}, {range_}. Of {total} articles: {en}. "
        f"Highest in one period: {who}, {when}, {percent(peak['share'])}.",
    )
