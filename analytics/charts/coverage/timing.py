"""The hours of the week: on which day and at which hour articles are published."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ChartError, one_of
from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.columns import value
from ...wording.formats import percent
from ..canvas.axes import rows_axis
from ..canvas.cells import ROW, cell_tooltip, draw_scale, paint_cells, scale_steps
from ..canvas.chart import redrawable
from ..canvas.labels import articles_of, capitalised
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width
from ..canvas.tables import SHARES, checked
from ..canvas.theme import NOTE

_EVERY = 3  # hours from label to label


@redrawable
def timing(table: pd.DataFrame, ax: Axes | None = None, *, outlet: str | None = None) -> Axes:
    """Draw the hours of the week: days down, hours across, the more articles the darker.

    Parameters
    ----------
    table : DataFrame
        As `analytics.timing` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    outlet : str, optional
        Whose hours; otherwise those of all outlets together.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns, or the outlet is not in it.

    Examples
    --------
    >>> import analytics
    >>> ax = timing(analytics.timing(analytics.load("data/sample").articles))
    >>> [label.get_text() for label in ax.get_yticklabels()][-1]
    '星期日'
    """
    table = checked(table, "timing", outlet="text", weekday="number", hour="number", **SHARES)
    if outlet is not None:
        one_of("outlet", outlet, table["outlet"].dropna().unique().tolist(), ChartError)
    shown = table[table["outlet"].isna() if outlet is None else table["outlet"] == outlet]
    total = int(shown["total"].max()) if len(shown) else 0
    counted = articles_of(table)
    title = text("charts.timing.title", counted=counted)
    if outlet is not None:
        title = text("charts.timing.title_outlet", counted=counted, outlet=outlet)
    title, subtitle = capitalised(title), text("charts.timing.subtitle", total=total)
    ax = axes(ax)
    if not total:
        return nothing(ax, Words(title, subtitle), shown)
    cells = np.zeros((7, 24))
    cells[shown["weekday"].astype(int) - 1, shown["hour"].astype(int)] = shown["matching"]
    edges = scale_steps(float(cells.max()), integer=True)
    paint_cells(ax, cells, edges)
    for (day, time), count in np.ndenumerate(cells):
        if count:
            when = f"{value(day + 1, 'weekday')}　{value(time, 'hour')}"
            cell_tooltip(ax, time, day, text("charts.timing.tooltip", when=when, count=int(count)))
    labels = [value(day, "weekday") for day in range(1, 8)]
    rows_axis(ax, labels)
    _name_hours(ax)
    left, height = label_width(labels), ROW * 7
    draw_scale(ax, edges, width_of(ax, left + 4), height)
    untimed = int(provenance(table).details.get("untimed") or 0)
    notes = [text("charts.timing.untimed", count=untimed)] if untimed else []
    words = Words(title, subtitle, _alt(title, cells, total), notes)
    return finish(ax, words, Space(height, left=left, above=34, below=34), shown, whole=table)


def _name_hours(ax: Axes) -> None:
    ax.set_xlim(-0.5, 23.5)
    places = range(0, 24, _EVERY)
    ax.set_xticks(places, [f"{time:02d}:00" for time in places], fontsize=9)
    ax.tick_params(axis="both", length=0)
    ax.set_xlabel(text("charts.timing.axis"), loc="right", fontsize=NOTE)
    ax.spines["bottom"].set_visible(False)


def _alt(title: str, cells: np.ndarray, total: int) -> str:
    day, time = np.unravel_index(cells.argmax(), cells.shape)
    weekend = int(cells[5:].sum())
    return text(
        "charts.timing.alt",
        title=title,
        day=value(int(day) + 1, "weekday"),
        hour=value(int(time), "hour"),
        most=int(cells[day, time]),
        weekend=weekend,
        share=percent(weekend / total),
    )
