"""Ranked bars with their figures in columns: distributions, outlets, terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, SMALL, axes, compose, nothing, room
from ..canvas.theme import BAR, FAINT, GRID, INK, SOFT, drawing, shorten, text_width
from ..canvas.words import named, subject_of, value_label, word

NATURAL = ("weekday", "hour")  # values with an order of their own


_ROW, _LONGEST = 20.0, 13


def distribution(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw ranked bars of a distribution, or of outlets by their share of their own output.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution` or `analytics.outlets` without a `freq` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many bars; weekdays and hours are all drawn, in their own order.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = distribution(analytics.distribution(analytics.load("data/sample").articles, "weekday"))
    >>> ax.get_yticklabels()[0].get_text()
    '星期一'
    """
    own = "outlet" in table.columns
    expect(table, "distribution", ("outlet" if own else "value", "matching", "total", "share", "low", "high"))
    if "period" in table.columns and table["period"].notna().any():
        raise ChartError(
            "this table has periods: draw it with `heatmap` or `outlets`, or count it without `freq`"
        )
    by = "outlet" if own else str(provenance(table).by)
    title, subtitle, notes = _heading(table, by, own)
    order = table.rename(columns={"outlet": "value"})
    if own:  # most first; without a share, or without a name, last
        order = order.assign(unnamed=order["value"].isna())
        order = order.sort_values(["unnamed", "share"], ascending=[True, False], kind="stable")
    shown = order if by in NATURAL else order.head(top)
    with drawing():
        ax = axes(ax)
        if not shown["total"].sum():
            return nothing(ax, table, title, subtitle)
        if len(shown) < len(order):
            notes.append(
                either(
                    f"只列首{len(shown)}項，共{len(order)}項。", f"The first {len(shown)} of {len(order)}."
                )
            )
        labels = [value_label(value, by) for value in shown["value"]]
        counts = [f"{row.matching:,}" + f"／{row.total:,}" * own for row in shown.itertuples()]
        figures = [
            Column(either("篇數／全部", "of all") if own else either("篇數", "articles"), counts),
            Column(either("佔比", "share"), [percent(share) for share in shown["share"]]),
        ]
        told = [
            f"{label}{either('：', ': ')}{row.matching:,} / {row.total:,}"
            f"{either(f'（{percent(row.share)}）', f' ({percent(row.share)})')}"
            for label, row in zip(labels, shown.itertuples(), strict=True)
        ]
        lengths = shown["share"].fillna(0).to_numpy() * 100
        colours = [BAR if isinstance(value, str) else FAINT for value in shown["value"]]
        place, right = ranked(ax, labels, lengths, colours, figures, told)
        ax.hlines(place, shown["low"] * 100, shown["high"] * 100, color=INK, linewidth=0.9)
        ax.set_xlim(0, min(100, max(float(np.nanmax(shown["high"])) * 102, 4)))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
        ax.set_xlabel(word("share_own" if own else "share_of_counted"), loc="left", fontsize=NOTE)
        compose(
            ax,
            title,
            subtitle,
            plot=_ROW * len(shown),
            left=_room(labels),
            right=right,
            below=34,
            notes=notes,
        )
        drawn = shown.drop(columns="unnamed").rename(columns={"value": "outlet"}) if own else shown
        return register(ax, drawn, _ranked_words(title, by, labels, shown, own))


@dataclass(frozen=True)
class Column:
    """Figures written right of the bars, under a heading."""

    heading: str
    cells: list[str]


def ranked(
    ax: Axes,
    labels: list[str],
    lengths: np.ndarray,
    colours: Sequence[str],
    columns: list[Column],
    told: list[str],
    longest: int = _LONGEST,
) -> tuple[np.ndarray, float]:
    """Draw bars from the top down, figures beside them; return their places and the room the figures take."""
    place = np.arange(len(labels))
    drawn = ax.barh(place, lengths, height=0.64, color=colours)
    for mark, text in zip(drawn, told, strict=True):
        tooltip(ax, mark, text)
    right = 0.0
    for column in columns:
        right += max(text_width(cell, SMALL) for cell in (column.heading, *column.cells)) + 12
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "annotation_clip": False}
        ax.annotate(column.heading, (1, 1), (right, 4), xycoords="axes fraction", va="bottom", fontsize=NOTE,
                    color=SOFT, **style)  # fmt: skip
        for y, cell in zip(place, column.cells, strict=True):
            ax.annotate(cell, (1, y), (right, 0), xycoords=ax.get_yaxis_transform(), va="center", fontsize=SMALL,
                        color=INK, **style)  # fmt: skip
    ax.set_yticks(place, [shorten(label, longest) for label in labels], color=INK, fontsize=10)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.tick_params(axis="x", length=0, labelsize=9)
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.spines["bottom"].set_visible(False)
    ax.spines["left"].set(visible=True, color=GRID)
    return place, right + 4


def _room(labels: list[str]) -> float:
    return room([shorten(label, _LONGEST) for label in labels])


def _heading(table: pd.DataFrame, by: str, own: bool) -> tuple[str, str, list[str]]:
    subject, kind = subject_of(table), word(by)
    total = int(table["total"].max()) if len(table) else 0
    whisker = either("；橫線為95%置信區間", "; whiskers: 95% confidence interval")
    if own:
        title = either(
            f"各媒體提及{named(subject)}的比例", f"Share of each outlet's articles that mention {subject}"
        )
        return title, either("佔該媒體全部文章的百分比", "% of the outlet's own articles") + whisker, []
    notes = []
    if by in ("categories", "tags"):
        notes = [
            either(
                f"一篇文章可有多個{kind}，各項可合共超過100%。",
                "An article may have several: they may exceed 100%.",
            )
        ]
    if provenance(table).label:
        title = either(
            f"提及{named(subject)}的文章按{kind}分布", f"Articles that mention {subject}, by {kind}"
        )
        of = either(
            f"佔{total:,}篇提及{named(subject)}的文章的百分比",
            f"% of the {total:,} articles that mention {subject}",
        )
        return title, of + whisker, notes
    title = either(f"全部文章按{kind}分布", f"All articles, by {kind}")
    return title, either(f"佔{total:,}篇文章的百分比", f"% of {total:,} articles") + whisker, notes


def _ranked_words(title: str, by: str, labels: list[str], shown: pd.DataFrame, own: bool) -> str:
    order = shown.assign(label=labels, unnamed=shown["value"].isna())
    order = order.sort_values(["unnamed", "share"], ascending=[True, False], kind="stable")
    told = order.head(3 if len(order) > 3 else 1)
    parts = [
        either(
            f"{row.label}（{percent(row.share)}，{row.total:,}篇中的{row.matching:,}篇）",
            f"{row.label} ({percent(row.share)}, {row.matching:,} of {row.total:,})",
        )
        if own
        else either(
            f"{row.label}（{row.matching:,}篇，{percent(row.share)}）",
            f"{row.label} ({row.matching:,}, {percent(row.share)})",
        )
        for row in told.itertuples()
    ]
    total = int(shown["total"].sum() if own else shown["total"].max())
    zh = f"橫條圖：{title}，共{len(shown)}項、{total:,}篇文章。最高為{'、'.join(parts)}。"
    en = f"Bar chart: {title}; {len(shown)} rows, {total:,} articles. Highest: {', '.join(parts)}."
    if by in NATURAL:
        least = order.iloc[-1]
        zh += f"最低為{least['label']}，{least['matching']:,}篇。"
        en += f" Lowest: {least['label']}, {least['matching']:,}."
    return either(zh, en)
