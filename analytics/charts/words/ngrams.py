"""Strings of words that recur: how often, in how many articles, and how tightly they are bound."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...wording import text
from ..canvas.bars import Column
from ..canvas.chart import redrawable
from ..canvas.labels import rows_left_out
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import at_least_one, checked
from .use_bars import use_bars


@redrawable
def ngrams(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw strings of words that recur: occurrences, with articles and λ beside them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.ngrams` returns it; its first rows are drawn, in its order.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many strings.

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
    >>> ax = ngrams(analytics.ngrams(analytics.load("data/sample").articles), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    table = checked(table, "ngrams", ngram="text", frequency="number", articles="number", score="number")
    length = int(provenance(table).details.get("length") or 0)
    title = text("charts.ngrams.title_length", length=length) if length else text("charts.ngrams.title")
    subtitle = text("charts.ngrams.subtitle")
    shown = table.head(at_least_one(top))
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, Words(title, subtitle), table)
    labels, scores = [str(ngram) for ngram in shown["ngram"]], [f"{score:.1f}" for score in shown["score"]]
    axis = text("charts.column.frequency")
    space, first = use_bars(ax, labels, shown["frequency"], shown["articles"], axis, Column("λ", scores))
    alt = text("charts.ngrams.alt", title=title, first=first)
    words = Words(title, subtitle, alt, rows_left_out(len(shown), len(table)))
    return finish(ax, words, space, shown, whole=table)
