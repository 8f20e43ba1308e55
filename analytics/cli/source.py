"""The articles that a command counts over, and the subjects that its options name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import analytics

from ..errors import ArgumentError
from ..project import corpus_of
from .options import COVERAGE, Columns, Limits

if TYPE_CHECKING:
    from ..read.corpus import Corpus
    from ..text.entities import Entity
    from ..text.lexicon import Lexicon

MISSING = "say what to count: --entity deepseek, or --query 'DeepSeek AND 股價'"


@dataclass(frozen=True)
class Reading:
    """Where the articles are, and how they are read. Its fields are options of every command that reads them."""

    corpus: str
    entities: Path | None = None
    words: Path | None = None
    columns: Columns = None
    timezone: str = "Asia/Hong_Kong"
    copies: bool = False
    boilerplate: bool = False
    cache: bool = True
    limits: Limits = None
    links: bool = False
    labels: Path | None = None

    @cached_property
    def read(self) -> "Corpus":
        """The corpus, read by this process."""
        return analytics.load(corpus_of(self.corpus), cache=self.cache, **self._settings)

    @property
    def _settings(self) -> dict[str, Any]:
        own = [field.name for field in fields(Reading) if field.name not in ("corpus", "cache")]
        return {name: getattr(self, name) for name in own}

    @cached_property
    def pack(self) -> "Mapping[str, Entity]":
        """The entities by key."""
        return analytics.load_entities(self.entities)

    def lexicon_with(self, stop: Path | None = None) -> "Lexicon":
        """Return the words and names that are never split, and the stop words with those of a file."""
        own = self.corpus and str(self.words) == "auto"
        words = self.read.words["word"].tolist() if own else self.words
        return analytics.load_lexicon(self.pack.values() if self.entities else None, words, stop)

    @cached_property
    def lexicon(self) -> "Lexicon":
        """The words and names that are never split."""
        return self.lexicon_with()


@dataclass(frozen=True)
class Source(Reading):
    """The articles that a command counts over. Its fields are options of every counting command."""

    by_story: bool = False
    scheduler: str | None = None
    cache_at: str | None = None

    @cached_property
    def read(self) -> "Corpus":
        """The corpus, read by this process or by the workers of a scheduler."""
        if self.scheduler is None:
            return super().read
        from ..scale import connect, scan

        connect(None if self.scheduler == "local" else self.scheduler)
        scanned: analytics.Corpus = scan(corpus_of(self.corpus), cache=self.cache_at, **self._settings).corpus
        return scanned

    @cached_property
    def articles(self) -> Any:
        """Its articles; each story once, if that was asked for."""
        articles = self.read.articles
        if self.by_story:
            articles = keep(articles, analytics.stories(articles)["first"])
        return articles

    def matching(self, subject: "Entity | analytics.Query | None", fields: Sequence[str] = COVERAGE) -> Any:
        """Those of its articles that mention a subject; all without one."""
        if subject is None:
            return self.articles
        return keep(self.articles, analytics.match(self.articles, subject, fields=fields))

    def query(self, text: str) -> "analytics.Query":
        """A query that knows the names of the pack."""
        return analytics.Query(text, entities=dict(self.pack))

    def subject(
        self, entity: str | None, query: str | None, *, required: bool = True
    ) -> "Entity | analytics.Query | None":
        """What to count: an entity, what a query finds, or the entity where the query finds something too."""
        if entity is None and query is None and required:
            raise ArgumentError(MISSING)
        if query is None:
            return None if entity is None else entity_of(entity, self.pack)
        from ..text.query import of_entity

        asked = self.query(query)
        return asked if entity is None else of_entity(entity_of(entity, self.pack), asked)

    def subjects(
        self, entities: list[str] | None, queries: list[str] | None, *, required: bool = True
    ) -> "list[Entity | analytics.Query] | None":
        """Several subjects: entities, then queries."""
        wanted: list[Entity | analytics.Query] = [entity_of(name, self.pack) for name in entities or ()]
        wanted += [self.query(text) for text in queries or ()]
        if not wanted and required:
            raise ArgumentError(MISSING)
        return wanted or None


def entity_of(written: str, pack: "Mapping[str, Entity]") -> "Entity":
    """Return the entity that an option names: a key or name, or several names separated by commas.

    >>> entity_of("深度求索,DeepSeek", {}).label
    '深度求索'
    """
    from ..measures.engine.written import written_subject

    return written_subject(
        written, pack, as_query="give it with --query", as_written="end it with a comma: {},"
    )


def keep(articles: Any, chosen: Any) -> Any:
    """Return the articles that are chosen, whatever engine holds them."""
    from ..measures.engine.tally import filtered

    return filtered(articles, chosen)
