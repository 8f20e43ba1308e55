"""The caches of this machine: whose they are, and away with them."""

import contextlib
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..secrecy import without_credentials
from .files import root_of
from .store import cache_folder

_NOTE = "corpus.txt"


def note(folder: str, root: str) -> None:
    """Leave word in a cache of whose it is and when it was last used; `caches` tells."""
    if "://" not in folder and Path(folder).is_dir():
        with contextlib.suppress(OSError):
            told = without_credentials(root)
            (Path(folder) / _NOTE).write_text(told, encoding="utf-8", errors="surrogateescape")


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
        told = folder / _NOTE
        used = told if told.exists() else folder
        rows.append(
            {
                "corpus": told.read_text(encoding="utf-8", errors="replace") if told.exists() else "",
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
        return pq.read_metadata(file).num_rows
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
