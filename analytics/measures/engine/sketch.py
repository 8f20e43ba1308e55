"""Counters of fixed size: they tell what cannot be frequent, however many different things there are.

A count-min sketch of one row (Cormode & Muthukrishnan 2005): a counter holds all keys that fall on it, so it never says
too little. What it lets through is counted exactly afterwards; the result does not depend on it.
"""

import numpy as np

_BITS = 21  # two million counters, 8 MB
_SHIFT = np.uint64(64 - _BITS)


def sketch(keys: np.ndarray) -> np.ndarray:
    """Count keys, each as often as it is there; sketches of parts add up.

    Parameters
    ----------
    keys : numpy.ndarray of uint64
        Hashes, such as those of `pandas.util.hash_array`: the same in every part.

    Returns
    -------
    numpy.ndarray
        The counters.

    Examples
    --------
    >>> int(sketch(np.array([7, 7, 9], dtype=np.uint64)).sum())
    3
    """
    return np.bincount((keys >> _SHIFT).astype(np.int64), minlength=1 << _BITS).astype(np.uint32)


def may_reach(counters: np.ndarray, keys: np.ndarray, least: float | np.ndarray) -> np.ndarray:
    """Return for each key whether it may be there at least so often; where it says no, it is not.

    >>> import pandas as pd
    >>> keys = pd.util.hash_array(np.array(["甲", "甲", "乙"], dtype=object))
    >>> may_reach(sketch(keys), keys, 2).tolist()
    [True, True, False]
    """
    return counters[(keys >> _SHIFT).astype(np.int64)] >= least
