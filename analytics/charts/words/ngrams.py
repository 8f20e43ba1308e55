"""Strings of words that recur: how often, in how many articles, and how tightly they are bound."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import listed
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.chart import redrawable
from ..canvas.labels import rows_left_out
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import at_least_one, checked


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
    counted = [(str(row.ngram), int(row.frequency), int(row.articles)) for row in rows(shown)]
    bars = Bars(
        [label for label, _, _ in counted],
        shown["frequency"].to_numpy(dtype=float),
        [
            Column(text("charts.column.frequency"), [f"{count:,}" for _, count, _ in counted]),
            Column(text("charts.column.articles"), [f"{articles:,}" for _, _, articles in counted]),
            Column("λ", [f"{value:.1f}" for value in shown["score"]]),
        ],
        [
            text("charts.common.used", label=label, count=count, articles=articles)
            for label, count, articles in counted
        ],
        axis=text("charts.column.frequency"),
    )
    space = draw_bars(ax, bars)
    first = listed(
        text("charts.common.times_of", label=label, count=count) for label, count, _ in counted[:5]
    )
    words = Words(
        title,
        subtitle,
        text("charts.ngrams.alt", title=title, first=first),
        rows_left_out(len(shown), len(table)),
    )
    return finish(ax, words, space, shown, whole=table)
