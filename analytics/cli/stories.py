"""Commands on stories: what several articles tell alike."""

from typing import Annotated

import pandas as pd
import typer

import analytics

from .command import table_command
from .options import MaybeQuery, Source


@table_command
def stories(source: Source, query: MaybeQuery = None) -> pd.DataFrame:
    """Tell for each article which story it tells, and whether it was the first."""
    return analytics.stories(source.matching(query))


@table_command
def syndicated(
    source: Source,
    least: Annotated[int, typer.Option(min=1, help="articles from which a story is listed")] = 2,
    query: MaybeQuery = None,
) -> pd.DataFrame:
    """List the stories that several articles tell: who was first, how far they went."""
    return analytics.syndicated(source.matching(query), least=least)
