"""Runs: neighbouring documents whose rows lie in one Parquet file of the cache.

Documents are kept in order of their paths. Where a run ends depends on a hash of the path, so that adding or removing a
document changes its own run and no other. A run is written whole or not at all, so readers and writers need not know of
each other: what a reader does not find in the cache, it reads itself.
"""

import contextlib
import os
import warnings
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, repeat
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..files import PRIVATE, digest, write_whole
from .listing import Unit, fetch
from .rows import rows_schema
from .settings import Settings

_RUN = 256  # units of a run, on average
_LONGEST = 2048  # units
_CHECKSUM = 4  # bytes


@dataclass(frozen=True)
class Run:
    """Neighbours in the order of paths, and the file that keeps them."""

    file: str
    units: tuple[Unit, ...]


def runs_of(units: Sequence[Unit], folder: str) -> list[Run]:
    """Divide units, in order of path, into runs.

    >>> units = [Unit(f"{number:04}.md", "", 0, 0) for number in range(2000)]
    >>> [unit for run in runs_of(units, "cache") for unit in run.units] == units
    True
    """
    starts = [0]
    for place, unit in enumerate(units):
        ends = zlib.crc32(unit.path.encode("utf-8", "surrogateescape")) % _RUN == 0
        if place and (ends or place - starts[-1] >= _LONGEST):
            starts.append(place)
    parts = [tuple(units[a:b]) for a, b in pairwise([*starts, len(units)]) if b > a]
    # the first run has a fixed name, because another document may become its first
    names = ("first" if not place else _name(part[0].path) for place, part in enumerate(parts))
    return [Run(f"{folder}/{name}.parquet", part) for name, part in zip(names, parts, strict=True)]


def _name(path: str) -> str:
    return digest(path.encode("utf-8", "surrogateescape"))[:16]


def read_run(file: str, timezone: str, columns: Sequence[str] | None = None) -> pa.Table | None:
    """Return the rows in a run's file; None if there is no file, or it holds something else.

    A file of this machine is checked as a whole, and a warning says if it was damaged; at an address only the columns
    that are wanted are fetched, and object stores check what they hold.
    """
    try:
        if "://" in file:
            with _remote(file, "rb") as opened:
                table = pq.ParquetFile(opened).read(columns=columns, use_threads=False)
        else:
            content = Path(file).read_bytes()
            if not _is_whole(content):
                warnings.warn("a file of the cache was damaged; it is made anew", stacklevel=2)
                return None
            table = pq.ParquetFile(pa.BufferReader(content)).read(columns=columns, use_threads=False)
    except (pa.ArrowException, OSError, ValueError, KeyError):  # of another program, or of another version
        return None
    schema = rows_schema(timezone)
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return table if table.schema.equals(wanted) else None


def read_runs(runs: Sequence[Run], timezone: str) -> list[pa.Table | None]:
    """Return the rows that the cache holds of each run."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(read_run, [run.file for run in runs], repeat(timezone)))


def stale(units: Sequence[Unit], kept: pa.Table | None) -> np.ndarray:
    """Return for each unit whether it must be read: its size changed, or its time and its content did."""
    if kept is None or not len(kept):
        return np.ones(len(units), dtype=bool)
    columns = [kept.column(name) for name in ("unit", "size", "changed", "digest")]
    if len(kept) == len(units):  # nearly always: one row per unit, and none has changed
        path, _, size, changed = zip(*units, strict=True)
        asked = zip((path, size, changed), (pa.string(), pa.int64(), pa.int64()), strict=True)
        same = all(
            column.equals(pa.chunked_array([pa.array(values, kind)]))
            for column, (values, kind) in zip(columns, asked, strict=False)
        )
        if same and all(changed) and pc.all(pc.not_equal(columns[-1], "")).as_py():
            return np.zeros(len(units), dtype=bool)
    names, sizes, times, digests = (column.to_pylist() for column in columns)
    known = dict(
        zip(
            reversed(names),
            zip(reversed(sizes), reversed(times), reversed(digests), strict=True),
            strict=True,
        )
    )
    return np.array(
        [unit.path not in known or not _same(unit, *known[unit.path]) for unit in units], dtype=bool
    )


def _same(unit: Unit, size: int, changed: int, known: str) -> bool:
    if unit.size != size or not known:
        return False
    if unit.changed and unit.changed == changed:
        return True
    try:
        return digest(fetch(unit)) == known
    except OSError:
        return False


def refreshed(run: Run, settings: Settings, kept: pa.Table | None = None) -> pa.Table:
    """Return the rows of a run, in order.

    Units that the cache does not hold, or that changed since, are read, and the run is written. A cache that cannot be
    written is no error.
    """
    kept = kept if kept is not None else read_run(run.file, settings.timezone)
    old = stale(run.units, kept)
    if not old.any() and kept is not None and holds(run, kept):
        return kept
    from .chunk import read_units

    fresh = [unit for unit, asked in zip(run.units, old, strict=True) if asked]
    rows = read_units(fresh, settings)
    if kept is not None and not old.all():
        names = [unit.path for unit, asked in zip(run.units, old, strict=True) if not asked]
        still = kept.filter(pc.is_in(kept.column("unit"), value_set=pa.array(names, pa.string())))
        rows = _with_used_words(pa.concat_tables([still, rows]).unify_dictionaries())
        rows = rows.sort_by([("unit", "ascending")])  # stable: a table's rows stay in their order
    with contextlib.suppress(OSError):
        write_run(run.file, rows)
    return rows


def _with_used_words(rows: pa.Table) -> pa.Table:
    """Return rows with a dictionary of tokens that holds no word of rows that are gone."""
    place = rows.schema.get_field_index("tokens")
    lists = rows.column(place).combine_chunks()
    codes, words = lists.flatten().indices.to_numpy(), lists.values.dictionary
    used = np.bincount(codes, minlength=len(words)) > 0
    numbers = np.cumsum(used, dtype=np.int32) - 1
    flat = pa.DictionaryArray.from_arrays(pa.array(numbers[codes]), words.filter(pa.array(used)))
    ends = np.cumsum(lists.value_lengths().fill_null(0).to_numpy())
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    mask = lists.is_null() if lists.null_count else None
    return rows.set_column(
        place, rows.schema.field(place), pa.ListArray.from_arrays(offsets, flat, mask=mask)
    )


def holds(run: Run, kept: pa.Table) -> bool:
    """Whether a table holds the units of a run and no others."""
    return bool(pc.count_distinct(kept.column("unit")).as_py() == len(run.units))


def write_run(file: str, rows: pa.Table) -> None:
    """Write a run, whole or not at all. It is not synced: a file that a crash cut short is read as none."""
    if "://" in file:
        with _remote(file, "wb") as opened:  # object stores show a file when it is whole
            _write(rows, opened)
        return
    write_whole(file, partial(_write, rows), mode=PRIVATE, sync=False)


def _remote(file: str, mode: str) -> AbstractContextManager[IO[bytes]]:
    import fsspec

    opened: AbstractContextManager[IO[bytes]] = fsspec.open(file, mode)
    return opened


def _write(rows: pa.Table, file: IO[bytes]) -> None:
    """Write rows as Parquet; between the data and the footer, where no reader looks, stands a checksum of both."""
    out = pa.BufferOutputStream()
    pq.write_table(rows, out, compression="lz4", use_compliant_nested_type=False, write_statistics=False)
    content = memoryview(out.getvalue())
    data, footer = content[: -_footer_size(content)], content[-_footer_size(content) :]
    file.write(data)
    file.write(zlib.crc32(footer, zlib.crc32(data)).to_bytes(_CHECKSUM, "little"))
    file.write(footer)


def _footer_size(content: bytes | memoryview) -> int:
    """Return the size of the footer of a Parquet file, with its length and the mark at its end."""
    return int.from_bytes(content[-8:-4], "little") + 8


def _is_whole(content: bytes) -> bool:
    """Whether the file of a run holds what was written, by its checksum."""
    begin = len(content) - _footer_size(content)
    data = memoryview(content)[: max(begin - _CHECKSUM, 0)]
    known = int.from_bytes(content[len(data) : max(begin, 0)], "little")
    return bool(data) and zlib.crc32(memoryview(content)[begin:], zlib.crc32(data)) == known
