"""The tables `outlets` and `values`: what outlets are called, their classes and owners, and values that are one."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors import AnalyticsError, ArgumentError, ProjectError, one_of

TABLES = ("outlets", "values")
_FACTS = ("name", "class", "owner")


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a TOML file holds, and its text.

    Raises
    ------
    ProjectError
        It cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
        return tomllib.loads(text), text
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ProjectError(f"{path}: {reason}") from None


def line_of(text: str, *keys: str) -> int:
    """Return the line of a TOML text that a key stands in; several keys lead into its tables.

    >>> line_of('keep = 3\\n[outlets.lion]\\nname = "獅山報"', "outlets", "lion", "name")
    3
    """
    at = 0
    for key in keys:
        found = re.compile(
            rf"(?:^|[.\[{{,])[ \t]*+([\"']?){re.escape(key)}\1[ \t]*+(?=[.\]=])", re.MULTILINE
        ).search(text, at)
        at = found.end() if found else at
    return text.count("\n", 0, at) + 1


def read_label_tables(path: Path) -> dict[str, Any]:
    """Return the tables `outlets` and `values` of a TOML file, such as `analytics.toml`.

    Raises
    ------
    ProjectError
        The file cannot be read, or a table in it is wrong; the message names the line.
    """
    written, text = read_toml(path)
    tables = {name: written[name] for name in TABLES if name in written}
    if not tables:
        raise ProjectError(f"{path}: has no table [outlets.…] and no table [values]")
    check_label_tables(tables, lambda *keys: ProjectError(f"{path}, line {line_of(text, *keys)}"))
    return tables


def check_label_tables(tables: Mapping[str, Any], mistake: Callable[..., AnalyticsError]) -> None:
    """Check what is said of outlets and values.

    Parameters
    ----------
    tables : mapping
        `outlets` and `values`.
    mistake : callable
        Makes an error that says where the keys given to it stand. The reason is added to it.
    """
    where: tuple[str, ...] = ()
    try:
        for name, table in tables.items():
            where = (str(name),)
            one_of("table", str(name), list(TABLES), ArgumentError)
            _must(isinstance(table, Mapping), f"{name} must be a table, not {table!r}")
            for key, value in table.items():
                where = (str(name), str(key))
                if name == "values":
                    _must(_is_text(value), f"values: {key!r} must be a text, not {value!r}")
                else:
                    _must(isinstance(value, Mapping), f"outlets.{key} must be a table, not {value!r}")
                for fact, text in value.items() if name == "outlets" else ():
                    where = (str(name), str(key), str(fact))
                    one_of("key", str(fact), list(_FACTS), ArgumentError)
                    _must(_is_text(text), f"{fact} must be a text, not {text!r}")
                    _must(
                        _agrees(table, value, fact), f"{fact}: {value.get('name')} has another {fact} already"
                    )
    except ArgumentError as reason:
        error = mistake(*where)
        raise type(error)(f"{error}: {reason}") from None


def _must(holds: bool, message: str) -> None:
    if not holds:
        raise ArgumentError(message)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _agrees(outlets: Mapping[str, Any], outlet: Mapping[str, str], fact: str) -> bool:
    """Whether no other outlet of the same name states another fact."""
    same = (other for other in outlets.values() if isinstance(other, Mapping) and "name" in outlet)
    return all(
        other.get("name") != outlet["name"] or other.get(fact, outlet[fact]) == outlet[fact] for other in same
    )
