"""The files of an output folder: written completely or not at all, swept and compared."""

from pathlib import Path

from ...errors import ReportError
from ...files import PART, PUBLIC, digest, write_whole


def write(target: Path, content: str | bytes, mode: int = PUBLIC) -> None:
    """Write a file completely or not at all; the old one stays until the new one takes its place.

    Raises
    ------
    ReportError
        The file cannot be written.
    """
    try:
        write_whole(target, content, mode=mode)
    except OSError as error:
        raise ReportError(f"{target}: cannot be written ({error.strerror})") from None


def sweep(folder: Path) -> None:
    """Delete what killed writers left half written. Call it only where nobody else can be writing."""
    for part in folder.rglob(f".*{PART}"):
        part.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty if it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
