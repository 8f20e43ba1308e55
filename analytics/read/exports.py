"""Records as programs export them -> flat records: nested values are taken out under the keys that the library knows.

The programs: WordPress (REST), feedparser, fundus, Elasticsearch, content systems that keep fields in a sub-object, and
everything that wraps a text as `{"rendered": …}`, `{"value": …}` or `{"#text": …}`.
"""

import html
import re
from collections.abc import Mapping

from .keys import column_of, columns_of, keys_by_column
from .vocabulary import words

_WRAPPINGS, _INNER = (words("names", "keys")[name] for name in ("wrapping", "inner"))
_TEXTS = ("value", "text", "content", "paragraph", "rendered")  # of the blocks that make up a text
_WORDPRESS = frozenset(("date_gmt", "post_date_gmt", "_embedded", "categories", "tags"))


def flat(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record whose titles, texts, dates and names stand directly under their keys.

    Examples
    --------
    >>> flat({"title": {"rendered": "港鐵加價"}, "content": [{"value": "加價。"}]})
    {'title': '港鐵加價', 'content': '加價。'}
    """
    if all(value is None or value == "" for value in record.values()):
        return {}  # a table may hold hundred thousands of empty rows
    found = {str(key).strip(): value for key, value in record.items()}
    inner_names = [name for name in _INNER if isinstance(found.get(name), dict)]
    if inner_names:
        known = {*columns_of(tuple(found)), None}
        for name in inner_names:
            inner = {str(key): value for key, value in found[name].items()}  # type: ignore[attr-defined]
            found |= {key: value for key, value in inner.items() if column_of(key) not in known}
    if not _WORDPRESS.isdisjoint(found):
        found |= _wordpress(found)
    if "post_status" in found:  # a table of WordPress' database
        found.setdefault("status", found["post_status"])
    plain = {}
    for (key, value), column in zip(found.items(), columns_of(tuple(found)), strict=True):
        if column and isinstance(value, (dict, list)):
            value = _value(column, value)
        if value is not None and value != "" and value == value:  # NaN differs from itself
            plain[key] = value
    return plain


def _value(column: str, value: object) -> object:
    """Return a value without its wrapping; a text of several blocks as HTML or as paragraphs."""
    if isinstance(value, dict):
        wrapped = next((value[name] for name in _WRAPPINGS if isinstance(value.get(name), (str, int))), None)
        if wrapped is not None:
            value = str(wrapped)
        elif column == "body" and isinstance(value.get("sections"), list):
            value = _from_sections(value)
        elif (
            column in ("categories", "tags")
            and value
            and all(isinstance(one, dict) for one in value.values())
        ):
            value = list(value)  # WordPress.com: names as keys
    if column == "body" and isinstance(value, list):
        value = "\n\n".join(filter(None, map(_block, value)))
    return value


def _block(block: object) -> str:
    if isinstance(block, dict):
        block = next((block[name] for name in _TEXTS if isinstance(block.get(name), str)), "")
    return block if isinstance(block, str) else ""


def _from_sections(value: Mapping[str, object]) -> str:
    """Return the body that fundus exports, a summary and sections of headlines and paragraphs, as HTML."""
    parts = []
    for section in (value, *value["sections"]):  # type: ignore[misc]
        for name, tag in (("summary", "p"), ("headline", "h2"), ("paragraphs", "p")):
            lines = section.get(name) or [] if isinstance(section, dict) else []
            lines = [lines] if isinstance(lines, str) else lines
            parts += [f"<{tag}>{html.escape(str(line))}</{tag}>" for line in lines]
    return "".join(parts)


def _wordpress(found: Mapping[str, object]) -> dict[str, object]:
    """Return what the REST interface of WordPress says beside the plain keys.

    `date` is in the site's own zone, which the record does not name; `date_gmt` is in UTC. Terms are numbers, their
    names stand under `_embedded`.
    """
    said: dict[str, object] = {}
    for name in ("date_gmt", "post_date_gmt"):
        moment = found.get(name)
        if isinstance(moment, str) and re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d[T ][\d:]+", moment):
            local = {f"{other}_local": found[other] for other in ("date", "post_date") if found.get(other)}
            said |= {"date": None, "post_date": None, **local}
    is_rest = isinstance(found.get("title"), dict) or "_embedded" in found
    for name, numbered in (("categories", "category_ids"), ("tags", "tag_ids")) if is_rest else ():
        numbers = found.get(name)
        if isinstance(numbers, list) and all(str(one).isdigit() for one in numbers):
            said |= {name: None, numbered: numbers or None}
    embedded = found.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    for term in (term for group in groups or [] if isinstance(group, list) for term in group):
        column = {"category": "categories", "post_tag": "tags"}.get(str(term.get("taxonomy")))
        if column and term.get("name"):
            names = said.get(column)
            said[column] = [*(names if isinstance(names, list) else []), str(term["name"])]
    return {name: value for name, value in said.items() if name in found or value is not None}


def has_text(record: Mapping[str, object]) -> bool:
    """Whether a record has a key that may hold a headline or a text."""
    keys = keys_by_column(tuple(record))
    return bool(
        keys["title"] or keys["body"] or (keys["summary"] and (keys["published"] or keys["source_url"]))
    )
