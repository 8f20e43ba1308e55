"""Raw against collapsed: the articles of each period, and how many of them are stories told for the first time."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...measures.engine.periods import FREQUENCIES
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent, period
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, SMALL, axes, compose, nothing, width_of
from ..canvas.series import DAYS, date_ticks, frequency_of, tell
from ..canvas.theme import FAINT, GRID, MAIN, drawing
from ..canvas.words import named, subject_of, undated, word


def syndication(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the articles of each period: stories dark, copies light on top of them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.syndication` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = syndication(analytics.syndication(analytics.load("data/sample").articles))
    >>> ax.get_ylabel()
    '文章數目'
    """
    expect(table, "syndication", ("period", "articles", "stories", "copies", "partial"))
    freq, subject = frequency_of(table), subject_of(table)
    counted = either(f"提及{named(subject)}的文章", f"Articles that mention {subject}")
    counted = counted if provenance(table).label else either("全部文章", "All articles")
    title = either(f"{counted}與不同的新聞", f"{counted}: stories and copies")
    subtitle = either(
        f"{word(freq)}文章數目（篇）；深色：每則新聞最早的一篇，淺色：內文大致相同的其他文章",
        f"Articles, {word(freq)}; dark: the earliest of each story, light: others of nearly the same text",
    )
    with drawing():
        ax = axes(ax)
        if not table["articles"].sum():
            return nothing(ax, table, title, subtitle)
        shown = _whole(table, freq)
        x = mdates.date2num(shown["period"])
        for name, colour in (("articles", FAINT), ("stories", MAIN)):
            edges = np.append(x, x[-1] + DAYS[freq]) - DAYS[freq] / 2
            ax.stairs(shown[name], edges, fill=True, color=colour, linewidth=0)
        ax.set_ylim(0, max(float(shown["articles"].max()), 1) * 1.06)
        ax.set_xlim(edges[0], edges[-1])
        ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        ax.grid(axis="y", color=GRID, linewidth=0.7)
        ax.set_ylabel(word("articles"), rotation=0, ha="left", va="bottom", fontsize=SMALL)
        ax.yaxis.set_label_coords(-26 / width_of(ax), 1.03)
        ax.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)
        date_ticks(ax, shown["period"], freq, width_of(ax))
        tell(ax, x, freq, [_told(row, freq) for row in shown.to_dict("records")])
        compose(ax, title, subtitle, plot=170, left=30, right=8, above=20, below=48, notes=undated(table))
        return register(ax, table, _words(title, shown, freq))


def _whole(table: pd.DataFrame, freq: str) -> pd.DataFrame:
    """Every period between the first and the last: a row that was filtered out leaves a gap."""
    range_ = pd.period_range(table["period"].min(), table["period"].max(), freq=FREQUENCIES[freq]).start_time
    counts = table.set_index("period")[["articles", "stories", "copies"]]
    return counts.reindex(pd.DatetimeIndex(range_, name="period").as_unit("us"), fill_value=0).reset_index()


def _told(row: dict[Hashable, Any], freq: str) -> str:
    when = period(row["period"], freq)
    return either(
        f"{when}：{row['articles']}篇文章，{row['stories']}則新聞",
        f"{when}: {row['articles']} articles, {row['stories']} stories",
    )


def _words(title: str, shown: pd.DataFrame, freq: str) -> str:
    articles, copies = int(shown["articles"].sum()), int(shown["copies"].sum())
    top = shown.loc[shown["copies"].idxmax()]
    when = period(top["period"], freq)
    zh = f"堆疊柱圖：{title}。{articles:,}篇之中，{copies:,}篇與較早的文章大致相同，佔{percent(copies / articles)}。"
    en = f"Stacked bars: {title}. Of {articles:,} articles {copies:,} are copies, {percent(copies / articles)}."
    if copies:
        zh += f"轉載最多的是{when}，{top['articles']}篇之中有{top['copies']}篇。"
        en += f" Most copies: {when}, {top['copies']} of {top['articles']}."
    return either(zh, en)
