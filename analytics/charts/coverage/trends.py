"""Several trends at once: lines with their names at their ends, or a panel for each subject."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...measures.engine.rows import ENOUGH, highest, rows
from ...wording import text
from ...wording.formats import between, listed, pair, percent, period
from ..canvas.axes import (
    date_axis,
    name_dates,
    name_height,
    panel_dates,
    period_tooltips,
    share_axes,
    strip_below,
)
from ..canvas.chart import redrawable
from ..canvas.labels import denominator_notes, label_of, undated
from ..canvas.layout import Space, Words, axes, finish, nothing, panel_space, panels, width_of
from ..canvas.letters import apart, shorten, text_width
from ..canvas.periods import every_period, frequency_of, without_strays
from ..canvas.share import MOST_MARKERS, MOST_POINTS, density_note, draw_articles, grouped, hatch_gaps
from ..canvas.tables import GAPS, SHARES, checked
from ..canvas.theme import FAINT, INK, LINES, MAIN, NOTE, SMALL, SOFT

_DASHES = ["-", (0, (5, 1.6)), (0, (1.1, 1.1)), (0, (6, 1.5, 1.2, 1.5)), (0, (2.6, 1.2))]
_MARKS = ["o", "s", "^", "D", "v"]
_GAP = 13.0  # points between the names of two lines
_PANELS = 12  # more subjects than these are not drawn
_PLOT = 212.0


@dataclass(frozen=True)
class _Lines:
    """What is drawn: every period of each subject, the subjects' names, and the axes' limits."""

    parts: dict[str, pd.DataFrame]
    labels: dict[str, str]
    freq: str
    limit: float
    gaps: pd.DataFrame | None

    @property
    def whole(self) -> pd.DataFrame:
        return next(iter(self.parts.values()))


@redrawable
def trends(table: pd.DataFrame, ax: Axes | None = None, *, gaps: pd.DataFrame | None = None) -> Axes:
    """Draw several trends: up to five as lines on one plot, more as small multiples on equal axes.

    The thick line is smoothed; the thin one shows the share of each period and breaks where nothing was published.
    Lines differ in colour, dashes and mark. Of more than twelve subjects the first twelve are drawn.

    Parameters
    ----------
    table : DataFrame
        As `analytics.trends` returns it.
    ax : matplotlib Axes, optional
        Where to draw, up to five subjects; otherwise a new figure.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: the gaps of the whole corpus are hatched.

    Returns
    -------
    matplotlib Axes
        The axes of the shares; of small multiples the first panel.

    Raises
    ------
    ChartError
        The table lacks columns, has several rows for one period and subject, or too many subjects for `ax`.

    Examples
    --------
    >>> import analytics
    >>> table = analytics.trends(analytics.load("data/sample").articles, ["deepseek", "nvidia"])
    >>> trends(table).get_ylabel()
    '佔全部文章比例'
    """
    table = checked(table, "trends", entity="text", period="day", **SHARES, partial="flag", smoothed="number")
    freq, names = frequency_of(table), list(table["entity"].unique())
    title, subtitle = text("charts.trends.title"), _subtitle(table, freq)
    if ax is not None and len(names) > len(LINES):
        raise ChartError(
            f"{len(names)} lines on one plot cannot be told apart; choose {len(LINES)}, or leave out `ax`"
        )
    ax = axes(ax)
    if not table["total"].sum():
        return nothing(ax, Words(title, subtitle), table)
    drawn, notes = without_strays(table[table["entity"].isin(names[:_PANELS])], "total")
    parts = {name: every_period(drawn[drawn["entity"] == name], freq, like=drawn) for name in names[:_PANELS]}
    if len(names) > len(parts):
        notes.append(text("charts.trends.first_subjects", shown=len(parts), total=len(names)))
    lines = _Lines(
        parts,
        labels={name: label_of(table, name) for name in parts},
        freq=freq,
        limit=min(100.0, max(float(drawn[["share", "smoothed"]].max().max()) * 108, 4.0)),
        gaps=_whole_corpus(gaps),
    )
    words = Words(title, subtitle, _alt(lines), [*_notes(lines, table, drawn), *notes, *undated(table)])
    if len(parts) > len(LINES):
        grid, strips = _draw_panels(ax, lines)
        others, space = [*grid[1:], *strips], panel_space(len(grid))
        return finish(ax, words, space, drawn, *others, whole=table, grid=grid)
    strip, space = _draw_lines(ax, lines)
    return finish(ax, words, space, drawn, strip, whole=table)


def _whole_corpus(gaps: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return the gaps of the whole corpus."""
    if gaps is None:
        return None
    known = checked(gaps, "gaps", **GAPS)
    return known[known["outlet"].isna()]


def _window(table: pd.DataFrame) -> int:
    return int(provenance(table).details.get("window") or 0)


def _subtitle(table: pd.DataFrame, freq: str) -> str:
    every, window = text(f"charts.freq.{freq}"), _window(table)
    if window == 1:
        return text("charts.trends.subtitle", freq=every)
    span = text(f"charts.span.{freq}", count=window) if window else ""
    return text("charts.trends.subtitle_smoothed", freq=every, span=span)


def _notes(lines: _Lines, table: pd.DataFrame, drawn: pd.DataFrame) -> list[str]:
    silent = any((part["total"] == 0).any() for part in lines.parts.values())
    smoothed = _window(table) != 1
    return [
        *[text("charts.note.gaps")] * (lines.gaps is not None and bool(len(lines.gaps))),
        *[text("charts.note.partial_bars")] * bool(drawn["partial"].any()),
        *denominator_notes(table, silent, smoothed=smoothed),
        *density_note(len(lines.whole)),
    ]


def _draw_lines(ax: Axes, lines: _Lines) -> tuple[Axes, Space]:
    """Draw all lines on one plot and the articles of each period below it; return the strip and the space."""
    whole, freq = lines.whole, lines.freq
    x, strip = mdates.date2num(whole["period"]), strip_below(ax)
    draw_articles(strip, whole.assign(matching=0), freq)
    share_axes(ax, x, freq, lines.limit)
    if lines.gaps is not None:
        hatch_gaps(ax, strip, lines.gaps, freq, labelled=True)
    names = [shorten(label, 8) for label in lines.labels.values()]
    right = max(text_width(name, SMALL) for name in names) + 30
    ends = [
        _draw_line(ax, x, part, LINES[number], _DASHES[number], _MARKS[number])
        for number, part in enumerate(lines.parts.values())
    ]
    _name_lines(ax, names, ends, lines.limit, width_of(ax, 30 + right))
    period_tooltips(ax, x, freq, partial(_tooltips, lines.parts, lines.labels, freq))
    width = width_of(ax, 40 + right)
    name_height(ax, text("charts.common.share"), width)
    strip.set_title(text("charts.common.all_articles"), loc="left", fontsize=NOTE, color=SOFT, pad=4)
    name_dates(strip, freq)
    date_axis(strip, whole["period"], freq, width)
    return strip, Space(_PLOT, left=30, right=right, above=20, below=48)


def _name_lines(
    ax: Axes, names: list[str], ends: list[tuple[float, float]], limit: float, width: float
) -> None:
    """Write the name of each line beside its end, moved apart where names would touch, with a leader."""
    height = _PLOT * 0.66
    spread = apart(np.array([end / limit * height for _, end in ends]), _GAP, height)
    for number, (name, place) in enumerate(zip(names, spread, strict=True)):
        ax.annotate(
            name, (1, place / height), (22, 0), xycoords="axes fraction", textcoords="offset points",
            va="center", fontsize=SMALL, color=LINES[number], annotation_clip=False,
        )  # fmt: skip
        ax.annotate(
            "", ends[number], (1 + 20 / width, place / height), textcoords="axes fraction",
            annotation_clip=False, zorder=1,
            arrowprops={"arrowstyle": "-", "color": LINES[number], "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip


def _draw_line(
    ax: Axes, x: np.ndarray, part: pd.DataFrame, colour: str, dashes: object, mark: str
) -> tuple[float, float]:
    """Draw one line; return where it ends."""
    raw, smooth = (part[name].to_numpy(dtype=float) * 100 for name in ("share", "smoothed"))
    starts = grouped(len(x), MOST_POINTS)
    faint: dict[str, Any] = {"linewidth": 0.8, "alpha": 0.35}
    if len(x) > MOST_MARKERS:
        faint = {"linewidth": 0.5, "alpha": 0.22}
    if len(starts) < len(x):
        low, high = np.fmin.reduceat(raw, starts), np.fmax.reduceat(raw, starts)
        ax.fill_between(x[starts], low, high, step="post", color=colour, alpha=0.12, linewidth=0)
    else:
        ax.plot(x, raw, color=colour, clip_on=False, zorder=2, **faint)
        alone = (
            np.isfinite(raw) & np.isnan(np.append(np.nan, raw[:-1])) & np.isnan(np.append(raw[1:], np.nan))
        )
        if alone.any():
            ax.plot(x[alone], raw[alone], ".", ms=3, color=colour, alpha=0.5, clip_on=False, zorder=2)
    ax.plot(x[starts], smooth[starts], color=colour, linewidth=1.9, linestyle=dashes, clip_on=False, zorder=3)
    known = np.flatnonzero(np.isfinite(smooth))
    if not len(known):
        return float(x[-1]), 0.0
    marked = np.append(known[: -1 : max(1, len(known) // 6)], known[-1])
    ax.plot(
        x[marked], smooth[marked], linestyle="none", marker=mark, ms=4.4, color=colour, clip_on=False, zorder=4
    )  # fmt: skip
    return float(x[known[-1]]), float(smooth[known[-1]])


def _draw_panels(first: Axes, lines: _Lines) -> tuple[list[Axes], list[Axes]]:
    """Draw each line on a panel of its own, in front of the others in grey; return panels and strips."""
    grid, width = panels(first, len(lines.parts))
    strips = []
    for panel, (name, part) in zip(grid, lines.parts.items(), strict=True):
        x, strip = mdates.date2num(part["period"]), strip_below(panel, small=True)
        starts = grouped(len(x), MOST_POINTS // 4)
        for other in lines.parts.values():
            grey = other["smoothed"].to_numpy(dtype=float) * 100
            every = grouped(len(grey), MOST_POINTS // 4)
            panel.plot(
                mdates.date2num(other["period"])[every], grey[every], color=FAINT, linewidth=0.6, zorder=1
            )
        for column, width_, alpha in (("share", 0.7, 0.4), ("smoothed", 1.6, 1.0)):
            y = part[column].to_numpy(dtype=float)[starts] * 100
            panel.plot(x[starts], y, color=MAIN, linewidth=width_, alpha=alpha, clip_on=False, zorder=3)
        draw_articles(strip, part, lines.freq)
        share_axes(panel, x, lines.freq, lines.limit, small=True)
        if lines.gaps is not None:
            hatch_gaps(panel, strip, lines.gaps, lines.freq)
        period_tooltips(panel, x, lines.freq, partial(_tooltips, {name: part}, lines.labels, lines.freq))
        share = percent(_ratio(part["matching"].sum(), part["total"].sum()))
        panel.set_title(f"{shorten(lines.labels[name], 8)}　{share}", fontsize=10, pad=4, color=INK)
        strips.append(strip)
    panel_dates(grid, strips, lines.whole["period"], lines.freq, width)
    return grid, strips


def _ratio(matching: float, total: float) -> float:
    return matching / total if total else float("nan")


def _counts(parts: dict[str, pd.DataFrame], labels: dict[str, str], place: int | None = None) -> str:
    """Write how many articles mention each subject: in one period, or in all."""
    written = []
    for name, part in parts.items():
        own = part if place is None else part.iloc[[place]]
        matching, total = own.loc[own["total"] > 0, "matching"].sum(), own["total"].sum()
        share = percent(_ratio(matching, total))
        written.append(text("charts.trends.count", label=labels[name], count=int(matching), share=share))
    return listed(written)


def _tooltips(parts: dict[str, pd.DataFrame], labels: dict[str, str], freq: str) -> list[str]:
    whole = next(iter(parts.values()))
    texts = []
    for place, row in enumerate(rows(whole)):
        when, total = period(row.period, freq), int(row.total)
        if not total:
            texts.append(pair(when, text("charts.common.no_articles")))
            continue
        counts = _counts(parts, labels, place)
        texts.append(text("charts.trends.tooltip", period=when, total=total, counts=counts))
    return texts


def _alt(lines: _Lines) -> str:
    whole, freq = lines.whole, lines.freq
    ends = [period(whole["period"].iloc[place], freq) for place in (0, -1)]
    known = {name: part for name, part in lines.parts.items() if part["share"].notna().any()}
    large = {name: part[part["total"] >= ENOUGH] for name, part in known.items()}
    several = large if any(part["matching"].any() for part in large.values()) else known
    peaks = [(highest(part, "share"), lines.labels[name]) for name, part in several.items() if len(part)]
    peak, subject = max(peaks, key=lambda pair_: pair_[0]["share"])
    return text(
        "charts.trends.alt",
        freq=text(f"charts.freq.{freq}"),
        span=between(*ends),
        total=int(whole["total"].sum()),
        counts=_counts(lines.parts, lines.labels),
        subject=subject,
        peak=period(peak["period"], freq),
        share=percent(peak["share"]),
    )
