"""Agreement between coders beyond chance, for any number of coders and with missing values.

Every coefficient takes `counts`, shape (units, values): how many coders gave each unit each value. `weight` counts a
unit several times, which is how a bootstrap resamples. Units with a single value say nothing about agreement.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Floats

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def counts_of(ratings: ArrayLike, values: ArrayLike) -> Floats:
    """Count how many coders gave each unit each value; what is none of the values is missing.

    Parameters
    ----------
    ratings : array_like, shape (units, coders)
        What each coder gave each unit.
    values : array_like, shape (values,)
        The values, in their order.

    Examples
    --------
    >>> counts_of([[1, 1], [1, 2], [2, 0]], [1, 2]).tolist()
    [[2.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    given = np.asarray(ratings)
    return np.stack([(given == value).sum(axis=1) for value in np.asarray(values)], axis=1).astype(float)


def observed_agreement(counts: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return the share of pairs of coders that agree, averaged over units.

    >>> observed_agreement([[2, 0], [1, 1]])
    0.5
    """
    given, times = _checked(counts, weight)
    coders = given.sum(axis=1)
    pairable = coders >= 2
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (given * (given - 1)).sum(axis=1) / (coders * (coders - 1))
    return _mean(same[pairable], times[pairable])


def cohen_kappa(first: ArrayLike, second: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return Cohen's (1960) κ of two coders: agreement beyond that of their own distributions.

    Parameters
    ----------
    first, second : array_like of int, shape (units,)
        Number of the value that each coder gave; negative where missing.
    weight : array_like, optional
        How often each unit counts.

    Examples
    --------
    Cohen (1960), table 1: 200 patients, three diagnoses:

    >>> table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    >>> one, two = np.repeat(np.argwhere(table >= 0), table.ravel(), axis=0).T
    >>> round(cohen_kappa(one, two), 3)
    0.492
    """
    one, two = np.asarray(first), np.asarray(second)
    times = np.ones(len(one)) if weight is None else np.asarray(weight, dtype=float)
    both = (one >= 0) & (two >= 0)
    one, two, times = one[both], two[both], times[both]
    if not times.sum():
        return np.nan
    size = int(max(one.max(), two.max())) + 1
    share_one, share_two = (np.bincount(each, times, size) / times.sum() for each in (one, two))
    return _beyond(_mean((one == two).astype(float), times), float(share_one @ share_two))


def fleiss_kappa(counts: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return Fleiss' (1971) κ: agreement beyond that of the distribution of all coders together.

    With missing values the distribution is the mean of the units' own (Gwet 2014, section 2.4); with two coders it is
    Scott's (1955) π.

    >>> round(fleiss_kappa([[2, 0], [2, 0], [0, 2], [1, 1]]), 3)
    0.467
    """
    share = _mean_shares(counts, weight)
    return _beyond(observed_agreement(counts, weight), float((share**2).sum()))


def gwet_ac1(counts: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return Gwet's (2008) AC1: agreement beyond that of coders who guess where they are unsure.

    It stays near the observed agreement where almost all units have one value, and κ does not.

    >>> round(gwet_ac1([[2, 0], [2, 0], [0, 2], [1, 1]]), 3)
    0.529
    """
    share = _mean_shares(counts, weight)
    if len(share) < 2:
        return 1.0 if len(share) and observed_agreement(counts, weight) == 1 else np.nan
    expected = float((share * (1 - share)).sum()) / (len(share) - 1)
    return _beyond(observed_agreement(counts, weight), expected)


def krippendorff_alpha(
    counts: ArrayLike,
    level: str = "nominal",
    values: ArrayLike | None = None,
    weight: ArrayLike | None = None,
) -> float:
    """Return Krippendorff's α: 1 − observed / expected disagreement (Krippendorff 2011).

    Parameters
    ----------
    counts : array_like, shape (units, values)
        How many coders gave each unit each value.
    level : {"nominal", "ordinal", "interval", "ratio"}
        What the difference between two values means.
    values : array_like, shape (values,), optional
        The numbers that the values are, for interval and ratio; by default 0, 1, 2, …
    weight : array_like, optional
        How often each unit counts.

    Returns
    -------
    float
        1 where all agree, 0 for chance; NaN where all units have one and the same value.

    Examples
    --------
    >>> round(krippendorff_alpha([[2, 0], [2, 0], [0, 2], [1, 1]]), 3)
    0.533
    """
    given, times = _checked(counts, weight)
    coders = given.sum(axis=1)
    pairable = coders >= 2
    given, coders, times = given[pairable], coders[pairable], times[pairable]
    total = (given * times[:, None]).sum(axis=0)
    size = total.sum()
    numbers = np.arange(len(total), dtype=float) if values is None else np.asarray(values, dtype=float)
    distance = _DISTANCES[level](numbers, total)
    within = np.einsum("uk,kl,ul->u", given, distance, given) / np.maximum(coders - 1, 1)
    expected = float(total @ distance @ total)
    if not expected or size < 2:
        return np.nan
    return float(1 - (size - 1) * float(within @ times) / expected)


def bootstrap(
    coefficient: Callable[[Floats], float],
    units: int,
    *,
    repeats: int = 1000,
    seed: int = 1,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Return the percentile interval of a coefficient over resampled units (Efron 1979).

    Parameters
    ----------
    coefficient : callable
        Takes how often each unit counts, shape (units,); returns the coefficient.
    units : int
        Number of units.
    repeats, seed : int
        How often the units are drawn again, and from which random numbers.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    low, high : float
        NaN with fewer than two units. Draws in which the coefficient is not defined are left out.

    Examples
    --------
    >>> bootstrap(lambda times: 1.0, 5, repeats=10)
    (1.0, 1.0)
    """
    if units < 2:
        return np.nan, np.nan
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=repeats)
    found = np.array([coefficient(times.astype(float)) for times in draws])
    found = found[~np.isnan(found)]
    if not len(found):
        return np.nan, np.nan
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _checked(counts: ArrayLike, weight: ArrayLike | None) -> tuple[Floats, Floats]:
    given = np.asarray(counts, dtype=float)
    return given, np.ones(len(given)) if weight is None else np.asarray(weight, dtype=float)


def _mean_shares(counts: ArrayLike, weight: ArrayLike | None) -> Floats:
    """Return the mean over units of the share of each value."""
    given, times = _checked(counts, weight)
    coders = given.sum(axis=1)
    coded = coders > 0
    return (
        np.asarray(np.average(given[coded] / coders[coded, None], axis=0, weights=times[coded]))
        if times[coded].sum()
        else np.full(given.shape[1], np.nan)
    )


def _mean(values: Floats, times: Floats) -> float:
    return float(np.average(values, weights=times)) if times.sum() else np.nan


def _beyond(observed: float, expected: float) -> float:
    return (observed - expected) / (1 - expected) if expected < 1 else np.nan


def _nominal(values: Floats, total: Floats) -> Floats:
    return 1 - np.eye(len(values))


def _ordinal(values: Floats, total: Floats) -> Floats:
    """Square of how many ratings lie from one value to the other, half of those at the ends."""
    middle = np.cumsum(total) - total / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)


def _interval(values: Floats, total: Floats) -> Floats:
    return np.asarray((values[:, None] - values[None, :]) ** 2)


def _ratio(values: Floats, total: Floats) -> Floats:
    whole = values[:, None] + values[None, :]
    difference = values[:, None] - values[None, :]
    return np.divide(difference, whole, out=np.zeros_like(whole), where=whole != 0) ** 2


_DISTANCES: dict[str, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
