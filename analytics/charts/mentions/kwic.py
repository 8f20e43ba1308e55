"""The concordance: every place of a query, one below the other, with the text to its left and right."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import day, pair
from ..canvas.chart import redrawable, tooltip
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import fitting, text_width
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import INK, MAIN, SMALL

_ROW = 17.0


@redrawable
def kwic(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw a concordance, aligned on the match.

    Parameters
    ----------
    table : DataFrame
        As `analytics.kwic` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many places.

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
    >>> ax = kwic(analytics.kwic(analytics.load("data/sample").articles, "deepseek"), top=3)
    >>> len(ax.texts)  # each place has its match, and the text to its left and right
    9
    """
    texts = dict.fromkeys(("outlet", "title", "left", "match", "right"), "text")
    table = checked(table, "kwic", published="time", **texts)
    shown = table.head(at_least_one(top)).assign(
        **{side: table[side].fillna("") for side in ("left", "match", "right")}
    )
    title = text("charts.kwic.title")
    subtitle = text("charts.kwic.subtitle", shown=len(shown), total=len(table))
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, Words(title, subtitle), table)
    _draw(ax, shown)
    first = shown.iloc[0]
    passage = f"{first['left']}{first['match']}{first['right']}"
    alt = text("charts.kwic.alt", title=title, subtitle=subtitle, passage=passage)
    space = Space(_ROW * len(shown), above=6, below=4)
    return finish(ax, Words(title, subtitle, alt), space, shown, whole=table)


def _draw(ax: Axes, shown: pd.DataFrame) -> None:
    width = width_of(ax, beside=8)
    longest = max(text_width(match, SMALL) for match in shown["match"])
    beside = (width - longest) / 2 - 4
    style: dict[str, Any] = {"va": "center", "fontsize": SMALL, "clip_on": False}
    for place, row in enumerate(rows(shown)):
        match = ax.text(0.5, place, row.match, ha="center", color=MAIN, **style)
        when = text("charts.kwic.undated") if pd.isna(row.published) else day(row.published)
        outlet = "–" if pd.isna(row.outlet) else row.outlet
        tooltip(ax, match, pair(f"{when} {outlet}", "" if pd.isna(row.title) else row.title))
        gap = text_width(row.match, SMALL) / 2 + 3
        for context, side, step in ((row.left[::-1], "right", -1), (row.right, "left", 1)):
            kept = fitting(context, SMALL, beside)[::step]
            ax.text(0.5 + step * gap / width, place, kept, ha=side, color=INK, **style)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_axis_off()
