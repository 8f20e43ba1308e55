"""How articles are distributed over the values of a column: ranked bars."""

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import listed, percent
from ..canvas.bars import Column
from ..canvas.chart import redrawable
from ..canvas.labels import articles_of, capitalised, kind_of, rows_left_out, undated, value_label
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import INTERVAL, SHARES, at_least_one, checked
from .share_bars import share_bars

NATURAL = ("weekday", "hour")  # columns whose values have an order of their own
_SEVERAL = ("categories", "tags")  # columns of which an article may have several values


@redrawable
def distribution(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw ranked bars of a distribution, with their intervals.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution` without a `freq` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many bars; weekdays and hours are all drawn, in their own order.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns, or has periods.

    Examples
    --------
    >>> import analytics
    >>> ax = distribution(analytics.distribution(analytics.load("data/sample").articles, "weekday"))
    >>> ax.get_yticklabels()[0].get_text()
    '星期一'
    """
    if {"outlet", "share"} <= set(getattr(table, "columns", ())) and "value" not in table:
        raise ChartError("this is a table of `analytics.outlets`: draw it with `charts.outlets`")
    table = checked(table, "distribution", value="text", **SHARES, **INTERVAL)
    if "period" in table.columns and table["period"].notna().any():
        raise ChartError("this table has periods: draw it with `charts.heatmap`, or count it without `freq`")
    by = provenance(table).by
    total = int(table["total"].max()) if len(table) else 0
    counted = articles_of(table)
    title = capitalised(text("charts.distribution.title", counted=counted, by=kind_of(by)))
    subtitle = text("charts.distribution.subtitle", counted=counted, total=total)
    ax = axes(ax)
    shown = table if by in NATURAL else table.head(at_least_one(top))
    if not shown["total"].sum():
        return nothing(ax, Words(title, subtitle), table)
    labels = [value_label(value, by) for value in shown["value"]]
    counts = Column(text("charts.column.articles"), [f"{int(count):,}" for count in shown["matching"]])
    space = share_bars(ax, shown, labels, shown["value"].isna(), counts, text("charts.column.share"))
    notes = [
        *[text("charts.distribution.several", by=kind_of(by))] * (by in _SEVERAL),
        *rows_left_out(int(shown["value"].count()), int(table["value"].count())),
        *undated(table) * (by in NATURAL),
    ]
    words = Words(title, subtitle, _alt(title, by, labels, shown, total), notes)
    return finish(ax, words, space, shown, whole=table)


def _alt(title: str, by: str | None, labels: list[str], shown: pd.DataFrame, total: int) -> str:
    order = shown.assign(label=labels, unnamed=shown["value"].isna())
    order = order.sort_values(["unnamed", "share"], ascending=[True, False], kind="stable")
    highest = listed(
        text(
            "charts.distribution.alt_value",
            label=row.label,
            matching=int(row.matching),
            share=percent(row.share),
        )
        for row in rows(order.head(3 if len(order) > 3 else 1))
    )
    sentence = text(
        "charts.distribution.alt",
        title=title,
        rows=int(shown["value"].notna().sum()),
        total=total,
        highest=highest,
    )
    if by not in NATURAL:
        return sentence
    least = order.iloc[-1]
    return sentence + text(
        "charts.distribution.alt_lowest", label=least["label"], matching=int(least["matching"])
    )
