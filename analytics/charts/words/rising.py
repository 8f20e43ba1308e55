"""Terms on the rise: which terms mark out which period, in the order in which they came."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import period
from ..canvas.axes import name_dates, rows_axis, tick_labels, write_dates
from ..canvas.chart import redrawable, tooltip
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width, shorten
from ..canvas.periods import frequency_of, period_range, without_strays
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, GRID, PAPER

_ROW = 15.0
_SMALLEST, _LARGEST = 3.0, 11.0  # diameter of a mark, points


@redrawable
def rising(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 24) -> Axes:
    """Draw terms against time: a mark where a term rises; the larger, the stronger the evidence.

    Parameters
    ----------
    table : DataFrame
        As `analytics.rising` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many terms: those that rise most sharply, the earliest on top.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> import analytics
    >>> ax = rising(analytics.rising(analytics.load("data/sample").articles), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    table = checked(
        table, "rising", period="day", term="text", target_frequency="number", log_likelihood="number"
    )
    title, subtitle = text("charts.rising.title"), text("charts.rising.subtitle")
    ax = axes(ax)
    if table.empty:
        return nothing(ax, Words(title, subtitle), table)
    freq = frequency_of(table)
    kept, notes = without_strays(table, "target_frequency")
    peaks = kept.sort_values("log_likelihood", ascending=False, kind="stable").drop_duplicates("term")
    peaks = peaks.head(at_least_one(top))
    order = peaks.sort_values(["period", "log_likelihood"], ascending=[True, False], kind="stable")
    names = [str(term) for term in order["term"]]
    shown = kept[kept["term"].isin(names)]
    periods = period_range(kept["period"].min(), kept["period"].max(), freq)
    _draw(ax, shown, names, periods, freq)
    labels = [shorten(name, 9) for name in names]
    left = label_width(labels)
    rows_axis(ax, labels)
    ax.set_xlim(-0.7, len(periods) - 0.3)
    width = width_of(ax, left + 12)
    places, dates = tick_labels(pd.Series(periods), freq, width)
    write_dates(ax, places, dates, width)
    ax.grid(axis="both", color=GRID, linewidth=0.6)
    ax.spines["bottom"].set_visible(False)
    name_dates(ax, freq)
    total = kept["term"].nunique()
    if len(names) < total:
        notes = [text("charts.rising.sharpest", shown=len(names), total=total), *notes]
    words = Words(title, subtitle, _alt(title, peaks.iloc[0], len(names), len(periods), freq), notes)
    return finish(
        ax, words, Space(_ROW * len(names), left=left, right=8, above=8, below=44), shown, whole=table
    )


def _draw(ax: Axes, shown: pd.DataFrame, names: list[str], periods: pd.DatetimeIndex, freq: str) -> None:
    across = {date: place for place, date in enumerate(periods)}
    down = {name: place for place, name in enumerate(names)}
    sizes = np.sqrt(shown["log_likelihood"] / shown["log_likelihood"].max())
    for row, size in zip(rows(shown), sizes, strict=True):
        diameter = _SMALLEST + (_LARGEST - _SMALLEST) * size
        place = (across[row.period], down[str(row.term)])
        (mark,) = ax.plot(*place, "o", ms=diameter, color=BAR, mec=PAPER, mew=0.6)
        written = text(
            "charts.rising.tooltip",
            label=row.term,
            period=period(row.period, freq),
            count=int(row.target_frequency),
            value=f"{row.log_likelihood:.1f}",
        )
        tooltip(ax, mark, written)


def _alt(title: str, sharpest: pd.Series, terms: int, periods: int, freq: str) -> str:
    return text(
        "charts.rising.alt",
        title=title,
        terms=terms,
        periods=periods,
        label=sharpest["term"],
        period=period(sharpest["period"], freq),
        count=int(sharpest["target_frequency"]),
    )
