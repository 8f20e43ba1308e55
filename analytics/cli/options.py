"""The options that several commands share, and how their texts are read."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import ArgumentError

COVERAGE_FIELDS = "title,body"  # as in the library
_SUBJECT = "a key or any name of the entity pack, or several names of one subject: 深度求索,DeepSeek"
_QUERY = "a query: '輝達 AND title:股價'"


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"
    xlsx = "xlsx"


def _option(*names: str, help: str) -> object:
    """An option whose default is not worth showing."""
    return typer.Option(*names, help=help, show_default=False)


# The articles
CorpusPlace = Annotated[
    str, typer.Argument(help="folder, file, archive or address of the articles", show_default=False)
]
EntityPack = Annotated[
    Path | None, _option("--entities", help="an entity pack in place of the one that comes with the library")
]
Words = Annotated[Path | None, _option("--words", help="user words in jieba's format: word freq tag")]
Timezone = Annotated[str, typer.Option(help="time zone of times without an offset")]
Labels = Annotated[
    Path | None,
    _option("--labels", help="TOML file of outlets' names, classes and owners, and of values that are one"),
]
Cache = Annotated[bool, typer.Option("--cache/--no-cache", help="read only what changed since the last time")]
Columns = Annotated[
    list[str] | None,
    _option(
        "--column",
        help="your own name of a key or column, and the column it means: 標題=title; may be repeated",
    ),
]
Limits = Annotated[
    list[str] | None,
    _option(
        "--limit",
        help="what one document may cost, where that differs from the default: body=5000000; may be repeated",
    ),
]
Links = Annotated[bool, typer.Option("--links", help="follow symbolic links to files outside of the corpus")]
Copies = Annotated[bool, typer.Option("--copies", help="keep articles that repeat another one of the outlet")]
ByStory = Annotated[
    bool, typer.Option("--by-story", help="count each story once: near-duplicates by their earliest article")
]
Boilerplate = Annotated[
    bool,
    typer.Option("--boilerplate", help="count paragraphs that recur in many articles of an outlet too"),
]
Scheduler = Annotated[
    str | None,
    _option(
        "--scheduler",
        help="address of a Dask scheduler whose workers read and count, tcp://host:8786; `local` starts one here",
    ),
]
CacheAt = Annotated[
    str | None,
    _option("--cache-at", help="folder or address where the workers of a scheduler keep what they read"),
]

# What is counted
Entity = Annotated[str | None, _option("--entity", "-e", help=f"what to count: {_SUBJECT}")]
Query = Annotated[str | None, _option("--query", "-q", help=f"what to count: {_QUERY}")]
Entities = Annotated[list[str] | None, _option("--entity", "-e", help=f"{_SUBJECT}; may be repeated")]
Queries = Annotated[list[str] | None, _option("--query", "-q", help=f"{_QUERY}; may be repeated")]
OnlyEntity = Annotated[str | None, _option("--entity", "-e", help=f"only articles that mention {_SUBJECT}")]
OnlyQuery = Annotated[str | None, _option("--query", "-q", help=f"only articles that match {_QUERY}")]
Named = Annotated[str | None, typer.Argument(help=f"what to count: {_SUBJECT}", show_default=False)]
NamedEach = Annotated[list[str] | None, typer.Argument(help=f"what to count: {_SUBJECT}", show_default=False)]
Reference = Annotated[str | None, _option("--reference", help="the other articles; by default all others")]
ReferenceQuery = Annotated[str | None, _option("--reference-query", help="the other articles, as a query")]
Followed = Annotated[str, typer.Option("--entity", "-e", help=f"whose coverage is followed: {_SUBJECT}")]
Others = Annotated[list[str] | None, _option("--other", help="whom it is compared with; may be repeated")]

# How
By = Annotated[str, typer.Option(help="over which column", show_default=True)]
Freq = Annotated[str, typer.Option(help="length of a period: day, week, month or quarter")]
MaybeFreq = Annotated[str | None, _option("--freq", help="by day, week, month or quarter too")]
Start = Annotated[str | None, _option("--from", help="first day, 2025-01-01")]
End = Annotated[str | None, _option("--to", help="last day, 2025-03-31")]
Before = Annotated[str, _option("--before", help="first and last day: 2025-01-01..2025-01-31")]
After = Annotated[str, _option("--after", help="first and last day of the later period")]
Fields = Annotated[str, typer.Option(help="text fields to look in, separated by commas")]
Window = Annotated[int, typer.Option(min=1, help="tokens to each side; periods or words that a window holds")]
Totals = Annotated[
    Path | None,
    _option(
        "--totals", help="outside totals for search hits: CSV of dates and counts, as Media Cloud exports it"
    ),
]
MergeSpellings = Annotated[
    bool,
    typer.Option(
        "--merge-spellings/--no-merge-spellings",
        help="count 財經 and 财经, and other spellings of a value, as one",
    ),
]
MinFrequency = Annotated[int, typer.Option(min=1, help="smallest number of occurrences")]
MinArticles = Annotated[int, typer.Option(min=1, help="smallest number of articles")]

# Where the table goes
Shape = Annotated[Format, typer.Option("--format", "-f", help="how to print the table")]
Out = Annotated[Path | None, _option("--out", "-o", help="write to this file")]
Excel = Annotated[
    bool, typer.Option("--excel", help="CSV that a spreadsheet opens safely: byte order mark, no formulas")
]


def split(names: str) -> tuple[str, ...]:
    """Split a list that is written with commas.

    >>> split("title, body")
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


def pairs(written: list[str] | None) -> dict[str, str] | None:
    """Read pairs of names with an equals sign between them.

    >>> pairs(["標題=title"])
    {'標題': 'title'}
    """
    parts = [pair.partition("=") for pair in written or ()]
    for name, sign, column in parts:
        if not (name.strip() and sign and column.strip()):
            raise ArgumentError(f"--column must be two names, 標題=title, not {name + sign + column!r}")
    return {name.strip(): column.strip() for name, _, column in parts} or None


def numbers(written: list[str] | None) -> dict[str, int] | None:
    """Read names with numbers.

    >>> numbers(["body=5000000"])
    {'body': 5000000}
    """
    parts = [pair.partition("=") for pair in written or ()]
    for name, sign, number in parts:
        if not (name.strip() and number.strip().isdecimal()):
            raise ArgumentError(
                f"--limit must be a name and a number, body=5000000, not {name + sign + number!r}"
            )
    return {name.strip(): int(number) for name, _, number in parts} or None


def table_of_totals(file: Path | None) -> object:
    """Read a table of outside totals: CSV, or Parquet."""
    if file is None:
        return None
    import pandas as pd

    try:
        return (
            pd.read_parquet(file)
            if file.suffix == ".parquet"
            else pd.read_csv(file, sep=None, engine="python")
        )
    except (OSError, ValueError) as wrong:
        raise ArgumentError(f"--totals: {file} cannot be read: {wrong}") from wrong


# How the text of an option becomes an argument of the library, by its name.
CONVERSIONS: dict[str, Callable[[Any], object]] = {
    "totals": table_of_totals,
    "fields": split,
    "before": lambda written: two_days("before", written),
    "after": lambda written: two_days("after", written),
}
