"""Finding what a corpus consists of: files of a folder, one file, an archive, an address that fsspec knows."""

import hashlib
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath

import fsspec

from ..errors import CorpusError
from . import document, tables
from .document import Reading, Settings, guarded, read_document
from .problems import error
from .tables import read_table

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
_SUFFIXES = (*document.SUFFIXES, *tables.SUFFIXES, *ARCHIVES)
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    RuntimeError,  # a password
    NotImplementedError,  # an unknown compression
)


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
        name = _spelt(root.name)
        return Source(name, str(root), (Unit(name, str(root), stat.st_size, stat.st_mtime_ns),), 0)
    units, skipped, folders = [], 0, [""]
    while folders:
        listing = list_folder(str(root), folders.pop())
        units += listing.units
        folders += listing.folders
        skipped += listing.skipped
    if not units:
        raise CorpusError(f"{place}: no articles in this folder; it should hold {_kinds()}")
    return Source(_spelt(root.name), str(root), tuple(sorted(units, key=attrgetter("path"))), skipped)


@dataclass(frozen=True)
class Listing:
    """What lies in one folder: units, folders (relative to the root), and how many files are of other kinds."""

    units: list[Unit]
    folders: list[str]
    skipped: int


def list_folder(root: str, inside: str) -> Listing:
    """List one folder of a corpus on disk; links to folders are not followed.

    >>> len(list_folder("data/sample", "abacus/").units) > 10
    True
    """
    units, folders, skipped = [], [], 0
    with os.scandir(os.path.join(root, inside)) as entries:  # noqa: PTH118 - a Path for each file takes as long as reading it
        for entry in entries:
            name = entry.name
            if entry.is_dir():
                if not entry.is_symlink() and not name.startswith((".", "__MACOSX")):
                    folders.append(f"{inside}{name}/")
            elif name.startswith(".") or not _known(name) or not entry.is_file():
                skipped += not name.startswith(".")
            else:
                stat = entry.stat()
                units.append(Unit(_spelt(inside + name), entry.path, stat.st_size, stat.st_mtime_ns))
    return Listing(units, folders, skipped)


def read_unit(unit: Unit, settings: Settings) -> tuple[str, Reading]:
    """Read one unit; return the hash of its bytes and what came of it."""
    try:
        data = fetch(unit)
    except OSError as bad:
        return "", Reading([], [error(unit.path, "unreadable", f"cannot be read: {bad.strerror or bad}")])
    return hashlib.sha256(data).hexdigest(), _read(unit.path, data, settings)


def fetch(unit: Unit) -> bytes:
    """Return a unit's bytes."""
    if "://" not in unit.location:
        return Path(unit.location).read_bytes()
    with fsspec.open(unit.location, "rb") as file:
        return file.read()


def _read(path: str, data: bytes, settings: Settings) -> Reading:
    lower = path.lower()
    if lower.endswith(tables.SUFFIXES):
        return guarded(path, lambda: read_table(path, data, settings))
    if not lower.endswith(ARCHIVES):
        return guarded(path, lambda: read_document(path, data, settings))
    return _read_archive(path, data, settings)


def _read_archive(path: str, data: bytes, settings: Settings) -> Reading:
    """Read the members of an archive, each a document of its own; a damaged one leaves the others alone."""
    whole = Reading()
    try:
        for name, unpack in _members(path.lower(), data):
            member = f"{path}/{_spelt(name)}"
            try:
                one = _read(member, unpack(), settings)
            except _DAMAGED as bad:
                one = Reading([], [error(member, "unreadable", f"cannot be unpacked: {bad}")])
            whole.rows += one.rows
            whole.problems += one.problems
    except _DAMAGED as bad:
        return Reading([], [error(path, "archive_unreadable", f"not a readable archive: {bad}")])
    if not whole.rows and not whole.problems:
        whole.problems.append(
            error(path, "archive_empty", f"no articles in this archive; it should hold {_kinds()}")
        )
    return whole


def _members(name: str, data: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each document in an archive, and what unpacks it; of equal names the last one counts."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in sorted(filter(_wanted, set(archive.namelist()))):
                yield member, partial(archive.read, member)
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        entries = {entry.name.removeprefix("./"): entry for entry in archive.getmembers() if entry.isfile()}
        for member in sorted(filter(_wanted, entries)):
            file = archive.extractfile(entries[member])
            if file is not None:
                yield member, file.read


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


def _spelt(name: str) -> str:
    """Return a file's name as text, bytes of it that are no UTF-8 spelt out: `\\xb4`."""
    return (
        name
        if name.isascii()
        else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    )


def _known(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def _wanted(path: str) -> bool:
    pieces = PurePosixPath(path).parts
    return _known(path) and not any(
        (piece.startswith(".") and piece != ".") or piece == "__MACOSX" for piece in pieces
    )


def _kinds() -> str:
    return ", ".join((*document.SUFFIXES, *tables.SUFFIXES, *ARCHIVES))
