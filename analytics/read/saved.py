"""Article tables that the library itself saved -> the same rows again, with the same ids and lists."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa

from ..schema import COLUMNS, LABEL_COLUMNS
from .dates import parse_date
from .document import Reading
from .limits import check
from .problems import warning
from .settings import Settings

_LISTS = tuple(
    column.name for column in COLUMNS if pa.types.is_list(column.arrow) and column.name != "tokens"
)
_NEVER_MISSING = ("path", "title", "summary", "body")
_COUNTED_ANEW = ("tokens", "characters")
_OWN = tuple(column.name for column in COLUMNS if column.name not in _COUNTED_ANEW)
_LABELS = tuple(column.name for column in LABEL_COLUMNS)
_NUMPY_ENTRY = re.compile(r"'((?:[^'\\]|\\.)*+)('?)|\"((?:[^\"\\]|\\.)*+)(\"?)")


def is_saved(columns: Sequence[str]) -> bool:
    """Whether these are the columns of an article table.

    >>> is_saved(["title", "text"])
    False
    """
    return set(_OWN) - {
        "topic",
        "section",
        "lang",
        "source_url",
        "outlet",
        "published",
        "date_only",
        "summary",
        "body",
        "boilerplate",
    } <= set(columns)


def saved_row(name: str, record: dict[str, object], settings: Settings) -> Reading:
    """Return the article of one row; columns that the library does not have go to `extra`."""
    longest = max((len(value) for value in record.values() if isinstance(value, str)), default=0)
    check("body", longest, "characters in a cell")
    row: dict[str, object] = {column: record.get(column) or None for column in _OWN}
    row |= {column: str(record[column]) for column in _LABELS if record.get(column)}
    row |= {column: str(record.get(column) or "") for column in _NEVER_MISSING}
    row |= {column: _texts(record.get(column)) for column in _LISTS}
    row["published"] = _instant(record.get("published"), settings)
    row["date_only"] = str(record.get("date_only")).lower() == "true"
    row["images"] = int(float(str(record.get("images") or 0)))
    others = {
        key: value
        for key, value in record.items()
        if key not in (*_OWN, *_LABELS, *_COUNTED_ANEW) and not _is_index(key)
    }
    if others:
        extra = json.loads(str(row["extra"] or "{}"))
        row["extra"] = json.dumps({**extra, **others}, ensure_ascii=False, default=str)
    problems = []
    if row["published"] is None:
        problems.append(warning(name, "date_missing", "no date of publication", field="date"))
    if not row["body"]:
        problems.append(warning(name, "body_empty", "no prose in the body", field="body"))
    return Reading([row], problems)


def _is_index(key: str) -> bool:
    """Whether a column holds the row numbers that pandas writes."""
    return key in ("", "Unnamed: 0", "index", "__index_level_0__")


def _texts(value: object) -> list[str]:
    """Return a list that was saved as a list, as JSON, or as NumPy prints it.

    >>> _texts('["港股", "樓市"]'), _texts("['港股' '樓市']")
    (['港股', '樓市'], ['港股', '樓市'])
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            found = _NUMPY_ENTRY.findall(str(value))
            return [one or other for one, closed, other, too in found if closed or too]
    return [str(entry) for entry in value] if isinstance(value, (list, tuple)) else []


def _instant(value: object, settings: Settings) -> datetime | None:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(settings.zone)
    return parse_date(str(value), settings.zone) if value else None
