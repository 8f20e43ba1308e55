"""The most frequent terms: occurrences, and the articles that use them."""

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
from ..canvas.theme import PAPER, SECOND


@redrawable
def terms(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 30) -> Axes:
    """Draw the most frequent terms: bars of occurrences, diamonds of the articles that use them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.terms` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many terms.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["晶片"], "frequency": [9], "document_frequency": [3]})
    >>> terms(table).get_yticklabels()[0].get_text()
    '晶片'
    """
    table = checked(table, "terms", term="text", frequency="number", document_frequency="number")
    shown = table.head(at_least_one(top))
    title, subtitle = text("charts.terms.title"), text("charts.terms.subtitle")
    articles = provenance(table).details.get("articles")
    if articles:
        subtitle = text("charts.terms.subtitle_of", articles=int(articles))
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, Words(title, subtitle), table)
    counted = [(str(row.term), int(row.frequency), int(row.document_frequency)) for row in rows(shown)]
    bars = Bars(
        [label for label, _, _ in counted],
        shown["frequency"].to_numpy(dtype=float),
        [
            Column(text("charts.column.frequency"), [f"{count:,}" for _, count, _ in counted]),
            Column(text("charts.column.articles"), [f"{articles:,}" for _, _, articles in counted]),
        ],
        [
            text("charts.common.used", label=label, count=count, articles=articles)
            for label, count, articles in counted
        ],
        axis=text("charts.terms.axis"),
    )
    space = draw_bars(ax, bars)
    ax.plot(
        shown["document_frequency"], range(len(shown)), "D", ms=4.6, mfc=SECOND, mec=PAPER, mew=0.7, clip_on=False
    )  # fmt: skip
    alt = text(
        "charts.terms.alt",
        rows=len(shown),
        first=listed(
            text("charts.common.times_of", label=label, count=count) for label, count, _ in counted[:5]
        ),
        term=counted[0][0],
        articles=counted[0][2],
    )
    return finish(
        ax, Words(title, subtitle, alt, rows_left_out(len(shown), len(table))), space, shown, whole=table
    )
