"""What surrounds a build: signals that end it cleanly, messages without credentials, a cluster for its time."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ...errors import AnalyticsError, ReportError
from ...secrecy import masked

_SIGNALS = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


@contextmanager
def terminable() -> Iterator[None]:
    """Let a request to end (systemd, timeout, a closed terminal) unwind the build, so that its kernels end too.

    A signal that is ignored, as under `nohup`, stays ignored. The exit status is 128 + the signal's number.
    """
    if threading.current_thread() is not threading.main_thread():  # only there Python sets handlers
        yield
        return

    def end(number: int, _frame: FrameType | None) -> None:
        for again in caught:  # `timeout` and systemd send it twice: the end must not be interrupted
            signal.signal(again, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in _SIGNALS}
    caught = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    for number in caught:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, before[number])


@contextmanager
def without_credentials(address: str) -> Iterator[None]:
    """Raise errors again without the credentials that the corpus' address may hold."""
    try:
        yield
    except Exception as error:
        message = masked(str(error), address)
        if message == str(error):
            raise
        raise (type(error) if isinstance(error, AnalyticsError) else ReportError)(message) from None


@contextmanager
def running_scheduler(scheduler: str | None) -> Iterator[str | None]:
    """Give the address of the Dask scheduler that kernels use; `local` starts a cluster for the time of the build."""
    if scheduler != "local":
        yield scheduler
        return
    from ...scale import cluster

    with cluster() as client:
        yield str(client.scheduler_info()["address"])
