"""Words that stand together: collocates of a node with their side of it, and strings that recur."""

import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...wording import either
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, axes, compose, nothing, room
from ..canvas.theme import BAR, drawing, shorten
from ..coverage.distribution import Column, ranked

_ROW, _LONGEST = 17.0, 13


def ngrams(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw the strings that recur: occurrences, articles, and how tightly they are bound.

    Parameters
    ----------
    table : DataFrame
        As `analytics.ngrams` returns it; its first rows are drawn, in its order.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many strings.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = ngrams(analytics.ngrams(analytics.load("data/sample").articles), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    expect(table, "ngrams", ("ngram", "frequency", "articles", "score"))
    length = int(provenance(table).details.get("length") or 2)
    title = either(f"重複出現的{length}詞組合", f"Strings of {length} words that recur")
    subtitle = either("柱為出現次數；λ愈高，結合得愈緊", "Bars: occurrences; the higher λ, the tighter bound")
    shown = table.head(top)
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        figures = [
            Column(either("次數", "times"), [f"{count:,}" for count in shown["frequency"]]),
            Column(either("篇數", "articles"), [f"{count:,}" for count in shown["articles"]]),
            Column("λ", [f"{value:.1f}" for value in shown["score"]]),
        ]
        labels = [str(string) for string in shown["ngram"]]
        told = [
            either(
                f"{row.ngram}：出現{row.frequency:,}次，見於{row.articles:,}篇文章",
                f"{row.ngram}: {row.frequency:,} times in {row.articles:,} articles",
            )
            for row in shown.itertuples()
        ]
        lengths = shown["frequency"].to_numpy(dtype=float)
        _, right = ranked(ax, labels, lengths, [BAR] * len(shown), figures, told)
        ax.set_xlim(0, lengths.max() * 1.02)
        ax.set_xlabel(either("次數", "times"), loc="left", fontsize=NOTE)
        left = room([shorten(label, _LONGEST) for label in labels])
        compose(ax, title, subtitle, plot=_ROW * len(shown), left=left, right=right, below=34)
        first = either("、", ", ").join(
            f"{row.ngram} {row.frequency:,}" for row in shown.head(5).itertuples()
        )
        words = either(
            f"橫條圖：{title}。首{min(5, len(shown))}個是{first}。", f"Bar chart: {title}. First: {first}."
        )
        return register(ax, shown, words)
