"""Files that are there whole or not at all, and the one way to name content by a hash."""

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

PART = ".part"  # the ending of a file that is being written
PUBLIC, PRIVATE = 0o666, 0o600  # the umask takes away from the first what it takes from any file


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
