"""The texts in front matter and in the cells of tables, asked for by column of the article table."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .cleaning import decode_entities, spaces
from .keys import folded, keys_by_column
from .vocabulary import words

_MISSING = frozenset(["", *words("names", "values")["missing"]])
_LONGEST_MISSING = 12
_NESTED, _NAMES = (words("names", "keys")[name] for name in ("nested", "text"))

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ORDINARY = bytes(byte for byte in range(256) if (byte >= 32 and byte != 127) or byte in b"\t\n\r")
# A text without any of these is written as it will be kept
_UNTIDY = re.compile(
    r"[&\x00-\x1f\x7f-\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\ufff9-\ufffb\ufeff\ufffe\uffff]|^ |  | $"
)
_SEPARATOR = re.compile(r"[,，、;；]")
_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def has_control(text: str) -> bool:
    r"""Whether a text holds control characters.

    >>> has_control("港\x08鐵"), has_control("港鐵\n")
    (True, False)
    """
    data = text.encode("utf-8", "surrogatepass")  # bytes are looked through ten times as fast
    return bool(data.translate(None, _ORDINARY)) or (b"\xc2" in data and CONTROL.search(text) is not None)


def is_missing(text: str) -> bool:
    """Whether a text only says that there is none: empty, `nan`, `None`, `NULL`, `N/A`.

    >>> is_missing("NULL"), is_missing(" "), is_missing("None of us")
    (True, True, False)
    """
    return len(text) <= _LONGEST_MISSING and text.strip().casefold() in _MISSING


def without_control(text: str) -> str:
    """Return a text without control characters.

    >>> without_control("港\\x08鐵")
    '港鐵'
    """
    return CONTROL.sub("", text)


def texts(value: object, *, split: bool = False) -> list[str]:
    """Return the texts in a value, each once.

    Parameters
    ----------
    value : object
        A text, a list of values, a mapping that stands for a text, a number, or nothing.
    split : bool
        Whether a text on its own is a list, separated by commas or semicolons.

    Examples
    --------
    >>> texts([{"term": "交通"}, "票價", None, "nan"])
    ['交通', '票價']
    >>> texts("['港鐵', '巴士']", split=True)
    ['港鐵', '巴士']
    """
    if isinstance(value, str):
        if not split:
            return _tidy(value)
        value = _entries(value)
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if value.get(name)), None)
    if isinstance(value, (list, tuple)):
        return list(dict.fromkeys(text for entry in value for text in texts(entry)))
    return [] if value is None else _tidy(str(value))


def _tidy(text: str) -> list[str]:
    """Return a text without entities, control characters and runs of white space; nothing if it is missing."""
    if _UNTIDY.search(text):
        text = spaces(without_control(decode_entities(text)))
    return [] if is_missing(text) else [text]


def _entries(text: str) -> list[object]:
    """Return the entries of a list that is written as one text."""
    text = text.strip()
    if text[:1] == "[" and '"' in text:  # a list in JSON, as in a cell of a CSV file
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list):
            return found
    bare = text.strip("[]") if text.startswith("[") else text
    return [entry.strip().strip("'\"") for entry in _SEPARATOR.split(decode_entities(bare))]


class Field(NamedTuple):
    """One key that means a column: the mapping it stands in (0: front matter itself), the key, and its texts."""

    place: int
    key: str
    texts: list[str]


class Fields:
    """Front matter or the row of a table, asked for by column.

    Examples
    --------
    >>> fields = Fields({"Title": "甲", "tag": "港鐵, 巴士", "menu": "main"})
    >>> fields.one("title"), fields.many("tags"), fields.extra()
    ('甲', ['港鐵', '巴士'], '{"menu": "main"}')
    """

    def __init__(self, metadata: Mapping[str, object]) -> None:
        self.metadata = metadata
        nested = [metadata[name] for name in _NESTED if isinstance(metadata.get(name), dict)]
        mappings: list[Mapping[str, object]] = [metadata, *nested]  # type: ignore[list-item]
        self._mappings = [
            (place, mapping, keys_by_column(tuple(mapping))) for place, mapping in enumerate(mappings)
        ]
        self._used: set[str] = set()

    def each(self, column: str, *, split: bool = False) -> Iterator[Field]:
        """Yield the keys of a column that hold a text, the most telling first."""
        for place, mapping, keys in self._mappings:
            for key in keys[column]:
                value = mapping[key]
                found = texts(value, split=split)
                if not found and column == "title" and isinstance(value, str) and value.strip():
                    found = [value.strip()]  # a headline may be `None`
                if found:
                    yield Field(place, key, found)

    def use(self, field: Field, *, whole: bool = True) -> None:
        """Leave a key out of `extra`, unless it says more than what was taken from it."""
        if whole and field.place == 0 and not _holds_mapping(self.metadata[field.key]):
            self._used.add(field.key)

    def many(self, column: str) -> list[str]:
        """Return the texts of a column of lists."""
        for field in self.each(column, split=True):
            self.use(field)
            return field.texts
        return []

    def one(self, column: str) -> str | None:
        """Return the text of a column; None if no key has one."""
        for field in self.each(column):
            self.use(field, whole=len(field.texts) == 1)
            return field.texts[0]
        return None

    def flag(self, key: str) -> bool | None:
        """Return what a key says that is either on or off; None if it says neither.

        >>> Fields({"draft": "True"}).flag("draft"), Fields({"published": "2025-02-08"}).flag("published")
        (True, None)
        """
        said = self.word(key)
        return True if said in _TRUE else False if said in _FALSE else None

    def first(self, keys: Sequence[str]) -> str | None:
        """Return the text of the first of some keys that the library has no column for.

        >>> Fields({"lastMod": "2025-02-08"}).first(["updated", "lastmod"])
        '2025-02-08'
        """
        known = _by_folded(tuple(self.metadata))
        names = (known[folded(key)] for key in keys if folded(key) in known)
        return next((text for name in names for text in texts(self.metadata[name])), None)

    def word(self, key: str) -> str:
        """Return what a key says, in lower case; empty if there is no such key.

        >>> Fields({"Status": "Draft"}).word("status")
        'draft'
        """
        name = _by_folded(tuple(self.metadata)).get(key)
        return str(self.metadata[name]).strip().lower() if name is not None else ""

    def extra(self) -> str:
        """Return as JSON what no column took."""
        left = {name: value for name, value in self.metadata.items() if name not in self._used}
        return json.dumps(left, ensure_ascii=False, default=str) if left else "{}"


@lru_cache(maxsize=512)
def _by_folded(keys: tuple[str, ...]) -> Mapping[str, str]:
    return {folded(key): key for key in reversed(keys)}


def _holds_mapping(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_mapping, value)))
