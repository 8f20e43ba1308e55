"""Shares that a matcher of known error has counted, corrected for its errors."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .arrays import Floats, _floats
from .proportions import wilson

_STEP = 1e-5  # how finely Blaker's interval is searched


def blaker(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Blaker's (2000) exact interval of a proportion; it lies inside that of Clopper and Pearson.

    Examples
    --------
    >>> low, high = blaker(23, 150)
    >>> round(low, 4), round(high, 4)
    (0.101, 0.2184)
    """
    from scipy.stats import beta, binom  # slow to import

    level, k, n = 1 - confidence, successes, trials

    def acceptable(p: Floats) -> np.ndarray:
        above, below = binom.sf(k - 1, n, p), binom.cdf(k, n, p)
        other_low = above + binom.cdf(binom.ppf(above, n, p) - 1, n, p)
        other_high = below + binom.sf(binom.ppf(1 - below, n, p), n, p)
        return np.asarray(np.minimum(other_low, other_high) >= level)

    low, high = 0.0, 1.0
    if k > 0:
        grid = np.arange(float(beta.ppf(level / 2, k, n - k + 1)), k / n + _STEP, _STEP)
        low = float(grid[np.argmax(acceptable(grid))])
    if k < n:
        grid = np.arange(float(beta.isf(level / 2, k + 1, n - k)), k / n - _STEP, -_STEP)
        high = float(grid[np.argmax(acceptable(grid))])
    return low, high


def rogan_gladen(
    matching: ArrayLike,
    total: ArrayLike,
    sensitivity: float,
    specificity: float,
    *,
    positives: float = np.inf,
    negatives: float = np.inf,
    interval: str = "wilson",
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """Return shares corrected for misclassification: (p + Sp − 1) / (Se + Sp − 1) (Rogan & Gladen 1978).

    With known sensitivity and specificity the bounds are those of the raw share, corrected alike (Reiczigel, Földi &
    Ózsvári 2010). Where both are estimated from coded articles, the interval is that of Lang & Reiczigel (2014), which
    adjusts all three shares in the manner of Wilson.

    Parameters
    ----------
    matching, total : array_like, shape (n,)
        What the matcher counted.
    sensitivity, specificity : float
        Share of true articles that it finds (recall), and of others that it leaves out.
    positives, negatives : float
        Articles from which sensitivity and specificity were estimated; infinite where they are known.
    interval : {"wilson", "blaker"}
        Interval of the raw share where both are known.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    share, low, high : numpy.ndarray
        Between 0 and 1; NaN where `total` is 0 or the matcher is no better than chance (Se + Sp ≤ 1).

    Examples
    --------
    23 of 150, sensitivity 0.96, specificity 0.89 (epi.prev of the R package epiR: 5.1 %, 0 to 13 %):

    >>> share, low, high = rogan_gladen(23, 150, 0.96, 0.89, interval="blaker")
    >>> f"{share:.2%}", f"{low:.0%}", f"{high:.0%}"
    ('5.10%', '0%', '13%')
    """
    k, n = _floats(matching, total)
    power = sensitivity + specificity - 1
    if not power > 0:
        nothing = np.full(k.shape, np.nan)
        return nothing, nothing.copy(), nothing.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (k / n + specificity - 1) / power
    if np.isinf(positives) and np.isinf(negatives):
        if interval == "blaker":
            bounds = [
                blaker(int(a), int(b), confidence) if b else (np.nan, np.nan) for a, b in np.nditer([k, n])
            ]
            low, high = (np.array(bound).reshape(k.shape) for bound in zip(*bounds, strict=True))
        else:
            low, high = wilson(k, n, confidence)
        low, high = ((bound + specificity - 1) / power for bound in (low, high))
    else:
        low, high = _lang_reiczigel(k, n, (sensitivity, positives), (specificity, negatives), confidence)
    share, low, high = (np.where(n > 0, np.clip(each, 0, 1), np.nan) for each in (share, low, high))
    return share, np.minimum(low, share), np.maximum(high, share)


def _lang_reiczigel(
    k: Floats,
    n: Floats,
    sensitivity: tuple[float, float],
    specificity: tuple[float, float],
    confidence: float,
) -> tuple[Floats, Floats]:
    """Return the interval of Lang & Reiczigel (2014), equations 6, 7 and 15 to 17."""
    z = float(ndtri(0.5 + confidence / 2))
    (se, var_se), (sp, var_sp) = (_adjusted(*pair) for pair in (sensitivity, specificity))
    raw = (k + z**2 / 2) / (n + z**2)
    power = se + sp - 1
    true = (raw + sp - 1) / power
    shift = 2 * z**2 * (true * var_se - (1 - true) * var_sp)
    variance = raw * (1 - raw) / (n + z**2) + true**2 * var_se + (1 - true) ** 2 * var_sp
    half = z * np.sqrt(variance) / power
    return true + shift - half, true + shift + half


def _adjusted(share: float, size: float) -> tuple[float, float]:
    """Return a share with one success and one failure added, and its variance."""
    if np.isinf(size):
        return share, 0.0
    adjusted = (size * share + 1) / (size + 2)
    return adjusted, adjusted * (1 - adjusted) / (size + 2)


def prediction_powered(
    matching: float,
    total: float,
    coded: ArrayLike,
    matched: ArrayLike,
    weight: ArrayLike,
    confidence: float = 0.95,
) -> tuple[float, float, float]:
    """Estimate a true share from all that was matched and the part that was coded (Angelopoulos et al. 2023).

    The matched share of all articles, plus the weighted mean of (coded − matched) over the coded ones. It assumes
    nothing about the matcher, only that the coded articles are a random sample. Its variance is that of drawing the
    coded ones from the articles at hand, plus that of the articles themselves.

    Parameters
    ----------
    matching, total : float
        All articles that match, and all.
    coded, matched : array_like, shape (n,)
        0 or 1 for each coded article: what coders say, and what the matcher says.
    weight : array_like, shape (n,)
        1 / inclusion probability.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    share, low, high : float
        Between 0 and 1; NaN with fewer than two coded articles.

    Examples
    --------
    >>> coded, matched = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]), np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    >>> [round(each, 3) for each in prediction_powered(200, 1000, coded, matched, np.ones(10))]
    [0.3, 0.103, 0.497]
    """
    truth, found, w = _floats(coded, matched, weight)
    if len(truth) < 2 or not total:
        return np.nan, np.nan, np.nan
    error = truth - found
    mean = float(np.average(error, weights=w))
    raw = matching / total
    spread = float((w**2 * (error - mean) ** 2).sum()) / float(w.sum()) ** 2 * len(w) / (len(w) - 1)
    left = max(1 - len(w) / total, 0.0)
    share = raw + mean
    own = min(max(share, 0.0), 1.0)
    half = float(ndtri(0.5 + confidence / 2)) * np.sqrt(left * spread + own * (1 - own) / total)
    low, middle, high = (float(np.clip(each, 0, 1)) for each in (share - half, share, share + half))
    return middle, low, high
