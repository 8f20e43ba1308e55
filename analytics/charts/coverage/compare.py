"""Two periods compared: each subject's share before and after, with their intervals."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import days, percent, points
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, SMALL, axes, compose, nothing, room
from ..canvas.theme import BAR, FAINT, GRID, INK, MAIN, PAPER, SOFT, drawing, shorten
from ..canvas.words import label_of, undated, word

_ROW = 34.0


def compare(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw each subject's share before (hollow) and after (solid), with both intervals and the difference.

    Parameters
    ----------
    table : DataFrame
        As `analytics.compare` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> january, february = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")
    >>> ax = compare(analytics.compare(articles, ["deepseek", "nvidia"], january, february))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['DeepSeek', '英偉達']
    """
    sides = [f"{side}_{name}" for side in ("before", "after") for name in ("share", "low", "high")]
    expect(table, "compare", ("entity", *sides, "difference", "difference_low", "difference_high"))
    before, after = (side_days(table, side) for side in ("before", "after"))
    title = either(
        "提及各對象的文章比例：前後兩段時期", "Share of articles that mention each subject, before and after"
    )
    subtitle = either(
        f"佔全部文章的百分比。空心：{before}；實心：{after}；橫線為95%置信區間",
        f"% of all articles. Hollow: {before}; solid: {after}; lines: 95% confidence intervals",
    )
    with drawing():
        ax = axes(ax)
        if not table[["before_share", "after_share"]].notna().to_numpy().any():
            return nothing(ax, table, title, subtitle)
        names = [label_of(table, name) for name in table["entity"]]
        for place, (name, row) in enumerate(zip(names, table.to_dict("records"), strict=True)):
            _row(ax, place, name, row)
        short = [shorten(name, 9) for name in names]
        ax.set_yticks(range(len(table)), short, color=INK, fontsize=10)
        ax.set_ylim(len(table) - 0.5, -0.5)
        most = table[["before_high", "after_high"]].max().max() * 100
        ax.set_xlim(0, min(100.0, most * 1.04))
        ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
        ax.grid(axis="x", color=GRID, linewidth=0.7)
        ax.tick_params(axis="both", length=0)
        ax.tick_params(axis="y", pad=9)  # a mark at zero is half outside
        ax.tick_params(axis="x", labelsize=9)
        ax.spines["bottom"].set_visible(False)
        ax.annotate(
            either("變化（百分點）", "change, points"), (1, 1), (12, 5), xycoords="axes fraction",
            textcoords="offset points", fontsize=NOTE, color=SOFT, annotation_clip=False,
        )  # fmt: skip
        unsure = (table["difference_low"] <= 0) & (table["difference_high"] >= 0)
        notes = [word("unsure")] * bool(unsure.any()) + undated(table)
        compose(
            ax, title, subtitle,
            plot=_ROW * len(table), left=room(short) + 6, right=84, above=18, below=24, notes=notes,
        )  # fmt: skip
        return register(ax, table, _words(table, names, before, after))


def _row(ax: Axes, place: int, name: str, row: dict[Hashable, Any]) -> None:
    """Draw one subject: both shares, their intervals a little apart, and the change beside them."""
    levels = {"before": place - 0.14, "after": place + 0.14}
    ax.plot(
        [row[f"{side}_share"] * 100 for side in levels],
        list(levels.values()),
        color=FAINT,
        linewidth=1.2,
        zorder=1,
    )
    for side, colour, face in (("before", BAR, PAPER), ("after", MAIN, MAIN)):
        share, low, high = (row[f"{side}_{part}"] * 100 for part in ("share", "low", "high"))
        if not row[f"{side}_total"]:
            continue  # nothing was published: no share, and no mark to explain
        ax.plot([low, high], [levels[side]] * 2, color=colour, linewidth=1.4, zorder=2)
        mark: dict[str, Any] = {"marker": "o", "ms": 7, "mfc": face, "mec": colour, "mew": 1.6}
        (dot,) = ax.plot([share], [levels[side]], linestyle="none", zorder=3, clip_on=False, **mark)
        when = word(side)
        tooltip(ax, dot, either(
            f"{name}，{when}：{row[f'{side}_total']}篇之中{row[f'{side}_matching']}篇，{share:.1f}%",
            f"{name}, {when}: {row[f'{side}_matching']} of {row[f'{side}_total']} articles, {share:.1f}%",
        ))  # fmt: skip
    low, high = row["difference_low"], row["difference_high"]
    style: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "annotation_clip": False,
    }  # fmt: skip
    sure = low > 0 or high < 0
    ax.annotate(
        points(row["difference"]),
        (1, place),
        (12, 1),
        va="bottom",
        fontsize=SMALL,
        color=INK if sure else SOFT,
        **style,
    )
    if low == low:
        told = f"{points(low)}{either('至', ' to ')}{points(high)}"
        ax.annotate(told, (1, place), (12, -1), va="top", fontsize=NOTE, color=SOFT, **style)


def side_days(table: pd.DataFrame, side: str) -> str:
    """Return from when to when one of two periods compared lasts; `side` is `before` or `after`."""
    told = provenance(table).details.get(side) or []
    return days(*(pd.Timestamp(day) for day in told)) if len(told) == 2 else word(side)


def _words(table: pd.DataFrame, names: list[str], before: str, after: str) -> str:
    parts = [
        either(
            f"{name}由{percent(row['before_share'])}變為{percent(row['after_share'])}",
            f"{name} from {percent(row['before_share'])} to {percent(row['after_share'])}",
        )
        for name, row in zip(names, table.to_dict("records"), strict=True)
    ]
    return either(
        f"啞鈴圖：{before}與{after}相比，提及各對象的文章佔全部文章的比例。{'、'.join(parts)}。",
        f"Dumbbell chart: share of articles that mention each subject, {before} against {after}: {', '.join(parts)}.",
    )
