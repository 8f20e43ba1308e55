"""A change split in two: what changed within the outlets, and what changed in their mix."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.formats import change, pair, percent, points
from ..canvas.axes import numbers_on, rows_axis, values_below
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import named_subject, undated, value_label
from ..canvas.layout import Space, Words, axes, finish, nothing
from ..canvas.letters import label_width, shorten
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, GRID, INK, NOTE, SECOND, SMALL, SOFT
from .compare import side_days

_ROW = 30.0
_PARTS = {"within": -0.17, "between": 0.17}  # the place of each bar in its row


@redrawable
def decomposition(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 10) -> Axes:
    """Draw each outlet's part of a change: within above, between below; the whole first.

    Parameters
    ----------
    table : DataFrame
        As `analytics.decomposition` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many outlets, those with most articles; the others are added up in one row.

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
    >>> ax = decomposition(analytics.decomposition(articles, "deepseek", january, february))
    >>> ax.get_yticklabels()[0].get_text()
    '整體'
    """
    table = checked(table, "decomposition", outlet="text", within="number", between="number", change="number")
    title = text("charts.decomposition.title", subject=named_subject(table))
    before, after = (side_days(table, side) for side in ("before", "after"))
    subtitle = text("charts.decomposition.subtitle", before=before, after=after)
    ax = axes(ax)
    if table.empty or table["change"].isna().all():
        return nothing(ax, Words(title, subtitle), table)
    names, rows = _rows(table, at_least_one(top))
    _draw_rows(ax, names, rows)
    short = [shorten(name, 9) for name in names]
    rows_axis(ax, short)
    ax.axvline(0, color=SOFT, linewidth=0.8)
    ax.axhline(0.5, color=GRID, linewidth=0.8)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    numbers_on(ax, "x", signed=True)
    values_below(ax)
    ax.set_xlabel(text("charts.decomposition.axis"), loc="left", fontsize=NOTE)
    words = Words(title, subtitle, _alt(table, title), undated(table))
    space = Space(_ROW * len(names), left=label_width(short), right=48, above=18, below=34)
    return finish(ax, words, space, table)


def _rows(table: pd.DataFrame, top: int) -> tuple[list[str], pd.DataFrame]:
    """Return the whole, the outlets shown, and the sum of the others."""
    parts = table[[*_PARTS, "change"]]
    names = [
        text("charts.decomposition.whole"),
        *(value_label(name, "outlet") for name in table["outlet"].head(top)),
    ]
    rows = [parts.sum(), *(row for _, row in parts.head(top).iterrows())]
    if len(table) > top:
        names.append(text("charts.decomposition.others", count=len(table) - top))
        rows.append(parts.iloc[top:].sum())
    return names, pd.DataFrame(rows)


def _draw_rows(ax: Axes, names: list[str], rows: pd.DataFrame) -> None:
    style: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "annotation_clip": False}
    for place, (name, row) in enumerate(zip(names, rows.to_dict("records"), strict=True)):
        for (part, shift), colour in zip(_PARTS.items(), (BAR, SECOND), strict=True):
            mark = ax.barh(place + shift, row[part] * 100, height=0.3, color=colour)[0]
            tooltip(ax, mark, pair(name, f"{text(f'charts.decomposition.{part}')} {points(row[part])}"))
        ax.annotate(
            points(row["change"]), (1, place), (40, 0), xycoords=ax.get_yaxis_transform(), va="center",
            fontsize=SMALL, color=INK, **style,
        )  # fmt: skip
    ax.annotate(
        text("charts.decomposition.both"), (1, 1), (40, 4), xycoords="axes fraction", fontsize=NOTE, color=SOFT,
        **style,
    )  # fmt: skip


def _alt(table: pd.DataFrame, title: str) -> str:
    within, between, whole = (float(table[name].sum()) for name in (*_PARTS, "change"))
    shares = [provenance(table).details.get(f"{side}_share") for side in ("before", "after")]
    span = ""
    if all(share is not None for share in shares):
        first, last = (percent(float(share)) for share in shares if share is not None)
        span = text("charts.decomposition.alt_span", before=first, after=last)
    return text(
        "charts.decomposition.alt",
        title=title,
        span=span,
        change=change(whole),
        within=change(within),
        between=change(between),
    )
