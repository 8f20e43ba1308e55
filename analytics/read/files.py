"""Finding what a corpus consists of: files of a folder, one file, an archive, an address that fsspec knows."""

import hashlib
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from ..errors import CorpusError
from . import document, tables
from .document import Reading, Settings, guarded, read_document
from .problems import error
from .tables import read_table

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
_SUFFIXES = (*document.SUFFIXES, *tables.SUFFIXES, *ARCHIVES)
_PASSED_OVER = (".", "__MACOSX")
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    RuntimeError,  # a password
    NotImplementedError,  # an unknown compression
)


Each: TypeAlias = Callable[[Callable[[str], "Listing"], list[str]], Iterable["Listing"]]


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


def find(source: str | Path, each: Each = map) -> Source:
    """Find the units of a corpus.

    Parameters
    ----------
    source : str or path
        A folder, one file, an archive, or an address that fsspec knows.
    each : callable
        Like `map`: applies a function to each folder of a level. A cluster lists the folders in its workers.

    Raises
    ------
    CorpusError
        There is nothing at `source`, or nothing in it that could be an article.
    """
    place = str(source)
    alone = _one_file(place)
    if alone:
        return alone
    root = place.rstrip("/") if "://" in place else str(Path(place).expanduser().resolve())
    units, skipped, folders = [], 0, [""]
    try:
        while folders:
            listings = list(each(partial(list_folder, root), folders))
            units += [unit for listing in listings for unit in listing.units]
            folders = [folder for listing in listings for folder in listing.folders]
            skipped += sum(listing.skipped for listing in listings)
    except FileNotFoundError:
        units = []
    except (ImportError, ValueError, OSError) as bad:
        raise CorpusError(f"{place}: cannot be listed ({bad})") from None
    if not units:
        where = "there" if "://" in place else "in this folder"
        raise CorpusError(f"{place}: no articles {where}; it should hold {_kinds()}")
    name = _spelt(PurePosixPath(root).name)
    return Source(name, root, tuple(sorted(units, key=attrgetter("path"))), skipped)


def _one_file(place: str) -> Source | None:
    """The corpus of a single file; None where it is a folder."""
    if "://" in place:
        import fsspec

        try:
            system, inner = fsspec.url_to_fs(place)
            if not system.isfile(inner):
                return None
            size, changed = _stamp(system.info(inner))
        except (ImportError, ValueError, OSError) as bad:
            raise CorpusError(f"{place}: cannot be opened ({bad})") from None
        name, location = PurePosixPath(inner).name, place
    else:
        root = Path(place).expanduser()
        if not root.exists():
            raise CorpusError(
                f"{place}: no such file or folder; give a folder of articles, one file, or an archive"
            )
        if root.is_dir():
            return None
        name, location = _spelt(root.name), str(root.resolve())
        size, changed = root.stat().st_size, root.stat().st_mtime_ns
    if not _known(name):
        raise CorpusError(f"{place}: not a kind of file that holds articles; known: {_kinds()}")
    return Source(name, location, (Unit(name, location, size, changed),), 0)


@dataclass(frozen=True)
class Listing:
    """What lies in one folder: units, folders (relative to the root), and how many files are of other kinds."""

    units: list[Unit]
    folders: list[str]
    skipped: int


def list_folder(root: str, inside: str) -> Listing:
    """List one folder of a corpus, on disk or at an address; links to folders are not followed.

    >>> len(list_folder("data/sample", "abacus/").units) > 10
    True
    """
    return _list_remote(root, inside) if "://" in root else _list_local(root, inside)


def _list_local(root: str, inside: str) -> Listing:
    units, folders, skipped = [], [], 0
    # strings, because a Path for each file takes as long as reading it
    with os.scandir(os.path.join(root, inside)) as entries:  # noqa: PTH118
        for entry in entries:
            name = entry.name
            if entry.is_dir():
                if not entry.is_symlink() and not name.startswith(_PASSED_OVER):
                    folders.append(f"{inside}{name}/")
            elif name.startswith(".") or not _known(name) or not entry.is_file():
                skipped += not name.startswith(".")
            else:
                stat = entry.stat()
                units.append(Unit(_spelt(inside + name), entry.path, stat.st_size, stat.st_mtime_ns))
    return Listing(units, folders, skipped)


def _list_remote(root: str, inside: str) -> Listing:
    units, folders, skipped = [], [], 0
    import fsspec

    system, base = fsspec.url_to_fs(root)
    here = f"{base.rstrip('/')}/{inside}".rstrip("/")
    for info in system.ls(here, detail=True):
        path = info["name"].rstrip("/")
        name = PurePosixPath(path).name
        if path == here:
            continue
        if info["type"] == "directory":
            if not name.startswith(_PASSED_OVER):
                folders.append(f"{inside}{name}/")
        elif name.startswith(".") or not _known(name):
            skipped += not name.startswith(".")
        else:
            units.append(Unit(inside + name, system.unstrip_protocol(path), *_stamp(info)))
    return Listing(units, folders, skipped)


def _stamp(info: dict[str, Any]) -> tuple[int, int]:
    """The size of a file at an address, and a number that changes with it; 0 where the place tells none."""
    told = next(
        (info[name] for name in ("ETag", "etag", "md5", "LastModified", "mtime") if info.get(name)), None
    )
    changed = int(hashlib.sha256(str(told).encode()).hexdigest()[:15], 16) if told is not None else 0
    return int(info.get("size") or 0), changed


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
    import fsspec  # it brings what only addresses need: workers that read folders stay smaller

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
