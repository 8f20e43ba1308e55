"""Threads over time: a row for each affair, a dot for each day on which a story of it began."""

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import day, listed, pair
from ..canvas.axes import date_axis, name_dates, rows_axis
from ..canvas.bars import NAMED_ROW, names_above, write_names_above
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import rows_left_out
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width, shorten
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import FAINT, MAIN

_ROW = 24.0
_DATE = 20.0  # points that half of the first date needs left of the plot
_LONGEST = 15  # Chinese characters of a label
_MOST = 60  # dots in a row: above, days are put together
_SMALLEST, _LARGEST = 14.0, 130.0  # areas of dots, in square points


@redrawable
def threads(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 12) -> Axes:
    """Draw time lines: a row for each thread, a dot for each day with new stories, the larger the more articles.

    Parameters
    ----------
    table : DataFrame
        As `analytics.threads` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many threads. A row has at most 60 dots: in a longer one each stands for several days.

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
    >>> table = analytics.threads(analytics.load("data/sample").articles, similarity=0.06)
    >>> len(threads(table, top=3).get_yticklabels())
    3
    """
    table = checked(
        table, "threads", thread="text", title="text", published="day", articles="number", stories="number"
    )
    names = table.drop_duplicates("thread")["thread"].tolist()
    shown = table[table["thread"].isin(names[: at_least_one(top)])]
    title, subtitle = text("charts.threads.title"), text("charts.threads.subtitle")
    ax = axes(ax)
    if table.empty:
        return nothing(ax, Words(title, subtitle), table)
    own = [shown[shown["thread"] == name] for name in names[:top]]
    titles = [str(thread["title"].iloc[0]) for thread in own]
    above = names_above(titles, 8)
    labels = [] if above else [shorten(name, _LONGEST) for name in titles]
    left = _DATE if above else label_width(labels)
    for row, thread in enumerate(own):
        _draw_row(ax, row, thread)
    if above:
        write_names_above(ax, titles, _DATE - 4)
    else:
        rows_axis(ax, labels)
    first, last = shown["published"].min(), shown["published"].max()
    around = max((last - first).days * 0.03, 1)
    ax.set_xlim(mdates.date2num(first) - around, mdates.date2num(last) + around)
    every = pd.Series(pd.date_range(first, last, freq="D"))
    date_axis(ax, every, "day", width_of(ax, left + 12))
    name_dates(ax, "day")
    words = Words(title, subtitle, _alt(title, own), rows_left_out(len(own), len(names)))
    space = Space((NAMED_ROW if above else _ROW) * len(own), left=left, right=8, above=16, below=46)
    return finish(ax, words, space, shown, whole=table)


def _draw_row(ax: Axes, row: int, thread: pd.DataFrame) -> None:
    x = mdates.date2num(thread["published"])
    ax.hlines(row, x.min(), x.max(), color=FAINT, linewidth=1.5, zorder=1)
    step = max(1.0, np.ceil((x.max() - x.min() + 1) / _MOST))
    dots = thread.assign(dot=((x - x.min()) // step).astype(int), x=x).groupby("dot")
    table = dots.agg(
        x=("x", "mean"), articles=("articles", "sum"), title=("title", "first"), begin=("published", "min")
    )
    for dot in rows(table):
        area = min(_SMALLEST + 8 * float(dot.articles - 1), _LARGEST)
        mark = ax.scatter([dot.x], [row], s=area, color=MAIN, linewidth=0, zorder=2)
        count = text("charts.threads.tooltip", day=day(dot.begin), articles=int(dot.articles))
        tooltip(ax, mark, pair(str(dot.title), count))


def _alt(title: str, own: list[pd.DataFrame]) -> str:
    named = listed(
        text(
            "charts.threads.alt_thread",
            title=str(thread["title"].iloc[0]),
            stories=len(thread),
            first=day(thread["published"].min()),
            last=day(thread["published"].max()),
        )
        for thread in own[:3]
    )
    return text("charts.threads.alt", title=title, threads=named)
