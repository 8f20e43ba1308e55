"""Which keys of front matter, and which columns of a table, mean which column of the article table.

Spelling does not matter: `pubDate`, `pub_date`, `Pub-Date` and `PUBDATE` are one key (see `folded`).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..errors import ArgumentError
from .vocabulary import words

# For each column, the keys that mean it; the first one that holds a value wins
KEYS = words("keys", "columns")
CHANGED_KEYS = words("keys", "others")["changed"]


@lru_cache(maxsize=4096)
def folded(key: str) -> str:
    """Return a key without its case and the marks between its words.

    >>> folded("publishedAt"), folded("published_at"), folded(" PUBLISHED-AT ")
    ('publishedat', 'publishedat', 'publishedat')
    """
    return "".join(filter(str.isalnum, key)).casefold()


_RANKS = {folded(key): (column, rank) for column, keys in KEYS.items() for rank, key in enumerate(keys)}


def column_of(key: str) -> str | None:
    """Return the column that a key means; None if the library knows no such key.

    >>> column_of("datePublished"), column_of("weather")
    ('published', None)
    """
    found = _RANKS.get(folded(key))
    return found[0] if found else None


@lru_cache(maxsize=512)
def columns_of(keys: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the column that each of some keys means; None for those that the library does not know.

    >>> columns_of(("Title", "weather"))
    ('title', None)
    """
    return tuple(map(column_of, keys))


@lru_cache(maxsize=512)
def keys_by_column(keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each column those of `keys` that mean it, the most telling first.

    >>> keys_by_column(("link", "Title", "pubDate", "url", "weather"))["source_url"]
    ('url', 'link')
    """
    found: dict[str, list[tuple[int, str]]] = {column: [] for column in KEYS}
    for key in keys:
        known = _RANKS.get(folded(key))
        if known:
            found[known[0]].append((known[1], key))
    return {column: tuple(key for _, key in sorted(ranked)) for column, ranked in found.items()}


def column_pairs(columns: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Check the analyst's own names of columns, and return them as pairs in order of the names.

    >>> column_pairs({"標題": "title", "日子": "date"})
    (('日子', 'published'), ('標題', 'title'))

    Raises
    ------
    ArgumentError
        A name is mapped to a column that does not exist.
    """
    pairs = []
    for name, meant in sorted((columns or {}).items()):
        column = column_of(str(meant))
        if column is None:
            hint = f"; write {{{meant!r}: {name!r}}}" if column_of(str(name)) else ""
            known = ", ".join(KEYS)
            raise ArgumentError(f"columns: {name!r} cannot mean {meant!r}{hint}; known columns: {known}")
        pairs.append((str(name), column))
    return tuple(pairs)


def renamed(record: Mapping[str, object], columns: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return a record with the analyst's own names of columns replaced by the library's.

    A name is a key, or the keys to a nested value with dots between them. A key that means the same column gives way:
    it stays under its name with a stroke.

    >>> renamed({"標題": "港鐵加價", "meta": {"desk": "港聞"}}, [("標題", "title"), ("meta.desk", "section")])
    {'title': '港鐵加價', 'section': '港聞', 'meta': {'desk': '港聞'}}
    """
    named: dict[str, object] = {}
    used: set[str] = set()
    for name, column in columns:
        value = _at(record, name)
        if value not in (None, ""):
            named[KEYS[column][0]] = value
            used.add(name)
    if not named:
        return dict(record)
    taken = {column_of(key) for key in named}
    others = {
        f"{key}'" if column_of(str(key)) in taken else key: value
        for key, value in record.items()
        if key not in used
    }
    return {**named, **others}


def _at(record: Mapping[str, object], name: str) -> object:
    """Return the value under a key, or under keys with dots between them."""
    if name in record:
        return record[name]
    first, dot, rest = name.partition(".")
    inner = record.get(first)
    return _at(inner, rest) if dot and isinstance(inner, Mapping) else None
