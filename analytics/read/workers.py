"""Processes that read runs and write the rows into the cache; nothing is sent back."""

import os
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib.abc import MetaPathFinder

from .runs import Run, refreshed
from .settings import Settings

_PATROL = 0.5  # seconds between two looks at the parent
_FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # it gives freed memory back


def read_by_workers(runs: Sequence[Run], settings: Settings, count: int) -> Iterator[None]:
    """Let processes read runs, in order; yields once for each run.

    If a process is killed, a warning says so, and the caller must read the runs that are missing.
    """
    import loky  # only large corpora need it

    try:
        with loky.ProcessPoolExecutor(
            count, env=_FRUGAL, initializer=prepare_worker, initargs=(os.getpid(),)
        ) as pool:
            yield from pool.map(refresh, [(run, settings) for run in runs])
    except BrokenProcessPool:
        warnings.warn(
            "a process that read documents was ended from outside; this process reads the rest", stacklevel=2
        )


def refresh(job: tuple[Run, Settings]) -> None:
    """Read the changed documents of a run, in a worker."""
    refreshed(*job)


def prepare_worker(parent: int) -> None:
    """Make this process fit for reading only, and let it end with its parent.

    A worker whose parent was killed would wait for work for ever.
    """
    without_pandas()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PATROL)
    os._exit(1)


class _NoPandas(MetaPathFinder):
    """Pretends that pandas is not installed: Arrow asks for it at its first array, and works without."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, and leave everything else to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError("a process that only reads documents has no use for pandas")


def without_pandas() -> None:
    """Keep pandas out of this process: importing it takes half a second and 40 MB."""
    sys.meta_path.insert(0, _NoPandas())
