"""load(): a corpus of documents -> the article table, its problems and its ledger."""

import html
import time
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from ..errors import CorpusError
from ..notebook import all_left
from ..schema import TIMEZONE, to_pandas
from ..text.entities import PACK, Entity
from ..text.lexicon import OWN_WORDS
from ..text.prepared import mark_together
from .cache import cache_folder, folder_of, note
from .finished import finished_corpus
from .gather import collector_paused, runs_folder, system_memory
from .listing import find, root_of
from .options import Options, with_project
from .own_words import no_words, own_words
from .snapshot import (
    handed_over,
    keep_snapshot,
    last_snapshot,
    open_snapshot,
    reading_of,
    share_snapshot,
    snapshot_file,
)


@dataclass(frozen=True)
class Corpus:
    """A corpus that was read.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row per article; the columns are those of `analytics.schema.COLUMNS`.
    problems : pandas.DataFrame
        One row per problem: `path, line, field, code, severity, message`. Severity `error`: the document cannot
        be read; `skipped`: it is no published article (a draft, a list page, a file of the site); `warning`: it is
        among the articles, but something was repaired or is suspect.
    ledger : mapping
        `files` (documents met; a table's row is a document), `articles`, `rejected`, `repaired`, `undated`,
        `not_articles` (drafts, list pages and the like, among the rejected), `duplicates` (documents that repeat
        another; among the rejected, unless `load(copies=True)` keeps them), `boilerplate` (paragraphs left out of the
        bodies) and `boilerplate_articles` (articles that they stand in),
        `skipped` (files of other kinds), `bytes`, `seconds`, `from_cache`. Always files = articles + rejected.
    fingerprint : str
        A hash of the content that was read: the same on every machine.
    name : str
        The folder's or file's name.
    entities : mapping of str to Entity
        The entity pack by key: the one that `load` was given, or the shipped one.
    words : pandas.DataFrame
        The names that the corpus proposed itself, as `new_words` measures them; empty without `words="auto"`.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame
    ledger: MappingProxyType[str, int | float]
    fingerprint: str
    name: str
    entities: Mapping[str, Entity] = field(default_factory=dict)
    words: pd.DataFrame = field(default_factory=no_words)

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def timezone(self) -> str:
        """The time zone of `published`, in which the days are."""
        return str(self.articles.dtypes["published"].tz)

    def __repr__(self) -> str:
        counts = self.ledger
        return (
            f"Corpus({self.name!r}: {counts['files']} files = {counts['articles']} articles + "
            f"{counts['rejected']} rejected; {counts['repaired']} repaired, {counts['undated']} undated; "
            f"{self._range()})"
        )

    def _range(self) -> str:
        days = self.articles["published"].dropna()
        return f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "no dates"

    def _repr_html_(self) -> str:
        rows = {**self.ledger, "dates": self._range(), "fingerprint": self.fingerprint[:16]}
        cells = "".join(
            f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>" for name, value in rows.items()
        )
        head = self.articles[["published", "outlet", "title"]].head(5).to_html(index=False)
        return all_left(f"<table><caption><b>{html.escape(self.name)}</b></caption>{cells}</table>{head}")


def load(
    source: str | Path,
    *,
    entities: str | Path | None = None,
    words: str | Path | Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str = TIMEZONE,
    copies: bool = False,
    boilerplate: bool = False,
    limits: Mapping[str, int] | None = None,
    links: bool = False,
    labels: str | Path | Mapping[str, Any] | None = None,
    cache: bool = True,
    workers: int | None = None,
    progress: bool | None = None,
) -> Corpus:
    """Read a corpus.

    Parameters
    ----------
    source : str or path
        A folder (read through all its folders), one file, a `.zip` or `.tar.gz`, or an address that fsspec knows. In a
        project's folder `analytics.toml` says which corpus, pack, words, labels and time zone, unless given here.
        Articles are `.md`, `.markdown`, `.html` and `.txt` files; rows of JSON, JSON Lines, CSV, Parquet and Excel
        tables; or items of RSS, Atom and WordPress export files. Each may be compressed with gzip.
    entities : path, optional
        An entity pack whose names are never split, in place of the shipped one.
    words : path or iterable of str, optional
        User words, never split: a file in jieba's format or the words. `"auto"`: the names that the corpus proposes
        itself (see `docs/quality.md`). It is read twice for that, and may be cut otherwise once articles are added.
    columns : mapping of str to str, optional
        Your own names of keys and columns, each with the column that it means: `{"標題": "title", "meta.desk":
        "section"}`. A dot leads into a nested value.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    copies : bool
        Whether to keep articles that repeat headline, text and day of another one of the same outlet under another
        number or address. By default they are left out, each with a problem.
    boilerplate : bool
        Whether to keep paragraphs that recur in many articles of an outlet, such as share buttons and author lines
        (see `boilerplate`), in the bodies. By default they are moved to the column `boilerplate`, and no measure counts
        them unless its `fields` name that column.
    limits : mapping of str to int, optional
        What one document may cost, where that differs from the defaults: `{"body": 5_000_000}`. `docs/reliability.md`
        lists them. A document over a limit is an error.
    links : bool
        Whether symbolic links to files may lead out of the corpus. By default such a link is an error.
    labels : path or mapping, optional
        What outlets are called, their classes and owners, and which values are one: a TOML file, or a mapping such as
        `{"outlets": {"lion": {"name": "獅山報", "owner": "獅山集團"}}, "values": {"東網": "東方日報"}}`. The table then
        has the columns `outlet_class` and `owner`, which every `by` takes. `docs/reading.md` tells more.
    cache : bool
        Whether to read only what changed since the last time.
    workers : int, optional
        Processes; by default one a core for large corpora, otherwise none.
    progress : bool, optional
        Whether to show how far reading is, on standard error; by default on a terminal and in a notebook, once it takes
        over two seconds, and never while a report is built.

    Returns
    -------
    Corpus
        Its `articles` in order of path, each article once.

    Raises
    ------
    CorpusError
        There is nothing to read at `source`, or the time zone is unknown.
    ArgumentError
        `columns`, `limits` or `labels` names something that does not exist.
    ProjectError
        The file of labels is wrong; the message names the line.

    Examples
    --------
    >>> corpus = load("data/sample", cache=False)
    >>> corpus.ledger["files"] == corpus.ledger["articles"] + corpus.ledger["rejected"]
    True
    """
    options = Options(
        entities,
        words,
        columns,
        timezone,
        copies,
        boilerplate,
        limits,
        links,
        labels,
        cache,
        workers,
        progress,
    )
    return _load(source, options)


def load_and_share(
    source: str | Path,
    share: Path,
    *,
    entities: str | Path | None = None,
    words: str | Path | None = None,
    timezone: str = TIMEZONE,
    boilerplate: bool = False,
    labels: str | Path | None = None,
) -> Corpus:
    """Read a corpus as `load` does, and write its snapshot to `share` too.

    A process that finds the file's name in the environment variable `HANDED_OVER` gets this corpus from `load`, as it
    was read here, whatever becomes of its files and of the cache. If there is no room, there is no such file.
    """
    options = Options(
        entities=entities, words=words, timezone=timezone, boilerplate=boilerplate, labels=labels
    )
    return _load(source, options, share)


def _load(source: str | Path, options: Options, share: Path | None = None) -> Corpus:
    began = time.perf_counter()
    if not isinstance(source, str | Path):
        raise CorpusError(
            f"load reads one folder, file, archive or address, not {type(source).__name__}; "
            "of a DataFrame analytics.articles(frame) makes an article table, and pd.concat joins several"
        )
    source, options = with_project(source, options)
    own = no_words()
    if str(options.words) == OWN_WORDS:
        plain = replace(options, words=[""])  # None would ask the project for words again
        own = own_words(partial(_load, source, plain), options, share)
        options = replace(options, words=["", *own["word"]])
    settings, root = options.settings, root_of(source)
    with runs_folder(options.cache) as place, system_memory():
        folder = folder_of(root, settings, place)
        reading = reading_of(folder, options.kept)
        finished, fresh = handed_over(reading), 0
        if finished is None:
            with collector_paused():
                found = find(source, links=options.links)
                file = snapshot_file(found, folder, options.kept) if place == cache_folder() else None
                finished = open_snapshot(file, reading) if file else None
                if finished:
                    del found  # its objects go before the collector looks at them
            if finished is None:
                last = last_snapshot(file, reading) if file else None
                with collector_paused() if last else nullcontext():
                    finished, fresh = finished_corpus(found, folder, settings, options, last)
                if file:
                    keep_snapshot(file, finished, reading)
            note(folder, root)
            if share:
                share_snapshot(share, finished, reading, file)
        articles = to_pandas(finished.articles)
        mark_together(*(articles[name] for name in ("title", "body", "tokens")))
    if options.own_pack is not None:
        articles.attrs[PACK] = options.own_pack
    ledger = {**finished.ledger, "seconds": round(time.perf_counter() - began, 3)}
    ledger["from_cache"] = finished.files - fresh
    return Corpus(
        articles,
        finished.problems,
        MappingProxyType(ledger),
        finished.fingerprint,
        finished.name,
        MappingProxyType(options.pack),
        own,
    )
