"""Words: in which words?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from .command import measure_command, table_command
from .options import (
    COVERAGE_FIELDS,
    By,
    End,
    Fields,
    Freq,
    MergeSpellings,
    MinArticles,
    MinFrequency,
    Named,
    OnlyEntity,
    OnlyQuery,
    Query,
    Reference,
    ReferenceQuery,
    Start,
    Window,
)
from .options import Entity as EntityOption
from .source import Source
from .subject_options import EachArgument, MaybeSubjects, OneArgument, SubjectOptions

if TYPE_CHECKING:
    import pandas as pd


@table_command
def terms(
    source: Source,
    entity: OnlyEntity = None,
    query: OnlyQuery = None,
    stop: Annotated[
        Path | None, typer.Option(help="stop words to add; with - before a word, to remove")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="only this many")] = None,
) -> "pd.DataFrame":
    """Count the terms of titles and bodies."""
    names = source.pack.values() if source.entities else None
    lexicon = analytics.load_lexicon(names, source.words, stop)
    chosen = source.subject(entity, query, required=False)
    result = analytics.terms(source.matching(chosen), lexicon=lexicon)
    return result.head(top) if top else result


@measure_command
def new_words(
    max_length: Annotated[int, typer.Option(min=2, max=5, help="longest word, in characters")] = 5,
    min_frequency: Annotated[
        int | None,
        typer.Option(min=2, help="smallest number of occurrences; by default 5, more in a large corpus"),
    ] = None,
    min_cohesion: Annotated[float, typer.Option(help="smallest PMI, in bits")] = 3.0,
    min_entropy: Annotated[
        float, typer.Option(help="smallest branching entropy on both sides, in bits")
    ] = 1.0,
) -> None:
    """Propose words that the dictionary lacks."""


@measure_command
def lexicon_coverage() -> None:
    """Count how much of the text the dictionary knows."""


@table_command
def keyness(
    source: Source,
    target: Named = None,
    entity: EntityOption = None,
    query: Query = None,
    reference: Reference = None,
    reference_query: ReferenceQuery = None,
    min_frequency: MinFrequency = 3,
) -> "pd.DataFrame":
    """Compare the terms of some articles with those of others."""
    given = {"target": target, "entity": entity, "query": query}
    wanted = SubjectOptions(argument=True).taken("target", source, given)
    other = source.subject(reference, reference_query, required=False)
    return analytics.keyness(
        source.articles, wanted, other, min_frequency=min_frequency, lexicon=source.lexicon
    )


@measure_command
def rising(
    freq: Freq = "week",
    top: Annotated[int, typer.Option(min=1, help="terms of each period")] = 10,
    min_frequency: MinFrequency = 3,
    start: Start = None,
    end: End = None,
) -> None:
    """List the terms that mark each period out against all before it."""


@measure_command
def collocates(node: OneArgument, window: Window = 5, min_frequency: MinFrequency = 3) -> None:
    """List the words that stand near a word or an entity."""


@measure_command
def ngrams(
    length: Annotated[int, typer.Option(min=2, max=5, help="number of words")] = 2,
    min_frequency: MinFrequency = 3,
) -> None:
    """List sequences of words that recur."""


@measure_command
def cooccurrence(
    by: By = "tags",
    entities: MaybeSubjects = None,
    min_articles: MinArticles = 2,
    fields: Fields = COVERAGE_FIELDS,
    merge_spellings: MergeSpellings = True,
) -> None:
    """Count which tags, categories, topics or entities occur in the same articles."""


@measure_command
def dispersion(terms: EachArgument, by: By = "article") -> None:
    """Measure how evenly words or entities are spread over articles, outlets or periods."""


@measure_command
def xray(terms: EachArgument) -> None:
    """Locate every occurrence of words or entities in the running text of the corpus."""


@measure_command
def diversity(by: By = "outlet", window: Window = 50, merge_spellings: MergeSpellings = True) -> None:
    """Measure how varied the vocabulary of each outlet, section, topic or language is."""
