"""A limit of processor time on a piece of a test; it ends regular expressions too."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TimeIsUp(BaseException):
    """A piece of a test took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what runs inside after some seconds of processor time.

    Raises
    ------
    TimeIsUp
        It took longer.
    """

    def ring(*_: object) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
