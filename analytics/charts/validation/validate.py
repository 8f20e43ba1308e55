"""Validation of a count: precision, recall and the other shares, with their intervals."""

import pandas as pd
from matplotlib.axes import Axes

from ...wording import text
from ...wording.columns import value
from ...wording.formats import percent
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.chart import redrawable
from ..canvas.labels import named_subject
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import checked
from ..canvas.theme import INK


@redrawable
def validate(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often a count is right: each share with its interval and the coded articles behind it.

    Parameters
    ----------
    table : DataFrame
        As `analytics.validate` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.

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
    >>> articles, codes = analytics.load("data/sample"), analytics.load_codes("data/codes")
    >>> ax = validate(analytics.validate(articles, codes, "deepseek", question="mentions"))
    >>> len(ax.get_yticklabels())
    6
    """
    numbers = dict.fromkeys(("estimate", "low", "high", "hits", "articles"), "number")
    table = checked(table, "validate", quantity="text", **numbers)
    words = Words(
        text("charts.validate.title", subject=named_subject(table)), text("charts.validate.subtitle")
    )
    ax = axes(ax)
    if table["estimate"].isna().all():
        return nothing(ax, words, table)
    labels = [value(name, "quantity") for name in table["quantity"]]
    counts = [
        f"{int(hits):,}／{int(every):,}" for hits, every in zip(table["hits"], table["articles"], strict=True)
    ]
    shares = [percent(share) for share in table["estimate"]]
    tooltips = [
        f"{label}　{count}　{share}" for label, count, share in zip(labels, counts, shares, strict=True)
    ]
    columns = [Column(text("charts.validate.coded"), counts), Column(text("charts.column.share"), shares)]
    lengths = table["estimate"].fillna(0).to_numpy(dtype=float) * 100
    space = draw_bars(ax, Bars(labels, lengths, columns, tooltips, unit="%", limit=100.0, row=20))
    ax.hlines(range(len(table)), table["low"] * 100, table["high"] * 100, color=INK, linewidth=0.9)
    alt = text("charts.validate.alt", title=words.title, shares=text("charts.common.between").join(tooltips))
    return finish(ax, Words(words.title, words.subtitle, alt), space, table)
