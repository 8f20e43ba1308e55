"""The sheet a chart is drawn on: its width on screens and paper, and on phones."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WIDE = 403.2  # points; above 36 rem of a page, letters of 8.5 points are at least 11 pixels high
NARROW = 270.0  # points: on a phone's 358 pixels letters of 8.5 points are 11 pixels high

_width = ContextVar("width", default=WIDE)


def sheet_width() -> float:
    """Return the width of the sheet that charts are drawn on now, in points.

    >>> sheet_width()
    403.2
    """
    return _width.get()


def is_narrow() -> bool:
    """Whether charts are drawn for phones now.

    >>> with narrow_sheet():
    ...     is_narrow()
    True
    """
    return sheet_width() < WIDE


def panel_columns(count: int) -> int:
    """Return how many of `count` panels stand in a row: two, on a phone one."""
    return 1 if is_narrow() else min(count, 2)


@contextmanager
def narrow_sheet() -> Iterator[None]:
    """Draw charts for phones: fewer labels on their axes, names above bars, panels one below the other."""
    token = _width.set(NARROW)
    try:
        yield
    finally:
        _width.reset(token)
