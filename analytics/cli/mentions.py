"""Mentions: where exactly, and in which context."""

from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from .command import table_command
from .options import COVERAGE_FIELDS, EntityKeys, Fields, MaybeQuery, SomeEntity, Source, parted

if TYPE_CHECKING:
    import pandas as pd


@table_command
def mentions(
    source: Source,
    entity: EntityKeys,
    query: MaybeQuery = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """List every mention of one or several entities."""
    wanted = [source.entity(name) for name in entity]
    return analytics.mentions(source.matching(query), wanted, fields=parted(fields))


@table_command
def kwic(
    source: Source,
    query: Annotated[str, typer.Argument(help="a query: 'DeepSeek AND 股價'", show_default=False)],
    width: Annotated[int, typer.Option(min=1, help="columns of context on each side")] = 40,
    sort: Annotated[str | None, typer.Option(help="left or right: by the context on that side")] = None,
) -> "pd.DataFrame":
    """Show every place of a query in its context."""
    asked = source.query(query)
    return analytics.kwic(source.articles, asked, width=width, sort=sort)


@table_command
def aboutness(source: Source, entity: SomeEntity, query: MaybeQuery = None) -> "pd.DataFrame":
    """Score each article for how much it is about an entity."""
    wanted = source.entity(entity)
    return analytics.aboutness(source.matching(query), wanted)
