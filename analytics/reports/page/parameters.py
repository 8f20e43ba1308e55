"""What a report is about: the values in the notebook, which a build overrides."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from ... import charts
from ...errors import ArgumentError, ReportError, one_of
from ...measures.engine.periods import Span, checked_day, extent, span, within
from ...measures.engine.subject import COVERAGE, mention_counts_each, one_subject
from ...measures.engine.tally import map_parts, merge_arrays, tally
from ...read.corpus import Corpus, load
from ...shipped import shipped
from ...text.entities import Entity, entity_from_json, load_entities
from ...wording import LANGUAGES

VARIABLE = "ANALYTICS_PARAMETERS"
FIGURES = "ANALYTICS_FIGURES"  # a build's folder for the files of charts; unset where an analyst works
# Days of a range, up to which a length of period is used.
_LENGTHS = ((21, "day"), (600, "week"), (3000, "month"))
_TEXT_OR_NONE = ("entities", "start", "end", "scheduler", "cache_at")


@dataclass(frozen=True)
class Parameters:
    """What a report is about.

    Attributes
    ----------
    corpus : str
        Folder, file, archive or address of the articles.
    entity : Entity
        Whose coverage is followed.
    others : tuple of Entity
        Whom it is compared with; empty: those of the pack that the articles mention most.
    start, end : str or None
        First and last day; None: the corpus'.
    language : str
        Of the page: `zh-HK` or `en`.
    entities : str or None
        The entity pack in place of the one that comes with the library.
    scheduler, cache_at : str or None
        Address of the Dask scheduler whose workers read and count, and where they keep what they read; without one
        this process does.
    """

    corpus: str
    entity: Entity
    others: tuple[Entity, ...]
    start: str | None
    end: str | None
    language: str
    entities: str | None = None
    scheduler: str | None = None
    cache_at: str | None = None

    def read(self) -> Corpus:
        """Return the corpus.

        >>> len(parameters(corpus="data/sample").read())
        288
        """
        return read_corpus(self.corpus, self.entities, self.scheduler, self.cache_at)

    @property
    def range(self) -> dict[str, str | None]:
        """First and last day, as measures take them: `trend(articles, given.entity, **given.range)`."""
        return {"start": self.start, "end": self.end}

    def frequency(self, corpus: Corpus) -> str:
        """Return the length of period that gives a chart neither a handful of points nor hundreds.

        >>> from analytics import load
        >>> parameters(corpus="data/sample").frequency(load("data/sample"))
        'week'
        """
        asked = span(extent(corpus.articles), self.start, self.end)
        if asked.first is None or asked.last is None:
            return "week"
        length = (asked.last - asked.first).days
        return next((freq for most, freq in _LENGTHS if length <= most), "quarter")

    def halves(self, corpus: Corpus) -> dict[str, tuple[str | None, str | None]]:
        """Return the first and the second half of the range, as measures of two periods take them.

        Of an odd number of days the first half has one more: after a single day comes an empty half.

        >>> from analytics import load
        >>> parameters(start="2025-01-01", end="2025-01-05").halves(load("data/sample"))
        {'before': ('2025-01-01', '2025-01-03'), 'after': ('2025-01-04', '2025-01-05')}
        """
        asked = span(extent(corpus.articles), self.start, self.end)
        if asked.first is None or asked.last is None:
            return {"before": (None, None), "after": (None, None)}
        day = pd.Timedelta(days=1)
        middle = asked.first + (asked.last - asked.first) // (2 * day) * day
        pairs = {"before": (asked.first, middle), "after": (middle + day, max(middle + day, asked.last))}
        return {name: (f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}") for name, (first, last) in pairs.items()}

    def compared(self, corpus: Corpus, most: int = 4) -> list[Entity]:
        """Return the entity and those it is compared with; by default those of the pack with most articles.

        >>> from analytics import load
        >>> [entity.label for entity in parameters(others=["nvidia"]).compared(load("data/sample"))]
        ['DeepSeek', '英偉達']
        """
        if self.others:
            return [self.entity, *(other for other in self.others if other.label != self.entity.label)]
        rest = [
            entity for entity in load_entities(self.entities).values() if entity.label != self.entity.label
        ]
        count = partial(_matching, entities=rest)
        matching = tally(self.select(corpus), count, merge_arrays, columns=COVERAGE).tolist()
        ranked = sorted(zip(matching, rest, strict=True), key=lambda pair: (-pair[0], pair[1].key))
        return [self.entity, *(entity for count, entity in ranked[:most] if count)]

    def select(self, corpus: Corpus) -> pd.DataFrame:
        """Return the articles of the range; without a range all, those without a date too.

        >>> from analytics import load
        >>> corpus = load("data/sample")
        >>> len(parameters(corpus="data/sample").select(corpus)) == len(corpus)
        True
        """
        articles = corpus.articles
        if not self.start and not self.end:
            return articles
        return map_parts(articles, partial(_within, asked=span(extent(articles), self.start, self.end)))


def read_corpus(
    corpus: str, entities: str | None = None, scheduler: str | None = None, cache_at: str | None = None
) -> Corpus:
    """Return a corpus, read here or by the workers of a scheduler; then its articles are a Dask DataFrame."""
    if scheduler is None:
        return load(corpus, entities=entities)
    from ...scale import connect, scan

    connect(scheduler)
    return scan(corpus, entities=entities, cache=cache_at).corpus


def _matching(part: pd.DataFrame, entities: list[Entity]) -> np.ndarray:
    """How many articles of a part mention each entity."""
    return np.array(
        [(counts > 0).sum() for counts in mention_counts_each(part, entities, COVERAGE)], dtype=int
    )


def _within(part: pd.DataFrame, asked: Span) -> pd.DataFrame:
    return part[within(part, asked)]


def parameters(
    corpus: str = "data/sample",
    entity: str | Entity = "deepseek",
    others: Sequence[str | Entity] | None = None,
    entities: str | Path | None = None,
    start: str | None = None,
    end: str | None = None,
    language: str = "zh-HK",
    scheduler: str | None = None,
    cache_at: str | None = None,
) -> Parameters:
    """Say what a notebook is about, and set the language of all it displays.

    The values given here are an analyst's own. A build overrides them through the environment variable
    `ANALYTICS_PARAMETERS`, a JSON object of the same names.

    Parameters
    ----------
    corpus : str
        Folder, file, archive or address of the articles. A relative path is looked for in the current folder, then
        in the project's.
    entity : str or Entity
        A key or name of the entity pack, any other name as written, or `Names(…)`.
    others : sequence of str or Entity, optional
        Whom it is compared with; by default those of the pack that the articles mention most.
    entities : str or path, optional
        An entity pack in place of the one that comes with the library.
    start, end : str, optional
        First and last day, `2025-01-01`.
    language : {"zh-HK", "en"}
        Of the page.
    scheduler : str, optional
        Address of a Dask scheduler whose workers read and count, `tcp://10.0.0.5:8786`.
    cache_at : str, optional
        Folder or address where they keep what they read.

    Raises
    ------
    ReportError
        A name or a type in the environment variable is wrong, or the language is unknown.
    EntityError
        The entity is unknown.
    ArgumentError
        A day is none.

    Examples
    --------
    >>> given = parameters(entity="nvidia")
    >>> given.entity.label, given.start is None
    ('英偉達', True)
    """
    own = {"corpus": str(corpus), "entity": entity, "others": others, "entities": entities}
    own |= {"start": start, "end": end, "language": language, "scheduler": scheduler, "cache_at": cache_at}
    given = own | _overrides(os.environ.get(VARIABLE, ""), list(own))
    language = one_of("language", str(given["language"]), list(LANGUAGES), ReportError)
    charts.language(language)
    pack = None if given["entities"] is None else str(given["entities"])
    return Parameters(
        corpus=located(str(given["corpus"])),
        entity=subject_of(given["entity"], pack),
        others=tuple(subject_of(other, pack) for other in given["others"] or ()),  # type: ignore[attr-defined]
        start=_day("start", given["start"]),
        end=_day("end", given["end"]),
        language=language,
        entities=pack,
        scheduler=_text("scheduler", given["scheduler"]),
        cache_at=_text("cache_at", given["cache_at"]),
    )


def subject_of(wanted: object, entities: str | None = None) -> Entity:
    """Return the entity that a report follows, from its key or name, or from the object that a build made of it.

    >>> subject_of("特朗普").key, subject_of("港鐵").label
    ('trump', '港鐵')
    """
    if isinstance(wanted, Mapping):
        return entity_from_json(wanted)
    found = one_subject(wanted, load_entities(entities))
    if not isinstance(found, Entity):
        raise ArgumentError("a report follows an entity: give a key or name of the entity pack, or Names(…)")
    return found


def located(corpus: str) -> str:
    """Return where a corpus lies: as given, or in the project's folder where only there is such a path.

    >>> located("https://example.org/articles.zip")
    'https://example.org/articles.zip'
    """
    place = Path(corpus).expanduser()
    if "://" in corpus or place.is_absolute() or place.exists():
        return corpus
    ours = shipped("data").parent / place
    return str(ours) if ours.exists() else corpus


def _day(name: str, written: object) -> str | None:
    """A day as measures take it; what is none is refused here and not by the first measure that needs it."""
    day = checked_day(name, written)  # type: ignore[arg-type]
    return None if day is None else f"{day:%Y-%m-%d}"


def _text(name: str, written: object) -> str | None:
    if written is not None and not isinstance(written, str):
        raise ReportError(f"{name} must be {_kind(name)}, not {written!r}")
    return written or None


def _overrides(text: str, known: list[str]) -> dict[str, object]:
    if not text.strip():
        return {}
    try:
        given = json.loads(text)
    except json.JSONDecodeError as bad:
        raise ReportError(f"{VARIABLE}: not JSON ({bad.msg}, column {bad.colno})") from None
    if not isinstance(given, dict):
        raise ReportError(f"{VARIABLE}: must be an object such as {{'entity': 'deepseek'}}")
    for name, value in given.items():
        one_of("parameter", name, known, ReportError)
        if not _fits(name, value):
            raise ReportError(f"{VARIABLE}: {name} must be {_kind(name)}, not {value!r}")
    return given


def _fits(name: str, value: object) -> bool:
    if name == "others":
        return value is None or (isinstance(value, list) and all(_fits("entity", other) for other in value))
    if name == "entity":
        return isinstance(value, str | dict)
    return isinstance(value, str) or (name in _TEXT_OR_NONE and value is None)


def _kind(name: str) -> str:
    own = {"entity": "a text", "others": "a list of texts or null"}
    return own.get(name, "a text or null" if name in _TEXT_OR_NONE else "a text")
