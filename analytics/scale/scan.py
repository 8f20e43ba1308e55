"""Read a corpus by the workers of a Dask cluster, as a table that every measure takes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import dask.dataframe as dd
import distributed
import numpy as np
import pandas as pd
import pyarrow as pa

from ..read.agreement import FACTS, agreement_of
from ..read.cache import folder_of, note, tidy
from ..read.copies import copy_problems, find_copies
from ..read.corpus import Corpus
from ..read.keys import column_pairs
from ..read.labels import load_labels
from ..read.ledger import (
    fingerprint_of,
    fingerprint_text,
    ledger_of,
    problems_of,
    problems_table,
    with_copies,
)
from ..read.limits import checked_limits
from ..read.listing import find
from ..read.problems import Problem
from ..read.recurring import NOTHING, PARAGRAPHS, recurring_in
from ..read.runs import Run, read_run, refreshed, runs_of, stale
from ..read.separate import moved_counts
from ..read.settings import Settings
from ..read.zones import checked_zone
from ..schema import TIMEZONE
from ..text.entities import entities_to_json, load_entities
from ..text.lexicon import load_lexicon
from .client import answering, connect
from .edition import EDITION, Edition, check_edition
from .partitions import dask_table

_BATCH = 256  # tasks that the scheduler is sent at once: each names the documents of its run


@dataclass(frozen=True)
class _RunSummary:
    """What a worker found in one run: a value for each article in the arrays, and the sums of the run."""

    ids: np.ndarray
    paths: np.ndarray
    keys: np.ndarray
    undated: np.ndarray
    facts: pa.Table
    problems: list[Problem]
    fingerprint: int
    fresh: int


def scan(
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
        An entity pack in place of the one that comes with the library. Its names are never split, and the table brings
        it to every measure.
    words : path or iterable of str, optional
        User words, never split: a file in jieba's format or the words.
    columns : mapping of str to str, optional
        Your own names of keys and columns, as `load` takes them.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    copies : bool
        Whether to keep articles that repeat another one of the same outlet, as `load` does.
    boilerplate : bool
        Whether to keep paragraphs that recur in many articles of an outlet in their bodies, as `load` does.
    limits : mapping of str to int, optional
        What one document may cost, as `load` takes it.
    links : bool
        Whether symbolic links to files may lead out of the corpus.
    labels : path or mapping, optional
        What outlets are called, their classes and owners, and values that are one, as `load` takes it.
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
        There is nothing to read at `source`, the time zone is unknown, the scheduler is gone, or a worker runs
        another version of the library, of its words or of a package.

    Examples
    --------
    >>> import analytics
    >>> from analytics.scale import cluster
    >>> with cluster(workers=1):
    ...     table = scan("data/sample")
    ...     counted = analytics.trend(table, "deepseek", freq="month")
    >>> table.corpus.ledger["articles"], len(counted)
    (288, 3)
    """
    checked_zone(timezone)
    said = load_labels(labels)
    client = connect()
    pack = load_entities(entities)
    lexicon = load_lexicon(pack.values() if entities else None, words)
    settings = Settings(timezone, lexicon, column_pairs(columns), checked_limits(limits), links)
    found = find(source, each=partial(_in_workers, client), links=links)
    folder = folder_of(found.root, settings, cache)
    runs = runs_of(found.units, folder)
    with answering():
        shared = client.scatter((settings, EDITION), broadcast=True)
        tasks = client.map(_refresh, runs, shared=shared, pure=False, batch_size=_BATCH)
        summaries = client.gather(tasks)
    tidy(folder, runs)
    note(folder, found.root)
    left_out, repeated = _copies(summaries, copies)
    sizes = [len(summary.ids) - len(out) for summary, out in zip(summaries, left_out, strict=True)]
    undated = [np.delete(summary.undated, out) for summary, out in zip(summaries, left_out, strict=True)]
    facts = _facts(summaries, left_out)
    agreement, suspect = agreement_of(facts, said)
    facts = agreement.applied(facts)
    recurring = NOTHING if boilerplate else recurring_in(facts)
    found_problems = [problem for summary in summaries for problem in summary.problems]
    problems = with_copies([*found_problems, *suspect], repeated)
    ledger = ledger_of(found, sum(sizes), problems, int(sum(dates.sum() for dates in undated)))
    ledger |= moved_counts(facts, recurring)
    ledger |= {"from_cache": len(found.units) - sum(summary.fresh for summary in summaries)}
    own_pack = None if entities is None else entities_to_json(pack)
    table = dask_table(runs, left_out, sizes, timezone, agreement, recurring, own_pack)
    articles: Any = table  # a corpus holds what every measure takes
    table.corpus = Corpus(
        articles,
        problems_table(problems),
        MappingProxyType(ledger),
        fingerprint_text(sum(summary.fingerprint for summary in summaries)),
        found.name,
        MappingProxyType(dict(pack)),
    )
    return table


def _in_workers(client: distributed.Client, function: Callable[[str], Any], things: list[str]) -> list[Any]:
    with answering():
        results: list[Any] = client.gather(client.map(function, things, pure=False))
    return results


def _refresh(run: Run, shared: tuple[Settings, Edition]) -> _RunSummary:
    """Read what changed of a run, in a worker; only what the client must know of every article comes back."""
    settings, edition = shared
    check_edition(edition)
    kept = read_run(run.file, settings.timezone)
    fresh = int(stale(run.units, kept).sum())
    rows = refreshed(run, settings, kept)
    articles = rows.filter(rows.column("id").is_valid())
    return _RunSummary(
        ids=articles.column("id").to_numpy(),
        paths=articles.column("path").to_numpy(),
        keys=articles.column("copy_key").fill_null(0).to_numpy(),
        undated=articles.column("published").is_null().to_numpy(),
        facts=articles.select([*FACTS, *PARAGRAPHS]),
        problems=problems_of(rows),
        fingerprint=fingerprint_of(rows),
        fresh=fresh,
    )


def _facts(summaries: list[_RunSummary], left_out: list[np.ndarray]) -> pa.Table:
    """Return the facts of the articles that stay."""
    facts = pa.concat_tables(summary.facts for summary in summaries)
    copied = [
        np.isin(np.arange(len(summary.ids)), out) for summary, out in zip(summaries, left_out, strict=True)
    ]
    return facts.filter(pa.array(~np.concatenate(copied)))


def _copies(summaries: list[_RunSummary], kept: bool) -> tuple[list[np.ndarray], list[Problem]]:
    """Return which articles of each run are left out as copies, and the problems that say so."""
    nothing = np.empty(0, dtype=object)
    ids = pd.Series(np.concatenate([nothing, *(summary.ids for summary in summaries)]), dtype=object)
    paths = pd.Series(np.concatenate([nothing, *(summary.paths for summary in summaries)]), dtype=object)
    keys = np.concatenate([np.empty(0, dtype=np.int64), *(summary.keys for summary in summaries)])
    repeats = find_copies(ids, keys)
    left_out = repeats.by_id if kept else repeats.by_id | repeats.by_text
    edges = np.cumsum([0, *(len(summary.ids) for summary in summaries)])
    rows = [np.flatnonzero(left_out[first:last]) for first, last in pairwise(edges)]
    return rows, copy_problems(ids, keys, paths, repeats, kept)
