"""Bursts of attention."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from ...errors import ArgumentError
from .arrays import _floats


@dataclass(frozen=True)
class Burst:
    """A run of periods in the burst state, both ends included, and how much it saves over the base state."""

    start: int
    end: int
    weight: float


def kleinberg(
    matching: ArrayLike, total: ArrayLike, s: float = 2.0, gamma: float = 1.0
) -> tuple[NDArray[np.int64], list[Burst]]:
    """Find bursts of attention in batched arrivals (Kleinberg 2002, section 4), by Viterbi over the whole series.

    Two states: the base rate p0 = Σ matching / Σ total, and p1 = s·p0, below 1. Going up costs gamma·ln(periods),
    going down nothing. The series starts in the base state.

    Parameters
    ----------
    matching, total : array_like, shape (periods,)
        Matching articles of each period, and all. Periods without articles say nothing.
    s : float
        How much higher the rate of a burst is, above 1.
    gamma : float
        How dear a burst is: higher finds fewer.

    Returns
    -------
    states : numpy.ndarray of int64, shape (periods,)
        0 or 1.
    bursts : list of Burst
        In order of time; the weight is the cost saved.

    Examples
    --------
    >>> states, bursts = kleinberg([1, 1, 9, 8, 1, 1], [20] * 6)
    >>> states.tolist(), [(burst.start, burst.end) for burst in bursts]
    ([0, 0, 1, 1, 0, 0], [(2, 3)])
    """
    r, d = _floats(matching, total)
    if s <= 1:
        raise ArgumentError(f"s must be above 1, not {s}")
    periods = len(r)
    states = np.zeros(periods, dtype=np.int64)
    if not periods or not r.sum() or r.sum() == d.sum():
        return states, []
    p0 = r.sum() / d.sum()
    p1 = min(s * p0, 1 - 1e-9)
    choose = gammaln(d + 1) - gammaln(r + 1) - gammaln(d - r + 1)
    cost = np.stack([-(choose + xlogy(r, p) + xlogy(d - r, 1 - p)) for p in (p0, p1)])
    up = gamma * np.log(periods)
    best = np.array([0.0, np.inf])
    came_from = np.zeros((periods, 2), dtype=np.int64)
    for period in range(periods):  # each step needs the one before
        ways = np.array([[best[0], best[1]], [best[0] + up, best[1]]])
        came_from[period] = ways.argmin(axis=1)
        best = ways.min(axis=1) + cost[:, period]
    state = int(best.argmin())
    for period in range(periods - 1, -1, -1):
        states[period] = state
        state = int(came_from[period, state])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], states, [0]])))
    saved = cost[0] - cost[1]
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return states, [Burst(start, end - 1, float(saved[start:end].sum())) for start, end in runs]
