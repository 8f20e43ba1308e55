"""The concordance: every place of a query, one below the other, with what stands left and right of it."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...wording import either
from ...wording.formats import day
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import SMALL, axes, compose, nothing, width_of
from ..canvas.theme import INK, MAIN, drawing, text_width

_ROW = 17.0


def kwic(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw a concordance, aligned on the match.

    Parameters
    ----------
    table : DataFrame
        As `analytics.kwic` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many places.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = kwic(analytics.kwic(analytics.load("data/sample").articles, "deepseek"), top=3)
    >>> "DeepSeek" in {text.get_text() for text in ax.texts}
    True
    """
    expect(table, "kwic", ("published", "outlet", "left", "match", "right"))
    shown = pd.DataFrame(table.head(top))
    title = either("上下文索引", "Concordance")
    subtitle = either(f"共{len(table):,}處，列出首{len(shown)}處", f"{len(shown)} of {len(table):,} places")
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        wide = width_of(ax, beside=8)
        longest = max(text_width(text, SMALL) for text in shown["match"])
        beside = (wide - longest) / 2 - 4
        style: dict[str, Any] = {"va": "center", "fontsize": SMALL, "clip_on": False}
        for place, row in enumerate(shown.itertuples()):
            found = ax.text(0.5, place, row.match, ha="center", color=MAIN, **style)
            when = either("日期不詳", "undated") if pd.isna(row.published) else day(row.published)
            outlet = row.outlet if isinstance(row.outlet, str) else "–"
            tooltip(ax, found, f"{when} {outlet}{either('：', ': ')}{row.title}")
            gap = text_width(row.match, SMALL) / 2 + 3
            for text, side, to in ((row.left[::-1], "right", -1), (row.right, "left", 1)):
                kept = _fitting(text, beside)[::to]
                ax.text(0.5 + to * gap / wide, place, kept, ha=side, color=INK, **style)
        ax.set_xlim(0, 1)
        ax.set_ylim(len(shown) - 0.5, -0.5)
        ax.set_axis_off()
        compose(ax, title, subtitle, plot=_ROW * len(shown), above=6, below=4)
        first = shown.iloc[0]
        words = either(
            f"{title}：{subtitle}。首處：「{first['left']}{first['match']}{first['right']}」。",
            f"{title}: {subtitle}. First: {first['left']}{first['match']}{first['right']}",
        )
        return register(ax, table, words)


def _fitting(text: str, width: float) -> str:
    """Return as much of the beginning of a text as `width` points hold."""
    while text and text_width(text, SMALL) > width:
        text = text[:-1]
    return text
