"""Samples: how many to draw, how to share a draw among strata, and a share estimated from a sample."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .arrays import _floats
from .proportions import wilson


def cochran(population: float, error: float, confidence: float = 0.95, expected: float = 0.5) -> float:
    """Return the sample size that estimates a share, with the correction for a finite population.

    n₀ = z²·p·(1 − p) / e² and n = n₀ / (1 + (n₀ − 1) / N) (Cochran 1977, sections 4.4 and 4.6).

    Parameters
    ----------
    population : float
        Articles to draw from; infinite for no correction.
    error : float
        Half the width of the interval, above 0.
    confidence : float
        Two-sided, between 0 and 1.
    expected : float
        The share expected; 0.5 asks for most.

    Returns
    -------
    float
        Not rounded.

    Examples
    --------
    Krejcie & Morgan (1970), table 1: 278 of a population of 1,000:

    >>> round(cochran(1000, 0.05), 1)
    277.7
    """
    z = float(ndtri(0.5 + confidence / 2))
    simple = z**2 * expected * (1 - expected) / error**2
    return simple / (1 + (simple - 1) / population)


def allocate(sizes: ArrayLike, total: int, *, equal: bool = False) -> np.ndarray:
    """Share a draw among strata: in proportion to their sizes, or the same number each.

    Fractions are settled by largest remainder. In proportion, each stratum gets at least one where there are enough.
    No stratum gives more than it has; what it lacks is not drawn elsewhere.

    Parameters
    ----------
    sizes : array_like, shape (strata,)
        Articles of each stratum, 1 or more.
    total : int
        Articles to draw.
    equal : bool
        Whether each stratum gives the same number.

    Returns
    -------
    numpy.ndarray, shape (strata,)
        Articles asked of each stratum; draw `minimum(sizes, asked)`.

    Examples
    --------
    >>> allocate([700, 290, 10], 20).tolist(), allocate([700, 290, 10], 20, equal=True).tolist()
    ([13, 6, 1], [7, 7, 6])
    """
    size = np.asarray(sizes, dtype=float)
    least = 0 if equal or total < len(size) else 1
    part = np.full(len(size), 1 / max(len(size), 1)) if equal else size / max(size.sum(), 1)
    wanted = least + (total - least * len(size)) * part
    asked = np.floor(wanted + 1e-9).astype(np.int64)
    order = np.argsort(asked - wanted, kind="stable")
    asked[order[: total - int(asked.sum())]] += 1
    return asked


def weighted_share(
    hits: ArrayLike, members: ArrayLike, weight: ArrayLike, stratum: ArrayLike, cluster: ArrayLike
) -> tuple[float, float]:
    """Estimate a share in the population from a sample with unequal chances, and how sure it is.

    The estimate is a ratio of weighted sums. Its variance is linearised, within strata between clusters, with the
    correction for a finite population (Särndal, Swensson & Wretman 1992, section 5.7). It is returned as the effective
    sample size: the size of a simple sample that would be as sure (Korn & Graubard 1998).

    Parameters
    ----------
    hits, members : array_like of bool, shape (n,)
        Whether each unit has the property, and whether it is one of those whose share is asked; hits are members.
    weight : array_like, shape (n,)
        1 / inclusion probability.
    stratum, cluster : array_like, shape (n,)
        Where each was drawn; without clusters every unit is its own.

    Returns
    -------
    estimate, effective : float
        The share, NaN without members; the effective sample size, infinite where everything was drawn.

    Examples
    --------
    Half of twenty drawn from very many:

    >>> unit = np.arange(20)
    >>> share, size = weighted_share(unit < 10, unit >= 0, np.full(20, 1e9), np.zeros(20), unit)
    >>> share, round(size)
    (0.5, 19)
    """
    hit, member, w = _floats(hits, members, weight)
    whole = float((w * member).sum())
    if not whole:
        return np.nan, 0.0
    share = float((w * hit).sum()) / whole
    part = np.unique(np.asarray(stratum), return_inverse=True)[1]
    group = np.unique(np.column_stack([part, np.unique(np.asarray(cluster), return_inverse=True)[1]]), axis=0,
                      return_inverse=True)[1].ravel()  # fmt: skip
    score = np.bincount(group, w * (hit - share * member)) / whole
    of_group = np.zeros(len(score), dtype=np.int64)
    of_group[group] = part
    clusters = np.bincount(of_group)
    mean = np.bincount(of_group, score) / clusters
    spread = np.bincount(of_group, (score - np.where(clusters > 1, mean, 0)[of_group]) ** 2)
    left = np.bincount(part, 1 - np.minimum(1 / w, 1)) / np.bincount(part)  # the part of a stratum not drawn
    variance = float((left * spread * clusters / np.maximum(clusters - 1, 1)).sum())
    if 0 < share < 1 and variance > 0:
        return share, share * (1 - share) / variance
    rest = float((left[part] * w * member).sum()) / whole
    return share, whole**2 / float((w**2 * member).sum()) / rest if rest > 0 else np.inf


def effective_wilson(share: float, effective: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson interval of a share with its effective sample size; a point where everything was drawn.

    >>> effective_wilson(0.25, np.inf)
    (0.25, 0.25)
    """
    if np.isinf(effective):
        return share, share
    low, high = wilson(share * effective, effective, confidence)
    return float(low), float(high)
