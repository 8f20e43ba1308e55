"""Stories: what is a copy of what, and who was first."""

from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from .command import table_command
from .options import COVERAGE_FIELDS, End, Fields, Freq, MaybeQuery, OnlyEntity, Source, Start, parted

if TYPE_CHECKING:
    import pandas as pd


@table_command
def stories(source: Source, query: MaybeQuery = None) -> "pd.DataFrame":
    """Tell for each article which story it tells, and whether it was the first."""
    return analytics.stories(source.matching(query))


@table_command
def syndicated(
    source: Source,
    min_articles: Annotated[int, typer.Option(min=1, help="articles from which a story is listed")] = 2,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """List the stories that several articles tell: who was first, how far they went."""
    return analytics.syndicated(source.matching(query), min_articles=min_articles)


@table_command
def syndication(
    source: Source,
    entity: OnlyEntity = None,
    query: MaybeQuery = None,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Count the articles of each period, and the stories told for the first time."""
    wanted = source.subject(entity, query) if entity or query else None
    return analytics.syndication(
        source.articles, wanted, freq=freq, start=start, end=end, fields=parted(fields)
    )


@table_command
def first_to_publish(source: Source, query: MaybeQuery = None) -> "pd.DataFrame":
    """Tell which outlets are first with the stories that several tell."""
    return analytics.first_to_publish(source.matching(query))
