"""Validation: is a count right?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import analytics

from ..errors import ArgumentError
from .command import command
from .options import COVERAGE, Fields, MaybeSubject, OneSubject, Written, split
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

Listed = Annotated[Sequence[str], Written(str, split)]


@dataclass(frozen=True)
class Codes:
    """What people coded. Its fields are options."""

    codes: list[Path] | None = None
    codebook: Path | None = None

    @cached_property
    def read(self) -> "pd.DataFrame":
        """The table of codes."""
        if not self.codes:
            raise ArgumentError("say where the codes are: --codes data/codes")
        return analytics.load_codes(self.codes, self.codebook)


@dataclass(frozen=True)
class Coded:
    """A question that coders answered about articles, and what of it counts. Its fields are options."""

    question: str
    codes: Codes
    value: Listed = ("yes",)
    coder: str | None = None
    fields: Fields = COVERAGE

    def validation(self, source: Source, subject: Any, min_score: float | None = None) -> "pd.DataFrame":
        """Compare the count of a subject with the answers."""
        asked: dict[str, Any] = {"question": self.question, "value": self.value, "coder": self.coder}
        return analytics.validate(
            source.articles, self.codes.read, subject, min_score=min_score, fields=self.fields, **asked
        )


@command
def sample(
    source: Source,
    n: int | None = None,
    by: Listed = (),
    entity: MaybeSubject = None,
    equal: bool = False,
    constructed_weeks: int | None = None,
    seed: int = 1,
) -> "pd.DataFrame":
    """Draw articles at random for people to code; write them with --out sample.parquet."""
    drawn: dict[str, Any] = {"equal": equal, "constructed_weeks": constructed_weeks, "seed": seed}
    return analytics.sample(source.articles, n, by=by, entity=entity, **drawn)


@command
def sample_size(
    population: int | None = None, error: float = 0.05, confidence: float = 0.95, expected: float = 0.5
) -> None:
    """Print how many articles to code so that a share is known to within an error."""
    print(analytics.sample_size(population, error=error, confidence=confidence, expected=expected))


@command
def agree(
    files: list[Path], codebook: Path | None = None, repeats: int = 1000, seed: int = 1
) -> "pd.DataFrame":
    """Measure how far coders agree, question by question."""
    return analytics.agreement(Codes(files, codebook).read, repeats=repeats, seed=seed)


@command
def confusion(codes: list[Path], codebook: Path | None = None) -> "pd.DataFrame":
    """Count which values coders give where others give another."""
    return analytics.confusion(Codes(codes, codebook).read)


@command
def disagreements(source: Source, codes: Codes) -> "pd.DataFrame":
    """List the articles on which coders disagree."""
    return analytics.disagreements(source.articles, codes.read)


@command
def validate(
    source: Source, coded: Coded, subject: OneSubject, min_score: float | None = None
) -> "pd.DataFrame":
    """Compare a count with what people coded: precision, recall and F1, with intervals."""
    return coded.validation(source, subject, min_score)


@command
def misjudged(
    source: Source, coded: Coded, subject: OneSubject, min_score: float | None = None
) -> "pd.DataFrame":
    """List the coded articles that are counted wrongly or missed, with their sentences."""
    validation = coded.validation(source, subject, min_score)
    return analytics.misjudged(source.articles, validation, codes=coded.codes.read)


@command
def remedies(
    source: Source,
    coded: Coded,
    subject: OneSubject,
    aliases: list[str] = (),  # type: ignore[assignment]
    unless: list[str] = (),  # type: ignore[assignment]
    top: int = 10,
) -> "pd.DataFrame":
    """Try names and contexts on the coded articles: what each would mend and break."""
    validation = coded.validation(source, subject)
    tried: dict[str, Any] = {"aliases": aliases, "unless": unless, "top": top}
    return analytics.remedies(source.articles, validation, codes=coded.codes.read, **tried)


@command
def correct(
    source: Source,
    coded: Coded,
    subject: OneSubject,
    by: str | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> "pd.DataFrame":
    """Correct the shares of a trend, of outlets or of a distribution for the errors that coders found."""
    validation = coded.validation(source, subject)
    asked: dict[str, Any] = {"start": start, "end": end, "fields": coded.fields}
    if by is None:
        table = analytics.trend(source.articles, subject, freq=freq or "week", **asked)
    elif by == "outlet":
        table = analytics.outlets(source.articles, subject, freq=freq, **asked)
    else:
        table = analytics.distribution(source.articles, by, entity=subject, freq=freq, **asked)
    return analytics.correct(table, source.articles, validation)
