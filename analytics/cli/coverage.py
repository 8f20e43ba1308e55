"""Coverage: how much, when, by whom?"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import analytics

from ..errors import ArgumentError, one_of
from .command import measure_command, table_command
from .options import (
    COVERAGE_FIELDS,
    After,
    Before,
    By,
    End,
    Entity,
    Fields,
    Freq,
    MaybeFreq,
    MergeSpellings,
    Query,
    Start,
    Totals,
    split,
)
from .source import Source
from .subject_options import EachSubject, MaybeSubject, OneSubject

if TYPE_CHECKING:
    import pandas as pd


@measure_command
def trend(
    entity: OneSubject,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
    totals: Totals = None,
) -> None:
    """Count the articles that mention an entity, period by period."""


@measure_command
def trends(
    entities: EachSubject,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
    window: Annotated[int, typer.Option(help="how many periods are smoothed together, odd")] = 3,
    totals: Totals = None,
) -> None:
    """Count the articles that mention each of several entities, period by period."""


@measure_command
def compare(before: Before, after: After, entities: EachSubject, fields: Fields = COVERAGE_FIELDS) -> None:
    """Compare the share of articles that mention each entity in two periods."""


@table_command
def behind(
    source: Source,
    entity: Entity = None,
    query: Query = None,
    freq: MaybeFreq = None,
    period: Annotated[str | None, typer.Option(help="a day of the period: 2025-01-27")] = None,
    by: Annotated[str | None, typer.Option(help="the row of a distribution over this column")] = None,
    value: Annotated[str | None, typer.Option(help="its value; '' for articles without one")] = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """List the articles behind a row of a trend, or of a distribution with --by."""
    if value is not None and by is None:
        raise ArgumentError("--value is of a column; say of which: --by tags")
    subject: Any = source.subject(entity, query, required=by is None)
    freq = freq or ("week" if period or by is None else None)
    asked: dict[str, Any] = {"freq": freq, "start": start, "end": end, "fields": split(fields)}
    if by is None:
        table = analytics.trend(source.articles, subject, **asked)
    else:
        table = analytics.distribution(source.articles, by, entity=subject, **asked)
    return analytics.behind(row_of(table, freq, period, value), source.articles)


def row_of(table: "pd.DataFrame", freq: str | None, period: str | None, value: str | None) -> "pd.DataFrame":
    """Return the rows of a table for a day and a value; all rows if neither is given."""
    import pandas as pd

    from ..measures.engine.periods import checked_day, period_of

    day = checked_day("period", period)
    if day is not None:
        table = table[table["period"] == period_of(pd.Series([day]), freq or "week")[0]]
        if table.empty:
            raise ArgumentError(f"period: {period} is not in the range of the table")
    if value is None:
        return table
    if value == "":
        return table[table["value"].isna()]
    known = list(table["value"].dropna().unique())
    return table[table["value"] == one_of("value", value, known, ArgumentError)]


@measure_command
def distribution(
    by: Annotated[
        str,
        typer.Option(
            help="categories, tags, outlet, section, topic, lang, weekday or hour", show_default=False
        ),
    ],
    entity: MaybeSubject = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
    merge_spellings: MergeSpellings = True,
) -> None:
    """Count how articles are spread over the values of a column."""


@measure_command
def outlets(
    entity: OneSubject,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """Count each outlet's coverage of an entity against the outlet's own output."""


@measure_command
def headlines(
    entity: OneSubject,
    freq: Freq = "week",
    periods: Annotated[int, typer.Option(min=1, help="how many periods, those with most coverage")] = 3,
    each: Annotated[int, typer.Option(min=1, help="headlines of each period")] = 5,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """List the headlines of the periods with most coverage of an entity."""


@measure_command
def bursts(
    entity: OneSubject,
    freq: Freq = "day",
    s: Annotated[float, typer.Option(help="rate of a burst, as a multiple of the base rate")] = 2.0,
    gamma: Annotated[float, typer.Option(help="cost of entering a burst: higher finds fewer")] = 1.0,
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """Find when attention rose, and explain each rise by its terms and headlines."""


@measure_command
def concentration(
    by: By = "outlet",
    entity: MaybeSubject = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
    merge_spellings: MergeSpellings = True,
) -> None:
    """Measure whether articles are spread over many outlets, sections or tags, or held by a few."""


@measure_command
def timing(
    entity: MaybeSubject = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """Count on which day of the week and at which hour articles are published."""


@measure_command
def decomposition(before: Before, after: After, entity: OneSubject, fields: Fields = COVERAGE_FIELDS) -> None:
    """Split a change of coverage into what the outlets changed and what their mix changed."""
