"""Association of two things that occur together: 2×2 tables and longer n-grams."""

import numpy as np
from numpy.typing import ArrayLike

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
        (Ellis 2006; Gries 2013); swap `r1` and `c1` for the other direction. `fisher`: exact one-sided
        p-value of attraction (Pedersen 1996).

    Examples
    --------
    Two words that always occur together, in one of eight places:

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
            from scipy.stats import hypergeom  # imported here: scipy.stats takes half a second to import

            return np.asarray(hypergeom.sf(o11 - 1, n, r1, c1))
        table = [(o11, expected), (r1 - o11, r1 * (n - c1) / n)]
        table += [(c1 - o11, (n - r1) * c1 / n), (n - r1 - c1 + o11, (n - r1) * (n - c1) / n)]
        g2 = np.maximum(2 * sum(_observed(count, chance) for count, chance in table), 0)
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
