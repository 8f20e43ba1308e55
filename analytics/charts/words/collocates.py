"""Words that stand near a subject: how strongly each is associated, and on which side it stands."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
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
    labels = [str(word) for word in shown["collocate"]]
    together, left, right = (shown[name].astype(int).tolist() for name in ("together", "left", "right"))
    columns = [
        Column(text("charts.column.left"), [f"{count:,}" for count in left]),
        Column(text("charts.column.right"), [f"{count:,}" for count in right]),
        Column("log-Dice", [f"{score:.1f}" for score in shown["log_dice"]]),
    ]
    tooltips = [
        text("charts.collocates.tooltip", label=label, together=count, left=before, right=after)
        for label, count, before, after in zip(labels, together, left, right, strict=True)
    ]
    lengths = shown["log_likelihood"].to_numpy(dtype=float)
    space = draw_bars(ax, Bars(labels, lengths, columns, tooltips, axis=text("charts.column.log_likelihood")))
    strongest = list(zip(labels, together, strict=True))[:5]
    first = listed(text("charts.common.times_of", label=label, count=count) for label, count in strongest)
    alt = text("charts.collocates.alt", title=title, where=where, first=first)
    notes = rows_left_out(len(shown), len(attracted))
    return finish(ax, Words(title, subtitle, alt, notes), space, shown, whole=table)
