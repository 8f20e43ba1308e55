"""The week's hours: on which day and at which hour articles are published."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...errors import ChartError, one_of
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, axes, compose, nothing, room, width_of
from ..canvas.theme import INK, drawing
from ..canvas.words import named, subject_of, value_label
from .heatmap import key, paint, steps

_ROW, _EVERY = 20.0, 3  # points a day; hours from label to label


def timing(table: pd.DataFrame, ax: Axes | None = None, *, outlet: str | None = None) -> Axes:
    """Draw the hours of the week: days down, hours across, the more articles the darker.

    Parameters
    ----------
    table : DataFrame
        As `analytics.timing` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    outlet : str, optional
        Whose hours; without it those of all outlets together.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The outlet is not in the table.

    Examples
    --------
    >>> import analytics
    >>> ax = timing(analytics.timing(analytics.load("data/sample").articles))
    >>> [label.get_text() for label in ax.get_yticklabels()][-1]
    '星期日'
    """
    expect(table, "timing", ("outlet", "weekday", "hour", "matching", "total", "share"))
    if outlet is not None:
        one_of("outlet", outlet, table["outlet"].dropna().unique().tolist(), ChartError)
    shown = table[table["outlet"].isna() if outlet is None else table["outlet"] == outlet]
    subject = subject_of(table)
    counted = either(f"提及{named(subject)}的文章", f"articles that mention {subject}")
    counted = counted if provenance(table).label else either("文章", "articles")
    whose = either(f"「{outlet}」", f", {outlet}") if outlet else ""
    title = either(f"{whose}{counted}在一周之內的發布時間", f"When {counted} are published{whose}")
    total = int(shown["total"].max()) if len(shown) else 0
    subtitle = either(
        f"每小時的文章數目（篇），共{total:,}篇有鐘點的文章",
        f"Articles by hour; {total:,} with a time of day",
    )
    with drawing():
        ax = axes(ax)
        if not total:
            return nothing(ax, shown, title, subtitle)
        cells = np.zeros((7, 24))
        cells[shown["weekday"] - 1, shown["hour"]] = shown["matching"]
        labels = [value_label(str(day), "weekday") for day in range(1, 8)]
        left, tall = room(labels), _ROW * 7
        edges = steps(float(cells.max()), integer=True)
        paint(ax, cells, edges)
        _tell(ax, shown)
        ax.set_yticks(range(7), labels, color=INK, fontsize=10)
        ax.set(xlim=(-0.5, 23.5), ylim=(6.5, -0.5))
        ax.set_xticks(range(0, 24, _EVERY), [f"{hour:02d}:00" for hour in range(0, 24, _EVERY)], fontsize=9)
        ax.tick_params(axis="both", length=0)
        ax.set_xlabel(either("發布時間（由該鐘點起一小時）", "from that hour"), loc="right", fontsize=NOTE)
        ax.spines["bottom"].set_visible(False)
        key(ax, edges, "matching", width_of(ax, left + 4), tall, silent=False)
        untimed = int(provenance(table).details.get("untimed", 0))
        note = either(
            f"另有{untimed:,}篇沒有鐘點，不計在內。", f"{untimed:,} without a time of day are left out."
        )
        compose(ax, title, subtitle, plot=tall, left=left, above=34, below=34, notes=[note] * bool(untimed))
        return register(ax, shown, _words(title, shown, total))


def _tell(ax: Axes, shown: pd.DataFrame) -> None:
    for row in shown[shown["matching"] > 0].itertuples():
        field = ax.add_patch(
            Rectangle((row.hour - 0.5, row.weekday - 1.5), 1, 1, facecolor="none", edgecolor="none", zorder=5)
        )
        when = f"{value_label(str(row.weekday), 'weekday')}　{row.hour:02d}:00"
        tooltip(ax, field, either(f"{when}　{row.matching}篇", f"{when}: {row.matching}"))


def _words(title: str, shown: pd.DataFrame, total: int) -> str:
    most = shown.loc[shown["matching"].idxmax()]
    day = value_label(str(most["weekday"]), "weekday")
    weekend = int(shown.loc[shown["weekday"] > 5, "matching"].sum())
    return either(
        f"熱力圖：{title}。最多的一格是{day}{most['hour']}時，{most['matching']}篇；"
        f"周末共{weekend:,}篇，佔{percent(weekend / total)}。",
        f"Heat map: {title}. Most in one cell: {day} {most['hour']:02d}:00, {most['matching']}; "
        f"at weekends {weekend:,}, {percent(weekend / total)}.",
    )
