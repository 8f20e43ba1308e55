"""Articles and stories: the articles of each period, and how many of them are the first of their story."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...measures.engine.rows import highest, rows
from ...wording import text
from ...wording.formats import percent, period
from ..canvas.axes import date_axis, name_dates, name_height, period_tooltips
from ..canvas.chart import redrawable
from ..canvas.labels import articles_of, capitalised, undated, undecided
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.periods import DAYS, every_period, frequency_of, without_strays
from ..canvas.share import MOST_POINTS, density_note, grouped
from ..canvas.tables import checked
from ..canvas.theme import FAINT, GRID, MAIN

_COUNTS = ("articles", "stories", "copies")


@redrawable
def syndication(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the articles of each period: the first article of each story dark, its copies light on top of them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.syndication` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns, or has several rows for one period.

    Examples
    --------
    >>> import analytics
    >>> ax = syndication(analytics.syndication(analytics.load("data/sample").articles))
    >>> ax.get_ylabel()
    '文章數目'
    """
    table = checked(table, "syndication", period="day", **dict.fromkeys(_COUNTS, "number"))
    freq = frequency_of(table)
    title = capitalised(text("charts.syndication.title", counted=articles_of(table)))
    subtitle = text("charts.syndication.subtitle", freq=text(f"charts.freq.{freq}"))
    ax = axes(ax)
    if not table["articles"].sum():
        return nothing(ax, Words(title, subtitle), table)
    drawn, notes = without_strays(table, "articles")
    shown = every_period(drawn, freq, _COUNTS)
    _draw(ax, shown, freq)
    notes = [*density_note(len(shown)), *notes, *undated(table), *undecided(table)]
    words = Words(title, subtitle, _alt(title, shown, freq), notes)
    space = Space(170, left=30, right=8, above=20, below=48)
    return finish(ax, words, space, drawn, whole=table)


def _draw(ax: Axes, shown: pd.DataFrame, freq: str) -> None:
    x = mdates.date2num(shown["period"])
    starts = grouped(len(x), MOST_POINTS)
    edges = np.append(x[starts], x[-1] + DAYS[freq]) - DAYS[freq] / 2
    for name, colour in (("articles", FAINT), ("stories", MAIN)):
        heights = np.maximum.reduceat(shown[name].to_numpy(dtype=float), starts)
        ax.stairs(heights, edges, fill=True, color=colour, linewidth=0)
    ax.set_ylim(0, max(float(shown["articles"].max()), 1) * 1.06)
    ax.set_xlim(edges[0], edges[-1])
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.grid(axis="y", color=GRID, linewidth=0.7)
    name_height(ax, text("charts.common.articles"), width_of(ax), 1.03)
    name_dates(ax, freq)
    date_axis(ax, shown["period"], freq, width_of(ax))
    period_tooltips(ax, x, freq, partial(_tooltips, shown, freq))


def _tooltips(shown: pd.DataFrame, freq: str) -> list[str]:
    return [
        text(
            "charts.syndication.tooltip",
            period=period(row.period, freq),
            articles=int(row.articles),
            stories=int(row.stories),
        )
        for row in rows(shown)
    ]


def _alt(title: str, shown: pd.DataFrame, freq: str) -> str:
    articles, copies = int(shown["articles"].sum()), int(shown["copies"].sum())
    share = percent(copies / articles)
    sentence = text("charts.syndication.alt", title=title, articles=articles, copies=copies, share=share)
    if not copies:
        return sentence
    most = highest(shown, "copies")
    return sentence + text(
        "charts.syndication.alt_most",
        period=period(most["period"], freq),
        articles=int(most["articles"]),
        copies=int(most["copies"]),
    )
