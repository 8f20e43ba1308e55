"""What the options of commands mean: their flags, help and bounds in `options.toml`, and how their texts are read."""

import inspect
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd

COVERAGE = ("title", "body")  # as in the library


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"
    xlsx = "xlsx"


@dataclass(frozen=True)
class Output:
    """Where a table goes. Its fields are options of every command that gives one."""

    format: Format = Format.table
    out: Path | None = None
    excel: bool = False

    def emit(self, table: "pd.DataFrame") -> None:
        """Print a table, or write it to a file."""
        from . import output

        output.emit(table, self.format, self.out, self.excel)


@dataclass(frozen=True)
class Written:
    """How a value is written on a command line: the type of its text, and the function that reads it.

    The function takes the name of the option and what was written.
    """

    kind: Any
    read: Callable[[str, Any], Any]


@dataclass(frozen=True)
class SubjectOptions:
    """How a command asks for what it counts: by `--entity` and `--query`.

    A subject of several names and conditions is `several`; one that is not `required` leaves all articles to count.
    """

    several: bool = False
    required: bool = True


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("options.toml").read_text("utf-8"))


def catalogue(table: str) -> dict[str, Any]:
    """Return a table of `options.toml`."""
    return _catalogue()[table]


def entry(table: str, command: str, name: str, default: Any = None) -> Any:
    """Return what the catalogue says of an option: of the command, or else of every command.

    >>> entry("flags", "trend", "start"), entry("argument", "trend", "start", False)
    (['--from'], False)
    """
    values = catalogue(table)
    return values.get(f"{command}.{name}", values.get(name, default))


def option(command: str, name: str, kind: Any, default: Any, text: str | None = None) -> Any:
    """Return the type of an option with all that Typer needs to know of it.

    Parameters
    ----------
    command, name : str
        The command, and the name of its parameter.
    kind : type
        The type of what is written.
    default : object
        What holds without it.
    text : str, optional
        The name of its help, where that is not its own.
    """
    low, high = (*entry("bounds", command, name, ()), None, None)[:2]
    settings = {
        "help": entry("help", command, text or name),
        "min": low,
        "max": high,
        "show_default": default not in (None, False, "", inspect.Parameter.empty),
    }
    if entry("argument", command, name, False):
        return Annotated[kind, typer.Argument(**settings)]
    flags = entry("flags", command, name, [f"--{name.replace('_', '-')}"])
    return Annotated[kind, typer.Option(*flags, **settings)]


def split(_: str, names: str) -> tuple[str, ...]:
    """Split a list that is written with commas.

    >>> split("fields", "title, body")
    ('title', 'body')
    """
    return tuple(name.strip() for name in names.split(",") if name.strip())


def two_days(name: str, written: str) -> tuple[str, str]:
    """Read two days that are written with dots between them.

    >>> two_days("before", "2025-01-01..2025-01-31")
    ('2025-01-01', '2025-01-31')
    """
    first, dots, last = (part.strip() for part in written.partition(".."))
    if not dots:
        raise ArgumentError(f"--{name} must be two days, 2025-01-01..2025-01-31, not {written!r}")
    return first, last


def pairs(_: str, written: list[str] | None) -> dict[str, str] | None:
    """Read pairs of names with an equals sign between them.

    >>> pairs("columns", ["標題=title"])
    {'標題': 'title'}
    """
    return _equations(written, "--column must be two names, 標題=title", str)


def numbers(_: str, written: list[str] | None) -> dict[str, int] | None:
    """Read names with numbers.

    >>> numbers("limits", ["body=5000000"])
    {'body': 5000000}
    """
    return _equations(written, "--limit must be a name and a number, body=5000000", int)


def _equations(written: list[str] | None, wanted: str, read: Callable[[str], Any]) -> dict[str, Any] | None:
    found = {}
    for pair in written or ():
        name, _, value = (part.strip() for part in pair.partition("="))
        if not (name and value and (read is str or value.isdecimal())):
            raise ArgumentError(f"{wanted}, not {pair!r}")
        found[name] = read(value)
    return found or None


def table_of_totals(_: str, file: Path | None) -> object:
    """Read a table of outside totals: CSV, or Parquet."""
    if file is None:
        return None
    import pandas as pd

    try:
        if file.suffix == ".parquet":
            return pd.read_parquet(file)
        return pd.read_csv(file, sep=None, engine="python")
    except (OSError, ValueError) as wrong:
        raise ArgumentError(f"--totals: {file} cannot be read: {wrong}") from wrong


Fields = Annotated[Sequence[str], Written(str, split)]
Days = Annotated[tuple[str, str], Written(str, two_days)]
Totals = Annotated[Any, Written(Path | None, table_of_totals)]
Columns = Annotated[dict[str, str] | None, Written(list[str] | None, pairs)]
Limits = Annotated[dict[str, int] | None, Written(list[str] | None, numbers)]

OneSubject = Annotated[Any, SubjectOptions()]
MaybeSubject = Annotated[Any, SubjectOptions(required=False)]
EachSubject = Annotated[Any, SubjectOptions(several=True)]
MaybeSubjects = Annotated[Any, SubjectOptions(several=True, required=False)]
