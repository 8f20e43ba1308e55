"""One file -> article rows: a document, a table, or an archive of them."""

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from ..files import digest
from .document import Reading, guarded, read_document
from .kinds import ARCHIVES, TABLES, is_wanted, known_endings, printable, skip_reason
from .listing import Unit, fetch
from .problems import error, skipped
from .settings import Settings
from .tables import read_table

_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    RuntimeError,  # a password
    NotImplementedError,  # an unknown compression
)


def read_unit(unit: Unit, settings: Settings) -> tuple[str, Reading]:
    """Read one unit; return the hash of its bytes, and its articles and problems."""
    try:
        data = fetch(unit)
    except OSError as bad:
        return "", Reading([], [error(unit.path, "unreadable", f"cannot be read: {bad.strerror or bad}")])
    return digest(data), _read(unit.path, data, settings)


def _read(path: str, data: bytes, settings: Settings) -> Reading:
    reason = skip_reason(path)
    if reason:
        return Reading([], [skipped(path, *reason)])
    lower = path.lower()
    if lower.endswith(ARCHIVES):
        return _read_archive(path, data, settings)
    if lower.endswith(".gz"):
        try:
            data, lower = gzip.decompress(data), lower[: -len(".gz")]
        except _DAMAGED as bad:
            return Reading([], [error(path, "unreadable", f"cannot be unpacked: {bad}")])
    read = read_table if lower.endswith(TABLES) else read_document
    return guarded(path, lambda: read(path, data, settings))


def _read_archive(path: str, data: bytes, settings: Settings) -> Reading:
    """Read the members of an archive, each a document of its own; a damaged one leaves the others alone."""
    whole = Reading()
    try:
        for name, unpack in _members(path.lower(), data):
            member = f"{path}/{printable(name)}"
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
            error(path, "archive_empty", f"no articles in this archive; it should hold {known_endings()}")
        )
    return whole


def _members(name: str, data: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each document in an archive, and what unpacks it; of equal names the last one counts."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in sorted(filter(is_wanted, set(archive.namelist()))):
                yield member, partial(archive.read, member)
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        entries = {entry.name.removeprefix("./"): entry for entry in archive.getmembers() if entry.isfile()}
        for member in sorted(filter(is_wanted, entries)):
            file = archive.extractfile(entries[member])
            if file is not None:
                yield member, file.read
