"""Bars of shares with their intervals: how outlets and distributions are drawn alike."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...wording import text
from ...wording.formats import percent
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.layout import Space
from ..canvas.theme import BAR, FAINT, INK


def share_bars(
    ax: Axes, shown: pd.DataFrame, labels: Sequence[str], unnamed: pd.Series, counts: Column, axis: str
) -> Space:
    """Draw the share of each row with its interval, and `counts` beside it; return the space that it needs.

    Parameters
    ----------
    ax : matplotlib Axes
        The plot.
    shown : DataFrame
        The rows: `matching`, `total`, `share`, `low` and `high`.
    labels : sequence of str
        The name of each row.
    unnamed : Series of bool
        Whether a row stands for articles without a value; its bar is pale.
    counts : Column
        The figures between the bar and its share.
    axis : str
        The name of the axis.
    """
    shares = [percent(share) for share in shown["share"]]
    numbers = ([int(count) for count in shown[name]] for name in ("matching", "total"))
    tooltips = [
        text("charts.tooltip.share", label=label, matching=matching, total=total, share=share)
        for label, matching, total, share in zip(labels, *numbers, shares, strict=True)
    ]
    lengths, columns = (
        shown["share"].fillna(0).to_numpy() * 100,
        [counts, Column(text("charts.column.share"), shares)],
    )
    limit = min(100.0, max(float(np.nanmax(shown["high"])) * 102, 4.0))
    colours = [FAINT if pale else BAR for pale in unnamed]
    bars = Bars(labels, lengths, columns, tooltips, axis=axis, unit="%", limit=limit, colours=colours, row=20)
    space = draw_bars(ax, bars)
    ax.hlines(range(len(shown)), shown["low"] * 100, shown["high"] * 100, color=INK, linewidth=0.9)
    return space
