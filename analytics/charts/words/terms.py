"""Ranked bars with their figures in columns: distributions, outlets, terms."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from ...measures.engine.provenance import provenance
from ...wording import either
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, axes, compose, nothing
from ..canvas.theme import BAR, PAPER, SECOND, drawing
from ..coverage.distribution import Column, _room, ranked


def terms(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 30) -> Axes:
    """Draw the most frequent terms: bars of occurrences, diamonds of the articles that use them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.terms` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many terms.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["晶片"], "frequency": [9], "document_frequency": [3]})
    >>> terms(table).get_yticklabels()[0].get_text()
    '晶片'
    """
    expect(table, "terms", ("term", "frequency", "document_frequency"))
    shown = table.head(top)
    title = either("最常見的詞語", "Most frequent terms")
    subtitle = either(
        "柱為出現次數，菱形為出現於多少篇文章", "Bars: occurrences; diamonds: articles that use the term"
    )
    if provenance(table).details.get("articles"):
        subtitle += either(
            f"；共{provenance(table).details['articles']:,}篇",
            f"; {provenance(table).details['articles']:,} articles",
        )
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        figures = [
            Column(either("次數", "times"), [f"{count:,}" for count in shown["frequency"]]),
            Column(either("篇數", "articles"), [f"{count:,}" for count in shown["document_frequency"]]),
        ]
        told = [
            either(
                f"{row.term}：出現{row.frequency:,}次，見於{row.document_frequency:,}篇文章",
                f"{row.term}: {row.frequency:,} times in {row.document_frequency:,} articles",
            )
            for row in shown.itertuples()
        ]
        labels = [str(term) for term in shown["term"]]
        lengths = shown["frequency"].to_numpy(dtype=float)
        place, right = ranked(ax, labels, lengths, [BAR] * len(shown), figures, told)
        ax.plot(
            shown["document_frequency"], place, "D", ms=4.6, mfc=SECOND, mec=PAPER, mew=0.7, clip_on=False
        )
        ax.set_xlim(0, lengths.max() * 1.02)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        ax.set_xlabel(either("次數／篇數", "times / articles"), loc="left", fontsize=NOTE)
        compose(ax, title, subtitle, plot=17 * len(shown), left=_room(labels), right=right, below=34)
        first = shown.iloc[0]
        listed = either("、", ", ").join(f"{row.term} {row.frequency}" for row in shown.head(5).itertuples())
        words = either(
            f"橫條圖：最常見的{len(shown)}個詞語及其出現次數。首{min(5, len(shown))}位為{listed}；"
            f"「{first['term']}」見於{first['document_frequency']}篇文章。",
            f"Bar chart: the {len(shown)} most frequent terms. First: {listed}; "
            f"{first['term']!r} stands in {first['document_frequency']} articles.",
        )
        return register(ax, shown, words)
