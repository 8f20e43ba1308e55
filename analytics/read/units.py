"""One file -> article rows: a document, a table, or an archive of them."""

import gzip
import io

from ..files import digest
from .archives import DAMAGED, Unpacking, members
from .document import Reading, guarded, read_document
from .kinds import ARCHIVES, TABLES, known_endings, printable, skip_reason
from .limits import OverLimit, check, limits
from .listing import REFUSED, Unit, fetch
from .problems import error, skipped
from .settings import Settings
from .tables import read_table

_HEAD = 4096  # bytes; a file that begins with as many zeros holds no text


def read_unit(unit: Unit, settings: Settings) -> tuple[str, Reading]:
    """Read one unit; return the hash of its bytes, and its articles and problems."""
    if unit.changed == REFUSED:
        return digest(unit.location), Reading([], [error(unit.path, "unreadable", unit.location)])
    try:
        most = _most_bytes(unit.path)
        data = fetch(unit, most + 1) if unit.size <= most else b""
        check("file" if most == limits().file else "document", max(unit.size, len(data)), "bytes")
    except OverLimit as bad:
        return digest(f"{unit.size} {unit.changed}"), Reading([], [error(unit.path, "too_large", str(bad))])
    except OSError as bad:
        return "", Reading([], [error(unit.path, "unreadable", f"cannot be read: {bad.strerror or bad}")])
    return digest(data), _read(unit.path, data, settings, Unpacking(len(data)), 0)


def _most_bytes(path: str) -> int:
    """Return how large a file may be, by its name."""
    lower = path.lower()
    return (
        limits().file
        if lower.removesuffix(".gz").endswith((*TABLES, *ARCHIVES, ".tar"))
        else limits().document
    )


def _read(path: str, data: bytes, settings: Settings, unpacking: Unpacking, level: int) -> Reading:
    reason = skip_reason(path)
    if reason:
        return Reading([], [skipped(path, *reason)])
    lower = path.lower()
    if lower.endswith(ARCHIVES):
        return guarded(path, lambda: _read_archive(path, data, settings, unpacking, level), timed=False)
    if lower.endswith(".gz"):
        try:
            data, lower = unpacking.whole(gzip.GzipFile(fileobj=io.BytesIO(data))), lower[: -len(".gz")]
        except OverLimit as bad:
            return Reading([], [error(path, "too_large", str(bad))])
        except DAMAGED as bad:
            return Reading([], [error(path, "unreadable", f"cannot be unpacked: {bad}")])
    if len(data) >= _HEAD and not data[:_HEAD].strip(b"\0"):
        return Reading([], [error(path, "empty_file", "the file begins with zeros: a hole, not a text")])
    if lower.endswith(TABLES):
        return guarded(path, lambda: read_table(path, data, settings), timed=False)
    return guarded(path, lambda: read_document(path, data, settings))


def _read_archive(path: str, data: bytes, settings: Settings, unpacking: Unpacking, level: int) -> Reading:
    """Read the members of an archive, each a document of its own; a damaged one leaves the others alone."""
    check("archives", level + 1, "archives within each other")
    whole = Reading()
    try:
        for name, size, unpack in members(path.lower(), data, unpacking):
            member = f"{path}/{printable(name)}"
            try:
                check("file" if _most_bytes(name) == limits().file else "document", size, "bytes")
                unpacking.add(size)
                one = _read(member, unpack(), settings, unpacking, level + 1)
            except OverLimit as bad:
                one = Reading([], [error(member, "too_large", str(bad))])
            except DAMAGED as bad:
                one = Reading([], [error(member, "unreadable", f"cannot be unpacked: {bad}")])
            whole.rows += one.rows
            whole.problems += one.problems
    except OverLimit as bad:
        whole.problems.append(error(path, "too_large", str(bad)))
    except DAMAGED as bad:
        reason = "only a part of it can be read" if whole.rows else "not a readable archive"
        whole.problems.append(error(path, "archive_unreadable", f"{reason}: {bad}"))
    if not whole.rows and not whole.problems:
        whole.problems.append(
            error(path, "archive_empty", f"no articles in this archive; it should hold {known_endings()}")
        )
    return whole
