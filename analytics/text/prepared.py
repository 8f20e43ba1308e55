"""What was computed from a column of a table is kept for the next question, as long as the table has that column.

Arrow's arrays never change: assigning to a column, filtering or sorting a table makes new ones. So what was computed
from an array stays right while that very array lives, and is dropped with it. What was used longest ago is dropped
where all of it together would exceed the bound.
"""

import threading
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from ..errors import ArgumentError

MEGABYTE = 1_000_000
_DEFAULT = 1000  # megabytes


class Sized(Protocol):
    """Something that knows how many bytes it holds."""

    @property
    def nbytes(self) -> int:
        """Bytes held."""


Value = TypeVar("Value", bound=Sized)


class _Kept:
    """Values by the array that they were computed from, the one used last at the end."""

    def __init__(self, megabytes: float) -> None:
        self.bound = megabytes * MEGABYTE
        self._values: OrderedDict[tuple[int, Hashable], tuple[weakref.ref[Any], Sized]] = OrderedDict()
        self._gone: deque[tuple[tuple[int, Hashable], weakref.ref[Any]]] = deque()
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        with self._lock:
            self._forget_gone()
            return self._sum()

    def get(self, array: pa.ChunkedArray, kind: Hashable) -> Any:
        with self._lock:
            found = self._values.get((id(array), kind))
            if found is None or found[0]() is not array:
                return None
            self._values.move_to_end((id(array), kind))
            return found[1]

    def put(self, array: pa.ChunkedArray, kind: Hashable, value: Sized) -> None:
        key = (id(array), kind)
        kept = weakref.ref(array, lambda gone: self._drop(key, gone)), value
        with self._lock:
            self._values[key] = kept
            self._values.move_to_end(key)
        self.fit()

    def fit(self) -> None:
        """Drop what was used longest ago until the rest is within the bound."""
        with self._lock:
            self._forget_gone()
            while self._values and self._sum() > self.bound:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()

    def _sum(self) -> int:
        return sum(value.nbytes for _, value in self._values.values())

    def _drop(self, key: tuple[int, Hashable], gone: weakref.ref[Any]) -> None:
        """Drop the value of an array that was collected, now or when next the values are free.

        Python may collect at any moment, also while this very thread goes through the values.
        """
        self._gone.append((key, gone))
        if self._lock.acquire(blocking=False):
            try:
                self._forget_gone()
            finally:
                self._lock.release()

    def _forget_gone(self) -> None:
        while self._gone:
            key, gone = self._gone.popleft()
            if key in self._values and self._values[key][0] is gone:
                del self._values[key]


_KEPT = _Kept(_DEFAULT)


def prepared(column: Any, kind: Hashable, make: Callable[[], Value]) -> Value:
    """Return what was computed from a column before, or compute it and keep it.

    Parameters
    ----------
    column : Series
        The column. Only columns that Arrow holds can be recognised later; of others nothing is kept.
    kind : hashable
        What is computed.
    make : callable
        Computes it from this column alone.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> titles = pd.Series(["輝達"], dtype="str")
    >>> first = prepared(titles, "example", lambda: np.zeros(3))
    >>> prepared(titles, "example", lambda: np.ones(3)) is first
    True
    """
    held: Any = getattr(column, "array", None)
    array = held.__arrow_array__() if hasattr(held, "__arrow_array__") else None
    if not isinstance(array, pa.ChunkedArray):
        return make()
    found: Value | None = _KEPT.get(array, kind)
    if found is None:
        found = make()
        _KEPT.put(array, kind, found)
    return found


def mark_together(*columns: Any) -> None:
    """Note that columns were made together; `are_together` knows it while nothing is assigned, filtered or sorted.

    >>> import pandas as pd
    >>> title, body = (pd.Series([text], dtype="str") for text in ("輝達", "急升"))
    >>> mark_together(title, body)
    >>> are_together(title, body), are_together(title, body.str.strip())
    (True, False)
    """
    mark = np.empty(0)
    for place, column in enumerate(columns):
        prepared(column, ("made together", place), lambda: mark)


def are_together(*columns: Any) -> bool:
    """Return whether `mark_together` got these very columns in this order; False where that was forgotten."""
    first, *others = [
        prepared(column, ("made together", place), lambda: np.empty(0))
        for place, column in enumerate(columns)
    ]
    return all(other is first for other in others)


def keep_prepared(megabytes: float) -> float:
    """Set how much memory may hold what was computed from tables, for the next question; 1,000 megabytes at first.

    A measure folds the texts of a table and numbers its words. Both are kept while the table lives, so that the next
    question about it takes a tenth of the time. Beyond the bound what was used longest ago is dropped.

    Parameters
    ----------
    megabytes : float
        The bound; 0 keeps nothing.

    Returns
    -------
    float
        Megabytes that are kept now.

    Raises
    ------
    ArgumentError
        The bound is negative.

    See Also
    --------
    forget_prepared : Empties it.

    Examples
    --------
    >>> keep_prepared(200) <= 200
    True
    >>> keep_prepared(1000) <= 1000
    True
    """
    if not megabytes >= 0:
        raise ArgumentError(f"megabytes must be 0 or more, not {megabytes!r}")
    _KEPT.bound = megabytes * MEGABYTE
    _KEPT.fit()
    return _KEPT.nbytes / MEGABYTE


def forget_prepared() -> float:
    """Drop all that was computed from tables; the next question about one takes longer.

    Returns
    -------
    float
        Megabytes that were kept.

    See Also
    --------
    keep_prepared : Sets how much is kept.

    Examples
    --------
    >>> forget_prepared() >= 0
    True
    """
    dropped = _KEPT.nbytes / MEGABYTE
    _KEPT.clear()
    return dropped


def prepared_bytes() -> int:
    """Return how many bytes are kept now.

    >>> dropped = forget_prepared()
    >>> prepared_bytes()
    0
    """
    return _KEPT.nbytes
