"""Stories: what is a copy of what, and who was first?"""

from typing import Annotated

import typer

from .command import measure_command
from .options import COVERAGE_FIELDS, End, Fields, Freq, MinArticles, Start
from .subject_options import MaybeSubject


@measure_command
def stories(
    same: Annotated[
        str, typer.Option(help="retold: cut or in part reworded copies too; verbatim: almost the same text")
    ] = "retold",
    days: Annotated[int, typer.Option(min=0, help="most days between two articles of a story")] = 14,
) -> None:
    """Say for each article which story it tells, and whether it was the first."""


@measure_command
def syndicated(min_articles: MinArticles = 2) -> None:
    """List the stories that several articles tell: who was first, how far they went."""


@measure_command
def syndication(
    entity: MaybeSubject = None,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> None:
    """Count the articles of each period, and the stories that are new in it."""


@measure_command
def threads(
    days: Annotated[int, typer.Option(min=0, help="most days between two stories that are linked")] = 10,
    similarity: Annotated[float, typer.Option(help="lowest cosine of two stories that are linked")] = 0.3,
    min_stories: Annotated[int, typer.Option(min=1, help="fewest stories of a thread")] = 2,
) -> None:
    """List stories that go on over days, one report after another."""


@measure_command
def related(
    id: Annotated[str, typer.Argument(help="the article, by its id")],
    n: Annotated[int, typer.Option(min=1, help="how many articles")] = 10,
) -> None:
    """List the articles that are most like one of them."""


@measure_command
def first_to_publish() -> None:
    """Count how often each outlet is first with a story that several tell."""
