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
import pyarrow as pa

from ..read.cache import folder_of, note, tidy
from ..read.corpus import Corpus
from ..read.decision import DECIDING, Decision
from ..read.ledger import fingerprint_of, fingerprint_text, problems_of, problems_table
from ..read.listing import find
from ..read.options import Options
from ..read.problems import Problem
from ..read.runs import Run, read_run, refreshed, runs_of, stale
from ..read.settings import Settings
from ..schema import TIMEZONE
from .client import answering, connect
from .edition import EDITION, Edition, check_edition
from .partitions import dask_table

_BATCH = 256  # tasks that the scheduler is sent at once: each names the documents of its run


@dataclass(frozen=True)
class _RunSummary:
    """What a worker found in one run: what its articles decide with all others, and the sums of the run."""

    rows: pa.Table
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
    options = Options(entities, words, columns, timezone, copies, boilerplate, limits, links, labels)
    settings, _ = options.settings, options.said
    client = connect()
    found = find(source, each=partial(_in_workers, client), links=links)
    folder = folder_of(found.root, settings, cache)
    runs = runs_of(found.units, folder)
    with answering():
        shared = client.scatter((settings, EDITION), broadcast=True)
        tasks = client.map(_refresh, runs, shared=shared, pure=False, batch_size=_BATCH)
        summaries = client.gather(tasks)
    tidy(folder, runs)
    note(folder, found.root)
    decision = Decision(pa.concat_tables(summary.rows for summary in summaries), options)
    edges = np.cumsum([0, *(len(summary.rows) for summary in summaries)])
    kept = [decision.kept[first:last] for first, last in pairwise(edges)]
    problems = decision.problems([problem for summary in summaries for problem in summary.problems])
    ledger = decision.ledger(found, problems)
    ledger |= {"from_cache": len(found.units) - sum(summary.fresh for summary in summaries)}
    table = dask_table(runs, kept, timezone, decision.agreement, decision.recurring, options.own_pack)
    articles: Any = table  # a corpus holds what every measure takes
    table.corpus = Corpus(
        articles,
        problems_table(problems),
        MappingProxyType(ledger),
        fingerprint_text(sum(summary.fingerprint for summary in summaries)),
        found.name,
        MappingProxyType(options.pack),
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
        rows=articles.select(DECIDING),
        problems=problems_of(rows),
        fingerprint=fingerprint_of(rows),
        fresh=fresh,
    )
