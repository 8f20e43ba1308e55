"""How evenly a word is spread over the parts of a corpus."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from .arrays import Floats, _floats


def dispersion(frequencies: ArrayLike, sizes: ArrayLike) -> dict[str, Floats]:
    """Return how evenly a term is spread over the parts of a corpus.

    Parameters
    ----------
    frequencies : array_like, shape (..., parts)
        Occurrences in each part.
    sizes : array_like, shape (parts,)
        Size of each part; empty parts are left out.

    Returns
    -------
    dict of str to numpy.ndarray, shape (...)
        `dp`: Gries' deviation of proportions (2008), 0 even. `dp_norm`: dp / (1 − smallest part's share) (Lijffijt &
        Gries 2012), 0 to 1. `juilland_d`: 1 − V / √(parts − 1), V the coefficient of variation with the population's
        standard deviation, 1 even. `carroll_d2`: relative entropy, 1 even. `rosengren_s`: (Σ√(sᵢfᵢ))² / f, 1 even.
        `kl`: Kullback-Leibler divergence in bits, 0 even. `range`: parts that have it. NaN where the term does not
        occur, but a range of 0.

    Examples
    --------
    Gries (2008), the letter `a` in the five parts of his example:

    >>> spread = dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> round(float(spread["dp"]), 3), round(float(spread["juilland_d"]), 3)
    (0.18, 0.785)
    """
    f, s = _floats(frequencies, sizes)
    f, s = f[..., s > 0], s[s > 0]
    total, parts = f.sum(axis=-1), len(s)
    if not parts:
        names = ("dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl")
        return {name: np.full(total.shape, np.nan) for name in names} | {"range": np.zeros(total.shape)}
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = s / s.sum()
        observed = f / total[..., None]
        rate = f / s
        rates = rate / rate.sum(axis=-1)[..., None]
        dp = np.abs(observed - expected).sum(axis=-1) / 2
        juilland = 1 - rate.std(axis=-1) / rate.mean(axis=-1) / np.sqrt(parts - 1)
        entropy_bits = -xlogy(rates, rates).sum(axis=-1) / np.log(2)
        return {
            "dp": dp,
            "dp_norm": dp / (1 - expected.min(initial=1)),
            "juilland_d": juilland if parts > 1 else np.full_like(dp, np.nan),
            "carroll_d2": entropy_bits / np.log2(parts) if parts > 1 else np.full_like(dp, np.nan),
            "rosengren_s": np.where(total > 0, np.sqrt(expected * f).sum(axis=-1) ** 2 / total, np.nan),
            "kl": (xlogy(observed, observed / expected)).sum(axis=-1) / np.log(2),
            "range": (f > 0).sum(axis=-1).astype(float),
        }
