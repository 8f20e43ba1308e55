"""Shares: intervals, differences, smoothing and decomposition."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .arrays import Floats, _floats


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
    k, n = _floats(successes, trials)
    z = ndtri(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        centre = share + z**2 / (2 * n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        scale = 1 + z**2 / n
        # At 0 and n the bound is exactly 0 and 1, and the share always inside; rounding must not say otherwise.
        low = np.where(k == 0, 0.0, np.clip((centre - half) / scale, 0, share))
        high = np.where(k == n, 1.0, np.clip((centre + half) / scale, share, 1))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def newcombe(
    a: ArrayLike, n: ArrayLike, b: ArrayLike, m: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the hybrid score interval of a difference of proportions, a/n − b/m (Newcombe 1998, method 10).

    Parameters
    ----------
    a, b : array_like
        Successes in the two samples.
    n, m : array_like
        Their sizes; where one is 0 both bounds are NaN.
    confidence : float
        Two-sided, between 0 and 1.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds between −1 and 1, from the Wilson intervals of both; no continuity correction.

    Examples
    --------
    Newcombe (1998), table II, 56 of 70 against 48 of 80:

    >>> low, high = newcombe(56, 70, 48, 80)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    a, n, b, m = _floats(a, n, b, m)
    (low, high), (other_low, other_high) = wilson(a, n, confidence), wilson(b, m, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = a / n, b / m
        difference = one - two
        return (
            difference - np.hypot(one - low, other_high - two),
            difference + np.hypot(high - one, two - other_low),
        )


def moving_share(matching: ArrayLike, total: ArrayLike, window: int) -> Floats:
    """Return the share over a moving window, centred: the sum of `matching` over the sum of `total`.

    Parameters
    ----------
    matching, total : array_like, shape (periods,)
        Counts.
    window : int
        How many periods, odd; at the ends those there are.

    Returns
    -------
    numpy.ndarray, shape (periods,)
        NaN where the window's total is 0.

    Examples
    --------
    >>> moving_share([1, 0, 2], [2, 0, 2], 3).tolist()
    [0.5, 0.75, 1.0]
    """
    k, n = _floats(matching, total)
    ends = np.arange(len(k))
    low, high = np.maximum(ends - window // 2, 0), np.minimum(ends + window // 2 + 1, len(k))
    sums = [np.concatenate([[0.0], np.cumsum(counts)]) for counts in (k, n)]
    matching_sum, total_sum = (counts[high] - counts[low] for counts in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(matching_sum / total_sum)


def holm(p: ArrayLike) -> Floats:
    """Return p-values adjusted for the number of tests by Holm's (1979) step-down procedure; NaN stays NaN.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(values.ravel()))
    order = known[np.argsort(values.ravel()[known], kind="stable")]
    steps = values.ravel()[order] * np.arange(len(order), 0, -1)
    adjusted = np.full(values.size, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted.reshape(values.shape)


def silence(expected: ArrayLike, dispersion: ArrayLike) -> Floats:
    """Return the probability that nothing at all comes where `expected` events are usual.

    The zero term of the Katz (1965) family, which holds three models in one: dispersion^(-expected / (dispersion - 1)).

    Parameters
    ----------
    expected : array_like
        Events expected, 0 or more.
    dispersion : array_like
        Variance of the counts over their mean, above 0: 1 is Poisson, exp(-expected); above 1 events come in
        clusters (negative binomial); below 1 they keep to a timetable (binomial).

    Returns
    -------
    numpy.ndarray
        Probability, 0 to 1.

    Examples
    --------
    Ten days on each of which a daily appears with probability 0.9, so that 9 issues are expected:

    >>> f"{silence(9, 0.1):.2e}", f"{silence(9, 1):.2e}"
    ('1.00e-10', '1.23e-04')
    """
    wanted, spread = _floats(expected, dispersion)
    plain = np.abs(spread - 1) < 1e-9
    slope = np.where(plain, 1.0, np.log(spread) / np.where(plain, 1.0, spread - 1))
    return np.exp(-wanted * slope)


def kitagawa(
    matching_before: ArrayLike, total_before: ArrayLike, matching_after: ArrayLike, total_after: ArrayLike
) -> tuple[Floats, Floats]:
    """Split the change of a whole's rate into parts within and between its groups (Kitagawa 1955).

    Group j has the rate p and the part m of all in each period. Within: Δp · mean m. Between: Δm · (mean p − mean of
    the whole rates); centring changes no sum, since the Δm add up to 0. A group that is there in one period only has
    that period's rate in both: its part is all between.

    Parameters
    ----------
    matching_before, total_before, matching_after, total_after : array_like
        Counts of each group in each period, shape (groups,).

    Returns
    -------
    within, between : numpy.ndarray
        Shape (groups,); their sum over all groups is the change of the whole rate. Missing where a whole is empty.

    Examples
    --------
    Both groups keep their rates, 10 % and 50 %; the second grows from a half to three quarters of all:

    >>> within, between = kitagawa([5, 25], [50, 50], [5, 75], [50, 150])
    >>> within.tolist(), float(between.sum().round(12))
    ([0.0, 0.0], 0.1)
    """
    a, n, b, m = (
        np.asarray(counts, dtype=float)
        for counts in (matching_before, total_before, matching_after, total_after)
    )
    if not n.sum() or not m.sum():
        return np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    before = np.divide(a, n, out=np.full(n.shape, np.nan), where=n > 0)
    after = np.divide(b, m, out=np.full(m.shape, np.nan), where=m > 0)
    before, after = np.where(n > 0, before, after), np.where(m > 0, after, before)
    before, after = np.nan_to_num(before), np.nan_to_num(after)  # a group that is in neither
    mix_before, mix_after = n / n.sum(), m / m.sum()
    middle = (a.sum() / n.sum() + b.sum() / m.sum()) / 2
    within = (after - before) * (mix_before + mix_after) / 2
    return within, (mix_after - mix_before) * ((before + after) / 2 - middle)
