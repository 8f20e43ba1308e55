"""Terms on the rise: which term marks which period out, in the order in which they came."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.periods import FREQUENCIES
from ...wording import either
from ...wording.formats import period
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, axes, compose, nothing, room, width_of
from ..canvas.series import frequency_of
from ..canvas.theme import BAR, GRID, INK, PAPER, drawing, shorten, tick_labels
from ..canvas.words import word

_ROW, _LONGEST = 15.0, 9


_SMALLEST, _LARGEST = 3.0, 11.0  # diameter of a mark, points


def rising(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 24) -> Axes:
    """Draw terms against time: a mark where a term rises, the larger the surer.

    Parameters
    ----------
    table : DataFrame
        As `analytics.rising` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many terms: those that rise most sharply, from the earliest down.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = rising(analytics.rising(analytics.load("data/sample").articles), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    expect(table, "rising", ("period", "term", "target_frequency", "log_likelihood"))
    title = either("每段時間冒起的詞語", "Terms on the rise")
    subtitle = either(
        "與之前所有時段比較；圓點愈大，愈有把握（對數似然值G²）",
        "Against all periods before; the larger the mark, the surer (log-likelihood G²)",
    )
    with drawing():
        ax = axes(ax)
        if table.empty:
            return nothing(ax, table, title, subtitle)
        freq = frequency_of(table)
        peak = (
            table.sort_values("log_likelihood", ascending=False, kind="stable")
            .drop_duplicates("term")
            .head(top)
        )
        names = peak.sort_values(["period", "log_likelihood"], ascending=[True, False], kind="stable")[
            "term"
        ].tolist()
        shown = table[table["term"].isin(names)]
        first, last = table["period"].min(), table["period"].max()
        periods = pd.period_range(first, last, freq=FREQUENCIES[freq]).start_time
        across = dict(zip(periods, range(len(periods)), strict=True))
        down = {name: place for place, name in enumerate(names)}
        size = np.sqrt(shown["log_likelihood"] / shown["log_likelihood"].max())
        for row, part in zip(shown.itertuples(), size, strict=True):
            diameter = _SMALLEST + (_LARGEST - _SMALLEST) * part
            mark = ax.plot(
                across[row.period], down[row.term], "o", ms=diameter, color=BAR, mec=PAPER, mew=0.6
            )[0]
            when = period(row.period, freq)
            told = either(f"：{row.target_frequency:,}次，G² ", f": {row.target_frequency:,} times, G² ")
            tooltip(ax, mark, f"{row.term}　{when}{told}{row.log_likelihood:.1f}")
        labels = [shorten(str(name), _LONGEST) for name in names]
        left = room(labels)
        ax.set(xlim=(-0.7, len(periods) - 0.3), ylim=(len(names) - 0.5, -0.5))
        ax.set_yticks(range(len(names)), labels, color=INK, fontsize=10)
        places, dates = tick_labels(pd.Series(periods), freq, width_of(ax, left + 12))
        ax.set_xticks(places, dates)
        ax.grid(axis="both", color=GRID, linewidth=0.6)
        ax.tick_params(axis="y", length=0)
        ax.tick_params(axis="x", length=3, labelsize=9)
        ax.spines["bottom"].set_visible(False)
        ax.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)
        compose(ax, title, subtitle, plot=_ROW * len(names), left=left, right=8, above=8, below=44)
        sharp = peak.iloc[0]
        when = period(sharp["period"], freq)
        words = either(
            f"點圖：{title}，{len(names)}個詞語、{len(periods)}個時段。升得最急的是{when}的「{sharp['term']}」，"
            f"{sharp['target_frequency']:,}次。",
            f"Dot plot: {title}; {len(names)} terms, {len(periods)} periods. Sharpest: {sharp['term']}, {when}, "
            f"{sharp['target_frequency']:,} times.",
        )
        return register(ax, shown, words)
