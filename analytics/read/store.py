"""The cache behind load(): runs of neighbouring documents, a Parquet file each. Deleting it costs time, never data.

Documents are kept in order of their paths. A run ends where a path's hash says so, so that a document more or less
changes its own run and no other; a run is written whole, under another name, and put in place at once. So the cache is
sound however a writer ends, and readers and writers need not know of each other: a file is the old one or the new one,
and what a reader does not find in it, it reads itself.
"""

import contextlib
import hashlib
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import IO

import numpy as np
import platformdirs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..text.lexicon import Lexicon
from .files import Unit, fetch
from .rows import rows_schema

PARSE_VERSION = 5  # raise it whenever the same bytes would be read into other rows
_LIBRARIES = (
    "rjieba",
    "opencc",
    "pyromark",
    "lxml",
    "PyYAML",
    "python-frontmatter",
)  # which read into rows too
_RUN = 256  # units of a run, on average
_LONGEST = 2048
_FORGOTTEN = 86400  # seconds after which a file that a writer left half-written belongs to nobody


@dataclass(frozen=True)
class Run:
    """Neighbours in the order of paths, and the file that keeps them."""

    file: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Reading:
    """What reading depends on beside the bytes."""

    timezone: str
    lexicon: Lexicon


def cache_folder() -> Path:
    """Return where caches lie on this machine."""
    return Path(platformdirs.user_cache_dir("hk-media-analytics")) / "corpora"


def folder_of(root: str, reading: Reading, place: str | Path | None = None) -> str:
    """Return the folder of one corpus under one parse version, lexicon and time zone.

    Parameters
    ----------
    root : str
        Where the corpus lies.
    reading : Reading
        What its rows depend on.
    place : str or path, optional
        Folder or address under which caches lie; by default this machine's.
    """
    told = "\0".join([root, reading.timezone, reading.lexicon.key, str(PARSE_VERSION), *_versions()])
    name = hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return f"{str(place or cache_folder()).rstrip('/')}/{name}"


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    return tuple(version(name) for name in _LIBRARIES)


def runs_of(units: Sequence[Unit], folder: str) -> list[Run]:
    """Part units, in order of path, into runs.

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
    # the first has a name of its own: it stays the first, whatever comes before it
    names = ("first" if not place else _name(part[0].path) for place, part in enumerate(parts))
    return [Run(f"{folder}/{name}.parquet", part) for name, part in zip(names, parts, strict=True)]


def _name(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def read_run(file: str, timezone: str, columns: Sequence[str] | None = None) -> pa.Table | None:
    """Return what a run's file holds; None where it is none of ours, or there is none."""
    try:
        with _remote(file, "rb") if "://" in file else open(file, "rb") as opened:  # noqa: PTH123
            table = pq.ParquetFile(opened).read(columns=columns, use_threads=False)
    except (pa.ArrowException, OSError, ValueError, KeyError):  # half a file of a crashed disk
        return None
    schema = rows_schema(timezone)
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return table if table.schema.equals(wanted) else None


@contextmanager
def read_ahead(folder: str, timezone: str) -> Iterator[Callable[[Run], pa.Table | None]]:
    """Read what the cache has of a corpus while its files are being listed; yields what gives a run's rows."""
    files = [str(file) for file in Path(folder).glob("*.parquet")]
    threads = ThreadPoolExecutor(os.cpu_count())
    coming = {file: threads.submit(read_run, file, timezone) for file in files}

    def kept_of(run: Run) -> pa.Table | None:
        read = coming.pop(run.file, None)
        return read.result() if read else read_run(run.file, timezone)

    try:
        yield kept_of
    finally:
        threads.shutdown(cancel_futures=True)


def stale(units: Sequence[Unit], kept: pa.Table | None) -> np.ndarray:
    """Return for each unit whether it must be read: by size and time, or else by content.

    Units may be kept that are no longer asked for; `held` leaves them out.
    """
    if kept is None or not len(kept):
        return np.ones(len(units), dtype=bool)
    columns = [kept.column(name) for name in ("unit", "size", "changed", "digest")]
    if len(kept) == len(units):  # nearly always: a row a unit, none of them changed
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


def _same(unit: Unit, size: int, changed: int, digest: str) -> bool:
    if unit.size != size or not digest:
        return False
    if unit.changed and unit.changed == changed:
        return True
    try:
        return hashlib.sha256(fetch(unit)).hexdigest() == digest
    except OSError:
        return False


def refreshed(run: Run, reading: Reading, kept: pa.Table | None = None) -> pa.Table:
    """Return the rows of a run, in order; what is not kept, or changed since, is read, and the run written anew.

    A cache that cannot be written is no error.
    """
    kept = kept if kept is not None else read_run(run.file, reading.timezone)
    old = stale(run.units, kept)
    if not old.any() and kept is not None and holds(run, kept):
        return kept
    from .chunk import read_units

    fresh = [unit for unit, asked in zip(run.units, old, strict=True) if asked]
    rows = read_units(fresh, reading.timezone, reading.lexicon)
    if kept is not None and not old.all():
        names = [unit.path for unit, asked in zip(run.units, old, strict=True) if not asked]
        still = kept.filter(pc.is_in(kept.column("unit"), value_set=pa.array(names, pa.string())))
        rows = pa.concat_tables([still, rows]).unify_dictionaries()
        rows = rows.sort_by([("unit", "ascending")])  # stable: a table's rows stay in their order
    with contextlib.suppress(OSError):
        write_run(run.file, rows)
    return rows


def holds(run: Run, kept: pa.Table) -> bool:
    """Whether a table holds the units of a run and no others."""
    return pc.count_distinct(kept.column("unit")).as_py() == len(run.units)


def write_run(file: str, rows: pa.Table) -> None:
    """Write a run under another name, then put it in its place."""
    if "://" in file:
        with _remote(file, "wb") as opened:  # such stores show a file when it is whole
            _write(rows, opened)
        return
    folder = Path(file).parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as opened:
            _write(rows, opened)
        os.replace(temporary, file)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remote(file: str, mode: str) -> AbstractContextManager[IO[bytes]]:
    import fsspec

    return fsspec.open(file, mode)


def _write(rows: pa.Table, file: object) -> None:
    pq.write_table(rows, file, compression="lz4", use_compliant_nested_type=False, write_statistics=False)


def tidy(folder: str, runs: Sequence[Run]) -> None:
    """Remove runs that no document is in any more, and what a writer that was killed left half-written."""
    if "://" in folder or not Path(folder).is_dir():
        return
    known = {Path(run.file).name for run in runs}
    for file in Path(folder).iterdir():
        with contextlib.suppress(OSError):  # another writer's may be gone by now
            left = file.suffix == ".tmp" and file.stat().st_mtime < time.time() - _FORGOTTEN
            if left or (file.suffix == ".parquet" and file.name not in known):
                file.unlink()
