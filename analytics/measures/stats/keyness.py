"""Two corpora compared word by word. Frequencies `a` and `b`, corpus sizes `c` and `d`, target first."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, chdtrc, stdtr

from ...errors import ArgumentError
from .arrays import Floats, _floats, _observed


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, cells: int = 2) -> Floats:
    """Return G², signed: positive where the term is relatively more frequent in the target.

    Parameters
    ----------
    a, b : array_like
        Frequencies in target and reference.
    c, d : array_like
        Sizes of target and reference.
    cells : {2, 4}
        2: Rayson & Garside (2000), the two observed frequencies; 4: Dunning (1993), the whole contingency table.

    Returns
    -------
    numpy.ndarray
        χ²-distributed with 1 degree of freedom; NaN where a corpus is empty.

    Examples
    --------
    The example of Lancaster's calculator, 52 in 50,000 against 57 in 75,000:

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    if cells not in (2, 4):
        raise ArgumentError(f"cells must be 2 (Rayson & Garside) or 4 (Dunning), not {cells!r}")
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (c + d)
        g2 = _observed(a, c * share) + _observed(b, d * share)
        if cells == 4:
            g2 = g2 + _observed(c - a, c * (1 - share)) + _observed(d - b, d * (1 - share))
        sign = np.where(a / c >= b / d, 1.0, -1.0)
        return np.where((c > 0) & (d > 0), sign * np.maximum(2 * g2, 0), np.nan)


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, zero: float = 0.5) -> Floats:
    """Return the binary log of the ratio of relative frequencies (Hardie 2014); a frequency of 0 counts as `zero`.

    Examples
    --------
    >>> float(log_ratio(8, 2, 1000, 1000))
    2.0
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(np.where(a == 0, zero, a) / c) - np.log2(np.where(b == 0, zero, b) / d)


def log_ratio_low(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, confidence: float = 0.95) -> Floats:
    """Return the conservative log ratio (Evert 2022): the bound of its interval that is nearest to 0.

    Clopper-Pearson on a / (a + b), two-sided, turned into a ratio of relative frequencies; 0 where the interval
    includes 0.

    Examples
    --------
    >>> float(log_ratio_low(3, 2, 1000, 1000))
    0.0
    >>> bool(0 < log_ratio_low(80, 20, 1000, 1000) < log_ratio(80, 20, 1000, 1000))
    True
    """
    a, b, c, d = _floats(a, b, c, d)
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1e-300), b + 1, tail), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1e-300), 1 - tail), 1.0)
        scale = np.log2(d / c)
        bounds = [np.log2(share / (1 - share)) + scale for share in (low, high)]
    return np.where(bounds[0] > 0, bounds[0], np.where(bounds[1] < 0, bounds[1], 0.0))


def percent_diff(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return by how many per cent the relative frequency in the target differs (Gabrielatos & Marchi 2012).

    Infinite where the reference lacks the term, NaN where both do.

    Examples
    --------
    >>> float(percent_diff(30, 10, 1000, 1000))
    200.0
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (a * d / (b * c) - 1) * 100


def bic(g2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the approximate Bayes factor |G²| − ln(n) of one degree of freedom (Wilson 2013).

    From 2 on it is positive evidence, from 6 strong, from 10 very strong.

    Examples
    --------
    >>> round(float(bic(20, 100_000)), 2)
    8.49
    """
    g2, n = _floats(g2, n)
    return np.abs(g2) - np.log(n)


def chi2_p(g2: ArrayLike) -> Floats:
    """Return the p-value of G² with one degree of freedom.

    >>> round(float(chi2_p(3.841459)), 4)
    0.05
    """
    return np.asarray(chdtrc(1, np.abs(np.asarray(g2, dtype=float))))


def welch_t(
    size: tuple[int, int], mean: tuple[ArrayLike, ArrayLike], variance: tuple[ArrayLike, ArrayLike]
) -> tuple[Floats, Floats]:
    """Return Welch's t and its p-value, two-sided, from the moments of two samples.

    Over the rates of a term in each article it is the test that Lijffijt et al. (2016) recommend in place of G²: words
    of one article are no independent sample. A term that stands in a single article has t = ±1, however often.

    Parameters
    ----------
    size : pair of int
        Number of articles of target and reference.
    mean, variance : pair of array_like
        Mean and variance (n − 1) of the rates in each.

    Returns
    -------
    t, p : numpy.ndarray
        NaN where a side has fewer than two articles, and where the articles of each side are all alike.

    Examples
    --------
    >>> t, p = welch_t((3, 3), ([2.0], [4.0]), ([1.0], [1.0]))
    >>> t.round(3).tolist(), p.round(4).tolist()
    ([-2.449], [0.0705])
    """
    (a, b), (mean_a, mean_b), (var_a, var_b) = size, _floats(*mean), _floats(*variance)
    if min(a, b) < 2:
        return np.full(mean_a.shape, np.nan), np.full(mean_a.shape, np.nan)
    squares = var_a / a, var_b / b
    error = squares[0] + squares[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > 0, (mean_a - mean_b) / np.sqrt(error), np.nan)
        freedom = error**2 / (squares[0] ** 2 / (a - 1) + squares[1] ** 2 / (b - 1))
    p = 2 * stdtr(freedom, -np.abs(t))
    return np.asarray(t), np.asarray(p)


def log_odds_z(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, alpha: ArrayLike
) -> tuple[Floats, Floats]:
    """Return weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 15, 16, 22).

    Parameters
    ----------
    a, b : array_like, shape (terms,)
        Frequencies of all terms.
    c, d : array_like
        Sizes of target and reference.
    alpha : array_like
        Prior counts, one for all terms or one a term.

    Returns
    -------
    delta, z : numpy.ndarray, shape (terms,)
        Difference of log-odds, and the same over its standard deviation (two-term variance).

    Examples
    --------
    >>> delta, z = log_odds_z([10, 5], [5, 10], 15, 15, 0.5)
    >>> bool(np.allclose(delta, -delta[::-1])), bool(z[0] > 0)
    (True, True)
    """
    a, b, c, d, prior = _floats(a, b, c, d, alpha)
    prior = np.broadcast_to(prior, a.shape)
    mass = prior.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((a + prior) / (c + mass - a - prior)) - np.log((b + prior) / (d + mass - b - prior))
        return delta, delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))
