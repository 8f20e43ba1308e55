"""A tidy table as HTML: headings, shares, dates and missing values as readers know them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either, text
from ...wording.columns import form_of, heading, value, written
from ...wording.formats import percent, period, points
from .escape import drawable
from .recognise import frequency_of, measure_of
from .templates import template

# For programs; `path` shows in problems only
_HIDDEN = ("id", "row", "template", "story", "source_url", "path")
_UNBROKEN = ("period", "published", "start", "end", "first", "last", "match", "right")
_LONG = ("title", "headlines", "terms", "message", "text")  # prose in a cell: it needs room
_WEB = ("https://", "http://")

_NAMES = ("entity", "term", "first", "second")  # columns that may hold names of subjects
_OF_WORDS = ("mentions", "keyness", "rising", "terms")  # measures whose words are those of the articles


@dataclass(frozen=True)
class _Column:
    name: str
    heading: str
    kind: str


@dataclass(frozen=True)
class _Row:
    above: tuple[str, ...]
    cells: list[str]
    link: str


def table_html(
    frame: pd.DataFrame, label: str, *, titled: bool = True, top: int | None = None, by: Sequence[str] = ()
) -> str:
    """Return a table in a frame that scrolls by itself and that the keyboard can reach; its first column names rows.

    Parameters
    ----------
    frame : DataFrame
        Any tidy table.
    label : str
        What it holds.
    titled : bool
        Whether the label is shown above the table; screen readers always hear it.
    top : int, optional
        How many rows; a line below counts the rest.
    by : sequence of str
        Columns that stand once above the rows that share them.

    Examples
    --------
    >>> '<th scope="row">海角日報</th>' in table_html(pd.DataFrame({"outlet": ["海角日報"]}), "媒體")
    True
    """
    part = frame.head(top) if top else frame
    shown = readable(part)
    columns = [
        _Column(name, column_heading(name, frame), _kind(name, frame))
        for name in map(str, shown)
        if name not in by
    ]
    rows = list(_rows(part, shown, columns, by))
    return template("table.html.j2").render(
        label=label,
        titled=titled,
        columns=columns,
        by=by,
        groups=[(above, list(group)) for above, group in groupby(rows, key=lambda row: row.above)],
        rest=len(frame) - len(part),
    )


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that readers want, every cell written out.

    `low` and `high` become one column. Columns that say nothing here are left out.

    >>> readable(pd.DataFrame({"share": [0.5], "low": [0.25], "high": [0.75]}))
       share     interval
    0  50.0%  25.0%–75.0%
    """
    measure = measure_of(frame)
    kept = [name for name in frame.columns if not _silent(name, frame, measure)]
    columns: dict[str, list[str]] = {}
    for name in kept:
        if name.endswith("low") and f"{name[:-3]}high" in kept:
            bounds = zip(frame[name], frame[f"{name[:-3]}high"], strict=True)
            columns[f"{name[:-3]}interval"] = [_interval(low, high, name, measure) for low, high in bounds]
        elif name.endswith("high") and f"{name[:-4]}low" in kept:
            continue
        else:
            columns[name] = [cell(content, name, frame, measure) for content in frame[name]]
    return pd.DataFrame(columns, index=frame.index)


def column_heading(name: str, frame: pd.DataFrame) -> str:
    """Return what readers call a column of a table; a column of values by what they are values of.

    >>> column_heading("share", pd.DataFrame({"share": [0.5]}))
    '比例'
    """
    by = provenance(frame).by
    return heading(by if name == "value" and by else name, measure_of(frame))


def cell(content: object, name: str, frame: pd.DataFrame, measure: str | None = None) -> str:
    """Return one cell of a table as readers see it.

    >>> cell(0.25, "share", pd.DataFrame())
    '25.0%'
    """
    origin = provenance(frame)
    if name in _NAMES and isinstance(content, str) and measure not in _OF_WORDS:
        return either(content, origin.labels_en.get(content, content))
    if name == "value" and origin.by:
        return value(content, origin.by)
    if name == "value" and measure == "health":
        return str(content) or "–"
    return written(content, name, measure)


def interval(low: float, high: float, kind: str = "") -> str:
    """Write from where to where an interval goes: of a share, or of a difference of shares with its signs.

    >>> interval(0.1, 0.25), interval(-0.038, 0.36, "difference_")
    ('10.0%–25.0%', '−3.8至+36.0')
    """
    if pd.isna(low):
        return "–"
    if kind == "difference_":
        return f"{points(low)}{either('至', ' to ')}{points(high)}"
    return f"{percent(low)}–{percent(high)}"


def _interval(low: float, high: float, name: str, measure: str | None) -> str:
    """Write an interval as its bounds are written: of shares, of their differences, or of plain numbers."""
    if form_of(name, measure) == "0.00" and not pd.isna(low):
        return f"{written(low, name, measure)}{either('至', ' to ')}{written(high, name, measure)}"
    return interval(low, high, name[:-3])


def _silent(name: str, frame: pd.DataFrame, measure: str | None) -> bool:
    """Whether a column says nothing to readers of this table."""
    if name == "path" and measure == "problems":
        return False
    if name in ("partial", "period"):
        return not (frame[name].notna() & frame[name].ne(False)).any()
    return name in _HIDDEN


def _rows(
    part: pd.DataFrame, shown: pd.DataFrame, columns: list[_Column], by: Sequence[str]
) -> Iterator[_Row]:
    linked = {"title", "source_url"} <= set(part.columns)
    links = part["source_url"] if linked else [None] * len(part)
    for position, link in enumerate(links):
        above = tuple(_above(part[name].iloc[position], name, part) for name in by)
        cells = [drawable(shown[column.name].iloc[position]) for column in columns]
        yield _Row(above, cells, link if isinstance(link, str) and link.startswith(_WEB) else "")


def _above(content: object, name: str, frame: pd.DataFrame) -> str:
    """Return what stands once above the rows that share it."""
    if isinstance(content, pd.Timestamp) and name == "period":
        return period(content, frequency_of(frame) or "day")
    shown = cell(content, name, frame, measure_of(frame))
    if name == "matching":
        return text("pages.table.articles", count=int(content))  # type: ignore[call-overload]
    return text("pages.table.group", heading=column_heading(name, frame), value=shown)


def _kind(name: str, frame: pd.DataFrame) -> str:
    """Return the class of a column's cells."""
    if name == "left" and "match" in frame:  # the text before a match ends at it
        return "before"
    numeric = name in frame and pd.api.types.is_numeric_dtype(frame[name]) and name not in ("weekday", "hour")
    if name.endswith("interval") or (numeric and not pd.api.types.is_bool_dtype(frame[name])):
        return "number"
    return "date" if name in _UNBROKEN else "long" if name in _LONG else ""
