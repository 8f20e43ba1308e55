"""Ready-made tables -> article rows: JSON, JSON Lines, CSV, Parquet, Excel, RSS, Atom and WordPress exports."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice

import pyarrow as pa

from .cleaning import decode_entities
from .dates import read_date
from .delimited import Record, delimited_records
from .document import Reading, article, guarded
from .encoding import decode
from .exports import flat, has_text
from .feeds import feed_records
from .html import has_markup
from .json_records import json_lines, json_records
from .keys import KEYS, keys_by_column, renamed
from .limits import check, clock, limits, without_ballast
from .parquet import parquet_records
from .problems import Problem, error, warning
from .saved import is_saved, saved_row
from .settings import Settings
from .vocabulary import patterns
from .workbooks import workbook_records

_NUMBERS = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")  # dates whose order is a question
_CUT = patterns("body")["cut"]
_CUT_BEGINS = ("[", "《", "〈", "（", "(", "【")
_LONGEST_CUT = 40  # characters
_CUT_ENDS = ("...…", "…...")  # an ellipsis by the author does not look so
_ENDING_TAGS = re.compile(r"(?:</(?:p|div|span)>\s{0,8}){1,4}$")
_UNREADABLE = (
    *(ValueError, OSError, csv.Error, RecursionError, NotImplementedError, ImportError),
    *(KeyError, ArithmeticError, pa.ArrowException, SyntaxError),  # the last is that of workbooks' XML
)
_NAMED = 12  # columns that a message names


def read_table(path: str, data: bytes, settings: Settings) -> Reading:
    """Read a table; each row ends as an article row or as an error of its own.

    A row's body is the first key of the library's table that holds a text, else its summary. HTML in it is taken apart
    like an HTML document. A table that cannot be read, or has no column for a headline or a text, is one error.

    Parameters
    ----------
    path : str
        Where it lies in the corpus; the suffix tells its form.
    data : bytes
        Its content.
    settings : Settings
        Time zone, lexicon and the analyst's own names of columns.
    """
    suffix = "." + path.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    problems: list[Problem] = []
    try:
        with clock(limits().seconds * max(1, len(data) / 1e6)):
            records = list(islice(_records(path, suffix, data, problems), limits().rows + 1))
    except _UNREADABLE as bad:
        reason = (str(bad) or type(bad).__name__).splitlines()[0]
        if isinstance(bad, UnicodeDecodeError):
            reason = "not UTF-8, UTF-16, Big5-HKSCS, GB18030 or Windows-1252"
        return Reading([], [error(path, "table_unreadable", f"not a readable {suffix} table: {reason}")])
    check("rows", len(records), "rows in a table")
    if not records:
        return Reading([], [*problems, error(path, "table_empty", "the table has no rows")])
    reading = rows_of(path, records, settings)
    return Reading(reading.rows, problems + reading.problems)


def rows_of(path: str, records: Sequence[Record], settings: Settings) -> Reading:
    """Return the article rows of a table's records, and the problems."""
    columns = _columns_of(records)
    saved = is_saved(columns)
    if not saved:
        records = [_flattened(record, settings) for record in records]
        columns = _columns_of(records)
    if columns and not has_text(dict.fromkeys(columns)):
        return Reading([], [error(path, "columns_unknown", _columns_message(columns))])
    unsettled = {} if saved else _settle_dates(records, settings)
    reading = Reading()
    for record in records:
        name = f"{path}#{record.number}"
        reading.problems += record.problems
        if isinstance(record.values, Problem):
            reading.problems.append(record.values)
        elif not isinstance(record.values, dict) or not record.values:
            reading.problems.append(error(name, "row_unreadable", "the row is not a record with columns"))
        else:
            one = guarded(name, partial(saved_row if saved else _row, name, record.values, settings))
            reading.rows += one.rows
            reading.problems += one.problems
            if record.number in unsettled and one.rows:
                message = f"day or month first? {unsettled[record.number]!r} was read day first"
                reading.problems.append(warning(name, "date_order_unknown", message, field="date"))
    return reading


def _flattened(record: Record, settings: Settings) -> Record:
    if not isinstance(record.values, dict):
        return record
    return Record(record.number, flat(renamed(record.values, settings.columns)), record.problems)


def _columns_of(records: Sequence[Record]) -> tuple[str, ...]:
    """Return all keys of a table's records, in the order in which they first stand there."""
    shapes = dict.fromkeys(tuple(record.values) for record in records if isinstance(record.values, dict))
    return tuple(dict.fromkeys(str(key) for shape in shapes for key in shape))


def _records(path: str, suffix: str, data: bytes, problems: list[Problem]) -> Iterable[Record]:
    if suffix == ".parquet":
        return parquet_records(path, data)
    if suffix == ".xlsx":
        return workbook_records(data)
    if suffix in (".xml", ".rss", ".atom"):
        return feed_records(path, data)
    text, found = decode(path, data)
    problems += found
    read: dict[str, Callable[[str, str], Iterator[Record]]] = {
        ".json": json_records,
        ".jsonl": json_lines,
        ".ndjson": json_lines,
        ".tsv": partial(delimited_records, default="\t"),
    }
    return read.get(suffix, delimited_records)(path, text)


def _columns_message(columns: Sequence[str]) -> str:
    seen = ", ".join(map(repr, columns[:_NAMED])) + (", …" if len(columns) > _NAMED else "")
    return (
        f"no column for a headline or a text: there are {seen}; looked for {', '.join(KEYS['title'][:3])}, … and "
        f"{', '.join(KEYS['body'][:5])}, …; name yours with load(columns={{'my column': 'title'}})"
    )


def _settle_dates(records: Sequence[Record], settings: Settings) -> dict[int, str]:
    """Write dates such as 2/1/2025 so that they can be read one way only, if the other rows decide the order.

    Returns those that nothing decides, by the number of their row.
    """
    undecided, orders = [], set()
    for record in records:
        values = record.values if isinstance(record.values, dict) else {}
        for key in keys_by_column(tuple(values))["published"]:
            written = values[key]
            date = (
                read_date(written, settings.zone)
                if isinstance(written, str) and _NUMBERS.match(written)
                else None
            )
            if date is not None and date.order == "either":
                undecided.append((record.number, values, key, date))
            elif date is not None and date.order:
                orders.add(date.order)
    if len(orders) != 1:
        return {number: str(values[key]) for number, values, key, _ in undecided}
    for _, values, key, date in undecided:
        settled = date.month_first if "month" in orders else date.instant
        if settled:
            values[key] = settled.isoformat() if date.has_time else settled.date().isoformat()
    return {}


def _row(name: str, metadata: dict[str, object], settings: Settings) -> Reading:
    keys = keys_by_column(tuple(metadata))
    column = next((key for key in (*keys["body"], *keys["summary"]) if _is_text(metadata[key])), None)
    text = without_ballast(str(metadata.pop(column))) if column else ""
    _check_cells(metadata, text)
    if not text and not any(str(metadata[key]).strip() for key in keys["title"]):
        return Reading([], [error(name, "no_text", "neither a title nor a text in the row")])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not has_markup(text):
        text = decode_entities(text)  # tags may be escaped too
    problems = []
    uncut = _without_cut_note(text)
    if uncut is not text:
        message = "the text was cut by the service it comes from"
        problems.append(warning(name, "body_cut", message, field="body"))
        text = uncut
    form = "html" if has_markup(text) else "text"
    written = {key: _written(value) for key, value in metadata.items()}
    return article(name, written, text, form, settings, problems)


def _check_cells(metadata: Mapping[str, object], text: str) -> None:
    check("cells", len(metadata), "columns in a row")
    longest = max((len(value) for value in metadata.values() if isinstance(value, str)), default=0)
    check("body", max(longest, len(text)), "characters in a cell")


def _without_cut_note(text: str) -> str:
    """Return a text without the note that a news API puts where it cuts it; the same text where there is none.

    >>> _without_cut_note("港鐵加價… [+1234 chars]"), _without_cut_note("港鐵加價。 《詳全文...》")
    ('港鐵加價', '港鐵加價。')
    """
    bare = text.rstrip()
    tags = _ENDING_TAGS.search(bare, max(0, len(bare) - _LONGEST_CUT))
    bare = bare[: tags.start()].rstrip() if tags else bare
    begin = max(bare.rfind(mark, -_LONGEST_CUT) for mark in _CUT_BEGINS)
    if begin >= 0 and _CUT.fullmatch(bare, begin):
        bare = bare[:begin].rstrip()
    elif not bare.endswith(_CUT_ENDS):
        return text
    return bare.rstrip("….") if bare.endswith(("…", "...")) else bare


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _written(value: object) -> object:
    """Return a value as text; lists and objects as they are."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value if isinstance(value, (str, list, dict)) else str(value)
