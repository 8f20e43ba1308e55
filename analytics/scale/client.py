"""Clients of a Dask scheduler, and a cluster of this machine's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dask
import distributed

from ..errors import CorpusError

_TIMEOUT = 20  # seconds that a scheduler may take to answer
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
        if own is not None:
            own.close()


def connect(scheduler: str | None = None) -> distributed.Client:
    """Return a client of a scheduler that stays the current one until the program ends.

    The current client is returned if it belongs to that scheduler, or if none is named.

    Raises
    ------
    CorpusError
        No scheduler answers at the address.
    """
    try:
        current = distributed.get_client()
    except ValueError:
        return _client(scheduler)
    same = scheduler is None or current.scheduler_info()["address"] == scheduler
    return current if same else _client(scheduler)


def _client(scheduler: str | None, workers: int | None = None) -> distributed.Client:
    if scheduler is not None:
        try:
            return distributed.Client(scheduler, timeout=_TIMEOUT)
        except (OSError, ValueError) as error:
            raise CorpusError(f"{scheduler}: no Dask scheduler answers there ({error})") from None
    count = workers or os.cpu_count() or 1
    with dask.config.set(_SETTINGS):
        own = distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )
    return distributed.Client(own)
