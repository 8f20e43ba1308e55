"""Words that stand together: collocates of a node with their side of it, and strings that recur."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from ...measures.engine.provenance import provenance
from ...wording import either
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, axes, compose, nothing, room
from ..canvas.theme import BAR, drawing, shorten
from ..canvas.words import named, subject_of
from ..coverage.distribution import Column, ranked

_ROW, _LONGEST = 17.0, 13


def collocates(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw the words most strongly tied to a node: G², occurrences beside it, and log-Dice.

    Parameters
    ----------
    table : DataFrame
        As `analytics.collocates` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many words.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = collocates(analytics.collocates(analytics.load("data/sample").articles, "deepseek"), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    expect(table, "collocates", ("collocate", "together", "left", "right", "log_likelihood", "log_dice"))
    subject, window = subject_of(table), int(provenance(table).details.get("window", 0))
    title = either(f"{named(subject)}附近的詞", f"Words near {subject}")
    near = either(f"前後{window}個詞之內", f"within {window} words") if window else ""
    subtitle = either(f"對數似然值G²；{near}、同一句之中", f"Log-likelihood G²; {near} of the same sentence")
    shown = table[table["log_likelihood"] > 0].head(top)
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        figures = [
            Column(either("左", "left"), [f"{count:,}" for count in shown["left"]]),
            Column(either("右", "right"), [f"{count:,}" for count in shown["right"]]),
            Column("log-Dice", [f"{value:.1f}" for value in shown["log_dice"]]),
        ]
        told = [
            either(
                f"{row.collocate}：同現{row.together:,}次，左{row.left:,}、右{row.right:,}",
                f"{row.collocate}: {row.together:,} together, {row.left:,} left, {row.right:,} right",
            )
            for row in shown.itertuples()
        ]
        labels = [str(word) for word in shown["collocate"]]
        lengths = shown["log_likelihood"].to_numpy(dtype=float)
        _, right = ranked(ax, labels, lengths, [BAR] * len(shown), figures, told)
        ax.set_xlim(0, lengths.max() * 1.02)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        ax.set_xlabel(either("對數似然值G²", "log-likelihood G²"), loc="left", fontsize=NOTE)
        left = room([shorten(label, _LONGEST) for label in labels])
        compose(ax, title, subtitle, plot=_ROW * len(shown), left=left, right=right, below=34)
        first = either("、", ", ").join(
            f"{row.collocate} {row.together:,}" for row in shown.head(5).itertuples()
        )
        words = either(
            f"橫條圖：{title}，{near}。關聯最強的{min(5, len(shown))}個是{first}（次）。",
            f"Bar chart: {title}, {near}. Most strongly tied: {first} times.",
        )
        return register(ax, shown, words)
