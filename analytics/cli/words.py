"""Words: in which words."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from .command import table_command
from .options import COVERAGE_FIELDS, End, Fields, Freq, MaybeQuery, Node, Source, Start, parted

if TYPE_CHECKING:
    import pandas as pd


Wanted = Annotated[
    list[str],
    typer.Argument(help="words, or keys of the entity pack", show_default=False),
]


@table_command
def terms(
    source: Source,
    query: MaybeQuery = None,
    stop: Annotated[
        Path | None, typer.Option(help="stop words to add; with - before a word, to take off")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="only the first so many")] = None,
) -> "pd.DataFrame":
    """Count the terms of titles and bodies."""
    lexicon = analytics.load_lexicon(source.pack, source.words, stop)
    result = analytics.terms(source.matching(query), lexicon=lexicon)
    return result.head(top) if top else result


@table_command
def new_words(
    source: Source,
    max_length: Annotated[int, typer.Option(min=2, help="longest word in characters")] = 5,
    min_frequency: Annotated[int, typer.Option(min=2, help="least number of occurrences")] = 5,
    min_cohesion: Annotated[float, typer.Option(help="least PMI in bits")] = 3.0,
    min_entropy: Annotated[float, typer.Option(help="least branching entropy on both sides, in bits")] = 1.0,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """Propose words that the dictionary lacks."""
    return analytics.new_words(
        source.matching(query),
        lexicon=source.lexicon,
        max_length=max_length,
        min_frequency=min_frequency,
        min_cohesion=min_cohesion,
        min_entropy=min_entropy,
    )


@table_command
def keyness(
    source: Source,
    target: Annotated[
        str, typer.Argument(help="query for the target: 'entity:deepseek'", show_default=False)
    ],
    reference: Annotated[str | None, typer.Option(help="query for the reference; all others without")] = None,
    min_frequency: Annotated[int, typer.Option(min=1, help="least frequency in both together")] = 3,
) -> "pd.DataFrame":
    """Compare the terms of the articles that match a query with those of others."""
    wanted = source.query(target)
    other = source.query(reference) if reference else None
    return analytics.keyness(
        source.articles, wanted, other, min_frequency=min_frequency, lexicon=source.lexicon
    )


@table_command
def rising(
    source: Source,
    freq: Freq = "week",
    top: Annotated[int, typer.Option(min=1, help="terms a period")] = 10,
    min_frequency: Annotated[int, typer.Option(min=1, help="least frequency in the period")] = 3,
    start: Start = None,
    end: End = None,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """List the terms that mark each period out against all before it."""
    return analytics.rising(
        source.matching(query),
        freq=freq,
        top=top,
        min_frequency=min_frequency,
        start=start,
        end=end,
        lexicon=source.lexicon,
    )


@table_command
def collocates(
    source: Source,
    node: Node,
    window: Annotated[int, typer.Option(min=1, help="tokens to each side")] = 5,
    min_frequency: Annotated[int, typer.Option(min=1, help="least occurrences in the windows")] = 3,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """List the words that stand near a word or an entity."""
    wanted = list(parted(node)) if "," in node else source.names.get(node.casefold(), node)
    return analytics.collocates(
        source.matching(query), wanted, window=window, min_frequency=min_frequency, lexicon=source.lexicon
    )


@table_command
def ngrams(
    source: Source,
    length: Annotated[int, typer.Option(min=2, max=5, help="words")] = 2,
    min_frequency: Annotated[int, typer.Option(min=1, help="least number of occurrences")] = 3,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """List strings of words that recur."""
    return analytics.ngrams(
        source.matching(query), length=length, min_frequency=min_frequency, lexicon=source.lexicon
    )


@table_command
def cooccurrence(
    source: Source,
    by: Annotated[str, typer.Option(help="tags, categories, topic or entities")] = "tags",
    min_articles: Annotated[int, typer.Option(min=1, help="least number of articles that have both")] = 2,
    fields: Fields = COVERAGE_FIELDS,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """Count which tags, categories or entities occur in the same articles."""
    return analytics.cooccurrence(
        source.matching(query), by, entities=source.pack, min_articles=min_articles, fields=parted(fields)
    )


@table_command
def dispersion(
    source: Source,
    terms: Wanted,
    by: Annotated[str, typer.Option(help="article, outlet, day, week, month or quarter")] = "article",
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """Measure how evenly words or entities are spread over articles, outlets or periods."""
    return analytics.dispersion(source.matching(query), terms, by=by)


@table_command
def xray(source: Source, terms: Wanted, query: MaybeQuery = None) -> "pd.DataFrame":
    """Locate every occurrence of words or entities in the running text of the corpus."""
    return analytics.xray(source.matching(query), terms)


@table_command
def diversity(
    source: Source,
    by: Annotated[str, typer.Option(help="outlet, section, topic or lang")] = "outlet",
    window: Annotated[int, typer.Option(min=1, help="words of the moving window of mattr")] = 50,
    query: MaybeQuery = None,
) -> "pd.DataFrame":
    """Measure how varied the vocabulary of each outlet, section, topic or language is."""
    return analytics.diversity(source.matching(query), by=by, window=window)
