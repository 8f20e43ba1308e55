"""The x-ray: where terms occur along the running text of the corpus."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from ...errors import ChartError, one_of
from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.formats import listed, named, pair, period, tick, year
from ..canvas.axes import name_dates, rows_axis, write_dates
from ..canvas.cells import draw_scale, paint_cells, scale_steps
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import label_of, rows_left_out, undated, value_label
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width, shorten, text_width
from ..canvas.tables import checked
from ..canvas.theme import FAINT, INK, MAIN, NOTE, SMALL, SOFT

_ROW, _ROWS = 26.0, 12
_COLUMNS = 300  # more strokes than these in a row are drawn as density, in as many columns


@dataclass(frozen=True)
class _Rows:
    """The rows of the chart: what each is called, and the places of its occurrences."""

    labels: list[str]
    places: list[np.ndarray]
    total: int  # rows there would be without a limit

    @property
    def dense(self) -> bool:
        return max(len(own) for own in self.places) > _COLUMNS

    @property
    def counts(self) -> list[int]:
        return [len(own) for own in self.places]


@redrawable
def xray(table: pd.DataFrame, ax: Axes | None = None, *, by: str = "term") -> Axes:
    """Draw a lexical dispersion plot: a row for each term or outlet, with a stroke for each occurrence.

    Where a row would have more than 300 strokes, all rows show density instead: how many occurrences each of 300
    equal parts of the text has, the more the darker.

    Parameters
    ----------
    table : DataFrame
        As `analytics.xray` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    by : {"term", "outlet"}
        What the rows are; at most twelve, of outlets those with most occurrences.

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
    >>> ax = xray(analytics.xray(analytics.load("data/sample").articles, ["deepseek", "nvidia"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['DeepSeek', '英偉達']
    """
    one_of("rows of an x-ray", by, ["term", "outlet"], ChartError)
    table = checked(table, "xray", term="text", published="time", outlet="text", place="number")
    terms = [str(term) for term in provenance(table).details.get("terms") or table["term"].unique()]
    title = text("charts.xray.title")
    if by == "outlet":
        title = text(
            "charts.xray.title_outlets", terms=listed(named(label_of(table, term)) for term in terms)
        )
    ax = axes(ax)
    if table.empty:
        return nothing(ax, Words(title, text("charts.xray.subtitle")), table)
    rows = _rows(table, terms, by)
    labels = [shorten(label, 9) for label in rows.labels]
    left, right = label_width(labels), _write_counts(ax, rows)
    _draw(ax, rows, width_of(ax, left + right + 4))
    rows_axis(ax, labels)
    ax.set_xlim(0, 1)
    ax.spines["bottom"].set_visible(False)
    _name_dates(ax, table, width_of(ax, left + right + 8))
    notes = [*rows_left_out(len(rows.labels), rows.total), *undated(table)]
    subtitle = text("charts.xray.subtitle_density" if rows.dense else "charts.xray.subtitle", parts=_COLUMNS)
    words = Words(title, subtitle, _alt(title, rows, table), notes)
    above = 34 if rows.dense else 18
    space = Space(_ROW * len(labels), left=left, right=right + 4, above=above, below=44)
    return finish(ax, words, space, table)


def _rows(table: pd.DataFrame, terms: list[str], by: str) -> _Rows:
    if by == "term":
        kept = [(label_of(table, term), table["term"] == term) for term in terms[:_ROWS]]
        total = len(terms)
    else:
        names = table["outlet"].value_counts().sort_index(kind="stable")
        names = names.sort_values(ascending=False, kind="stable")
        kept = [(value_label(name, by), table["outlet"] == name) for name in names.index[:_ROWS]]
        unnamed = table["outlet"].isna()
        total = len(names) + bool(unnamed.any())
        if unnamed.any() and len(kept) < _ROWS:
            kept.append((value_label(None, by), unnamed))
    return _Rows(
        [label for label, _ in kept],
        [table.loc[own, "place"].to_numpy(dtype=float) for _, own in kept],
        total,
    )


def _draw(ax: Axes, rows: _Rows, width: float) -> None:
    if not rows.dense:
        ax.hlines(range(len(rows.labels)), 0, 1, color=FAINT, linewidth=0.5, zorder=0)
    for row, (label, own) in enumerate(zip(rows.labels, rows.places, strict=True)):
        if not rows.dense:
            strokes = ax.vlines(own, row - 0.36, row + 0.36, color=MAIN, linewidth=0.7, alpha=0.7)
            tooltip(ax, strokes, _count(label, len(own)))
    if not rows.dense:
        return
    edges = np.linspace(0, 1, _COLUMNS + 1)
    cells = np.array([np.histogram(own, edges)[0] for own in rows.places], dtype=float)
    steps = scale_steps(float(cells.max()), integer=True)
    paint_cells(ax, cells, steps, edges)
    draw_scale(ax, steps, width, _ROW * len(rows.labels))
    for row, (label, own) in enumerate(zip(rows.labels, rows.places, strict=True)):
        field = ax.add_patch(Rectangle((0, row - 0.5), 1, 1, facecolor="none", edgecolor="none", zorder=5))
        tooltip(ax, field, _count(label, len(own)))


def _count(label: str, count: int) -> str:
    return pair(label, text("charts.common.times", count=count))


def _write_counts(ax: Axes, rows: _Rows) -> float:
    """Write beside each row how often it occurs; return the space that takes."""
    heading, figures = text("charts.column.frequency"), [f"{count:,}" for count in rows.counts]
    right = max(text_width(written, SMALL) for written in (*figures, heading)) + 12
    style: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "annotation_clip": False}
    for row, written in enumerate(figures):
        ax.annotate(written, (1, row), (right, 0), xycoords=ax.get_yaxis_transform(), va="center", fontsize=SMALL,
                    color=INK, **style)  # fmt: skip
    ax.annotate(heading, (1, 1), (right, 4), xycoords="axes fraction", va="bottom", fontsize=NOTE, color=SOFT,
                **style)  # fmt: skip
    return right


def _name_dates(ax: Axes, table: pd.DataFrame, width: float) -> None:
    """Write below the text where its periods begin: as many as have space, the year with the first of each."""
    ax.xaxis.set_minor_locator(NullLocator())
    freq, dates = provenance(table).freq or "month", provenance(table).details.get("dates") or []
    places, labels, last_place, last_year = [], [], -1e9, ""
    for written, place in dates:
        date = pd.Timestamp(written)
        label = tick(date, freq)
        if (place - last_place) * width < text_width(label, 9) + 10:
            continue
        labels.append(label if year(date) == last_year else f"{label}\n{year(date)}")
        places.append(place)
        last_place, last_year = place, year(date)
    write_dates(ax, places, labels)
    if dates:
        name_dates(ax, freq)


def _alt(title: str, rows: _Rows, table: pd.DataFrame) -> str:
    counts = listed(
        text("charts.common.times_of", label=label, count=count)
        for label, count in zip(rows.labels, rows.counts, strict=True)
    )
    densest = table["published"].dt.tz_localize(None).dt.normalize().mode()[0]
    return text("charts.xray.alt", title=title, counts=counts, day=period(densest, "day"))
