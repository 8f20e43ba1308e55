"""Counters of fixed size that rule out what cannot be frequent, however many different keys there are.

A count-min sketch of one row (Cormode & Muthukrishnan 2005): several keys may share a counter, so a counter is never
too low. Keys that pass are counted exactly afterwards, so results do not depend on the sketch.
"""

import numpy as np

_BITS = 21  # two million counters, 8 MB
_SHIFT = np.uint64(64 - _BITS)


def sketch(keys: np.ndarray) -> np.ndarray:
    """Count keys; the sketches of several parts can be added.

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
    """Return for each key whether it may occur at least `least` times; False is certain, True is not.

    >>> import pandas as pd
    >>> keys = pd.util.hash_array(np.array(["甲", "甲", "乙"], dtype=object))
    >>> may_reach(sketch(keys), keys, 2).tolist()
    [True, True, False]
    """
    return counters[(keys >> _SHIFT).astype(np.int64)] >= least
