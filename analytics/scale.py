"""Beyond one machine: a corpus as a Dask DataFrame, read and counted by a cluster; the room that knows Dask."""

import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from .read.agreement import FACTS, Agreement, agreement_of
from .read.cache import folder_of, note, tidy
from .read.copies import copy_problems, find_copies
from .read.corpus import Corpus, checked_zone
from .read.keys import column_pairs
from .read.ledger import (
    fingerprint_of,
    fingerprint_text,
    ledger_of,
    problems_of,
    problems_table,
    with_copies,
)
from .read.listing import find
from .read.problems import Problem
from .read.runs import Run, read_run, refreshed, runs_of, stale
from .read.settings import Settings
from .schema import NAMES, TIMEZONE, arrow_schema, to_pandas
from .text.entities import PACK, entities_to_json, load_entities
from .text.lexicon import load_lexicon

Counts = TypeVar("Counts")
_AT_ONCE = 8  # counts that one step of the tree puts together
_PATIENCE = 20  # seconds that a scheduler may take to answer
_UNPROFILED = {"distributed.worker.profile.enabled": False}  # it would take a worker a tenth of its time
_SENT = 256  # tasks that the scheduler is sent at once: each names the documents of its run
_RUNS = 16  # runs of a partition: some 4,000 articles


@dataclass(frozen=True)
class _State:
    """What all runs together need of one: its articles' ids, its problems, and counts that add up."""

    ids: np.ndarray
    paths: np.ndarray
    keys: np.ndarray
    facts: pa.Table
    problems: list[Problem]
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
    agreement: Agreement


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
    columns: Mapping[str, str] | None = None,
    timezone: str = TIMEZONE,
    copies: bool = False,
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
    columns : mapping of str to str, optional
        Your own names of keys and columns, as `load` takes them.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    copies : bool
        Whether to keep articles that repeat another one of the same outlet, as `load` does.
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
    pack = load_entities(entities)
    lexicon = load_lexicon(pack.values() if entities else None, words)
    settings = Settings(timezone, lexicon, column_pairs(columns))
    found = find(source, each=partial(_in_workers, client))
    folder = folder_of(found.root, settings, cache)
    runs = runs_of(found.units, folder)
    shared = client.scatter(settings, broadcast=True)
    states = client.gather(client.map(_refresh, runs, settings=shared, pure=False, batch_size=_SENT))
    tidy(folder, runs)
    note(folder, found.root)
    left_out, repeated = _copies(states, copies)
    undated = sum(
        int(np.delete(state.undated, out).sum()) for state, out in zip(states, left_out, strict=True)
    )
    kept = [len(state.ids) - len(out) for state, out in zip(states, left_out, strict=True)]
    facts = pa.concat_tables(state.facts for state in states)
    copied = [np.isin(np.arange(len(one.ids)), out) for one, out in zip(states, left_out, strict=True)]
    agreement, suspect = agreement_of(facts.filter(pa.array(~np.concatenate(copied))))
    problems = with_copies([*(problem for state in states for problem in state.problems), *suspect], repeated)
    ledger = ledger_of(found, sum(kept), problems, undated)
    ledger |= {"from_cache": len(found.units) - sum(state.read for state in states)}
    table = _table(runs, left_out, kept, timezone, agreement)
    if entities is not None:
        table._meta.attrs[PACK] = entities_to_json(pack)
    table.corpus = Corpus(
        table,  # type: ignore[arg-type]
        problems_table(problems),
        MappingProxyType(ledger),
        fingerprint_text(sum(state.fingerprint for state in states)),
        found.name,
        MappingProxyType(dict(pack)),
    )
    return table


def _in_workers(client: distributed.Client, function: Callable[[str], Any], things: list[str]) -> list[Any]:
    return client.gather(client.map(function, things, pure=False))


def _refresh(run: Run, settings: Settings) -> _State:
    """Read what changed of a run, in a worker; only what must be known of all comes back."""
    kept = read_run(run.file, settings.timezone)
    read = int(stale(run.units, kept).sum())
    rows = refreshed(run, settings, kept)
    articles = rows.filter(rows.column("id").is_valid())
    return _State(
        articles.column("id").to_numpy(),
        articles.column("path").to_numpy(),
        articles.column("copy_key").fill_null(0).to_numpy(),
        articles.select(FACTS),
        problems_of(rows),
        articles.column("published").is_null().to_numpy(),
        fingerprint_of(rows),
        read,
    )


def _copies(states: list[_State], kept: bool) -> tuple[list[np.ndarray], list[Problem]]:
    """Return which articles of each run are left out as copies, and the problems that say so."""
    empty = np.empty(0, dtype=object)
    ids = pd.Series(np.concatenate([empty, *(state.ids for state in states)]), dtype=object)
    paths = pd.Series(np.concatenate([empty, *(state.paths for state in states)]), dtype=object)
    keys = np.concatenate([np.empty(0, dtype=np.int64), *(state.keys for state in states)])
    repeats = find_copies(ids, keys)
    left_out = repeats.by_id if kept else repeats.by_id | repeats.by_text
    edges = np.cumsum([0, *(len(state.ids) for state in states)])
    return [np.flatnonzero(left_out[a:b]) for a, b in pairwise(edges)], copy_problems(
        ids, keys, paths, repeats, kept
    )


def _table(
    runs: list[Run], copies: list[np.ndarray], kept: list[int], timezone: str, agreement: Agreement
) -> dd.DataFrame:
    parts, first = [], 0
    for at in range(0, len(runs), _RUNS):
        group = slice(at, at + _RUNS)
        if sum(kept[group]):
            files = tuple(run.file for run in runs[group])
            out = tuple(tuple(rows.tolist()) for rows in copies[group])
            parts.append(_Part(files, out, tuple(kept[group]), first, timezone, agreement))
        first += sum(kept[group])
    parts = parts or [_Part((), (), (), 0, timezone, agreement)]
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
        rows = read_run(file, part.timezone, part.agreement.columns(["id", *wanted]))
        if rows is None:
            raise CorpusError(f"{file}: this part of the cache is gone; scan the corpus again")
        asked = np.flatnonzero(rows.column("id").is_valid().to_numpy())
        asked = np.delete(asked, copies)
        if len(asked) != size:
            raise CorpusError(f"{file}: the corpus has changed since it was scanned; scan it again")
        rows = part.agreement.applied(rows).select(wanted)
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
