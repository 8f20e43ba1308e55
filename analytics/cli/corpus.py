"""The corpus: can the data be trusted?"""

from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from .command import app, table_command
from .options import Source

if TYPE_CHECKING:
    import pandas as pd


cache_commands = typer.Typer(
    help="The cache of what was read: derived data, safe to delete.", no_args_is_help=True
)


app.add_typer(cache_commands, name="cache")


@table_command
def gaps(source: Source) -> "pd.DataFrame":
    """List the collector's gaps: days with nothing where there is always something."""
    return analytics.gaps(source.articles)


@table_command
def anomalies(
    source: Source,
    today: Annotated[
        str | None,
        typer.Option(help="the day of reading: what is dated later, is a future date", show_default=False),
    ] = None,
) -> "pd.DataFrame":
    """List what looks like a fault of collection: gaps, crawl dates in disguise, outlets that stop, duplicates."""
    chosen = source.by_story or source.no_boilerplate
    return analytics.anomalies(source.articles if chosen else source.read, today=today)


@table_command
def boilerplate(
    source: Source,
    min_articles: Annotated[
        int, typer.Option(min=2, help="articles of an outlet that have the paragraph")
    ] = 5,
    min_share: Annotated[float, typer.Option(min=0, max=1, help="share of the outlet's articles")] = 0.02,
) -> "pd.DataFrame":
    """List the paragraphs that stand in many articles of one outlet."""
    return analytics.boilerplate(source.articles, min_articles=min_articles, min_share=min_share)
