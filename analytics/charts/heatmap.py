"""The heat map: periods across, values down; the more articles, the darker the cell."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..errors import ChartError, one_of
from ..measures.engine.periods import FREQUENCIES
from ..measures.engine.provenance import provenance
from ..measures.engine.rows import ENOUGH, rows
from ..wording import text
from ..wording.formats import days, pair, percent, period
from .canvas.axes import MOST_TOOLTIPS, name_dates, rows_axis, tick_labels, write_dates
from .canvas.cells import ROW, cell_tooltip, draw_scale, paint_cells, scale_steps, write_cells
from .canvas.chart import redrawable, tooltip
from .canvas.labels import articles_of, capitalised, kind_of, undated, value_label
from .canvas.layout import Space, Words, axes, finish, nothing, width_of
from .canvas.letters import label_width, shorten
from .canvas.periods import frequency_of, period_range, without_strays
from .canvas.share import HATCHED, grouped
from .canvas.tables import GAPS, SHARES, at_least_one, checked
from .canvas.theme import FAINT
from .coverage.distribution import NATURAL

_ROWS = ("value", "outlet", "entity")  # columns that may be the rows, the first that the table has
_COLUMNS = 400  # more periods share a column
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class _Grid:
    """Cells of a map: the values down, the first day of each column, and the columns without any article."""

    names: list[str | None]
    starts: pd.DatetimeIndex
    end: pd.Timestamp  # the day after the last
    cells: np.ndarray
    silent: np.ndarray
    enough: np.ndarray  # columns with enough articles for a share to be called the highest
    size: int  # periods in a column


@redrawable
def heatmap(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    top: int = 15,
    value: str = "matching",
    gaps: pd.DataFrame | None = None,
) -> Axes:
    """Draw a heat map of periods and values.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution`, `outlets` or `trends` with a `freq` returns it: `period`, one of `value`,
        `outlet` and `entity`, `matching`, `total` and `share`.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many values, those with most articles; weekdays and hours are all drawn, in their own order.
    value : {"matching", "share"}
        What the colour shows. Zero is blank. A period without any article is struck out: that is not zero. Of more
        than 400 periods, several share a column, which shows the highest of them.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it, for a table by outlet: hatched where data are missing.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns or has no periods, or it has gaps but is not by outlet.

    Examples
    --------
    >>> import analytics
    >>> table = analytics.distribution(analytics.load("data/sample").articles, "section", freq="month")
    >>> ax = heatmap(table, top=3)
    >>> len(ax.get_yticks())
    3
    """
    one_of("value of a heat map", value, ["matching", "share"], ChartError)
    rows = next((name for name in _ROWS if name in getattr(table, "columns", ())), "value")
    table = checked(table, "distribution", period="day", **{rows: "text"}, **SHARES)
    if len(table) and table["period"].isna().any():
        raise ChartError(
            "this table has no periods: count it with a `freq`, or draw it with `charts.distribution`"
        )
    by, freq = (provenance(table).by if rows == "value" else rows), frequency_of(table)
    if gaps is not None and by not in ("outlet", None):
        raise ChartError("gaps are those of outlets: draw them on a table by outlet")
    counted, every = articles_of(table), text(f"charts.freq.{freq}")
    title = capitalised(text("charts.heatmap.title", counted=counted, by=kind_of(by)))
    subtitle = text(f"charts.heatmap.subtitle_{value}", counted=counted, freq=every)
    ax = axes(ax)
    if not table["total"].sum():
        return nothing(ax, Words(title, subtitle), table)
    kept, notes = without_strays(table, "total")
    grid = _grid(
        kept.rename(columns={rows: "value"}), freq, value, None if by in NATURAL else at_least_one(top)
    )
    labels = [value_label(name, by) for name in grid.names]
    space = _draw(ax, grid, [shorten(label, 9) for label in labels], freq, value)
    hatched = 0 if gaps is None else _hatch(ax, checked(gaps, "gaps", **GAPS), grid)
    if grid.cells.size <= MOST_TOOLTIPS and grid.size == 1:
        _tooltips(ax, kept.rename(columns={rows: "value"}), grid, labels, freq)
    total = kept[rows].nunique(dropna=False)
    notes = [
        *([text("charts.heatmap.largest", shown=len(labels), total=total)] if len(labels) < total else []),
        *([text("charts.heatmap.density", size=grid.size)] if grid.size > 1 else []),
        *[text("charts.note.gaps")] * bool(hatched),
        *notes,
        *undated(table),
    ]
    words = Words(title, subtitle, _alt(title, grid, labels, freq, value, hatched), notes)
    return finish(ax, words, space, kept[kept[rows].isin(grid.names)], whole=table)


def _grid(table: pd.DataFrame, freq: str, value: str, top: int | None) -> _Grid:
    names = pd.Series(table["value"].unique())
    order = {name: place for place, name in enumerate(names.dropna())}
    codes = table["value"].map(order).fillna(-1).astype(int)
    sums = table["matching"].groupby(codes).sum()
    if top is None:
        kept = sorted(sums.index)
    else:  # most first; articles without a value last
        kept = sorted(sums.index, key=lambda code: (code == -1, -sums[code], code))[:top]
    periods = period_range(table["period"].min(), table["period"].max(), freq)
    wide = table.assign(code=codes).pivot_table(index="code", columns="period", values=value, aggfunc="sum")
    cells = wide.reindex(index=kept, columns=periods).to_numpy(dtype=float) * (
        100.0 if value == "share" else 1.0
    )
    totals = table.groupby("period")["total"].max().reindex(periods).fillna(0).to_numpy()
    silent = totals == 0
    cells = np.where(np.isnan(cells) & ~silent, 0.0, cells)
    cells[:, silent] = np.nan
    starts = grouped(len(periods), _COLUMNS)
    labels = {code: name for name, code in order.items()}
    return _Grid(
        names=[labels.get(code) for code in kept],
        starts=periods[starts],
        end=periods[-1].to_period(FREQUENCIES[freq]).end_time.floor("D") + _DAY,
        cells=np.fmax.reduceat(cells, starts, axis=1),
        silent=np.logical_and.reduceat(silent, starts),
        enough=np.logical_or.reduceat(totals >= ENOUGH, starts),
        size=int(starts[1]) if len(starts) > 1 else 1,
    )


def _draw(ax: Axes, grid: _Grid, labels: list[str], freq: str, value: str) -> Space:
    """Draw cells, axes and scale; return the space they need."""
    left = label_width(labels)
    width, height = width_of(ax, left + 4), ROW * len(labels)
    edges = scale_steps(float(np.nanmax(grid.cells)), integer=value == "matching")
    paint_cells(ax, grid.cells, edges)
    if width / len(grid.starts) >= 17:
        write_cells(ax, grid.cells, edges)
    _strike_out(ax, grid.silent, len(labels))
    rows_axis(ax, labels)
    ax.set_xlim(-0.5, len(grid.starts) - 0.5)
    places, ticks = tick_labels(pd.Series(grid.starts), freq, width)
    write_dates(ax, places, ticks, width)
    name_dates(ax, freq)
    ax.spines["bottom"].set_visible(False)
    unit = "%" if value == "share" else ""
    draw_scale(ax, edges, width, height, unit=unit, no_articles=bool(grid.silent.any()))
    return Space(height, left=left, above=34, below=44)


def _strike_out(ax: Axes, silent: np.ndarray, rows: int) -> None:
    """Strike out the cells of periods without any article, with one broken line through all of them."""
    cells = [(column, row) for column in np.flatnonzero(silent) for row in range(rows)]
    x = [place for column, _ in cells for place in (column - 0.5, column + 0.5, np.nan)]
    y = [place for _, row in cells for place in (row + 0.5, row - 0.5, np.nan)]
    ax.plot(x, y, color=FAINT, linewidth=0.8)


def _hatch(ax: Axes, gaps: pd.DataFrame, grid: _Grid) -> int:
    """Hatch the gaps, those of the whole corpus through all rows; return how many show."""
    edges = mdates.date2num(grid.starts.append(pd.DatetimeIndex([grid.end])))
    shown = 0
    for row in rows(gaps):
        days_ = mdates.date2num([row.start, row.end + _DAY])
        begin, end = np.interp(days_, edges, np.arange(len(edges)) - 0.5)
        whole = pd.isna(row.outlet)
        if begin >= end or not (whole or row.outlet in grid.names):
            continue
        shown += 1
        bottom, height = (-0.5, len(grid.names)) if whole else (grid.names.index(row.outlet) - 0.5, 1)
        field = ax.add_patch(Rectangle((begin, bottom), end - begin, height, **HATCHED, zorder=2))
        tooltip(ax, field, pair(text("charts.common.gap"), days(row.start, row.end)))
    return shown


def _tooltips(ax: Axes, table: pd.DataFrame, grid: _Grid, labels: list[str], freq: str) -> None:
    known = {(row.period, None if pd.isna(row.value) else row.value): row for row in rows(table)}
    for down, (name, label) in enumerate(zip(grid.names, labels, strict=True)):
        for across, when in enumerate(grid.starts):
            row = known.get((when, name))
            if row is None:
                continue
            said = text("charts.common.no_articles")
            if row.total:
                said = text("charts.heatmap.tooltip", count=int(row.matching), share=percent(row.share))
            cell_tooltip(ax, across, down, f"{label}　{period(when, freq)}　{said}")


def _alt(title: str, grid: _Grid, labels: list[str], freq: str, value: str, hatched: int) -> str:
    named = np.where(grid.enough, grid.cells, np.nan) if value == "share" else grid.cells
    named = grid.cells if np.isnan(named).all() else named
    row, column = np.unravel_index(np.nanargmax(named), named.shape)
    most = grid.cells[row, column]
    size = percent(most / 100) if value == "share" else text("charts.common.count", count=int(most))
    said = text(
        "charts.heatmap.alt",
        title=title,
        rows=len(labels),
        periods=len(grid.starts),
        label=labels[row],
        period=period(grid.starts[int(column)], freq),
        most=size,
    )
    silent = int(grid.silent.sum())
    said += text("charts.common.alt_silent", silent=silent) if silent else ""
    return said + (text("charts.heatmap.alt_gaps", gaps=hatched) if hatched else "")
