"""Words that stand near a subject: how strongly each is associated, and on which side it stands."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import listed
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.chart import redrawable
from ..canvas.labels import named_subject, rows_left_out
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import at_least_one, checked


@redrawable
def collocates(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw the words most strongly associated with a subject: G², with counts on each side and log-Dice beside it.

    Parameters
    ----------
    table : DataFrame
        As `analytics.collocates` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many words; only those that occur near the subject more often than expected.

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
    >>> ax = collocates(analytics.collocates(analytics.load("data/sample").articles, "deepseek"), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    numbers = dict.fromkeys(("together", "left", "right", "log_likelihood", "log_dice"), "number")
    table = checked(table, "collocates", collocate="text", **numbers)
    title = text("charts.collocates.title", subject=named_subject(table))
    window = int(provenance(table).details.get("window") or 0)
    where = text("charts.collocates.window", window=window) if window else text("charts.collocates.sentence")
    subtitle = text("charts.collocates.subtitle", where=where)
    attracted = table[table["log_likelihood"] > 0]
    shown = attracted.head(at_least_one(top))
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, Words(title, subtitle), table)
    counted = [
        {
            "label": row.collocate,
            "together": int(row.together),
            "left": int(row.left),
            "right": int(row.right),
        }
        for row in rows(shown)
    ]
    bars = Bars(
        [str(word) for word in shown["collocate"]],
        shown["log_likelihood"].to_numpy(dtype=float),
        [
            Column(text("charts.column.left"), [f"{row['left']:,}" for row in counted]),
            Column(text("charts.column.right"), [f"{row['right']:,}" for row in counted]),
            Column("log-Dice", [f"{value:.1f}" for value in shown["log_dice"]]),
        ],
        [text("charts.collocates.tooltip", **row) for row in counted],
        axis=text("charts.column.log_likelihood"),
    )
    space = draw_bars(ax, bars)
    first = listed(
        text("charts.common.times_of", label=row["label"], count=row["together"]) for row in counted[:5]
    )
    alt = text("charts.collocates.alt", title=title, where=where, first=first)
    notes = rows_left_out(len(shown), len(attracted))
    return finish(ax, Words(title, subtitle, alt, notes), space, shown, whole=table)
