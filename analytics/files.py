"""Files that are there whole or not at all, folders for a while, and the one way to name content by a hash."""

import contextlib
import hashlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PART = ".part"  # the ending of a file that is being written
PUBLIC, PRIVATE = 0o666, 0o600  # the umask takes away from the first what it takes from any file

_TEMPORARY = "hkma-"  # what temporary folders begin with
_NEW, _FORGOTTEN = (
    60,
    86400,
)  # seconds in which a folder may not be locked yet; after which it belongs to nobody


def write_whole(
    target: str | Path,
    content: str | bytes | Callable[[BinaryIO], object],
    *,
    mode: int = PUBLIC,
    sync: bool = True,
) -> None:
    """Write a file under another name, then move it to its place in one step.

    Until then, and if writing fails, the file that was there stays. The folder is made if there is none.

    Parameters
    ----------
    target : str or path
        Where the file goes.
    content : str, bytes or callable
        What it holds; or a function that writes it to the open file.
    mode : int
        Its permissions.
    sync : bool
        Whether to wait until it is on the disk, so that it outlives a loss of power.

    Raises
    ------
    OSError
        It cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_whole(place, "港鐵")
    >>> place.read_text(encoding="utf-8")
    '港鐵'
    """
    target = Path(target)
    # nobody can guess the name, and a link that waits there is not followed
    part = target.with_name(f".{target.name}.{secrets.token_hex(8)}{PART}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123
            if callable(content):
                content(file)
            else:
                file.write(content.encode() if isinstance(content, str) else content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if sync:
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the move itself outlive a loss of power, where the system lets a folder be synced."""
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


def digest(content: str | bytes) -> str:
    """Return the SHA-256 of some content, in hexadecimal digits.

    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def temporary_folder(parent: Path | None = None) -> Iterator[Path]:
    """Yield a private folder that is gone afterwards; those that killed processes left beside it go too.

    Parameters
    ----------
    parent : Path, optional
        Where it is made; by default among the system's temporary files.
    """
    for left in Path(parent or tempfile.gettempdir()).glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError), _opened(left) as (handle, is_known):
            age = time.time() - os.fstat(handle).st_mtime
            if os.fstat(handle).st_uid == os.getuid() and age > (_NEW if is_known else _FORGOTTEN):
                shutil.rmtree(left, ignore_errors=True)
    made = tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=parent, ignore_cleanup_errors=True)
    with made as own, contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            stack.enter_context(_opened(Path(own)))
        yield Path(own)


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[tuple[int, bool]]:
    """Open a folder and lock it, where the file system can: the system releases the lock with the process.

    Raises
    ------
    OSError
        Another process holds it, or it is no folder.
    """
    if fcntl is None:
        raise OSError("folders cannot be opened")
    handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_locked = True
        except BlockingIOError:
            raise
        except OSError:  # a file system without such locks
            is_locked = False
        yield handle, is_locked
    finally:
        os.close(handle)
