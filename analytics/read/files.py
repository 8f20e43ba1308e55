"""Finding what a corpus consists of: files of a folder, one file, an archive, an address that fsspec knows."""

import hashlib
import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec

from ..errors import CorpusError
from . import document, tables
from .document import Reading, Settings, read_document
from .problems import error
from .tables import read_table

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")


@dataclass(frozen=True)
class Unit:
    """One file: what the cache remembers and what a worker reads.

    Attributes
    ----------
    path : str
        Relative to the corpus root, with `/`.
    location : str
        Where its bytes are: a local path or an address.
    size, changed : int
        Bytes, and time of the last change in nanoseconds (0 where not known).
    """

    path: str
    location: str
    size: int
    changed: int


@dataclass(frozen=True)
class Source:
    """A corpus found: its name, its units in order of path, and how many other files were passed over."""

    name: str
    root: str
    units: tuple[Unit, ...]
    skipped: int


def find(source: str | Path) -> Source:
    """Find the units of a corpus.

    Raises
    ------
    CorpusError
        There is nothing at `source`, or nothing in it that could be an article.
    """
    place = str(source)
    if "://" in place:
        return _remote(place)
    root = Path(place).expanduser()
    if not root.exists():
        raise CorpusError(
            f"{place}: no such file or folder; give a folder of articles, one file, or an archive"
        )
    root = root.resolve()
    if root.is_file():
        if not _known(root.name):
            raise CorpusError(f"{place}: not a kind of file that holds articles; known: {_kinds()}")
        stat = root.stat()
        return Source(root.name, str(root), (Unit(root.name, str(root), stat.st_size, stat.st_mtime_ns),), 0)
    units, skipped = [], 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in names:
            file = Path(folder, name)
            if name.startswith(".") or not _known(name) or not file.is_file():
                skipped += not name.startswith(".")
                continue
            stat = file.stat()
            units.append(Unit(file.relative_to(root).as_posix(), str(file), stat.st_size, stat.st_mtime_ns))
    if not units:
        raise CorpusError(f"{place}: no articles in this folder; it should hold {_kinds()}")
    return Source(root.name, str(root), tuple(sorted(units, key=lambda unit: unit.path)), skipped)


def read_unit(unit: Unit, settings: Settings) -> tuple[str, Reading]:
    """Read one unit; return the hash of its bytes and what came of it."""
    try:
        data = fetch(unit)
    except OSError as bad:
        return "", Reading([], [error(unit.path, "unreadable", f"cannot be read: {bad.strerror or bad}")])
    digest = hashlib.sha256(data).hexdigest()
    return digest, _read(unit.path, data, settings)


def fetch(unit: Unit) -> bytes:
    """Return a unit's bytes."""
    if "://" not in unit.location:
        return Path(unit.location).read_bytes()
    with fsspec.open(unit.location, "rb") as file:
        return file.read()


def _read(path: str, data: bytes, settings: Settings) -> Reading:
    lower = path.lower()
    if lower.endswith(tables.SUFFIXES):
        return read_table(path, data, settings)
    if not lower.endswith(ARCHIVES):
        return read_document(path, data, settings)
    whole = Reading()
    try:
        for name, content in _members(lower, data):
            one = _read(f"{path}/{name}", content, settings)
            whole.rows += one.rows
            whole.problems += one.problems
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as bad:
        return Reading([], [error(path, "archive_unreadable", f"not a readable archive: {bad}")])
    if not whole.rows and not whole.problems:
        whole.problems.append(
            error(path, "archive_empty", f"no articles in this archive; it should hold {_kinds()}")
        )
    return whole


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in sorted(archive.namelist()):
                if _wanted(member):
                    yield member, archive.read(member)
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in sorted(archive.getmembers(), key=lambda entry: entry.name):
            file = archive.extractfile(entry) if entry.isfile() and _wanted(entry.name) else None
            if file is not None:
                yield entry.name.removeprefix("./"), file.read()


def _remote(address: str) -> Source:
    try:
        system, root = fsspec.url_to_fs(address)
        found = {root: system.info(root)} if system.isfile(root) else system.find(root, detail=True)
    except (ImportError, ValueError, OSError) as bad:
        raise CorpusError(f"{address}: cannot be opened ({bad})") from None
    folder = str(PurePosixPath(root).parent) if root in found else root
    units = tuple(
        Unit(
            path.removeprefix(folder).lstrip("/"),
            system.unstrip_protocol(path),
            int(info.get("size") or 0),
            0,
        )
        for path, info in sorted(found.items())
        if _wanted(path.removeprefix(folder))
    )
    if not units:
        raise CorpusError(f"{address}: no articles there; it should hold {_kinds()}")
    return Source(PurePosixPath(root).name, address, units, len(found) - len(units))


def _known(name: str) -> bool:
    return name.lower().endswith((*document.SUFFIXES, *tables.SUFFIXES, *ARCHIVES))


def _wanted(path: str) -> bool:
    pieces = PurePosixPath(path).parts
    return _known(path) and not any(
        (piece.startswith(".") and piece != ".") or piece == "__MACOSX" for piece in pieces
    )


def _kinds() -> str:
    return ", ".join((*document.SUFFIXES, *tables.SUFFIXES, *ARCHIVES))
