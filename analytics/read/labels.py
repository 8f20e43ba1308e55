"""What the analyst says of outlets and values: display names, classes, owners, and values that are one."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..errors import AnalyticsError, ArgumentError, ProjectError
from ..files import digest
from ..label_tables import check_label_tables, line_of, read_label_tables, read_toml
from ..schema import LABEL_COLUMNS, TEXTS
from ..text.fold import fold

VALUED = ("outlet", "section", "topic", "categories", "tags")  # columns whose values may be one


@dataclass(frozen=True)
class Labels:
    """What the analyst says of outlets and values; empty, it changes nothing.

    Attributes
    ----------
    values : mapping of str to str
        Values by the spellings that mean them, as `spelling_key` writes them.
    names, classes, owners : mapping of str to str
        Display names of outlets, by key and by name; classes and owners, by name; all as `spelling_key` writes them.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.names)

    @property
    def digest(self) -> str:
        """A hash of all that is said; empty where nothing is."""
        return digest(json.dumps(asdict(self), sort_keys=True)) if self else ""

    def applied(self, rows: pa.Table) -> pa.Table:
        """Return rows with the values that are meant, and with class and owner where they have an outlet.

        What a table that was saved says of class and owner stays where nothing else is said.
        """
        if not self:
            return rows
        for name in set(VALUED) & set(rows.column_names):
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, rows.schema.field(place), self._valued(rows.column(name), name))
        if "outlet" in rows.column_names:
            keys = [key and spelling_key(key) for key in rows.column("outlet").to_pylist()]
            for column, known in zip(LABEL_COLUMNS, (self.classes, self.owners), strict=True):
                if column.name in rows.column_names:
                    stated = rows.column(column.name).to_pylist()
                    said = [known.get(key) or own for key, own in zip(keys, stated, strict=True)]
                    place = rows.schema.get_field_index(column.name)
                    rows = rows.set_column(place, column.name, pa.array(said, column.arrow))
        return rows

    def _valued(self, column: pa.ChunkedArray, name: str) -> pa.Array | pa.ChunkedArray:
        if column.type != TEXTS:
            return pa.array([self._value(text, name) for text in column.to_pylist()], column.type)
        if not self.values:
            return column
        rows = column.to_pylist()
        each = [row and list(dict.fromkeys(self._value(text, name) for text in row)) for row in rows]
        return pa.array(each, column.type)

    def _value(self, text: str | None, name: str) -> str | None:
        if text is None:
            return None
        text = self.values.get(spelling_key(text), text)
        return self.names.get(spelling_key(text), text) if name == "outlet" else text


@lru_cache(maxsize=65536)
def spelling_key(text: str) -> str:
    """Return what all spellings of a text have in common: case, width, script and blanks do not count.

    >>> spelling_key("財經") == spelling_key(" 财经"), spelling_key("Ｌｉｏｎ News")
    (True, 'lionnews')
    """
    return "".join(fold(text).text.split())


def load_labels(labels: str | Path | Mapping[str, Any] | None) -> Labels:
    """Return what is said of outlets and values.

    Parameters
    ----------
    labels : str, path, mapping or None
        A TOML file with tables `outlets` and `values`, or a mapping of the same form.

    Raises
    ------
    ProjectError
        The file cannot be read, or something in it is wrong; the message names the line.
    ArgumentError
        Something in the mapping is wrong.

    Examples
    --------
    >>> found = load_labels({"outlets": {"lion": {"name": "獅山報", "owner": "獅山集團"}}, "values": {"财经": "財經"}})
    >>> found.names["lion"], found.owners[spelling_key("獅山報")]
    ('獅山報', '獅山集團')
    """
    if labels is None:
        return Labels()
    place: Callable[..., AnalyticsError]
    if isinstance(labels, Mapping):
        place = _in_mapping
        check_label_tables(labels, place)
    elif isinstance(labels, str | Path):
        file = Path(labels).expanduser()
        place = partial(_in_file, file)
        labels = read_label_tables(file)
    else:
        raise ArgumentError(f"labels must be a TOML file or a mapping, not {labels!r}")
    outlets = [
        (fact.get("name", key), {"key": key, **fact}) for key, fact in labels.get("outlets", {}).items()
    ]
    return Labels(
        _followed(labels.get("values", {}), place),
        {spelling_key(each): name for name, fact in outlets for each in (name, fact["key"])},
        _by_name("class", outlets),
        _by_name("owner", outlets),
    )


def _followed(values: Mapping[str, str], place: Callable[..., AnalyticsError]) -> dict[str, str]:
    """Return the value that each spelling leads to in the end: where a is b and b is c, a is c too."""
    direct: dict[str, str] = {}
    for written, value in values.items():
        if direct.setdefault(spelling_key(written), value) != value:
            raise _wrong(
                place("values", written), f"{written!r} is {direct[spelling_key(written)]!r} already"
            )
    followed = {}
    for written in values:
        value, seen = direct[spelling_key(written)], {spelling_key(written)}
        while direct.get(spelling_key(value), value) != value:
            if spelling_key(value) in seen:
                raise _wrong(
                    place("values", written), f"{written!r} leads back to itself; leave one of them out"
                )
            seen.add(spelling_key(value))
            value = direct[spelling_key(value)]
        followed[spelling_key(written)] = value
    return followed


def _wrong(where: AnalyticsError, reason: str) -> AnalyticsError:
    return type(where)(f"{where}: values: {reason}")


def _in_mapping(*keys: str) -> AnalyticsError:
    return ArgumentError(f"labels, {'.'.join(keys)}")


def _in_file(file: Path, *keys: str) -> AnalyticsError:
    return ProjectError(f"{file}, line {line_of(read_toml(file)[1], *keys)}")


def _by_name(fact: str, outlets: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    return {spelling_key(name): facts[fact] for name, facts in outlets if fact in facts}
