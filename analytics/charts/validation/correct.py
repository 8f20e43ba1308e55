"""Raw shares beside corrected ones, each with its interval: over time, or ranked."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.formats import percent, period
from ..canvas.axes import (
    date_axis,
    name_dates,
    name_height,
    numbers_on,
    period_tooltips,
    rows_axis,
    values_below,
)
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import named_subject, rows_left_out, value_label
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width, shorten
from ..canvas.periods import DAYS, frequency_of
from ..canvas.tables import INTERVAL, SHARES, at_least_one, checked
from ..canvas.theme import BAND, GRID, MAIN, SECOND, SMALL

CHOICES = ("corrected", "estimated")
_ROW = 30.0


@redrawable
def correct(table: pd.DataFrame, ax: Axes | None = None, *, by: str = "corrected", top: int = 20) -> Axes:
    """Draw raw shares (solid) and corrected ones (dashed), both with their intervals.

    A table of `trend` becomes two lines with bands. One of `outlets` or `distribution` becomes pairs of marks.

    Parameters
    ----------
    table : DataFrame
        As `analytics.correct` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    by : {"corrected", "estimated"}
        Which correction: by sensitivity and specificity, or with the row's own coded articles.
    top : int
        How many rows of a table without periods.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns, has several rows for a period, or `by` is unknown.

    Examples
    --------
    >>> import analytics
    >>> articles, codes = analytics.load("data/sample").articles, analytics.load_codes("data/codes")
    >>> validation = analytics.validate(articles, codes, "deepseek", question="mentions")
    >>> months = analytics.trend(articles, "deepseek", freq="month")
    >>> ax = correct(analytics.correct(months, articles, validation))
    >>> len(ax.get_lines())
    2
    """
    if by not in CHOICES:
        raise ChartError(f"by is {by!r}; known: {', '.join(CHOICES)}")
    added = dict.fromkeys((by, f"{by}_low", f"{by}_high"), "number")
    table = checked(table, "correct", period="day", **SHARES, **INTERVAL, **added)
    known = text(f"charts.correct.{by}")
    subtitle = text("charts.correct.subtitle", correction=known)
    words = Words(text("charts.correct.title", subject=named_subject(table)), subtitle)
    ax = axes(ax)
    if table["share"].isna().all():
        return nothing(ax, words, table)
    if table["period"].notna().any():
        return _over_time(table, ax, words, by)
    return _ranked(table, ax, words, by, at_least_one(top))


def _over_time(table: pd.DataFrame, ax: Axes, words: Words, by: str) -> Axes:
    if table["period"].duplicated().any():
        raise ChartError("several rows for a period; draw the rows of one outlet or value")
    freq = frequency_of(table)
    x = mdates.date2num(table["period"])
    sides = (("share", "low", "high", MAIN, "-"), (by, f"{by}_low", f"{by}_high", SECOND, "--"))
    for share, low, high, colour, line in sides:
        y, below, above = (table[name].to_numpy(dtype=float) * 100 for name in (share, low, high))
        band = BAND if colour == MAIN else colour
        ax.fill_between(x, below, above, color=band, alpha=0.16, linewidth=0)
        ax.plot(x, y, color=colour, linewidth=1.7, linestyle=line, marker="o", ms=4, clip_on=False, zorder=3)
    most = float(np.nanmax(table[["high", f"{by}_high"]].to_numpy(dtype=float)))
    ax.set_ylim(0, min(100.0, max(most * 105, 4.0)))
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    numbers_on(ax, "y", unit="%")
    ax.grid(axis="y", color=GRID, linewidth=0.7)
    beside = DAYS[freq] * (0.6 if len(x) > 2 else 2)
    ax.set_xlim(x[0] - beside, x[-1] + beside)
    labels = [period(start, freq) for start in table["period"]]
    written = _tooltips(table, labels, by)
    period_tooltips(ax, x, freq, lambda: written)
    name_height(ax, text("charts.common.share"), width_of(ax))
    name_dates(ax, freq)
    date_axis(ax, table["period"], freq, width_of(ax))
    full = Words(words.title, words.subtitle, _alt(words.title, written), [text("charts.correct.note")])
    return finish(ax, full, Space(170, left=30, right=16, above=20, below=48), table)


def _ranked(table: pd.DataFrame, ax: Axes, words: Words, by: str, top: int) -> Axes:
    column = next((name for name in ("outlet", "value") if name in table.columns), None)
    if column is None:
        raise ChartError(
            "this chart draws a table of `analytics.correct`; the one given has neither periods nor rows"
        )
    kind = "outlet" if column == "outlet" else provenance(table).by
    shown = table.sort_values("share", ascending=False, kind="stable").head(top).reset_index(drop=True)
    labels = [value_label(name, kind) for name in shown[column]]
    written = _tooltips(shown, labels, by)
    sides = (("share", "low", "high", MAIN, -0.14), (by, f"{by}_low", f"{by}_high", SECOND, 0.14))
    for share, low, high, colour, shift in sides:
        for place, row in enumerate(shown.to_dict("records")):
            if row[share] != row[share]:
                continue
            ax.plot([row[low] * 100, row[high] * 100], [place + shift] * 2, color=colour, linewidth=1.4)
            mark: dict[str, Any] = {"marker": "o" if colour == MAIN else "D", "ms": 5.5, "color": colour}
            (dot,) = ax.plot(
                [row[share] * 100], [place + shift], linestyle="none", clip_on=False, zorder=3, **mark
            )
            tooltip(ax, dot, written[place])
    for place, row in enumerate(shown.to_dict("records")):
        figures = f"{percent(row['share'])} → {percent(row[by])}"
        ax.annotate(
            figures, (1, place), (12, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center", fontsize=SMALL, annotation_clip=False,
        )  # fmt: skip
    short = [shorten(label, 9) for label in labels]
    rows_axis(ax, short)
    values_below(ax)
    most = float(np.nanmax(shown[["high", f"{by}_high"]].to_numpy(dtype=float)))
    ax.set_xlim(0, min(100.0, most * 104))
    numbers_on(ax, "x", unit="%")
    ax.tick_params(axis="y", pad=9)
    notes = [text("charts.correct.note"), *rows_left_out(len(shown), len(table))]
    full = Words(words.title, words.subtitle, _alt(words.title, written), notes)
    space = Space(_ROW * len(shown), left=label_width(short) + 6, right=100, above=14, below=24)
    return finish(ax, full, space, shown, whole=table)


def _tooltips(table: pd.DataFrame, labels: Sequence[str], by: str) -> list[str]:
    return [
        text("charts.correct.tooltip", label=label, raw=percent(raw), corrected=percent(corrected))
        for label, raw, corrected in zip(labels, table["share"], table[by], strict=True)
    ]


def _alt(title: str, written: Sequence[str]) -> str:
    return text("charts.correct.alt", title=title, shares=text("charts.common.between").join(written[:8]))
