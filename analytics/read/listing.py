"""Find the files of a corpus: of a folder, a single file, an archive, or an address that fsspec knows."""

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from ..errors import CorpusError
from ..files import digest
from ..secrecy import masked, without_credentials
from .kinds import is_known, known_endings, printable

REFUSED = -1  # in place of the time of a file that must not, or cannot, be read; its location says why
_PASSED_OVER = (".", "__MACOSX")

Each: TypeAlias = Callable[[Callable[[str], "Listing"], list[str]], Iterable["Listing"]]


class Unit(NamedTuple):
    """One file of a corpus: what a worker reads, and by what the cache recognises it.

    Attributes
    ----------
    path : str
        Relative to the corpus root, with `/`.
    location : str
        Where its bytes are: a local path or an address.
    size, changed : int
        Bytes, and time of the last change in nanoseconds (0 where not known, `REFUSED` where it is not to be read).
    """

    path: str
    location: str
    size: int
    changed: int


@dataclass(frozen=True)
class Source:
    """The files of a corpus: its name, its units in order of path, and the number of files of other kinds."""

    name: str
    root: str
    units: tuple[Unit, ...]
    skipped: int


def find(source: str | Path, each: Each = map, *, links: bool = False) -> Source:
    """Find the units of a corpus.

    Parameters
    ----------
    source : str or path
        A folder, one file, an archive, or an address that fsspec knows.
    each : callable
        Like `map`: applies a function to each folder of a level. A cluster lists the folders in its workers.
    links : bool
        Whether symbolic links to files may lead out of the corpus.

    Raises
    ------
    CorpusError
        There is nothing at `source`, or nothing in it that could be an article.
    """
    place, root = str(source), root_of(source)
    alone = _one_file(place, root)
    if alone:
        return alone
    units, skipped, folders = [], 0, [""]
    try:
        while folders:
            listings = list(each(partial(list_folder, root, links=links), folders))
            units += [unit for listing in listings for unit in listing.units]
            folders = [folder for listing in listings for folder in listing.folders]
            skipped += sum(listing.skipped for listing in listings)
    except FileNotFoundError:
        units = []
    except (ImportError, ValueError, OSError) as bad:
        raise CorpusError(masked(f"{place}: cannot be listed ({bad})", place)) from None
    if not units:
        where = "there" if "://" in place else "in this folder"
        raise CorpusError(f"{place}: no articles {where}; it should hold {known_endings()}")
    name = without_credentials(printable(PurePosixPath(root).name))
    return Source(name, root, _distinct(sorted(units, key=attrgetter("path"))), skipped)


def _distinct(units: list[Unit]) -> tuple[Unit, ...]:
    """Return units in order of path, each with a path of its own: two names may look alike once they are printable.

    >>> [unit.path for unit in _distinct([Unit("a.md", "1", 0, 0), Unit("a.md", "2", 0, 0)])]
    ['a (2).md', 'a.md']
    """
    if len({unit.path for unit in units}) == len(units):  # as nearly always
        return tuple(units)
    taken: set[str] = set()
    named = []
    for unit in sorted(units, key=attrgetter("path", "location")):
        path, number = unit.path, 1
        folder, slash, name = path.rpartition("/")
        stem, dot, ending = name.partition(".")
        while path in taken:
            number += 1
            path = f"{folder}{slash}{stem} ({number}){dot}{ending}"
        taken.add(path)
        named.append(unit._replace(path=path))
    return tuple(sorted(named, key=attrgetter("path")))


def root_of(source: str | Path) -> str:
    """Return the absolute path of a corpus, or its address.

    >>> root_of("memory://news/")
    'memory://news'
    """
    place = str(source)
    return place.rstrip("/") if "://" in place else str(Path(place).expanduser().resolve())


def _one_file(place: str, location: str) -> Source | None:
    """Return the corpus of a single file; None for a folder."""
    if "://" in place:
        import fsspec

        try:
            system, inner = fsspec.url_to_fs(place)
            if not system.isfile(inner):
                return None
            size, changed = _stamp(system.info(inner))
        except (ImportError, ValueError, OSError) as bad:
            raise CorpusError(masked(f"{place}: cannot be opened ({bad})", place)) from None
        name = without_credentials(PurePosixPath(inner).name)
    else:
        root = Path(place).expanduser()
        if not root.exists():
            raise CorpusError(
                f"{place}: no such file or folder; give a folder of articles, one file, or an archive"
            )
        if root.is_dir():
            return None
        if not root.is_file():
            raise CorpusError(f"{place}: neither a file nor a folder")
        name = printable(root.name)
        size, changed = root.stat().st_size, root.stat().st_mtime_ns
    if not is_known(name):
        raise CorpusError(f"{place}: not a kind of file that holds articles; known: {known_endings()}")
    return Source(name, location, (Unit(name, location, size, changed),), 0)


@dataclass(frozen=True)
class Listing:
    """The content of a folder: units, folders (relative to the root), and the number of files of other kinds."""

    units: list[Unit]
    folders: list[str]
    skipped: int


def list_folder(root: str, inside: str, *, links: bool = False) -> Listing:
    """List one folder of a corpus, on disk or at an address.

    Links to folders are not followed. Links to files are, within the corpus; others are refused, unless `links` allows
    them. A folder that cannot be listed costs only itself.

    >>> len(list_folder("data/sample", "abacus/").units) > 10
    True
    """
    return _list_remote(root, inside) if "://" in root else _list_local(root, inside, links)


def _list_local(root: str, inside: str, links: bool) -> Listing:
    units, folders, skipped = [], [], 0
    # strings: making a Path of each file takes as long as reading it
    try:
        entries = list(os.scandir(os.path.join(root, inside)))  # noqa: PTH118
    except OSError as bad:
        if not inside:
            raise
        gone = isinstance(bad, FileNotFoundError)
        why = f"the folder cannot be listed: {bad.strerror}"
        return Listing([] if gone else [Unit(printable(inside.rstrip("/")), why, 0, REFUSED)], [], 0)
    for entry in entries:
        name = entry.name
        if entry.is_dir(follow_symlinks=False):
            if not name.startswith(_PASSED_OVER):
                folders.append(f"{inside}{name}/")
        elif name.startswith(".") or not is_known(name):
            skipped += not name.startswith(".")
        elif entry.is_file(follow_symlinks=False):
            try:  # not `suppress`: of all files it takes a fifth of the listing
                found = entry.stat()
            except FileNotFoundError:  # gone by now
                continue
            units.append(Unit(printable(inside + name), entry.path, found.st_size, found.st_mtime_ns))
        elif entry.is_symlink():
            linked = _linked(root, printable(inside + name), entry.path, links)
            units += linked
            skipped += not linked
        else:
            skipped += 1
    return Listing(units, folders, skipped)


def _linked(root: str, path: str, place: str, links: bool) -> list[Unit]:
    """Return the unit of a symbolic link, refused if it leads out of the corpus; none if it leads to no file."""
    try:
        target = os.path.realpath(place, strict=True)
        found = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        return []
    except OSError as bad:
        return [Unit(path, f"a link that cannot be followed: {bad.strerror}", 0, REFUSED)]
    if not stat.S_ISREG(found.st_mode):
        return []
    if not links and not target.startswith(root.rstrip(os.sep) + os.sep):
        why = "a link that leads out of the corpus; load(links=True) follows it"
        return [Unit(path, why, 0, REFUSED)]
    return [Unit(path, place, found.st_size, found.st_mtime_ns)]


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
        elif name.startswith(".") or not is_known(name):
            skipped += not name.startswith(".")
        else:
            units.append(Unit(inside + name, system.unstrip_protocol(path), *_stamp(info)))
    return Listing(units, folders, skipped)


def _stamp(info: dict[str, Any]) -> tuple[int, int]:
    """Return the size of a file at an address, and a number that changes with its content (0 if unknown)."""
    mark = next(
        (info[name] for name in ("ETag", "etag", "md5", "LastModified", "mtime") if info.get(name)), None
    )
    changed = int(digest(str(mark))[:15], 16) if mark is not None else 0
    return int(info.get("size") or 0), changed


def fetch(unit: Unit, most: int = -1) -> bytes:
    """Return a unit's bytes, `most` of them if it is not below 0.

    Raises
    ------
    OSError
        It cannot be read, or was refused when it was listed.
    """
    if unit.changed == REFUSED:
        raise OSError(0, unit.location)
    if "://" not in unit.location:
        # what was a file when it was listed may be a pipe by now, whose opening would never end
        handle = os.open(
            unit.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(handle, "rb") as plain:  # noqa: PTH123 - see _list_local
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(0, "not a file")
            if most < 0:
                return plain.read()
            # `read` takes memory for all that it is allowed: for what the file states, and then for what it grew by
            data = plain.read(min(most, found.st_size + 1))
            return data + plain.read(most - len(data)) if found.st_size < len(data) < most else data
    import fsspec  # heavy, and only addresses need it

    with fsspec.open(unit.location, "rb") as file:
        content: bytes = file.read(most)
        return content
