"""The cache behind load(): where it lies, what it is keyed by, and how it is listed and cleared.

It holds derived data: deleting it costs time, never data.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import platformdirs
import pyarrow as pa
import pyarrow.parquet as pq

from ..files import PART, PRIVATE, digest, write_whole
from ..secrecy import without_credentials
from .listing import root_of
from .runs import Run
from .settings import Settings

PARSE_VERSION = 16  # raise it whenever the same bytes would be read into other rows
# Libraries that shape the rows too
LIBRARIES = ("rjieba", "opencc", "pyromark", "lxml", "PyYAML", "python-frontmatter")
_FORGOTTEN = 86400  # seconds after which a half-written file belongs to nobody
_NOTE = "corpus.txt"


def cache_folder() -> Path:
    """Return where caches lie on this machine."""
    return Path(platformdirs.user_cache_dir("hk-media-analytics")) / "corpora"


def private_folder(folder: Path) -> None:
    """Make a folder that only the user can enter, and close one that was open to others.

    Raises
    ------
    OSError
        It cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # it is another user's
            folder.chmod(0o700)


def folder_of(root: str, settings: Settings, place: str | Path | None = None) -> str:
    """Return the folder of one corpus under one parse version, lexicon and time zone.

    Parameters
    ----------
    root : str
        Where the corpus lies.
    settings : Settings
        What its rows depend on.
    place : str or path, optional
        Folder or address under which caches lie; by default this machine's.
    """
    parts = [root, settings.timezone, settings.lexicon.key, repr(settings.columns), str(PARSE_VERSION)]
    parts += [repr(settings.limits), repr(settings.links)]
    name = digest("\0".join([*parts, *_versions()]).encode("utf-8", "surrogateescape"))[:24]
    return f"{str(place or cache_folder()).rstrip('/')}/{name}"


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    return tuple(version(name) for name in LIBRARIES)


def tidy(folder: str, runs: Sequence[Run]) -> None:
    """Remove runs that hold no document any more, and files that a killed writer left half-written."""
    if "://" in folder or not Path(folder).is_dir():
        return
    known = {Path(run.file).name for run in runs}
    for file in Path(folder).iterdir():
        with contextlib.suppress(OSError):  # another writer's may be gone by now
            left = file.suffix == PART and file.stat().st_mtime < time.time() - _FORGOTTEN
            if left or (file.suffix == ".parquet" and file.name not in known):
                file.unlink()


def note(folder: str, root: str) -> None:
    """Write into a cache which corpus it belongs to, and when it was last used, for `caches`."""
    if "://" not in folder and Path(folder).is_dir():
        file = Path(folder) / _NOTE
        with contextlib.suppress(OSError):
            if file.exists():  # it names the same corpus: a folder belongs to one
                os.utime(file)
                return
            write_whole(
                file, without_credentials(root).encode("utf-8", "surrogateescape"), mode=PRIVATE, sync=False
            )


def caches() -> pd.DataFrame:
    """List the caches of this machine.

    Returns
    -------
    DataFrame
        ======  ==========  ======================================================================
        corpus  str         where the articles lie; empty where the cache does not say
        rows    int64       articles kept, and documents that gave none
        bytes   int64       on disk
        used    datetime64  when it was last used, UTC
        folder  str         where the cache lies
        ======  ==========  ======================================================================

        By corpus; a corpus read with other words, entities or another time zone has several.

    Examples
    --------
    >>> list(caches().columns)
    ['corpus', 'rows', 'bytes', 'used', 'folder']
    """
    rows = []
    for folder in sorted(cache_folder().glob("*")):
        files = list(folder.glob("*.parquet"))
        note_file = folder / _NOTE
        used = note_file if note_file.exists() else folder
        rows.append(
            {
                "corpus": note_file.read_text(encoding="utf-8", errors="replace")
                if note_file.exists()
                else "",
                "rows": sum(map(_rows_in, files)),
                "bytes": sum(map(_size, folder.glob("*"))),
                "used": pd.Timestamp(used.stat().st_mtime_ns).floor("s"),
                "folder": str(folder),
            }
        )
    types = {"corpus": "str", "rows": "int64", "bytes": "int64", "used": "datetime64[us]", "folder": "str"}
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    return table.sort_values(["corpus", "folder"], ignore_index=True)


def _rows_in(file: Path) -> int:
    try:
        return int(pq.read_metadata(file).num_rows)
    except (pa.ArrowException, OSError):
        return 0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # gone by now
        return 0


def clear(corpus: str | None = None) -> int:
    """Delete the caches of this machine, or those of one corpus; return how many bytes that frees.

    >>> clear("no corpus of mine")
    0
    """
    every = caches()
    if corpus is not None:
        every = every[every["corpus"] == without_credentials(root_of(corpus))]
    for folder in every["folder"]:
        shutil.rmtree(folder, ignore_errors=True)
    return int(every["bytes"].sum())
