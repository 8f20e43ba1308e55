"""load(): a corpus of documents -> the article table, its problems and its ledger."""

import html
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
import pyarrow as pa

from ..errors import CorpusError
from ..schema import NAMES, TIMEZONE, to_pandas
from ..text.entities import Entity, load_entities
from ..text.lexicon import load_lexicon
from .agreement import FACTS, Agreement, agreement_of
from .cache import cache_folder, folder_of, note, tidy
from .copies import copy_problems, find_copies
from .keys import column_pairs
from .ledger import (
    fingerprint_of,
    fingerprint_text,
    ledger_of,
    problems_of,
    problems_table,
    with_copies,
)
from .listing import find, root_of
from .runs import Run, holds, read_ahead, read_run, refreshed, runs_of, stale
from .settings import Settings
from .workers import read_by_workers

_STATED = ["unit", "digest", "told", "copy_key", "id", *FACTS]
_WORTH_WORKERS = 1500  # units from which starting processes pays


@dataclass(frozen=True)
class Corpus:
    """A corpus that was read.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row an article; the columns are those of `analytics.schema.COLUMNS`.
    problems : pandas.DataFrame
        One row a problem: `path, line, field, code, severity, message`. Severity `error`: the document cannot
        be read; `skipped`: it is no published article (a draft, a list page, a file of the site); `warning`: it is
        among the articles, but something was repaired or is suspect.
    ledger : mapping
        `files` (documents met; a table's row is a document), `articles`, `rejected`, `repaired`, `undated`,
        `duplicates` (documents that repeat another; among the rejected, unless `load(copies=True)` keeps them),
        `skipped` (files of other kinds), `bytes`, `seconds`, `from_cache`. Always files = articles + rejected.
    fingerprint : str
        A hash of the content that was read: the same on every machine.
    name : str
        The folder's or file's name.
    entities : mapping of str to Entity
        The entity pack by key: the one that `load` was given, or the shipped one.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame
    ledger: MappingProxyType[str, int | float]
    fingerprint: str
    name: str
    entities: Mapping[str, Entity] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        told = self.ledger
        return (
            f"Corpus({self.name!r}: {told['files']} files = {told['articles']} articles + {told['rejected']} rejected; "
            f"{told['repaired']} repaired, {told['undated']} undated; {self._range()})"
        )

    def _range(self) -> str:
        days = self.articles["published"].dropna()
        return f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "no dates"

    def _repr_html_(self) -> str:
        rows = {**self.ledger, "dates": self._range(), "fingerprint": self.fingerprint[:16]}
        cells = "".join(
            f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>" for name, value in rows.items()
        )
        return (
            f"<table><caption><b>{html.escape(self.name)}</b></caption>{cells}</table>"
            f"{self.articles[['published', 'outlet', 'title']].head(5).to_html(index=False)}"
        )


def load(
    source: str | Path,
    *,
    entities: str | Path | None = None,
    words: str | Path | Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str = TIMEZONE,
    copies: bool = False,
    cache: bool = True,
    workers: int | None = None,
    progress: bool | None = None,
) -> Corpus:
    """Read a corpus.

    Parameters
    ----------
    source : str or path
        A folder (read through all its folders), one file, a `.zip` or `.tar.gz`, or an address that fsspec knows.
        Articles are `.md`, `.markdown`, `.html` and `.txt` files; rows of JSON, JSON Lines, CSV, Parquet and Excel
        tables; or items of RSS, Atom and WordPress export files. Each may be compressed with gzip.
    entities : path, optional
        An entity pack whose names are never split, in place of the shipped one.
    words : path or iterable of str, optional
        User words, never split: a file in jieba's format or the words.
    columns : mapping of str to str, optional
        Your own names of keys and columns, each with the column that it means: `{"標題": "title", "meta.desk":
        "section"}`. A dot leads into a nested value.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    copies : bool
        Whether to keep articles that repeat headline, text and day of another one of the same outlet under another
        number or address. By default they are left out, each with a problem.
    cache : bool
        Whether to read only what changed since the last time.
    workers : int, optional
        Processes; by default one a core for large corpora, otherwise none.
    progress : bool, optional
        Whether to show a bar; by default on a terminal only.

    Returns
    -------
    Corpus
        Its `articles` in order of path, each article once.

    Raises
    ------
    CorpusError
        There is nothing to read at `source`, or the time zone is unknown.
    ArgumentError
        `columns` names a column that the article table does not have.

    Examples
    --------
    >>> corpus = load("data/sample", cache=False)
    >>> corpus.ledger["files"] == corpus.ledger["articles"] + corpus.ledger["rejected"]
    True
    """
    began = time.perf_counter()
    checked_zone(timezone)
    root = root_of(source)
    pack = load_entities(entities)
    lexicon = load_lexicon(pack.values() if entities else None, words)
    settings = Settings(timezone, lexicon, column_pairs(columns))
    with _place(cache) as place, _memory_given_back():
        folder = folder_of(root, settings, place)
        with read_ahead(folder, timezone) as kept_of:
            found = find(source)
            runs = runs_of(found.units, folder)
            tables, fresh = _rows(runs, [kept_of(run) for run in runs], settings, workers, progress)
        tidy(folder, runs)
        note(folder, root)
        stated = pa.concat_tables(table.select(_STATED) for table in tables)
        ids, keys = stated.column("id").to_pandas(), _copy_keys(stated)
        repeats = find_copies(ids, keys)
        left_out = repeats.by_id if copies else repeats.by_id | repeats.by_text
        kept = ~left_out & ids.notna().to_numpy()
        agreement, suspect = agreement_of(stated.select(FACTS).filter(pa.array(kept)))
        # Arrow puts the runs together while Python sums up what they say
        with ThreadPoolExecutor(1) as beside:
            whole = beside.submit(_articles, tables, kept, agreement)
            repeated = copy_problems(ids, keys, stated.column("path").to_pandas(), repeats, copies)
            problems = with_copies(problems_of(stated) + suspect, repeated)
            fingerprint = fingerprint_text(fingerprint_of(stated))
        articles = to_pandas(whole.result())
    ledger = ledger_of(found, len(articles), problems, int(articles["published"].isna().sum()))
    ledger |= {"seconds": round(time.perf_counter() - began, 3), "from_cache": len(found.units) - fresh}
    return Corpus(
        articles,
        problems_table(problems),
        MappingProxyType(ledger),
        fingerprint,
        found.name,
        MappingProxyType(dict(pack)),
    )


def _copy_keys(rows: pa.Table) -> np.ndarray:
    return rows.column("copy_key").fill_null(0).to_numpy()


def checked_zone(timezone: str) -> None:
    """Refuse what is no time zone.

    Raises
    ------
    CorpusError
        The time zone is unknown.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # `Asia` is a folder
        raise CorpusError(
            f"unknown time zone {timezone!r}; give an IANA name such as 'Asia/Hong_Kong'"
        ) from None


@contextmanager
def _memory_given_back() -> Iterator[None]:
    """Let Arrow take memory from the system's allocator: its own keeps what is freed."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


@contextmanager
def _place(cache: bool) -> Iterator[Path]:
    """Where runs are kept: the cache; without one, or where none can be written, a folder for the time of reading."""
    try:
        if cache:
            cache_folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        cache = False
    if cache and os.access(cache_folder(), os.W_OK):
        yield cache_folder()
        return
    with tempfile.TemporaryDirectory(prefix="analytics-") as folder:
        yield Path(folder)


def _rows(
    runs: list[Run],
    tables: list[pa.Table | None],
    settings: Settings,
    workers: int | None,
    progress: bool | None,
) -> tuple[list[pa.Table], int]:
    """Return the rows of each run, those that are kept or read anew, and how many units had to be read."""
    old = [int(stale(run.units, kept).sum()) for run, kept in zip(runs, tables, strict=True)]
    changed = [
        place
        for place, (run, kept) in enumerate(zip(runs, tables, strict=True))
        if old[place] or kept is None or not holds(run, kept)
    ]
    shown = sys.stderr.isatty() if progress is None else progress
    count = workers if workers is not None else (os.cpu_count() or 1) if sum(old) >= _WORTH_WORKERS else 1
    if count <= 1 or len(changed) == 1:
        for place in _shown(changed, len(changed), shown):
            tables[place] = refreshed(runs[place], settings, tables[place])
        return tables, sum(old)
    read = read_by_workers([runs[place] for place in changed], settings, count)
    for _ in _shown(read, len(changed), shown):
        pass
    with ThreadPoolExecutor(count) as threads:  # not sooner: rows and workers together would take more memory
        written = threads.map(lambda place: read_run(runs[place].file, settings.timezone), changed)
        # what a worker wrote, or another writer after it
        for place, kept in zip(changed, written, strict=True):
            whole = kept is not None and holds(runs[place], kept) and not stale(runs[place].units, kept).any()
            tables[place] = kept if whole else refreshed(runs[place], settings, kept)
    return tables, sum(old)


def _articles(tables: list[pa.Table], kept: np.ndarray, agreement: Agreement) -> pa.Table:
    """The rows that are kept, as one table; each run's is let go when it was taken over, and so the list is emptied."""
    parts, first = [], 0
    for number, table in enumerate(tables):
        own = kept[first : first + len(table)]
        first += len(table)
        part = agreement.applied(table).select(NAMES)
        parts.append(part if own.all() else part.filter(pa.array(own)))
        del part, table
        tables[number] = tables[number].schema.empty_table()
    whole = pa.concat_tables(parts)
    del parts
    return whole.unify_dictionaries()


def _shown(done: Iterable[Any], total: int, shown: bool) -> Iterable[Any]:
    if not shown:
        return done
    from rich.console import Console
    from rich.progress import track

    return track(done, "reading", total=total, console=Console(stderr=True), transient=True)
