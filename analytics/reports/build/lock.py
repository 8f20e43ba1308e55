"""One build at a time in one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import BuildLockedError, ReportError

LOCK = ".lock"


@contextmanager
def locked(folder: Path, wait: bool) -> Iterator[None]:
    """Hold a folder for one build. The system releases the lock when its holder ends, however it ends.

    Raises
    ------
    BuildLockedError
        Another build holds the folder, and `wait` is False.
    ReportError
        The folder cannot be written.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        raise BuildLockedError(f"{folder}: another build is at work there; wait for it with --wait") from None
    except OSError as error:
        raise ReportError(f"{folder}: cannot be written ({error.strerror})") from None
    try:
        yield
    finally:
        lock.release()
