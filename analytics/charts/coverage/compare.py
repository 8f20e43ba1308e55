"""Two periods compared: each subject's share before and after, with their intervals."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.formats import between, change, days, percent, points
from ..canvas.axes import numbers_on, rows_axis, values_below
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import label_of, rows_left_out, undated
from ..canvas.layout import Space, Words, axes, finish, nothing
from ..canvas.letters import label_width, shorten
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, FAINT, INK, MAIN, NOTE, PAPER, SMALL, SOFT

_ROW = 34.0
_SIDES = ("before", "after")


@redrawable
def compare(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw each subject's share before (hollow) and after (solid), with both intervals and the difference.

    Parameters
    ----------
    table : DataFrame
        As `analytics.compare` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many subjects, in the table's order.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> january, february = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")
    >>> ax = compare(analytics.compare(articles, ["deepseek", "nvidia"], january, february))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['DeepSeek', '英偉達']
    """
    parts = ("matching", "total", "share", "low", "high")
    numbers = {f"{side}_{part}": "number" for side in _SIDES for part in parts}
    differences = dict.fromkeys(("difference", "difference_low", "difference_high"), "number")
    table = checked(table, "compare", entity="text", **numbers, **differences)
    before, after = (side_days(table, side) for side in _SIDES)
    words = Words(text("charts.compare.title"), text("charts.compare.subtitle", before=before, after=after))
    ax = axes(ax)
    if not table[["before_share", "after_share"]].notna().to_numpy().any():
        return nothing(ax, words, table)
    shown = table.head(at_least_one(top))
    names = [label_of(table, str(name)) for name in shown["entity"]]
    for place, (name, row) in enumerate(zip(names, shown.to_dict("records"), strict=True)):
        _draw_subject(ax, place, name, row)
    short = [shorten(name, 9) for name in names]
    _draw_axes(ax, shown, short)
    unsure = (shown["difference_low"] <= 0) & (shown["difference_high"] >= 0)
    notes = [
        *[text("charts.compare.unsure")] * bool(unsure.any()),
        *rows_left_out(len(shown), len(table)),
        *undated(table),
    ]
    words = Words(words.title, words.subtitle, _alt(shown, names, before, after), notes)
    space = Space(_ROW * len(shown), left=label_width(short) + 6, right=84, above=18, below=24)
    return finish(ax, words, space, shown, whole=table)


def side_days(table: pd.DataFrame, side: str) -> str:
    """Return the days of one of two periods compared, `before` or `after`; a general name where they are unknown."""
    known = provenance(table).details.get(side) or []
    return days(*(pd.Timestamp(day) for day in known)) if len(known) == 2 else text(f"charts.side.{side}")


def _draw_axes(ax: Axes, shown: pd.DataFrame, labels: list[str]) -> None:
    rows_axis(ax, labels)
    most = shown[["before_high", "after_high"]].max().max() * 100
    ax.set_xlim(0, min(100.0, most * 1.04))
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    numbers_on(ax, "x", unit="%")
    values_below(ax)
    ax.tick_params(axis="y", pad=9)  # half of a mark at zero is outside
    ax.annotate(
        text("charts.compare.change"), (1, 1), (12, 5), xycoords="axes fraction",
        textcoords="offset points", fontsize=NOTE, color=SOFT, annotation_clip=False,
    )  # fmt: skip


def _draw_subject(ax: Axes, place: int, name: str, row: dict[Hashable, Any]) -> None:
    """Draw both shares of a subject, their intervals a little apart, and the change beside them."""
    levels = {"before": place - 0.14, "after": place + 0.14}
    ends = [row[f"{side}_share"] * 100 for side in levels]
    ax.plot(ends, list(levels.values()), color=FAINT, linewidth=1.2, zorder=1)
    for side, colour, face in (("before", BAR, PAPER), ("after", MAIN, MAIN)):
        share, low, high = (row[f"{side}_{part}"] * 100 for part in ("share", "low", "high"))
        if not row[f"{side}_total"]:
            continue  # nothing was published: there is no share to mark
        ax.plot([low, high], [levels[side]] * 2, color=colour, linewidth=1.4, zorder=2)
        mark: dict[str, Any] = {"marker": "o", "ms": 7, "mfc": face, "mec": colour, "mew": 1.6}
        (dot,) = ax.plot([share], [levels[side]], linestyle="none", zorder=3, clip_on=False, **mark)
        matching, total = int(row[f"{side}_matching"]), int(row[f"{side}_total"])
        written = text(
            "charts.compare.tooltip",
            label=name,
            side=text(f"charts.side.{side}"),
            matching=matching,
            total=total,
            share=percent(row[f"{side}_share"]),
        )
        tooltip(ax, dot, written)
    _write_change(ax, place, row)


def _write_change(ax: Axes, place: int, row: dict[Hashable, Any]) -> None:
    low, high = row["difference_low"], row["difference_high"]
    style: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "annotation_clip": False,
    }  # fmt: skip
    colour = INK if low > 0 or high < 0 else SOFT
    ax.annotate(
        points(row["difference"]), (1, place), (12, 1), va="bottom", fontsize=SMALL, color=colour, **style
    )
    if low == low:
        interval = between(points(low), points(high))
        ax.annotate(interval, (1, place), (12, -1), va="top", fontsize=NOTE, color=SOFT, **style)


def _alt(shown: pd.DataFrame, names: list[str], before: str, after: str) -> str:
    changes = text("charts.common.between").join(
        text(
            "charts.compare.alt_subject",
            label=name,
            before=percent(row["before_share"]),
            after=percent(row["after_share"]),
            change=change(row["difference"]),
        )
        for name, row in zip(names, shown.to_dict("records"), strict=True)
    )
    return text("charts.compare.alt", before=before, after=after, changes=changes)
