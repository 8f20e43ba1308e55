"""Mentions: where exactly, in which context?"""

from typing import TYPE_CHECKING, Annotated

import typer

from .command import measure_command, table_command
from .options import COVERAGE_FIELDS, Entity, Fields, Named, Query, split
from .source import Source
from .subject_options import EachSubject, OneArgument, OneSubject, SubjectOptions

if TYPE_CHECKING:
    import pandas as pd

_LISTED = ["id", "published", "outlet", "title", "source_url"]


@measure_command
def mentions(entities: EachSubject, fields: Fields = COVERAGE_FIELDS) -> None:
    """List every mention of one or several entities."""


@measure_command
def kwic(
    subject: OneArgument,
    width: Annotated[int, typer.Option(min=1, help="columns of context on each side")] = 40,
    sort: Annotated[str | None, typer.Option(help="left or right: by the context on that side")] = None,
    order: Annotated[str, typer.Option(help="how Chinese is sorted: strokes or pinyin")] = "strokes",
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """Show every place of an entity or a query in its context."""


@table_command
def match(
    source: Source,
    subject: Named = None,
    entity: Entity = None,
    query: Query = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """List the articles that mention an entity or match a query."""
    given = {"subject": subject, "entity": entity, "query": query}
    wanted = SubjectOptions(argument=True).taken("subject", source, given)
    found = source.matching(wanted, split(fields))[_LISTED]
    rows: pd.DataFrame = (
        found.compute() if hasattr(found, "compute") else found
    )  # a scanned corpus stays with the workers
    return rows.reset_index(drop=True)


@measure_command
def aboutness(entity: OneSubject) -> None:
    """Score each article for how much it is about an entity."""
