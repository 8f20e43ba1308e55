"""Coverage: how much, when and by whom."""

from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from ..errors import ArgumentError, one_of
from ..measures.engine.provenance import provenance
from .command import table_command
from .options import (
    COVERAGE_FIELDS,
    After,
    Before,
    End,
    Fields,
    Freq,
    MaybeEntity,
    MaybeFreq,
    MaybeQuery,
    OnlyEntity,
    SomeEntities,
    SomeQueries,
    Source,
    Start,
    between,
    parted,
)

if TYPE_CHECKING:
    import pandas as pd


def row_of(table: "pd.DataFrame", period: str | None, value: str | None) -> "pd.DataFrame":
    """The rows of a table for a day and a value; all of them where neither is given."""
    import pandas as pd

    from ..measures.engine.periods import checked_day, period_of

    day = checked_day("period", period)
    if day is not None:
        table = table[table["period"] == period_of(pd.Series([day]), provenance(table).freq or "week")[0]]
        if table.empty:
            raise ArgumentError(f"period: {period} is not in the range of the table")
    if value:
        table = table[
            table["value"] == one_of("value", value, list(table["value"].dropna().unique()), ArgumentError)
        ]
    elif value is not None:
        table = table[table["value"].isna()]
    return table


@table_command
def trend(
    source: Source,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Count the articles that mention an entity, period by period."""
    wanted = source.subject(entity, query)
    return analytics.trend(source.articles, wanted, freq=freq, start=start, end=end, fields=parted(fields))


@table_command
def trends(
    source: Source,
    entity: SomeEntities = None,
    query: SomeQueries = None,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
    window: Annotated[int, typer.Option(help="how many periods are smoothed together, odd")] = 3,
) -> "pd.DataFrame":
    """Count the articles that mention each of several entities, period by period."""
    wanted = source.subjects(entity, query)
    articles, looked_in = source.articles, parted(fields)
    return analytics.trends(
        articles, wanted, freq=freq, start=start, end=end, fields=looked_in, window=window
    )


@table_command
def compare(
    source: Source,
    before: Before,
    after: After,
    entity: SomeEntities = None,
    query: SomeQueries = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Compare the share of articles that mention each entity in two periods."""
    wanted = source.subjects(entity, query)
    periods = (between("before", before), between("after", after))
    return analytics.compare(source.articles, wanted, *periods, fields=parted(fields))


@table_command
def behind(
    source: Source,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
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
    articles, looked_in = source.articles, parted(fields)
    freq = freq or ("week" if period else None)
    if by is None:
        wanted = source.subject(entity, query)
        table = analytics.trend(articles, wanted, freq=freq or "week", start=start, end=end, fields=looked_in)
    else:
        some = source.subject(entity, query) if entity or query else None
        table = analytics.distribution(
            articles, by, entity=some, freq=freq, start=start, end=end, fields=looked_in
        )
    return analytics.behind(row_of(table, period, value), articles)


@table_command
def distribution(
    source: Source,
    by: Annotated[str, typer.Option(help="categories, tags, outlet, section, topic, lang, weekday or hour")],
    entity: OnlyEntity = None,
    query: MaybeQuery = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Count how articles are spread over the values of a column."""
    wanted = source.subject(entity, query) if entity or query else None
    return analytics.distribution(
        source.articles, by, entity=wanted, freq=freq, start=start, end=end, fields=parted(fields)
    )


@table_command
def outlets(
    source: Source,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Count each outlet's coverage of an entity against the outlet's own output."""
    wanted = source.subject(entity, query)
    return analytics.outlets(source.articles, wanted, freq=freq, start=start, end=end, fields=parted(fields))


@table_command
def bursts(
    source: Source,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: Annotated[str, typer.Option(help="day, week, month or quarter")] = "day",
    s: Annotated[float, typer.Option(help="how many times the base rate a burst has")] = 2.0,
    gamma: Annotated[float, typer.Option(help="how dear a burst is: higher finds fewer")] = 1.0,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Find when attention rose, and explain each rise by its terms and headlines."""
    wanted = source.subject(entity, query)
    return analytics.bursts(source.articles, wanted, freq=freq, s=s, gamma=gamma, fields=parted(fields))


@table_command
def concentration(
    source: Source,
    by: Annotated[
        str, typer.Option(help="column whose values hold the articles: outlet, section, tags, …")
    ] = "outlet",
    entity: OnlyEntity = None,
    query: MaybeQuery = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Measure whether articles are spread over many outlets, sections or tags, or held by a few."""
    wanted = source.subject(entity, query) if entity or query else None
    return analytics.concentration(
        source.articles, by, entity=wanted, freq=freq, start=start, end=end, fields=parted(fields)
    )


@table_command
def timing(
    source: Source,
    entity: OnlyEntity = None,
    query: MaybeQuery = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Count on which day of the week and at which hour articles are published."""
    wanted = source.subject(entity, query) if entity or query else None
    return analytics.timing(source.articles, wanted, start=start, end=end, fields=parted(fields))


@table_command
def decomposition(
    source: Source,
    before: Before,
    after: After,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Split a change of coverage into what the outlets changed and what their mix changed."""
    wanted = source.subject(entity, query)
    periods = (between("before", before), between("after", after))
    return analytics.decomposition(source.articles, wanted, *periods, fields=parted(fields))
