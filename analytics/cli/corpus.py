"""Corpus: can the data be trusted?"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import analytics

from .command import measure_command, table_command
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

Today = Annotated[
    str | None, typer.Option(help="day of reading: a later date is a future date", show_default=False)
]


@table_command
def health(source: Source) -> "pd.DataFrame":
    """Sum up a corpus: what was read, what is missing, what recurs."""
    return analytics.health(source.articles if source.by_story else source.read)


@measure_command
def gaps() -> None:
    """List the collector's gaps: days with nothing where there is always something."""


@table_command
def anomalies(source: Source, today: Today = None) -> "pd.DataFrame":
    """List what looks like a fault of collection: gaps, crawl dates in disguise, outlets that stop, duplicates."""
    # Without some articles, the problems of the whole corpus do not apply.
    articles: Any = source.articles if source.by_story else source.read
    return analytics.anomalies(articles, today=today)


@measure_command
def boilerplate(
    min_articles: Annotated[
        int, typer.Option(min=2, help="smallest number of articles of an outlet that have the paragraph")
    ] = 5,
    min_share: Annotated[
        float, typer.Option(min=0, max=1, help="smallest share of the outlet's articles")
    ] = 0.02,
) -> None:
    """List the paragraphs that stand in many articles of one outlet."""
