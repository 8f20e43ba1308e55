"""Helpers that the formulas share. 0·log 0 is 0 throughout."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, dtype=float) for value in values)


def _observed(observed: Floats, expected: Floats) -> Floats:
    """O·ln(O / E), 0 where nothing was observed."""
    safe = np.where(observed > 0, observed, 1.0)
    return np.where(observed > 0, observed * np.log(safe / np.where(observed > 0, expected, 1.0)), 0.0)
