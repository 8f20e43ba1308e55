"""Runs -> one table: kept rows are reused, the others read here or by other processes."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from .agreement import Agreement
from .cache import cache_folder, private_folder
from .progress import with_progress
from .recurring import Recurring
from .runs import Run, holds, read_run, refreshed, stale
from .separate import separated
from .settings import Settings
from .workers import read_by_workers

_WORTH_WORKERS = 1500  # units from which it pays to start processes


@contextmanager
def system_memory() -> Iterator[None]:
    """Let Arrow use the system's allocator for a while: its own keeps memory that is freed."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


@contextmanager
def runs_folder(cache: bool) -> Iterator[Path]:
    """Yield the folder of the cache; if there is to be none, or it cannot be written, a temporary folder."""
    try:
        if cache:
            private_folder(cache_folder().parent)
            private_folder(cache_folder())
    except OSError:
        cache = False
    if cache and os.access(cache_folder(), os.W_OK):
        yield cache_folder()
        return
    with tempfile.TemporaryDirectory(prefix="analytics-") as folder:
        yield Path(folder)


def rows_of_runs(
    runs: list[Run],
    tables: list[pa.Table | None],
    settings: Settings,
    workers: int | None,
    progress: bool | None,
) -> tuple[list[pa.Table], int]:
    """Return the rows of each run, from the cache or read anew, and how many units had to be read."""
    old = [int(stale(run.units, kept).sum()) for run, kept in zip(runs, tables, strict=True)]
    changed = [
        place
        for place, (run, kept) in enumerate(zip(runs, tables, strict=True))
        if old[place] or kept is None or not holds(run, kept)
    ]
    files = sum(old)
    count = workers if workers is not None else (os.cpu_count() or 1) if files >= _WORTH_WORKERS else 1
    if count <= 1 or len(changed) == 1:
        for place in with_progress(changed, len(changed), files, progress):
            tables[place] = refreshed(runs[place], settings, tables[place])
        return tables, files
    read = read_by_workers([runs[place] for place in changed], settings, count)
    for _ in with_progress(read, len(changed), files, progress):
        pass
    with ThreadPoolExecutor(count) as threads:  # after the workers, which need the memory before
        written = threads.map(lambda place: read_run(runs[place].file, settings.timezone), changed)
        # a worker wrote these, or another program after it
        for place, kept in zip(changed, written, strict=True):
            whole = kept is not None and holds(runs[place], kept) and not stale(runs[place].units, kept).any()
            tables[place] = kept if whole else refreshed(runs[place], settings, kept)
    return tables, files


def joined(tables: list[pa.Table], kept: np.ndarray, agreement: Agreement, found: Recurring) -> pa.Table:
    """Concatenate the rows that are kept, their boilerplate apart, freeing each table; empties `tables`."""
    parts, first = [], 0
    for number, table in enumerate(tables):
        own = kept[first : first + len(table)]
        first += len(table)
        part = table if own.all() else table.filter(pa.array(own))
        parts.append(separated(agreement.applied(part), found).select(agreement.names))
        del part, table
        tables[number] = tables[number].schema.empty_table()
    whole = pa.concat_tables(parts)
    del parts
    return whole.unify_dictionaries()
