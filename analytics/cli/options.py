"""What every counting command is asked over, and the options that several commands share."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import analytics

from ..errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd

    from ..read.corpus import Corpus
    from ..text.entities import Entity
    from ..text.lexicon import Lexicon

_ENTITY = "a key of the entity pack (deepseek), or names parted by commas (深度求索,DeepSeek)"
COVERAGE_FIELDS = "title,body"  # as the library has it

CorpusPlace = Annotated[
    str, typer.Argument(help="folder, file, archive or address of the articles", show_default=False)
]
Entities = Annotated[
    Path | None, typer.Option("--entities", help="an entity pack in place of the shipped one")
]
Words = Annotated[Path | None, typer.Option("--words", help="user words in jieba's format: word freq tag")]
Timezone = Annotated[str, typer.Option(help="time zone of times without an offset")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="your own name of a column and what it means, 標題=title; may be repeated",
        show_default=False,
    ),
]
Copies = Annotated[
    bool,
    typer.Option("--copies", help="keep articles that an outlet repeats under another number or address"),
]
Cache = Annotated[bool, typer.Option("--cache/--no-cache", help="read only what changed since the last time")]
Scheduler = Annotated[
    str | None,
    typer.Option(
        help="let a Dask cluster read and count: its scheduler's address, tcp://host:8786; `local` for one of this "
        "machine's own",
        show_default=False,
    ),
]
CacheAt = Annotated[
    str | None,
    typer.Option(
        "--cache-at", help="folder or address where the cluster keeps what it reads", show_default=False
    ),
]
ByStory = Annotated[
    bool, typer.Option("--by-story", help="count each story once: near-duplicates by their earliest article")
]
NoBoilerplate = Annotated[
    bool,
    typer.Option("--no-boilerplate", help="leave out paragraphs that recur in many articles of an outlet"),
]
EntityKeys = Annotated[
    list[str], typer.Option("--entity", "-e", help=f"{_ENTITY}; may be repeated", show_default=False)
]
SomeEntities = Annotated[
    list[str] | None,
    typer.Option("--entity", "-e", help=f"{_ENTITY}; may be repeated", show_default=False),
]
SomeQueries = Annotated[
    list[str] | None,
    typer.Option(
        "--query",
        "-q",
        help="articles that match: '輝達 AND title:股價'; may be repeated",
        show_default=False,
    ),
]
SomeEntity = Annotated[
    str, typer.Option("--entity", "-e", help=f"whom it is about: {_ENTITY}", show_default=False)
]
MaybeEntity = Annotated[
    str | None, typer.Option("--entity", "-e", help=f"what to count: {_ENTITY}", show_default=False)
]
OnlyEntity = Annotated[
    str | None,
    typer.Option("--entity", "-e", help=f"only articles that mention it: {_ENTITY}", show_default=False),
]
MaybeQuery = Annotated[
    str | None,
    typer.Option("--query", "-q", help="only articles that match: '輝達 AND title:股價'", show_default=False),
]
Freq = Annotated[str, typer.Option(help="day, week, month or quarter")]
MaybeFreq = Annotated[str | None, typer.Option("--freq", help="also by day, week, month or quarter")]
Start = Annotated[str | None, typer.Option("--from", help="first day, 2025-01-01")]
End = Annotated[str | None, typer.Option("--to", help="last day, 2025-03-31")]
Before = Annotated[str, typer.Option(help="first and last day: 2025-01-01..2025-01-31", show_default=False)]
After = Annotated[str, typer.Option(help="the same of the later period", show_default=False)]
Fields = Annotated[str, typer.Option(help="text fields to look in, parted by commas")]
Node = Annotated[str, typer.Argument(help=f"a word; or {_ENTITY}", show_default=False)]


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@dataclass(frozen=True)
class Source:
    """The articles that a command counts over: where they are, how they are read, which of them count.

    Its fields are options of every counting command (`command.table_command`).
    """

    corpus: CorpusPlace
    entities: Entities = None
    words: Words = None
    timezone: Timezone = "Asia/Hong_Kong"
    cache: Cache = True
    by_story: ByStory = False
    no_boilerplate: NoBoilerplate = False
    scheduler: Scheduler = None
    cache_at: CacheAt = None
    columns: Columns = None
    copies: Copies = False

    @cached_property
    def read(self) -> "Corpus":
        """The corpus, read; by a cluster where one is named."""
        columns = dict(_pair(column) for column in self.columns or [])
        if self.scheduler:
            from ..scale import connect, scan

            connect(None if self.scheduler == "local" else self.scheduler)
            return scan(
                self.corpus,
                entities=self.entities,
                words=self.words,
                columns=columns,
                timezone=self.timezone,
                copies=self.copies,
                cache=self.cache_at,
            ).corpus
        return analytics.load(
            self.corpus,
            entities=self.entities,
            words=self.words,
            columns=columns,
            timezone=self.timezone,
            copies=self.copies,
            cache=self.cache,
        )

    @cached_property
    def articles(self) -> "pd.DataFrame":
        """Its articles; without boilerplate, and each story once, where that was asked for."""
        articles = self.read.articles
        if self.no_boilerplate:
            articles = analytics.without_boilerplate(articles)
        if not self.by_story:
            return articles
        from ..measures.engine.tally import filtered

        return filtered(articles, analytics.stories(articles)["first"])

    def matching(self, query: str | None) -> "pd.DataFrame":
        """Those of its articles that match a query; all without one."""
        if not query:
            return self.articles
        from ..measures.engine.tally import filtered

        return filtered(self.articles, analytics.match(self.articles, self.query(query)))

    @cached_property
    def names(self) -> "dict[str, Entity]":
        """The entities by key."""
        return dict(analytics.load_entities(self.entities))

    @property
    def pack(self) -> "list[Entity] | None":
        """The entities of the analyst's own pack; None where the shipped one holds."""
        return list(self.names.values()) if self.entities else None

    @cached_property
    def lexicon(self) -> "Lexicon":
        """The words and names that are never split."""
        return analytics.load_lexicon(self.pack, self.words)

    def entity(self, name: str) -> "Entity":
        """A key of the pack; several names parted by commas are meant ad hoc."""
        from ..text.entities import as_entity

        return as_entity(list(parted(name)) if "," in name else name, self.names)

    def query(self, text: str) -> "analytics.Query":
        """A query that knows the pack's names."""
        return analytics.Query(text, entities=self.names)

    def subject(self, entity: str | None, query: str | None) -> "Entity | analytics.Query":
        """What to count: an entity, what a query finds, or what is both."""
        from ..text.query import of_entity

        if query is None:
            if entity is None:
                raise ArgumentError("say what to count: --entity deepseek, or --query 'DeepSeek AND 股價'")
            return self.entity(entity)
        asked = self.query(query)
        return of_entity(self.entity(entity), asked) if entity else asked

    def subjects(
        self, entities: list[str] | None, queries: list[str] | None
    ) -> "list[Entity | analytics.Query]":
        """What to count, one after the other: entities, then what queries find."""
        wanted = [self.subject(entity, None) for entity in entities or []]
        wanted += [self.subject(None, query) for query in queries or []]
        return wanted or [self.subject(None, None)]


def parted(names: str) -> tuple[str, ...]:
    """Part a list written with commas.

    >>> parted("title, body")
    ('title', 'body')
    """
    return tuple(name.strip() for name in names.split(",") if name.strip())


def between(name: str, written: str) -> tuple[str, str]:
    """Read two days written with dots between them.

    >>> between("before", "2025-01-01..2025-01-31")
    ('2025-01-01', '2025-01-31')
    """
    first, dots, last = (part.strip() for part in written.partition(".."))
    if not dots:
        raise ArgumentError(f"--{name} must be two days, 2025-01-01..2025-01-31, not {written!r}")
    return first, last


def _pair(written: str) -> tuple[str, str]:
    """Read a name and what it means, with an equals sign between them."""
    name, sign, meant = (part.strip() for part in written.rpartition("="))
    if not sign or not name:
        raise ArgumentError(f"--column must be a name and its meaning, 標題=title, not {written!r}")
    return name, meant
