"""Key terms: what sets two sets of articles apart, each side's to its own side."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...measures.engine.provenance import provenance
from ...wording import either
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, SMALL, WIDTH, axes, compose, nothing
from ..canvas.theme import BAR, GRID, INK, SECOND, SOFT, drawing, shorten, text_width

_ROW = 17.0


def keyness(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw the key terms of both sides: the target's to the right, the reference's to the left.

    Parameters
    ----------
    table : DataFrame
        As `analytics.keyness` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many terms a side. Only those whose conservative log ratio is not 0.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> frequencies = {"target_frequency": [40], "reference_frequency": [2]}
    >>> table = pd.DataFrame({"term": ["模型"], **frequencies, "log_likelihood": [52.0], "log_ratio_low": [2.4]})
    >>> keyness(table).get_xlabel()
    '對數似然值G²'
    """
    columns = ("term", "target_frequency", "reference_frequency", "log_likelihood", "log_ratio_low")
    expect(table, "keyness", columns)
    telling = table[table["log_ratio_low"] != 0]
    ours = telling[telling["log_likelihood"] > 0].head(top)
    theirs = telling[telling["log_likelihood"] < 0].tail(top)
    shown = pd.concat([ours, theirs])
    target = str(provenance(table).details.get("target") or either("目標文章", "the target"))
    other = str(provenance(table).details.get("reference") or either("其餘文章", "all other articles"))
    title = either(f"{target}的關鍵詞", f"Key terms: {target}")
    subtitle = either(
        f"對數似然值G²；向右屬「{target}」，向左屬「{other}」",
        f"Log-likelihood G²; right: {target}; left: {other}",
    )
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        labels = [shorten(str(term), 11) for term in shown["term"]]
        colours = [BAR] * len(ours) + [SECOND] * len(theirs)
        drawn = ax.barh(range(len(shown)), shown["log_likelihood"], height=0.64, color=colours)
        style: dict[str, Any] = {
            "textcoords": "offset points",
            "va": "center",
            "fontsize": SMALL,
            "color": INK,
        }
        for place, (mark, row) in enumerate(zip(drawn, shown.itertuples(), strict=True)):
            counts = f"{row.target_frequency:,} / {row.reference_frequency:,}"
            told = either(
                f"：G² {row.log_likelihood:.1f}（{counts}）", f": G² {row.log_likelihood:.1f} ({counts})"
            )
            tooltip(ax, mark, f"{row.term}{told}")
            right = row.log_likelihood > 0
            ax.annotate(
                labels[place], (0, place), (-5 if right else 5, 0), ha="right" if right else "left", **style
            )
        _scale(ax, shown["log_likelihood"], max(text_width(label, SMALL) for label in labels) + 8)
        ax.axvline(0, color=SOFT, linewidth=0.8)
        ax.set_yticks([])
        ax.set_ylim(len(shown) - 0.5, -0.5)
        ax.grid(axis="x", color=GRID, linewidth=0.7)
        ax.tick_params(axis="x", length=0, labelsize=9)
        ax.spines["bottom"].set_visible(False)
        ax.set_xlabel(either("對數似然值G²", "log-likelihood G²"), loc="left", fontsize=NOTE)
        compose(ax, title, subtitle, plot=_ROW * len(shown), above=6, below=34, left=14, right=14)
        first = either("、", ", ").join(ours["term"].head(5))
        last = either("、", ", ").join(theirs["term"].iloc[::-1].head(5))
        words = either(
            f"橫條圖：{title}。「{target}」最突出的是{first or '（無）'}；「{other}」最突出的是{last or '（無）'}。",
            f"Bar chart: {title}. Strongest for {target}: {first or 'none'}; for {other}: {last or 'none'}.",
        )
        return register(ax, shown, words)


def _scale(ax: Axes, values: pd.Series, label: float) -> None:
    """Give both sides one scale, and each the room that the labels of the other side need."""
    high, low = max(values.max(), 0.0), min(values.min(), 0.0)
    room = (high - low) * label / (WIDTH - 28 - label)
    ax.set_xlim(min(low * 1.03, -room), max(high * 1.03, room))
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
