"""Processes that read runs: each writes what it read into the cache, and nothing else comes back."""

import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib.abc import MetaPathFinder

from .runs import Run, refreshed
from .settings import Settings

_FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # what is freed goes back


def read_by_workers(runs: Sequence[Run], settings: Settings, count: int) -> Iterator[None]:
    """Let processes read runs, in order; yields once a run.

    What a process that was killed leaves out is for the caller to read: it is told by a warning.
    """
    import loky  # only large corpora need it

    try:
        with loky.ProcessPoolExecutor(count, env=_FRUGAL, initializer=without_pandas) as pool:
            yield from pool.map(refresh, [(run, settings) for run in runs])
    except BrokenProcessPool:
        warnings.warn(
            "a process that read documents was ended from outside; the rest is read without others",
            stacklevel=2,
        )


def refresh(job: tuple[Run, Settings]) -> None:
    """Read what changed of a run, in a worker."""
    refreshed(*job)


class _NoPandas(MetaPathFinder):
    """Says that there is no pandas. Arrow asks for it at its first array, and does without."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, and leave everything else to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError("a process that only reads documents has no use for pandas")


def without_pandas() -> None:
    """Keep pandas out of this process: it would take half a second and forty megabytes."""
    sys.meta_path.insert(0, _NoPandas())
