"""Snapshots: the finished table of a corpus in one file, mapped into memory in place of being read.

A snapshot holds the articles as an uncompressed Arrow file, the problems as another, what the rows of the cache state
as a third, and a note with the ledger. All processes that open it share one copy in memory. It is named by a hash of
the listing, so any change of a file, of the settings or of the reader's own code makes another snapshot, for which the
last one gives what did not change. It is derived data: what is damaged or gone is made again.
"""

import contextlib
import json
import os
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa

from ..files import PRIVATE, digest, temporary_folder, write_whole
from .ledger import PROBLEMS, problems_frame
from .listing import REFUSED, Source

SNAPSHOT = ".snapshot"
HANDED_OVER = "ANALYTICS_SNAPSHOT"  # the file that a build gives to its notebooks
_KEPT = 2  # snapshots of a cache: the newest, and that of another choice about copies or boilerplate
_MAGIC = b"HKMASNP1"
_LENGTH = struct.Struct("<Q")  # of the note
_TRAILER = struct.Struct("<I8s")  # checksum of all before, magic
_ALIGNED = 64
_AT_ONCE = 1 << 20  # bytes


@dataclass(frozen=True)
class Snapshot:
    """The finished table of a corpus, and what the reading says about itself.

    Attributes
    ----------
    articles : pyarrow.Table
        The finished article table.
    problems : pandas.DataFrame
        As `Corpus.problems`.
    rows : pyarrow.Table
        What the rows of the cache state of units and articles, without the texts; and `kept`: whether an article of the
        table is made of it.
    ledger, fingerprint, name
        As those of `Corpus`; the ledger without `seconds` and `from_cache`.
    files : int
        Files that the corpus has.
    decided : str
        A hash of what all articles together decide about each, such as which paragraphs recur.
    patched : int
        Rows that were read since all runs were.
    """

    articles: pa.Table
    problems: pd.DataFrame
    rows: pa.Table
    ledger: dict[str, int | float]
    fingerprint: str
    name: str
    files: int
    decided: str
    patched: int


def snapshot_file(found: Source, folder: str, kept: str) -> Path | None:
    """Return the snapshot that belongs to a listing; None where the listing cannot tell whether a file changed.

    Parameters
    ----------
    found : Source
        The listing.
    folder : str
        The cache of the corpus under its settings.
    kept : str
        What the table keeps that could be left out: copies, boilerplate.
    """
    paths, locations, sizes, times = zip(*found.units, strict=True)
    if "://" in folder or not all(times):
        return None
    numbers = np.array([sizes, times], dtype=np.int64).tobytes()
    # A refused file holds its reason
    refusals = [why for why, changed in zip(locations, times, strict=True) if changed == REFUSED]
    names = "\0".join([*paths, *refusals]).encode("utf-8", "surrogatepass")
    listing = digest(f"{found.skipped}\0".encode() + numbers + names)
    return Path(folder) / f"{digest(kept + _reader_code())[:8]}-{listing[:24]}{SNAPSHOT}"


def last_snapshot(file: Path, reading: str) -> Snapshot | None:
    """Return the snapshot used last whose file differs from `file` by the listing alone; None if there is none."""
    same_kind = [other for other in _by_age(file) if other.name.split("-")[0] == file.name.split("-")[0]]
    return open_snapshot(same_kind[-1], reading) if same_kind else None


def _by_age(file: Path) -> list[Path]:
    """Return the other snapshots of the folder, the newest last."""
    others = [other for other in file.parent.glob(f"*{SNAPSHOT}") if other != file]
    return sorted(others, key=lambda other: other.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _reader_code() -> str:
    """Return a hash of the code that finishes tables: other code, other snapshots."""
    files = sorted(file for kind in ("*.py", "*.toml") for file in Path(__file__).parent.rglob(kind))
    return digest(repr([(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]))


def reading_of(folder: str, kept: str) -> str:
    """Return what tells readings apart: the corpus with its settings, and what is kept that could be left out."""
    return f"{Path(folder).name} {kept}"


def write_snapshot(file: Path, snapshot: Snapshot, reading: str) -> None:
    """Write a snapshot, whole or not at all; it is private to the user.

    Parameters
    ----------
    file : Path
        Where it goes.
    snapshot : Snapshot
        What it holds.
    reading : str
        How the corpus was read, as `reading_of` says it.

    Raises
    ------
    OSError
        It cannot be written.
    """
    problems = pa.Table.from_pandas(snapshot.problems, schema=PROBLEMS, preserve_index=False)
    names = ("ledger", "fingerprint", "name", "files", "decided", "patched")
    note = {name: getattr(snapshot, name) for name in names} | {"reading": reading}
    content = partial(_write, [snapshot.articles, problems, snapshot.rows], note)
    write_whole(file, content, mode=PRIVATE, sync=False)


class _Checked:
    """A file to write to that sums up what it is given."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.length, self.checksum = file, 0, 0

    def write(self, content: Any) -> int:
        size = memoryview(content).nbytes
        self.checksum = zlib.crc32(content, self.checksum)
        self.length += size
        self._file.write(content)
        return size

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """Leave the file open for the next table."""


def _write(tables: Iterable[pa.Table], note: dict[str, Any], file: BinaryIO) -> None:
    out = _Checked(file)
    places = []
    for table in tables:
        begin = out.length
        # many small pieces: Arrow puts them together before Python sees them
        with (
            pa.BufferedOutputStream(pa.PythonFile(out, "w"), _AT_ONCE) as buffered,
            pa.ipc.new_file(buffered, table.schema) as writer,
        ):
            writer.write_table(table)
        places.append((begin, out.length - begin))
        out.write(bytes(-out.length % _ALIGNED))
    text = json.dumps({**note, "tables": places}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    out.write(text)
    out.write(_LENGTH.pack(len(text)))
    file.write(_TRAILER.pack(out.checksum, _MAGIC))


def open_snapshot(file: Path, reading: str) -> Snapshot | None:
    """Open a snapshot; None if there is none, if it is of another reading, or if it is damaged: a warning says so."""
    try:
        whole = _is_whole(file)
    except OSError:
        return None
    if not whole:
        warnings.warn("a file of the cache was damaged; it is made anew", stacklevel=3)
        return None
    try:
        with pa.memory_map(str(file)) as mapped:
            buffer = mapped.read_buffer()
    except OSError:  # another program has removed it meanwhile
        return None
    end = buffer.size - _TRAILER.size - _LENGTH.size
    (length,) = _LENGTH.unpack(buffer.slice(end, _LENGTH.size))
    note = json.loads(buffer.slice(end - length, length).to_pybytes())
    if note.pop("reading") != reading:
        return None
    articles, problems, rows = (_table(buffer.slice(*place)) for place in note.pop("tables"))
    with contextlib.suppress(OSError):
        os.utime(file)  # used now: others are removed first
    return Snapshot(articles, problems_frame(problems), rows, **note)


def handed_over(reading: str) -> Snapshot | None:
    """Return the snapshot that a build gave to this notebook, if it is of this reading.

    It holds what the build read: files may have changed since.
    """
    file = os.environ.get(HANDED_OVER)
    return open_snapshot(Path(file), reading) if file else None


def _table(buffer: pa.Buffer) -> pa.Table:
    return pa.ipc.open_file(pa.BufferReader(buffer)).read_all()


def _is_whole(file: Path) -> bool:
    """Whether a snapshot holds what was written, by its checksum. It is read, not mapped: that takes no memory."""
    checksum, piece = 0, memoryview(bytearray(_AT_ONCE))
    with file.open("rb", buffering=0) as opened:
        left = os.fstat(opened.fileno()).st_size - _TRAILER.size
        while left > 0:
            size = opened.readinto(piece[: min(left, _AT_ONCE)])
            if not size:
                return False
            checksum = zlib.crc32(piece[:size], checksum)
            left -= size
        trailer = opened.read(_TRAILER.size)
    return len(trailer) == _TRAILER.size and _TRAILER.unpack(trailer) == (checksum, _MAGIC)


def keep_snapshot(file: Path, snapshot: Snapshot, reading: str) -> None:
    """Write a snapshot into a cache and remove older ones. A cache that cannot be written is no error."""
    with contextlib.suppress(OSError):  # full, read-only, or another program removes files too
        write_snapshot(file, snapshot, reading)
        # By age without the new one, which a clock set back makes look old
        for older in _by_age(file)[: 1 - _KEPT]:
            older.unlink()


def share_snapshot(share: Path, snapshot: Snapshot, reading: str, kept: Path | None) -> None:
    """Put a snapshot where it outlives its removal from the cache: as a link to the kept file, or written again.

    If there is no room for it, there is none: whoever looks for it reads the corpus as usual.
    """
    with contextlib.suppress(OSError):
        if kept and kept.exists():
            os.link(kept, share)
            return
    with contextlib.suppress(OSError):  # another file system, or nothing was kept
        write_snapshot(share, snapshot, reading)


@contextlib.contextmanager
def place_to_share(cache: Path) -> Iterator[Path]:
    """Yield a place for a snapshot that is gone afterwards: beside the caches, or among temporary files."""
    folder = cache.with_name("shared")
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    usable = folder if os.access(folder, os.W_OK) else None
    with temporary_folder(usable) as own:
        yield own / f"corpus{SNAPSHOT}"
