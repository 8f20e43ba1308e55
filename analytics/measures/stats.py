"""The numeric formulas alone: arrays (or scalars) in, arrays out, no pandas."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

Floats = NDArray[np.float64]


def wilson(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of a proportion (Wilson 1927; Newcombe 1998, method 3).

    Parameters
    ----------
    successes, trials : array_like, shape (n,)
        Counts; where `trials` is 0 both bounds are NaN.
    confidence : float
        Two-sided, between 0 and 1.

    Returns
    -------
    low, high : numpy.ndarray, shape (n,)
        Bounds between 0 and 1; no continuity correction.

    Examples
    --------
    Newcombe (1998), table I, 81 of 263:

    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    k = np.asarray(successes, dtype=float)
    n = np.asarray(trials, dtype=float)
    z = norm.ppf(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        centre = share + z**2 / (2 * n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        scale = 1 + z**2 / n
        # At 0 and n the bound is exactly 0 and 1; rounding must not say otherwise.
        low = np.where(k == 0, 0.0, np.clip((centre - half) / scale, 0, 1))
        high = np.where(k == n, 1.0, np.clip((centre + half) / scale, 0, 1))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
