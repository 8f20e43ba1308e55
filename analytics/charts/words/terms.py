"""The most frequent terms: occurrences, and the articles that use them."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...wording import text
from ..canvas.chart import redrawable
from ..canvas.labels import rows_left_out
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import PAPER, SECOND
from .use_bars import use_bars


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
    labels = [str(term) for term in shown["term"]]
    counts, using = shown["frequency"], shown["document_frequency"]
    space, first = use_bars(ax, labels, counts, using, text("charts.terms.axis"))
    ax.plot(using, range(len(shown)), "D", ms=4.6, mfc=SECOND, mec=PAPER, mew=0.7, clip_on=False)
    most = int(using.iloc[0])
    alt = text("charts.terms.alt", rows=len(shown), first=first, term=labels[0], articles=most)
    words = Words(title, subtitle, alt, rows_left_out(len(shown), len(table)))
    return finish(ax, words, space, shown, whole=table)
