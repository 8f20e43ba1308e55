"""What a report is about: the values in the notebook, which a build overrides."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import ReportError, one_of
from ...measures.corpus.rhythm import usual_days
from ...measures.engine.periods import Span, checked_day, extent, span, within
from ...measures.engine.tally import checked, filtered, map_parts
from ...measures.mentions.kwic import kwic
from ...measures.mentions.match import match
from ...measures.stories.stories import stories
from ...read.corpus import Corpus
from ...read.zones import checked_zone
from ...schema import TIMEZONE
from ...text.entities import Entity, Names, load_entities
from ...text.query import Query
from ...wording import LANGUAGES, either, text
from ...wording import language as set_language
from .coding import Coding, coding_of
from .counted import absent_note, counted_note
from .environment import VARIABLE, kind_of, overrides
from .inputs import Reading, Subject, located, most_covered, of_project, subject_of
from .pieces import Piece, show_bare

_OPTIONAL = ("entities", "words", "stopwords", "labels", "scheduler", "cache_at", "codes")
_DEFAULTS = {"corpus": "data/sample", "entity": "deepseek", "language": "zh-HK", "timezone": TIMEZONE}
# Days of range up to which each length of period is used.
_LENGTHS = ((21, "day"), (600, "week"), (3000, "month"))


@dataclass(frozen=True, kw_only=True)
class Parameters(Reading):
    """What a report is about, and how it reads its corpus: the attributes of `Reading` are its own too.

    Attributes
    ----------
    entity : Entity or Query
        Whose coverage is followed.
    others : tuple of Entity or Query
        Whom it is compared with; empty: those of the pack that the articles mention most.
    start, end : str or None
        First and last day; None: the corpus'.
    language : str
        Of the page: `zh-HK` or `en`.
    by_story : bool
        Whether each story counts once, by its earliest article.
    codes : str or None
        Folder of the codes of people; None: `codes` beside the corpus.
    """

    entity: Subject
    others: tuple[Subject, ...]
    start: str | None
    end: str | None
    language: str
    by_story: bool = False
    codes: str | None = None

    def _repr_html_(self) -> str:
        return self.note().html

    def note(self, articles: Any = None, own_words: int = 0) -> Piece:
        """Return what a page must say about what counts of its articles; nothing where all counts as it is.

        >>> parameters(by_story=True).note()
        內容大致相同的文章當作同一則新聞，只計最早一篇。
        """
        said = counted_note(articles, self.by_story, self.boilerplate, own_words)
        return absent_note(articles, self.entity, self.entities, said)

    def articles(self, corpus: Corpus) -> Any:
        """Return the articles that count: each story once, where that was asked for.

        >>> given = parameters(corpus="data/sample", by_story=True)
        >>> len(given.articles(given.read())) < 288
        True
        """
        articles = checked(corpus)
        return filtered(articles, stories(articles)["first"]) if self.by_story else articles

    def select(self, articles: Any) -> Any:
        """Return the articles of the range; without a range all, those without a date too.

        >>> from analytics import load
        >>> len(parameters(end="2023-12-31").select(load("data/sample")))
        0
        """
        articles = checked(articles)
        if not self.start and not self.end:
            return articles
        return map_parts(articles, partial(_within, asked=self._span(articles)))

    def coding(self, corpus: Corpus) -> Coding:
        """Return what people have coded of the corpus, and what it says of the subject.

        >>> given = parameters()
        >>> given.coding(given.read()).question
        'mentions'
        """
        return coding_of(self.corpus, corpus, self.entity, self.codes)

    def about(self, articles: Any) -> Any:
        """Return the articles that match the subject."""
        return filtered(articles, match(articles, self.entity))

    @property
    def about_label(self) -> str:
        """What a chart calls the articles that are about the subject."""
        return text("pages.subject.about", subject=either(self.entity.label, self.entity.label_en))

    @property
    def range(self) -> dict[str, str | None]:
        """First and last day, as measures take them: `trend(articles, given.entity, **given.range)`."""
        return {"start": self.start, "end": self.end}

    def frequency(self, articles: Any) -> str:
        """Return the length of period that gives a chart neither a handful of points nor hundreds.

        >>> from analytics import load
        >>> parameters().frequency(load("data/sample"))
        'week'
        """
        asked = self._span(checked(articles))
        if asked.first is None or asked.last is None:
            return "week"
        length = (asked.last - asked.first).days
        return next((freq for most, freq in _LENGTHS if length <= most), "quarter")

    def halves(self, articles: Any) -> dict[str, tuple[str | None, str | None]]:
        """Return the first and the second half of the range, as measures of two periods take them.

        Of an odd number of days the first half has one more: after a single day comes an empty half.

        >>> from analytics import load
        >>> parameters(start="2025-01-01", end="2025-01-05").halves(load("data/sample"))
        {'before': ('2025-01-01', '2025-01-03'), 'after': ('2025-01-04', '2025-01-05')}
        """
        asked = self._span(checked(articles))
        if asked.first is None or asked.last is None:
            return {"before": (None, None), "after": (None, None)}
        day = pd.Timedelta(days=1)
        middle = asked.first + (asked.last - asked.first) // (2 * day) * day
        pairs = {"before": (asked.first, middle), "after": (middle + day, max(middle + day, asked.last))}
        return {name: (f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}") for name, (first, last) in pairs.items()}

    def compared(self, articles: Any, most: int = 4) -> list[Subject]:
        """Return the subject and those it is compared with; by default those of the pack with most articles.

        >>> from analytics import load
        >>> [subject.label for subject in parameters(others=["nvidia"]).compared(load("data/sample"))]
        ['DeepSeek', '英偉達']
        """
        if self.others:
            return [self.entity, *(other for other in self.others if other.label != self.entity.label)]
        pack = load_entities(self.entities).values()
        rest = [entity for entity in pack if entity.label != self.entity.label]
        return [self.entity, *most_covered(self.select(articles), rest, most)]

    def names(self, articles: Any) -> Entity:
        """Return the names of the subject, for measures that need names: of a query the words that it finds.

        >>> from analytics import Query, load
        >>> found = parameters(entity=Query("港股 OR 恒指")).names(load("data/sample"))
        >>> [alias.text for alias in found.aliases]
        ['恒指', '港股']
        """
        if isinstance(self.entity, Entity):
            return self.entity
        words = sorted({word for word in kwic(articles, self.entity)["match"] if len(word) > 1})
        return Names(*(words or [self.entity.text]), label=self.entity.label)

    def _span(self, articles: Any) -> Span:
        asked = span(extent(articles), self.start, self.end)
        if self.start or self.end:
            return asked
        usual = usual_days(articles)
        return replace(asked, first=usual.min(), last=usual.max()) if len(usual) else asked


def _within(part: pd.DataFrame, asked: Span) -> pd.DataFrame:
    return part[within(part, asked)]


def parameters(
    corpus: str | None = None,
    entity: str | Entity | Query | None = None,
    others: Sequence[str | Entity | Query] | None = None,
    start: str | None = None,
    end: str | None = None,
    language: str | None = None,
    entities: str | Path | None = None,
    words: str | Path | None = None,
    stopwords: str | Path | None = None,
    timezone: str | None = None,
    labels: str | Path | None = None,
    by_story: bool = False,
    boilerplate: bool = False,
    scheduler: str | None = None,
    cache_at: str | None = None,
    codes: str | Path | None = None,
) -> Parameters:
    """Say what a notebook is about, set the language of all it displays, and let charts and tables show themselves.

    A value given here goes before what the project's `analytics.toml` says, and that before the library's default. A
    build gives all values itself, those of its command, through the environment variable `ANALYTICS_PARAMETERS`, a JSON
    object of the same names.

    Parameters
    ----------
    corpus : str, optional
        Folder, file, archive or address of the articles; by default the sample. A relative path is looked for in the
        current folder, then beside the library.
    entity : str, Entity or Query, optional
        A key or any name of the entity pack, any other name as written, several names separated by commas or as
        `Names(…)`, an entity, or `Query(…)`; by default DeepSeek.
    others : sequence of str, Entity or Query, optional
        Whom it is compared with; without it those of the pack that the articles mention most.
    start, end : str, optional
        First and last day, `2025-01-01`.
    language : {"zh-HK", "en"}, optional
        Of the page; by default Chinese.
    entities : str or path, optional
        An entity pack in place of the one that comes with the library.
    words : str or path, optional
        A file of words that are never split.
    stopwords : str or path, optional
        A file of stop words to add to those of the library; a word with `-` before it is taken off.
    timezone : str, optional
        Where times without an offset were written, and in which days are counted; by default Hong Kong.
    labels : str or path, optional
        A TOML file of outlets' names, classes and owners, and of values that are one, as `load` takes it.
    by_story : bool
        Whether each story counts once, by its earliest article.
    boilerplate : bool
        Whether paragraphs that recur in many articles of an outlet count too.
    scheduler : str, optional
        Address of a Dask scheduler whose workers read and count, `tcp://10.0.0.5:8786`.
    cache_at : str, optional
        Folder or address where they keep what they read.
    codes : str or path, optional
        Folder of the codes of people, with the codebook; by default `codes` beside the corpus.

    Raises
    ------
    ReportError
        A name or a type in the environment variable is wrong, or the language is unknown.
    EntityError
        The entity is unknown, or the pack cannot be read.
    ArgumentError
        A day or the subject is wrong.
    CorpusError
        The time zone is unknown.

    Examples
    --------
    >>> given = parameters(entity="nvidia")
    >>> given.entity.label, given.start is None
    ('英偉達', True)
    """
    own: dict[str, Any] = {
        name: str(value) if isinstance(value, Path) else value for name, value in locals().items()
    }
    built = os.environ.get(VARIABLE, "")
    stated = {name: value for name, value in own.items() if value is not None}
    given: dict[str, Any] = dict.fromkeys(own) | _DEFAULTS | ({} if built else of_project(own)) | stated
    given |= overrides(built, list(own))
    for name in _OPTIONAL:
        if given[name] is not None and not isinstance(given[name], str):
            raise ReportError(f"{name} must be {kind_of(name)}, not {given[name]!r}")
    given |= {name: given[name] or None for name in _OPTIONAL}
    one_of("language", str(given["language"]), list(LANGUAGES), ReportError)
    checked_zone(given["timezone"])
    show_bare()
    given["corpus"] = located(str(given["corpus"]))
    given["entity"] = subject_of(given["entity"], given["entities"])
    given["others"] = tuple(subject_of(other, given["entities"]) for other in given["others"] or ())
    given |= {name: _day(name, given[name]) for name in ("start", "end")}
    given["language"] = set_language(str(given["language"]))
    return Parameters(**given)


def _day(name: str, written: Any) -> str | None:
    """Return a day as measures take it; a wrong one is refused here, not by the first measure that needs it."""
    day = checked_day(name, written)
    return None if day is None else f"{day:%Y-%m-%d}"
