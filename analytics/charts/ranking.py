"""A ranking: the table of a measure that is a list, with a bar and its figures for each row."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ..errors import ChartError
from ..measures.engine.provenance import provenance
from ..wording import has, text
from ..wording.formats import day, listed, number, pair, percent, period
from .canvas.bars import Bars, Column, draw_bars, names_above
from .canvas.chart import redrawable
from .canvas.labels import (
    capitalised,
    kind_of,
    label_of,
    named_subject,
    rows_left_out,
    undecided,
    value_label,
)
from .canvas.layout import Words, axes, finish, nothing
from .canvas.letters import label_width, shorten
from .canvas.periods import frequency_of
from .canvas.sheet import sheet_width
from .canvas.tables import at_least_one, checked

_LONGEST, _SHORTEST = 17, 7  # Chinese characters of a label and of a text beside the bars
_BARS = 60.0  # points that texts leave for the bars


@dataclass(frozen=True)
class _Look:
    """The columns of a measure's table that are drawn; its texts are in the catalogue under the measure's name."""

    label: str
    length: str
    columns: tuple[str, ...]


_LOOKS = {
    "behind": _Look("title", "mentions", ("outlet", "mentions")),
    "headlines": _Look("title", "mentions", ("outlet", "mentions")),
    "concentration": _Look("period", "hhi", ("articles", "values", "hhi", "evenness")),
    "syndicated": _Look("title", "articles", ("outlet", "articles", "outlets")),
    "first_to_publish": _Look("outlet", "share", ("led", "stories", "share")),
    "related": _Look("title", "similarity", ("outlet", "published", "similarity")),
    "dispersion": _Look("term", "dp", ("frequency", "range", "parts", "dp")),
    "diversity": _Look("value", "mtld", ("articles", "tokens", "mattr", "mtld")),
    "new_words": _Look("word", "frequency", ("frequency", "document_frequency", "cohesion")),
    "anomalies": _Look("kind", "articles", ("outlet", "start", "articles")),
    "remedies": _Look("text", "mended", ("change", "mended", "broken", "matching")),
    "boilerplate": _Look("text", "articles", ("outlet", "articles", "share")),
}
# Columns that tell apart measures whose drawn columns are the same, or that only they have.
_MARKS = {
    "behind": {"row"},
    "headlines": {"period", "path"},
    "syndicated": {"hours"},
    "first_to_publish": {"median_delay"},
    "boilerplate": {"characters"},
    "related": {"id"},
}
_TEXTS = ("outlet", "change")
_DAYS = ("period", "start", "end", "first", "last", "published")
_DECIMALS = {"hhi": 3, "evenness": 3, "dp": 3, "mattr": 3, "mtld": 1, "cohesion": 1, "similarity": 2}


@redrawable
def ranking(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    top: int = 15,
    label: str | None = None,
    length: str | None = None,
) -> Axes:
    """Draw a list: a bar for each row, in the table's order, with its figures beside it.

    Parameters
    ----------
    table : DataFrame
        As `analytics.behind`, `headlines`, `concentration`, `syndicated`, `first_to_publish`, `related`, `dispersion`,
        `diversity`, `new_words`, `anomalies`, `remedies` or `boilerplate` returns it; or any table, with `label` and
        `length`.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many rows.
    label, length : str, optional
        The columns that name a bar and give its length. Unless given they follow from the measure; of a table of no
        known measure they are its first column of text and its first column of numbers.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks a column, or has none of text or of numbers.

    Examples
    --------
    >>> import analytics
    >>> ax = ranking(analytics.first_to_publish(analytics.load("data/sample").articles))
    >>> len(ax.get_yticklabels())
    6
    >>> prices = pd.DataFrame({"stock": ["港交所", "匯豐"], "change": [1.5, -0.5]})
    >>> ranking(prices, label="stock", length="change").get_yticklabels()[1].get_text()
    '匯豐'
    """
    measure = _measure_of(table, label, length)
    look = _LOOKS[measure] if measure else _any_look(table, label, length)
    kinds = {look.label: "day" if look.label in _DAYS else "text", look.length: "number"}
    for name in look.columns:
        kinds.setdefault(name, "day" if name in _DAYS else "text" if name in _TEXTS else "number")
    table = checked(table, measure or "ranking", **kinds)
    shown, origin = table.head(at_least_one(top)), provenance(table)
    words = _words(table, measure, look, shown)
    ax = axes(ax)
    if shown[look.length].isna().all():
        return nothing(ax, words, table)
    freq = frequency_of(table) if look.label == "period" and shown["period"].notna().any() else None
    labels = [label_of(table, _label(value, look.label, origin.by, freq)) for value in shown[look.label]]
    columns, longest = _columns(shown, look, labels)
    tooltips = [
        pair(label_, listed(f"{column.heading} {column.cells[row]}" for column in columns))
        for row, label_ in enumerate(labels)
    ]
    is_share = look.length == "share"
    lengths = shown[look.length].fillna(0).to_numpy(dtype=float) * (100 if is_share else 1)
    bars = Bars(labels, lengths, columns, tooltips, unit="%" * is_share, longest=longest, row=18)
    space = draw_bars(ax, bars)
    alt = text(
        "charts.ranking.alt", title=words.title, first=text("charts.common.between").join(tooltips[:3])
    )
    return finish(ax, Words(words.title, words.subtitle, alt, words.notes), space, shown, whole=table)


def _measure_of(table: pd.DataFrame, label: str | None, length: str | None) -> str | None:
    """Return the measure of a table: from its provenance, otherwise from its columns; None where neither tells."""
    if label or length:
        return None
    known = provenance(table).measure
    if known in _LOOKS:
        return known
    if known is not None:
        return None
    columns = set(table.columns)
    for measure, look in _LOOKS.items():
        if {look.label, look.length, *look.columns} | _MARKS.get(measure, set()) <= columns:
            return measure
    return None


def _any_look(table: pd.DataFrame, label: str | None, length: str | None) -> _Look:
    numbers = [str(name) for name in table.columns if table[name].dtype.kind in "iuf"]
    texts = [str(name) for name in table.columns if table[name].dtype.kind not in "iufbM"]
    if not (label or texts) or not (length or numbers):
        raise ChartError(
            "a ranking needs a column of text and one of numbers; name them as `label` and `length`"
        )
    chosen = length or numbers[0]
    return _Look(label or texts[0], chosen, (chosen,))


def _words(table: pd.DataFrame, measure: str | None, look: _Look, shown: pd.DataFrame) -> Words:
    notes = [*rows_left_out(len(shown), len(table)), *undecided(table)]
    if measure is None:
        title = text("charts.ranking.any.title", length=_heading(look.length), label=_heading(look.label))
        return Words(capitalised(title), _heading(look.length), notes=notes)
    title = text(
        f"charts.ranking.{measure}.title",
        subject=named_subject(table),
        by=kind_of(provenance(table).by),
    )
    return Words(title, text(f"charts.ranking.{measure}.axis"), notes=notes)


def _columns(shown: pd.DataFrame, look: _Look, labels: list[str]) -> tuple[list[Column], int]:
    """Return the columns beside the bars, and how long labels and texts may be so that the bars have room."""
    for longest in range(_LONGEST, _SHORTEST - 1, -1):
        columns = [
            Column(_heading(name), [_cell(value, name, longest) for value in shown[name]])
            for name in look.columns
        ]
        figures = sum(column.width for column in columns)
        beside = [] if names_above(labels, figures) else [shorten(label, longest) for label in labels]
        if label_width(beside) + figures <= sheet_width() - _BARS:
            break
    return columns, longest


def _heading(column: str) -> str:
    key = f"charts.column.{column}"
    return text(key) if has(key) else column


def _label(value: object, column: str, by: str | None, freq: str | None) -> str:
    if isinstance(value, pd.Timestamp):
        return period(value, freq)
    if column == "period":
        return text("charts.ranking.whole_range")
    return value_label(value, column if column == "kind" else by)


def _cell(value: object, column: str, longest: int) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value)
    if isinstance(value, str):
        return shorten(value_label(value, column), longest)
    if value is None or value != value:
        return "–"
    if column == "share":
        return percent(float(str(value)))
    if column in _DECIMALS:
        return f"{float(str(value)):,.{_DECIMALS[column]}f}"
    return number(round(float(str(value)), 3))
