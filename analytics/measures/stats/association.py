"""Association of two things that occur together: 2×2 tables and longer n-grams."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from ...errors import ArgumentError, one_of
from .arrays import Floats, _floats, _observed

ASSOCIATIONS = ("g2", "pmi", "t", "log_dice", "dice", "delta_p", "fisher")


def association(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike, measure: str) -> Floats:
    """Return how strongly two words attract each other, from the contingency table of their occurrences.

    Parameters
    ----------
    o11 : array_like
        How often they occur together.
    r1, c1 : array_like
        How often the first and the second occur.
    n : array_like
        How many places there are.
    measure : {"g2", "pmi", "t", "log_dice", "dice", "delta_p", "fisher"}
        `g2`: four-cell G² (Dunning 1993), negative where they repel each other. `pmi`: log2 of observed over
        expected (Church & Hanks 1990). `t`: (O − E) / √O (Church et al. 1991). `dice`: 2·O / (R + C).
        `log_dice`: 14 + log2(Dice) (Rychlý 2008). `delta_p`: p(second | first) − p(second | not first)
        (Ellis 2006; Gries 2013); the other way round with `r1` and `c1` changed over. `fisher`: exact one-sided
        p-value of attraction (Pedersen 1996).

    Examples
    --------
    Church & Hanks' `pmi` of two words that always stand together, once in eight places:

    >>> float(association(10, 10, 10, 80, "pmi"))
    3.0
    """
    one_of("association measure", measure, list(ASSOCIATIONS), ArgumentError)
    o11, r1, c1, n = _floats(o11, r1, c1, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r1 * c1 / n
        if measure == "pmi":
            return np.log2(o11 / expected)
        if measure == "t":
            return (o11 - expected) / np.sqrt(o11)
        if measure in ("dice", "log_dice"):
            dice = 2 * o11 / (r1 + c1)
            return dice if measure == "dice" else 14 + np.log2(dice)
        if measure == "delta_p":
            return o11 / r1 - (c1 - o11) / (n - r1)
        if measure == "fisher":
            return _fisher(o11, r1, c1, n)
        table = [(o11, expected), (r1 - o11, r1 * (n - c1) / n)]
        table += [(c1 - o11, (n - r1) * c1 / n), (n - r1 - c1 + o11, (n - r1) * (n - c1) / n)]
        g2 = np.maximum(2 * sum(_observed(seen, awaited) for seen, awaited in table), 0)
        return np.where(o11 >= expected, g2, -g2)


def lambda_score(counts: ArrayLike, smoothing: float = 0.5) -> tuple[Floats, Floats]:
    """Return λ of an n-gram and its z-score: the highest-order interaction of a log-linear model.

    Blaheta & Johnson (2001), unigram subtuples. For two words λ is the log odds ratio.

    Parameters
    ----------
    counts : array_like, shape (..., 2 ** n)
        How often each pattern of agreement with the n-gram occurs. The place in the last axis, written in binary,
        says which words agree: 0 none, the last one all.
    smoothing : float
        Added to each count.

    Returns
    -------
    score, z : numpy.ndarray, shape (...)
        λ, and λ over its asymptotic standard error.

    Examples
    --------
    >>> score, _ = lambda_score([90, 10, 10, 90], smoothing=0)
    >>> round(float(score), 4) == round(float(np.log(81)), 4)
    True
    """
    table = np.asarray(counts, dtype=float) + smoothing
    size = table.shape[-1]
    words = size.bit_length() - 1
    if size < 4 or 2**words != size:
        raise ArgumentError(
            f"the last axis must hold 2 ** n counts of an n-gram of two words or more, not {size}"
        )
    agree = np.array([place.bit_count() for place in range(size)])
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (np.where((words - agree) % 2, -1.0, 1.0) * np.log(table)).sum(axis=-1)
        return score, score / np.sqrt((1 / table).sum(axis=-1))


def _fisher(o11: Floats, r1: Floats, c1: Floats, n: Floats) -> Floats:
    """The upper tail of the hypergeometric distribution, sum_by from the observed count outwards.

    Above the mean upwards; otherwise the lower tail is sum_by downwards, and taken from 1.
    """
    shape = np.broadcast_shapes(*(np.shape(one) for one in (o11, r1, c1, n)))
    o11, r1, c1, n = (np.ravel(one) for one in np.broadcast_arrays(o11, r1, c1, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        above = o11 > r1 * c1 / n
    k = np.where(above, o11, o11 - 1)
    possible = (k >= np.maximum(0, r1 + c1 - n)) & (k <= np.minimum(r1, c1))
    going = np.flatnonzero(possible)
    total = np.zeros(len(k))
    k, a, b, size, up = (one[going] for one in (k, r1, c1, n, above.astype(float)))
    term = np.exp(_log_choose(a, k) + _log_choose(size - a, b - k) - _log_choose(size, b))
    total[going] = term
    while len(going):
        upwards = (a - k) * (b - k) / ((k + 1) * (size - a - b + k + 1))
        downwards = k * (size - a - b + k) / ((a - k + 1) * (b - k + 1))
        term = term * np.where(up, upwards, downwards)
        total[going] += term
        k = k + np.where(up, 1, -1)
        more = np.flatnonzero(term > total[going] * np.finfo(float).eps)
        going = going[more]
        k, a, b, size, up, term = (one[more] for one in (k, a, b, size, up, term))
    return np.clip(np.where(above, total, 1 - total), 0, 1).reshape(shape)


def _log_choose(n: Floats, k: Floats) -> Floats:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
