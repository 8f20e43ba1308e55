"""Runs -> one table: kept rows are reused, the others read here or by other processes."""

import gc
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from ..files import temporary_folder
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
def collector_paused() -> Iterator[None]:
    """Let Python not look for garbage: a list of many files sets that off, and none of it is garbage.

    Looking through the objects of all libraries took as long as listing 10,000 files, every second time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    with temporary_folder() as folder:
        yield folder


def rows_of_runs(
    runs: list[Run],
    tables: list[pa.Table | None],
    settings: Settings,
    workers: int | None,
    progress: bool | None,
) -> tuple[list[pa.Table], int]:
    """Return the rows of each run, from the cache or read again, and how many units had to be read."""
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


def joined(
    tables: list[pa.Table],
    done: list[pa.Table | None],
    kept: np.ndarray,
    agreement: Agreement,
    found: Recurring,
) -> pa.Table:
    """Concatenate the articles that are kept, their boilerplate apart, freeing each table; empties both lists.

    Parameters
    ----------
    tables : list of pyarrow.Table
        The rows of each run.
    done : list of pyarrow.Table or None
        The finished articles of those rows whose column `kept` is true, where they are known.
    kept : numpy.ndarray of bool
        Which rows are kept.
    agreement, found : Agreement, Recurring
        What finishes the others.
    """
    parts, first = [], 0
    for number, (table, finished) in enumerate(zip(tables, done, strict=True)):
        own = kept[first : first + len(table)]
        first += len(table)
        if finished is None:
            part = table if own.all() else table.filter(pa.array(own))
            part = separated(agreement.applied(part), found).select(agreement.names)
        else:
            own = own[table.column("kept").to_numpy()]
            part = finished if own.all() else finished.filter(pa.array(own))
        parts.append(part)
        del part, table, finished
        tables[number], done[number] = tables[number].schema.empty_table(), None
    whole = pa.concat_tables(parts)
    del parts
    return _with_one_dictionary(whole)


def _with_one_dictionary(articles: pa.Table) -> pa.Table:
    """Return articles whose tokens have one dictionary.

    `unify_dictionaries` would hash the words of every chunk, also where hundreds share a dictionary already.
    """
    place = articles.schema.get_field_index("tokens")
    field = articles.schema.field(place)
    lists = articles.column(place).chunks
    words = {_owner(one): one.values.dictionary for one in lists}
    # The largest is of all runs that did not change: its words keep their numbers, so only the others are renumbered
    words = dict(sorted(words.items(), key=lambda pair: -len(pair[1])))
    counted = [
        pa.DictionaryArray.from_arrays(np.arange(len(own), dtype=np.int32), own) for own in words.values()
    ]
    unified = pa.chunked_array(counted, field.type.value_type).unify_dictionaries().chunks
    numbers = dict(zip(words, unified, strict=True))
    chunks = []
    for one in lists:
        new, codes = numbers[_owner(one)], one.values.indices
        codes = codes if new is unified[0] else new.indices.take(codes)
        chunks.append(
            pa.ListArray.from_arrays(one.offsets, pa.DictionaryArray.from_arrays(codes, new.dictionary))
        )
    return articles.set_column(place, field, pa.chunked_array(chunks, field.type))


def _owner(tokens: pa.ListArray) -> tuple[int | None, ...]:
    """Return what tells dictionaries apart: where they are in memory."""
    return tuple(buffer and buffer.address for buffer in tokens.values.dictionary.buffers())
