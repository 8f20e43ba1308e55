"""Validation: is a count right?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import analytics

from ..errors import ArgumentError
from .command import app, plain_command, table_command
from .options import (
    COVERAGE_FIELDS,
    End,
    Entity,
    Fields,
    MaybeFreq,
    OnlyEntity,
    OnlyQuery,
    Query,
    Start,
    split,
)
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

Seed = Annotated[int, typer.Option(help="which random numbers")]
CodeFiles = Annotated[
    list[Path], typer.Argument(help="files of codes, or a folder of them", show_default=False)
]
Codes = Annotated[
    list[Path] | None,
    typer.Option("--codes", help="a file of codes or a folder of them; may be repeated", show_default=False),
]
Codebook = Annotated[
    Path | None,
    typer.Option(
        "--codebook", help="what was asked; by default codebook.toml beside the codes", show_default=False
    ),
]
Question = Annotated[
    str, typer.Option("--question", help="the question whose answer decides", show_default=False)
]
Value = Annotated[str, typer.Option("--value", help="answers that count, separated by commas")]
Coder = Annotated[
    str | None,
    typer.Option("--coder", help="whose answers decide; by default the majority", show_default=False),
]
MinScore = Annotated[
    float | None,
    typer.Option("--min-score", help="count only articles with this score of aboutness", show_default=False),
]


@table_command
def sample(
    source: Source,
    n: Annotated[int | None, typer.Option("--n", min=1, help="articles to draw", show_default=False)] = None,
    by: Annotated[
        str,
        typer.Option(help="strata, separated by commas: outlet, section, topic, lang, a period, matching"),
    ] = "",
    entity: Entity = None,
    query: Query = None,
    equal: Annotated[bool, typer.Option("--equal", help="draw the same number from each stratum")] = False,
    constructed_weeks: Annotated[
        int | None,
        typer.Option("--constructed-weeks", min=1, help="draw the days of so many weeks", show_default=False),
    ] = None,
    seed: Seed = 1,
) -> "pd.DataFrame":
    """Draw articles at random for people to code; write them with --out sample.parquet."""
    subject: Any = source.subject(entity, query, required=False)
    return analytics.sample(
        source.articles,
        n,
        by=split(by),
        entity=subject,
        equal=equal,
        constructed_weeks=constructed_weeks,
        seed=seed,
    )


@app.command("sample-size")
def sample_size(
    population: Annotated[
        int | None, typer.Argument(help="articles to draw from; without it very many", show_default=False)
    ] = None,
    error: Annotated[float, typer.Option(help="half the width of the interval: 0.05")] = 0.05,
    confidence: Annotated[float, typer.Option(help="how often it holds the true share")] = 0.95,
    expected: Annotated[float, typer.Option(help="the share expected; 0.5 asks for most")] = 0.5,
) -> None:
    """Print how many articles to code so that a share is known to within an error."""
    print(analytics.sample_size(population, error=error, confidence=confidence, expected=expected))


@plain_command
def agree(
    files: CodeFiles,
    codebook: Codebook = None,
    repeats: Annotated[int, typer.Option(min=1, help="how often articles are drawn anew")] = 1000,
    seed: Seed = 1,
) -> "pd.DataFrame":
    """Measure how far coders agree, question by question."""
    return analytics.agreement(_codes(files, codebook), repeats=repeats, seed=seed)


@plain_command
def confusion(codes: CodeFiles, codebook: Codebook = None) -> "pd.DataFrame":
    """Count which values coders give where others give another."""
    return analytics.confusion(_codes(codes, codebook))


@table_command
def disagreements(source: Source, codes: Codes = None, codebook: Codebook = None) -> "pd.DataFrame":
    """List the articles on which coders disagree."""
    return analytics.disagreements(source.articles, _codes(codes, codebook))


@table_command
def validate(
    source: Source,
    question: Question,
    codes: Codes = None,
    codebook: Codebook = None,
    entity: Entity = None,
    query: Query = None,
    value: Value = "yes",
    coder: Coder = None,
    min_score: MinScore = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Compare a count with what people coded: precision, recall and F1, with intervals."""
    read = _codes(codes, codebook)
    return _validated(source, read, question, entity, query, value, coder, min_score, fields)


@table_command
def misjudged(
    source: Source,
    question: Question,
    codes: Codes = None,
    codebook: Codebook = None,
    entity: Entity = None,
    query: Query = None,
    value: Value = "yes",
    coder: Coder = None,
    min_score: MinScore = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """List the coded articles that are counted wrongly or missed, with their sentences."""
    read = _codes(codes, codebook)
    validation = _validated(source, read, question, entity, query, value, coder, min_score, fields)
    return analytics.misjudged(source.articles, validation, codes=read)


@table_command
def remedies(
    source: Source,
    question: Question,
    codes: Codes = None,
    codebook: Codebook = None,
    entity: Entity = None,
    query: Query = None,
    value: Value = "yes",
    coder: Coder = None,
    fields: Fields = COVERAGE_FIELDS,
    aliases: Annotated[
        list[str], typer.Option("--alias", help="a name to try; may be repeated", show_default=False)
    ] = (),  # type: ignore[assignment]
    unless: Annotated[
        list[str],
        typer.Option("--unless", help="a context to try; may be repeated", show_default=False),
    ] = (),  # type: ignore[assignment]
    top: Annotated[int, typer.Option(min=1, help="how many proposals")] = 10,
) -> "pd.DataFrame":
    """Try names and contexts on the coded articles: what each would mend and break."""
    read = _codes(codes, codebook)
    validation = _validated(source, read, question, entity, query, value, coder, None, fields)
    return analytics.remedies(
        source.articles, validation, codes=read, aliases=aliases, unless=unless, top=top
    )


@table_command
def correct(
    source: Source,
    question: Question,
    codes: Codes = None,
    codebook: Codebook = None,
    entity: OnlyEntity = None,
    query: OnlyQuery = None,
    value: Value = "yes",
    coder: Coder = None,
    by: Annotated[
        str | None,
        typer.Option(help="rows by outlet, or by another column; by default by period", show_default=False),
    ] = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = COVERAGE_FIELDS,
) -> "pd.DataFrame":
    """Correct the shares of a trend, of outlets or of a distribution for the errors that coders found."""
    read = _codes(codes, codebook)
    validation = _validated(source, read, question, entity, query, value, coder, None, fields)
    subject: Any = source.subject(entity, query)
    asked: dict[str, Any] = {"start": start, "end": end, "fields": split(fields)}
    if by is None:
        table = analytics.trend(source.articles, subject, freq=freq or "week", **asked)
    elif by == "outlet":
        table = analytics.outlets(source.articles, subject, freq=freq, **asked)
    else:
        table = analytics.distribution(source.articles, by, entity=subject, freq=freq, **asked)
    return analytics.correct(table, source.articles, validation)


def _codes(files: list[Path] | None, codebook: Path | None) -> "pd.DataFrame":
    if not files:
        raise ArgumentError("say where the codes are: --codes data/codes")
    return analytics.load_codes(files, codebook)


def _validated(
    source: Source,
    codes: "pd.DataFrame",
    question: str,
    entity: str | None,
    query: str | None,
    value: str,
    coder: str | None,
    min_score: float | None,
    fields: str,
) -> "pd.DataFrame":
    subject: Any = source.subject(entity, query)
    return analytics.validate(
        source.articles,
        codes,
        subject,
        question=question,
        value=split(value),
        coder=coder,
        min_score=min_score,
        fields=split(fields),
    )
