"""Ready-made tables -> article rows: JSON Lines, JSON, CSV and Parquet, a row an article."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial

import pyarrow.parquet as pq

from .document import Reading, Settings, article, guarded
from .encoding import decode
from .header import parse_json
from .keys import keys_by_column
from .problems import Problem, error

_LISTS = ("data", "articles", "items", "results", "stories", "posts", "news", "docs", "documents")
_HTML = re.compile(r"</?(?:p|br|div|span|strong|img|a|ul|li|h[1-6]|figure|table|em|b)\b[^>]*>", re.IGNORECASE)


def read_table(path: str, data: bytes, settings: Settings) -> Reading:
    """Read a table; each row ends as an article row or as an error of its own.

    A row's body is the first of `body, text, maintext, content, …` there is, else its description; HTML in it is
    taken apart like an HTML document. A table that cannot be read is one error.
    """
    suffix = "." + path.lower().rsplit(".", 1)[-1]
    reading = Reading()
    try:
        for number, record in _records(path, suffix, data, reading.problems):
            name = f"{path}#{number}"
            if isinstance(record, Problem):
                reading.problems.append(record)
            elif not isinstance(record, dict) or not any(
                value not in (None, "") for value in record.values()
            ):
                reading.problems.append(error(name, "row_unreadable", "the row is not a record with columns"))
            else:
                row = guarded(name, partial(_row, name, record, settings))
                reading.rows += row.rows
                reading.problems += row.problems
    except (ValueError, OSError, csv.Error, RecursionError, NotImplementedError) as bad:
        told = (str(bad) or type(bad).__name__).splitlines()[0]
        reading.problems.append(error(path, "table_unreadable", f"not a readable {suffix} table: {told}"))
    if not reading.rows and not reading.problems:
        reading.problems.append(error(path, "table_empty", "the table has no rows"))
    return reading


def _records(
    path: str, suffix: str, data: bytes, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, object] | Problem | object]]:
    if suffix == ".parquet":
        yield from enumerate(pq.read_table(io.BytesIO(data)).to_pylist(), 1)
        return
    text, noted = decode(path, data)
    problems += noted
    if suffix in (".jsonl", ".ndjson"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    yield number, parse_json(line)
                except (json.JSONDecodeError, RecursionError) as bad:
                    told = f"not JSON: {getattr(bad, 'msg', 'nested too deeply')}"
                    yield number, error(f"{path}#{number}", "row_unreadable", told, line=number)
    elif suffix == ".json":
        found = parse_json(text)
        if isinstance(found, dict):
            found = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), [found])
        if not isinstance(found, list):
            raise ValueError("neither a list of records nor an object that holds one")
        yield from enumerate(found, 1)
    else:
        csv.field_size_limit(1 << 30)
        rows = csv.DictReader(
            io.StringIO(text, newline=""), dialect="excel-tab" if suffix == ".tsv" else "excel"
        )
        for number, row in enumerate(rows, 1):
            row.pop(None, None)
            yield number, row


def _row(name: str, record: dict[str, object], settings: Settings) -> Reading:
    metadata = {str(key).strip(): value for key, value in record.items() if not _missing(value)}
    keys = keys_by_column(tuple(metadata))
    column = next((key for key in (*keys["body"], *keys["summary"]) if isinstance(metadata[key], str)), None)
    text = str(metadata.pop(column)) if column else ""
    if not text.strip() and not any(str(metadata[key]).strip() for key in keys["title"]):
        return Reading([], [error(name, "no_text", "neither a title nor a text in the row")])
    form = "html" if _HTML.search(text) else "text"
    written = {
        key: value if isinstance(value, (str, list, dict)) else str(value) for key, value in metadata.items()
    }
    return article(name, written, text.replace("\r\n", "\n").replace("\r", "\n"), form, settings, [])


def _missing(value: object) -> bool:
    return value is None or value == "" or value != value  # NaN differs from itself
