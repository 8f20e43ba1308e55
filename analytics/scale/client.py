"""Clients of a Dask scheduler, and a cluster of this machine's own."""

import os
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager

import dask
import distributed
from distributed.comm.core import CommClosedError

from ..errors import CorpusError

_TIMEOUT = 20  # seconds that a scheduler may take to answer
_GONE = "the Dask scheduler is gone; connect to another one"
_named: set[str] = set()  # schedulers that a program asked for by address, and did not leave
_SETTINGS = {"distributed.worker.profile.enabled": False}  # profiling takes a tenth of a worker's time


@contextmanager
def cluster(scheduler: str | None = None, *, workers: int | None = None) -> Iterator[distributed.Client]:
    """Work with a Dask scheduler for the time of a `with` block.

    Parameters
    ----------
    scheduler : str, optional
        Its address, `tcp://10.0.0.5:8786`; by default a cluster of this machine's own.
    workers : int, optional
        Number of processes of this machine's own cluster; by default one for each core.

    Raises
    ------
    CorpusError
        No scheduler answers at the address.

    Examples
    --------
    >>> with cluster(workers=1) as client:
    ...     len(client.scheduler_info()["workers"])
    1
    """
    client = _client(scheduler, workers)
    try:
        yield client
    finally:
        own = client.cluster if scheduler is None else None
        client.close()
        _named.discard(str(scheduler))
        if own is not None:
            own.close()


def connect(scheduler: str | None = None) -> distributed.Client:
    """Return a client of a scheduler that stays the current one until the program ends.

    The current client is returned if it belongs to that scheduler, or if none is named.

    Raises
    ------
    CorpusError
        No scheduler answers at the address, or the one that was named before is gone.
    """
    try:
        current = distributed.get_client()
    except ValueError:
        if scheduler is None and _named:  # reading by this machine alone is not what was asked for
            raise CorpusError(_GONE) from None
        return _client(scheduler)
    same = scheduler is None or current.scheduler_info()["address"] == scheduler
    return current if same else _client(scheduler)


@contextmanager
def answering() -> Iterator[None]:
    """Raise what a lost scheduler, or workers that die, cause as an error that says so.

    Raises
    ------
    CorpusError
        The scheduler is gone, or a part of the corpus ended every worker that took it.
    """
    try:
        yield
    except distributed.KilledWorker as bad:
        raise CorpusError(
            f"workers of the cluster ended at a part of the corpus; have they memory? ({bad})"
        ) from None
    except (CancelledError, CommClosedError):
        raise CorpusError(_GONE) from None


def _client(scheduler: str | None, workers: int | None = None) -> distributed.Client:
    if scheduler is not None:
        try:
            client = distributed.Client(scheduler, timeout=_TIMEOUT)
            _named.add(scheduler)
            return client
        except (OSError, ValueError) as error:
            raise CorpusError(f"{scheduler}: no Dask scheduler answers there ({error})") from None
    count = workers or os.cpu_count() or 1
    with dask.config.set(_SETTINGS):
        own = distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )
    return distributed.Client(own)
