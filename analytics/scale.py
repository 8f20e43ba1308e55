"""Beyond one machine: a corpus as a Dask DataFrame, read and counted by a cluster; the room that knows Dask."""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import dask
import dask.dataframe as dd
import distributed
import numpy as np
import pandas as pd
import pyarrow as pa

from .errors import CorpusError
from .measures.engine.tally import map_parts, tally
from .read.caches import note
from .read.corpus import Corpus, checked_zone
from .read.files import find
from .read.ledger import (
    duplicates,
    fingerprint_of,
    fingerprint_told,
    ledger_of,
    problems_of,
    problems_table,
    without_moot,
)
from .read.problems import Problem
from .read.store import Reading, Run, folder_of, read_run, refreshed, runs_of, stale, tidy
from .schema import NAMES, TIMEZONE, arrow_schema, to_pandas
from .text.entities import load_entities
from .text.lexicon import load_lexicon

Counts = TypeVar("Counts")
_AT_ONCE = 8  # counts that one step of the tree puts together
_PATIENCE = 20  # seconds that a scheduler may take to answer
_UNPROFILED = {"distributed.worker.profile.enabled": False}  # it would take a worker a tenth of its time
_SENT = 256  # tasks that the scheduler is sent at once: each names the documents of its run
_RUNS = 16  # runs of a partition: some 4,000 articles


@dataclass(frozen=True)
class _State:
    """What a run's reading told: its articles' ids, problems, and what adds up."""

    ids: np.ndarray
    paths: np.ndarray
    told: list[Problem]
    undated: np.ndarray
    fingerprint: int
    read: int


@dataclass(frozen=True)
class _Part:
    """What a partition holds: files, of each file's articles those left out as copies, and the first's number."""

    files: tuple[str, ...]
    copies: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    first: int
    timezone: str


@contextmanager
def cluster(scheduler: str | None = None, *, workers: int | None = None) -> Iterator[distributed.Client]:
    """Work with a Dask scheduler for the time of a `with` block.

    Parameters
    ----------
    scheduler : str, optional
        Its address, `tcp://10.0.0.5:8786`; without one, a cluster of this machine's own.
    workers : int, optional
        Processes of this machine's own cluster; by default one a core.

    Raises
    ------
    CorpusError
        No scheduler answers there.

    Examples
    --------
    >>> with cluster(workers=1) as client:
    ...     len(client.scheduler_info()["workers"])
    1
    """
    client = _client(scheduler, workers)
    try:
        yield client
    finally:
        own = client.cluster if scheduler is None else None
        client.close()
        if own is not None:
            own.close()


def connect(scheduler: str | None = None) -> distributed.Client:
    """Return a client of a scheduler, as `cluster` takes it, that stays the current one to the program's end.

    The current client is returned where it has that scheduler, or none is named.

    Raises
    ------
    CorpusError
        No scheduler answers there.
    """
    try:
        current = distributed.get_client()
    except ValueError:
        return _client(scheduler)
    same = scheduler is None or current.scheduler_info()["address"] == scheduler
    return current if same else _client(scheduler)


def _client(scheduler: str | None, workers: int | None = None) -> distributed.Client:
    if scheduler is not None:
        try:
            return distributed.Client(scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as bad:
            raise CorpusError(f"{scheduler}: no Dask scheduler answers there ({bad})") from None
    count = workers or os.cpu_count() or 1
    with dask.config.set(_UNPROFILED):
        own = distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )
    return distributed.Client(own)


def scan(
    source: str | Path,
    *,
    entities: str | Path | None = None,
    words: str | Path | Sequence[str] | None = None,
    timezone: str = TIMEZONE,
    cache: str | Path | None = None,
) -> dd.DataFrame:
    """Read a corpus as a Dask DataFrame: its articles stay in Parquet, and every measure takes it.

    Listing, reading and segmenting run in the workers of the current Dask client (without one, in a cluster of this
    machine's own that lasts as long as the program); so does all counting, and only counts come back. The rows, their
    order and their index are those of `load`.

    Parameters
    ----------
    source : str or path
        A folder, one file, an archive, or an address that fsspec knows (`s3://…`, `gs://…`); every worker must
        reach it.
    entities : path, optional
        An entity pack whose names are never split, in place of the shipped one.
    words : path or sequence of str, optional
        User words, never split: a file in jieba's format or the words.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    cache : str or path, optional
        Folder or address where the Parquet goes; every worker must reach it. By default this machine's cache, which
        `load` uses too.

    Returns
    -------
    dask.dataframe.DataFrame
        The article table. Its attribute `corpus` is a `Corpus` with problems, ledger and fingerprint.

    Raises
    ------
    CorpusError
        There is nothing to read at `source`, or the time zone is unknown.

    Examples
    --------
    >>> import analytics
    >>> with cluster(workers=1):
    ...     table = scan("data/sample")
    ...     counted = analytics.trend(table, "deepseek", freq="month")
    >>> table.corpus.ledger["articles"], len(counted)
    (288, 3)
    """
    checked_zone(timezone)
    client = connect()
    lexicon = load_lexicon(load_entities(entities).values() if entities else None, words)
    reading = Reading(timezone, lexicon)
    found = find(source, each=partial(_in_workers, client))
    folder = folder_of(found.root, reading, cache)
    runs = runs_of(found.units, folder)
    shared = client.scatter(reading, broadcast=True)
    states = client.gather(client.map(_refresh, runs, reading=shared, pure=False, batch_size=_SENT))
    tidy(folder, runs)
    note(folder, found.root)
    copies, problems = _copies(states)
    undated = sum(int(np.delete(state.undated, out).sum()) for state, out in zip(states, copies, strict=True))
    kept = [len(state.ids) - len(out) for state, out in zip(states, copies, strict=True)]
    told = without_moot([problem for state in states for problem in state.told], problems)
    ledger = ledger_of(found, sum(kept), told, undated)
    ledger |= {"from_cache": len(found.units) - sum(state.read for state in states)}
    table = _table(runs, copies, kept, timezone)
    table.corpus = Corpus(
        table,
        problems_table(told),
        MappingProxyType(ledger),
        fingerprint_told(sum(state.fingerprint for state in states)),
        found.name,
    )
    return table


def _in_workers(client: distributed.Client, function: Callable[[str], Any], things: list[str]) -> list[Any]:
    return client.gather(client.map(function, things, pure=False))


def _refresh(run: Run, reading: Reading) -> _State:
    """Read what changed of a run, in a worker; only what must be known of all comes back."""
    kept = read_run(run.file, reading.timezone)
    read = int(stale(run.units, kept).sum())
    rows = refreshed(run, reading, kept)
    articles = rows.filter(rows.column("id").is_valid())
    return _State(
        articles.column("id").to_numpy(),
        articles.column("path").to_numpy(),
        problems_of(rows),
        articles.column("published").is_null().to_numpy(),
        fingerprint_of(rows),
        read,
    )


def _copies(states: list[_State]) -> tuple[list[np.ndarray], list[Problem]]:
    """Which articles of each run are copies of one before them, and the problems that tell so."""
    sizes = [len(state.ids) for state in states]
    every = pd.DataFrame(
        {
            "id": np.concatenate([np.empty(0, dtype=object), *(state.ids for state in states)]),
            "path": np.concatenate([np.empty(0, dtype=object), *(state.paths for state in states)]),
        }
    )
    twice = every["id"].duplicated().to_numpy()
    edges = np.cumsum([0, *sizes])
    out = [np.flatnonzero(twice[a:b]) for a, b in pairwise(edges)]
    return out, duplicates(every, twice)


def _table(runs: list[Run], copies: list[np.ndarray], kept: list[int], timezone: str) -> dd.DataFrame:
    parts, first = [], 0
    for at in range(0, len(runs), _RUNS):
        group = slice(at, at + _RUNS)
        if sum(kept[group]):
            files = tuple(run.file for run in runs[group])
            out = tuple(tuple(rows.tolist()) for rows in copies[group])
            parts.append(_Part(files, out, tuple(kept[group]), first, timezone))
        first += sum(kept[group])
    parts = parts or [_Part((), (), (), 0, timezone)]
    last = parts[-1].first + max(sum(parts[-1].sizes) - 1, 0)
    meta = to_pandas(arrow_schema(timezone).empty_table())
    divisions = (*(part.first for part in parts), last)
    with dask.config.set({"dataframe.convert-string": False}):
        return dd.from_map(_read, parts, meta=meta, divisions=divisions, enforce_metadata=False)


def _read(part: _Part, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a partition, in a worker."""
    wanted = list(columns) if columns is not None else list(NAMES)
    tables = [arrow_schema(part.timezone).empty_table().select(wanted)]
    for file, copies, size in zip(part.files, part.copies, part.sizes, strict=True):
        rows = read_run(file, part.timezone, list(dict.fromkeys(["id", *wanted])))
        if rows is None:
            raise CorpusError(f"{file}: this part of the cache is gone; scan the corpus again")
        asked = np.flatnonzero(rows.column("id").is_valid().to_numpy())
        asked = np.delete(asked, copies)
        if len(asked) != size:
            raise CorpusError(f"{file}: the corpus has changed since it was scanned; scan it again")
        rows = rows.select(wanted)
        tables.append(rows if size == len(rows) else rows.take(pa.array(asked)))
    table = to_pandas(pa.concat_tables(tables).unify_dictionaries())
    table.index = pd.RangeIndex(part.first, part.first + len(table))
    return table


@tally.register
def _(
    articles: dd.DataFrame,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    """Count each partition where it lies, and merge neighbours in a tree; only the root comes here."""
    parts = articles[list(dict.fromkeys(columns))].to_delayed()
    # once in the graph, however large: scattered, it would be lost with the worker that holds it
    shared = dask.delayed(count)
    counts = [dask.delayed(_counted)(shared, part) for part in parts]
    while len(counts) > _AT_ONCE:
        groups = [counts[at : at + _AT_ONCE] for at in range(0, len(counts), _AT_ONCE)]
        counts = [dask.delayed(merge)(group) for group in groups]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)  # a sketch is as large as it is
        return dask.delayed(merge)(counts).compute()


def _counted(count: Callable[[pd.DataFrame], Counts], part: pd.DataFrame) -> Counts:
    """Count a part, its texts as `load` has them, whatever Dask made of them."""
    types = {
        name: "str"
        for name, kind in part.dtypes.items()
        if isinstance(kind, pd.StringDtype) and kind.na_value is pd.NA
    }
    return count(part.astype(types) if types else part)


@map_parts.register
def _(articles: dd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> dd.DataFrame:
    return articles.map_partitions(change, meta=articles._meta, enforce_metadata=False)
