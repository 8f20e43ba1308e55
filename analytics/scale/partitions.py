"""The partitions of a scanned corpus: some runs of the cache each, read by the workers."""

from collections.abc import Sequence
from dataclasses import dataclass

import dask
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa

from ..errors import CorpusError
from ..read.agreement import Agreement
from ..read.recurring import Recurring
from ..read.runs import Run, read_run
from ..read.separate import columns_for, separated
from ..schema import arrow_schema, to_pandas
from ..text.entities import PACK
from .edition import EDITION, Edition, check_edition

_RUNS = 16  # runs in a partition: some 4,000 articles


@dataclass(frozen=True)
class Partition:
    """What one partition holds.

    Attributes
    ----------
    files : tuple of str
        Its runs.
    left_out : tuple of tuple of int
        For each run, the articles that are left out as copies.
    sizes : tuple of int
        For each run, the number of articles that stay.
    first : int
        Number of its first article in the corpus.
    timezone : str
        Time zone of `published`.
    agreement : Agreement
        What all articles agree on, applied to each.
    recurring : Recurring
        Paragraphs that are left out of the bodies.
    edition : tuple of tuple of str
        What a worker must run to read it.
    """

    files: tuple[str, ...]
    left_out: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    first: int
    timezone: str
    agreement: Agreement
    recurring: Recurring
    edition: Edition = EDITION


def dask_table(
    runs: list[Run],
    kept: list[np.ndarray],
    timezone: str,
    agreement: Agreement,
    recurring: Recurring,
    pack: str | None = None,
) -> dd.DataFrame:
    """Return the article table over runs.

    Parameters
    ----------
    runs : list of Run
        In order.
    kept : list of array of bool
        For each run, which of its articles stay: they are no copies.
    timezone : str
        Time zone of `published`.
    agreement : Agreement
        What all articles agree on.
    recurring : Recurring
        Paragraphs that are left out of the bodies.
    pack : str, optional
        The entity pack that the table brings to the measures, as `entities_to_json` writes it.
    """
    parts, first = [], 0
    sizes = [int(np.count_nonzero(stay)) for stay in kept]
    for at in range(0, len(runs), _RUNS):
        group = slice(at, at + _RUNS)
        if sum(sizes[group]):
            files = tuple(run.file for run in runs[group])
            copies = tuple(tuple(np.flatnonzero(~stay).tolist()) for stay in kept[group])
            parts.append(Partition(files, copies, tuple(sizes[group]), first, timezone, agreement, recurring))
        first += sum(sizes[group])
    parts = parts or [Partition((), (), (), 0, timezone, agreement, recurring)]
    last = parts[-1].first + max(sum(parts[-1].sizes) - 1, 0)
    meta = to_pandas(arrow_schema(timezone, labelled=agreement.labelled).empty_table())
    if pack is not None:
        meta.attrs[PACK] = pack
    divisions = (*(part.first for part in parts), last)
    with dask.config.set({"dataframe.convert-string": False}):
        table: dd.DataFrame = dd.from_map(
            read_partition, parts, meta=meta, divisions=divisions, enforce_metadata=False
        )
        return table


def read_partition(part: Partition, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the articles of a partition; runs in a worker.

    Raises
    ------
    CorpusError
        The cache, or the corpus, is no longer what was scanned, or the worker runs another version.
    """
    check_edition(part.edition)
    wanted = list(columns) if columns is not None else part.agreement.names
    schema = arrow_schema(part.timezone, labelled=part.agreement.labelled)
    tables = [schema.empty_table().select(wanted)]
    for file, left_out, size in zip(part.files, part.left_out, part.sizes, strict=True):
        asked = part.agreement.columns(["id", *columns_for(wanted)])
        rows = read_run(file, part.timezone, asked)
        if rows is None:
            raise CorpusError(f"{file}: this part of the cache is gone; scan the corpus again")
        stay = np.delete(np.flatnonzero(rows.column("id").is_valid().to_numpy()), left_out)
        if len(stay) != size:
            raise CorpusError(f"{file}: the corpus has changed since it was scanned; scan it again")
        rows = rows if size == len(rows) else rows.take(pa.array(stay))
        tables.append(separated(part.agreement.applied(rows), part.recurring).select(wanted))
    table = to_pandas(pa.concat_tables(tables).unify_dictionaries())
    table.index = pd.RangeIndex(part.first, part.first + len(table))
    return table
