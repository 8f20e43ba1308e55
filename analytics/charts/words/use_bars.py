"""Bars of how often words are used, with the articles that use them: how terms and n-grams are drawn alike."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from ...wording import text
from ...wording.formats import listed
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.layout import Space


def use_bars(
    ax: Axes, labels: Sequence[str], counts: pd.Series, articles: pd.Series, axis: str, *further: Column
) -> tuple[Space, str]:
    """Draw how often each word is used; return the space that it needs, and the first five in words.

    Parameters
    ----------
    ax : matplotlib Axes
        The plot.
    labels : sequence of str
        The words.
    counts, articles : Series of int
        How often each occurs, and in how many articles.
    axis : str
        The name of the axis.
    *further : Column
        Further figures beside the bars.
    """
    used = list(zip(labels, counts.astype(int), articles.astype(int), strict=True))
    columns = [
        Column(text("charts.column.frequency"), [f"{count:,}" for _, count, _ in used]),
        Column(text("charts.column.articles"), [f"{number:,}" for _, _, number in used]),
    ]
    tooltips = [
        text("charts.common.used", label=label, count=count, articles=number) for label, count, number in used
    ]
    bars = Bars(labels, counts.to_numpy(dtype=float), [*columns, *further], tooltips, axis=axis)
    first = [text("charts.common.times_of", label=label, count=count) for label, count, _ in used[:5]]
    return draw_bars(ax, bars), listed(first)
