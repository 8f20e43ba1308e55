"""Days that stand apart from all others of a corpus: in 1970, say, or in 2099."""

import numpy as np

_FEW, _ENOUGH = 8, 50  # articles between which a single one may stray, if by more than a year
_YEAR = 366  # days
ZERO = (-1, 0)  # days since 1970-01-01, in any zone: what programs write where they have no date
_GAP = 56  # days
_SHARE = 0.02  # of a corpus' articles that may stand apart


def stray_days(days: np.ndarray, articles: np.ndarray, *, gap: int = _GAP, at_least: int = 0) -> np.ndarray:
    """Return which days stand apart: before or after the others by more than the time that those span.

    At most one article in fifty may stand apart at an end.

    Parameters
    ----------
    days : array of int, shape (n,)
        Numbers of days with articles, ascending.
    articles : array of int, shape (n,)
        Articles on each day.
    gap : int
        Days: what is nearer never stands apart.
    at_least : int
        Articles that may stand apart even if one in fifty is fewer.

    Returns
    -------
    array of bool, shape (n,)

    Examples
    --------
    >>> stray_days(np.array([0, 20089, 20139]), np.array([1, 60, 1])).tolist()
    [True, False, False]
    """
    begin, end = 0, len(days)
    for step in (1, -1, 1) if len(days) else ():  # without the early ones, some late ones stand out
        counts, order = articles[begin:end][::step], days[begin:end][::step]
        away = np.abs(order - order[0])
        before = np.cumsum(counts) - counts
        few = max(int(counts.sum() * _SHARE), at_least)
        alone = (np.diff(away) > np.maximum(away[:-1], gap)) & (before[1:] >= counts.sum() - few)
        kept = int(alone.argmax()) + 1 if alone.any() else len(counts)
        begin, end = (begin, begin + kept) if step == 1 else (end - kept, end)
    apart = np.ones(len(days), dtype=bool)
    apart[begin:end] = False
    return apart


def suspect_days(days: np.ndarray, articles: np.ndarray) -> np.ndarray:
    """Return which days stand apart, in a small corpus too, or are the day 0 of programs.

    Parameters
    ----------
    days, articles : array of int, shape (n,)
        As in `stray_days`, in days since 1970-01-01.

    Returns
    -------
    array of bool, shape (n,)

    Examples
    --------
    >>> suspect_days(np.array([0, 20100, 20110]), np.array([1, 6, 4])).tolist()
    [True, False, False]
    """
    if _FEW <= articles.sum() < _ENOUGH:
        apart = stray_days(days, articles, gap=_YEAR, at_least=1)
    else:
        apart = stray_days(days, articles)
    return np.asarray(apart | np.isin(days, ZERO))
