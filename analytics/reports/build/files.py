"""Files that are written completely or not at all: beside their place, synced, and moved there in one step."""

import hashlib
import os
from pathlib import Path

from ...errors import ReportError


def write(target: Path, content: str | bytes) -> None:
    """Write a file completely or not at all; the old one stays until the new one takes its place.

    Raises
    ------
    ReportError
        The file cannot be written.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise ReportError(f"{target}: cannot be written ({error.strerror})") from None
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete what killed writers left half written. Call it only where nobody else can be writing."""
    for part in folder.rglob(".*.part"):
        part.unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes.

    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty if it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _sync(folder: Path) -> None:
    """Make the move itself survive a loss of power, on systems that can sync a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
