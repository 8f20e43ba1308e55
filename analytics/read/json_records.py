"""JSON and JSON Lines -> records: lists, exports of known programs, and each form in which pandas writes a frame."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from .delimited import Record
from .header import parse_json
from .keys import column_of
from .problems import error
from .vocabulary import words

_LISTS, _ENVELOPES, _PART_OF_VALUE = (
    words("names", "keys")[name] for name in ("list", "envelope", "part_of_value")
)
_ESCAPED = re.compile(r"\s{0,99}[\[{]\s{0,99}(?:\{\s{0,99})?&(?:quot|#34|#x22);", re.IGNORECASE)
_NESTED = 5  # levels of objects in which a list of articles is looked for


def json_records(path: str, text: str) -> Iterator[Record]:
    """Yield the records of a JSON text; where it is none as a whole, of its lines.

    Raises
    ------
    ValueError
        The text is neither JSON nor lines of JSON, or holds no records.

    Examples
    --------
    >>> text = '{"title": {"0": "港鐵加價", "1": "巴士減班"}}'
    >>> [row.values for row in json_records("a.json", text)]
    [{'title': '港鐵加價'}, {'title': '巴士減班'}]
    """
    text = _unescaped(text)
    try:
        found = parse_json(text)
    except json.JSONDecodeError:
        if not _first_line_is_json(text):
            raise
        yield from json_lines(path, text)
        return
    yield from (Record(number, values) for number, values in enumerate(records_in(found), 1))


def json_lines(path: str, text: str) -> Iterator[Record]:
    """Yield the record of each line; a line that is not JSON is an error of its own."""
    text = _unescaped(text)
    whole = _whole(text) if text.lstrip()[:1] == "[" or not _first_line_is_json(text) else None
    if isinstance(whole, (dict, list)):  # one JSON text, whatever the file's name says
        yield from (Record(number, values) for number, values in enumerate(records_in(whole), 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield Record(number, _opened(parse_json(_unescaped(line))))
        except (json.JSONDecodeError, RecursionError) as bad:
            message = f"not JSON: {getattr(bad, 'msg', 'nested too deeply')}"
            yield Record(number, error(f"{path}#{number}", "row_unreadable", message, line=number))


def records_in(found: object) -> list[object]:
    """Return the records in a JSON value.

    Raises
    ------
    ValueError
        There are none.

    Examples
    --------
    >>> records_in({"status": "ok", "articles": [{"title": "港鐵加價"}]})
    [{'title': '港鐵加價'}]
    """
    if isinstance(found, list):
        return _from_list(found)
    if not isinstance(found, dict):
        raise ValueError("neither a list of records nor an object that holds one")
    for form in (_split, _columns, _by_name):
        records = form(found)
        if records is not None:
            return records
    inner = _list_within(found, _NESTED)
    if inner is None or (_is_article(found) and _has_text(found)):
        return [found]
    name = _title_of_feed(found)
    return [{"feed_title": name, **entry} if name and isinstance(entry, dict) else entry for entry in inner]


def _from_list(found: list[object]) -> list[object]:
    """Return a list of records; of lists of values, the first must name the columns."""
    if not found or not isinstance(found[0], list):
        return found
    header = found[0]
    if not any(isinstance(name, str) and column_of(name) in ("title", "body") for name in header):
        raise ValueError("a list of lists whose first names no column; save it with column names")
    return [_with_names(header, row) for row in found[1:]]


def _with_names(names: list[object], row: object) -> object:
    """Return a row as a record; a row of another length stays as it is, since nobody can tell what belongs where."""
    fits = isinstance(row, list) and len(row) == len(names)
    return dict(zip(map(str, names), row, strict=True)) if fits else row  # type: ignore[call-overload]


def _split(found: dict[str, object]) -> list[object] | None:
    """Read what pandas calls `split` and `tight`: columns and rows apart."""
    columns, rows = found.get("columns"), found.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list):
        return None
    return [_with_names(columns, row) for row in rows]


def _columns(found: dict[str, object]) -> list[object] | None:
    """Read what pandas calls `columns` (each column an object by row) and `list` (each column a list)."""
    if not _is_article(found):
        return None
    values = list(found.values())
    if all(isinstance(column, list) for column in values):
        if len({len(column) for column in values}) > 1:  # type: ignore[arg-type]
            raise ValueError("its columns have different lengths")
        return [dict(zip(found, row, strict=True)) for row in zip(*values, strict=True)]
    if not all(isinstance(column, dict) for column in values):
        return None
    rows = {row: None for column in values for row in column}  # type: ignore[attr-defined]
    if rows.keys() & _PART_OF_VALUE or any(column_of(row) for row in rows):
        return None
    return [
        {name: column[row] for name, column in found.items() if row in column}  # type: ignore[operator, index]
        for row in rows
    ]


def _by_name(found: dict[str, object]) -> list[object] | None:
    """Read what pandas calls `index`: records by their names, which are kept where they say something."""
    if not found or _is_article(found) or not all(isinstance(record, dict) for record in found.values()):
        return None
    if any(name in _LISTS for name in found) or not any(map(_is_article, islice(found.values(), 20))):
        return None
    numbered = all(name.isdigit() for name in found)
    return [record if numbered else {"key": name, **record} for name, record in found.items()]  # type: ignore[dict-item]


def _list_within(found: Mapping[str, object], levels: int) -> list[object] | None:
    """Return the list of articles in an object: under a known name, or the first that holds articles."""
    names = [name for name in _LISTS if name in found]
    names += [] if _is_article(found) else [name for name in found if name not in names]
    for name in names:
        value = found[name]
        if isinstance(value, list) and value and any(map(_is_article, map(_opened, islice(value, 20)))):
            return [_opened(entry) for entry in value]
    for name in names if levels else ():
        value = found[name]
        inner = _list_within(value, levels - 1) if isinstance(value, dict) else None
        if inner is not None:
            return inner
    return [] if any(found.get(name) == [] for name in _LISTS) else None


def _opened(entry: object) -> object:
    """Return the record in an envelope: a search hit's `_source`, an edge's `node`."""
    if isinstance(entry, dict) and not _is_article(entry):
        for name in _ENVELOPES:
            if isinstance(entry.get(name), dict) and _is_article(entry[name]):
                return {**{key: value for key, value in entry.items() if key != name}, **entry[name]}
    return entry


def _is_article(found: object) -> bool:
    """Whether an object has a key that means a headline or a text."""
    return isinstance(found, dict) and any(column_of(str(key)) in ("title", "body") for key in found)


def _has_text(found: Mapping[str, object]) -> bool:
    return any(column_of(key) == "body" and isinstance(value, str) for key, value in found.items())


def _title_of_feed(found: Mapping[str, object]) -> str | None:
    """Return a feed's own title, which names the outlet of items that name none."""
    heads = [found, *(found.get(name) for name in ("feed", "channel", "rss"))]
    rss = found.get("rss")
    heads += [rss.get("channel")] if isinstance(rss, dict) else []
    titles = (head.get("title") for head in heads if isinstance(head, dict))
    return next((title for title in titles if isinstance(title, str) and title.strip()), None)


def _unescaped(text: str) -> str:
    """Return a JSON text whose quotation marks were escaped for HTML as it was before.

    >>> _unescaped('{&quot;title&quot;: &quot;R&amp;amp;D&quot;}')
    '{"title": "R&amp;D"}'
    """
    return html.unescape(text) if _ESCAPED.match(text) else text


def _whole(text: str) -> object | None:
    try:
        return parse_json(text)
    except (json.JSONDecodeError, RecursionError):
        return None


def _first_line_is_json(text: str) -> bool:
    line = text.lstrip().split("\n", 1)[0]
    try:
        return isinstance(json.loads(line, strict=False), (dict, list))
    except (json.JSONDecodeError, RecursionError):
        return False
