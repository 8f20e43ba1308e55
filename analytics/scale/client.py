"""Clients of a Dask scheduler, and a cluster of this machine's own."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress

import dask
import distributed
from distributed.comm.core import CommClosedError

from ..errors import CorpusError

_TIMEOUT = 20  # seconds that a scheduler may take to answer
_WITHOUT_WORKERS = 120  # seconds that a cluster may be without any worker while something waits for it
_LOOK = 2  # seconds between two looks at the workers
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
        The scheduler is gone, a part of the corpus ended every worker that took it, or the cluster had no worker for
        two minutes.
    """
    ended, alone = threading.Event(), threading.Event()
    with suppress(ValueError):  # no cluster: the table is counted by this process
        watch = threading.Thread(target=_watch, args=[distributed.get_client(), ended, alone], daemon=True)
        watch.start()
    try:
        yield
    except distributed.KilledWorker as bad:
        raise CorpusError(
            f"workers of the cluster ended at a part of the corpus; have they memory? ({bad})"
        ) from None
    except (CancelledError, CommClosedError):
        message = (
            f"the Dask cluster has had no worker for {_WITHOUT_WORKERS} s; start workers, then try again"
        )
        raise CorpusError(message if alone.is_set() else _GONE) from None
    finally:
        ended.set()


def _watch(client: distributed.Client, ended: threading.Event, alone: threading.Event) -> None:
    """Cancel what waits for a cluster that has had no worker for too long: without this it waits for ever."""
    seen = time.monotonic()
    with suppress(OSError, CancelledError):  # the scheduler is gone: whoever waits gets an error
        while not ended.wait(_LOOK):
            if client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > _WITHOUT_WORKERS:
                alone.set()
                client.cancel([distributed.Future(key, client) for key in list(client.futures)])
                return


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
