"""What makes two bodies the same story: what they share and, of leads alone, whose they are and how they are headed.

The thresholds are those that decided best on pairs judged by hand; `docs/quality.md` has the figures.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...text.fold import fold_word

SAME = {"retold": 0.6, "verbatim": 0.9}  # containment of the shorter body; Jaccard similarity
CANDIDATES = {"retold": 0.5, "verbatim": 0.9}  # lowest containment of pairs that are looked at
_LEAD = 200  # shingles: a shorter body is a lead, as feeds give them, and leads repeat their background
_REPRINT = 0.95  # containment from which a lead is a reprint, whatever its headline
_OWN_LEAD = 1.15  # of one outlet: containment plus half the overlap of the headlines
_HEADLINE = 0.1  # of several outlets: how much a headline of the same words lowers the threshold

_CREDIT = re.compile(
    r"\s*(?:[（(〔［\[【][^）)〕］\]】]{0,30}(?:社|電|報導|報道|报道|報訊|记者|記者|綜合)[^）)〕］\]】]{0,20}[）)〕］\]】]\s*"
    r"|By [A-Z][^/\n]{2,80} / [^\n]{0,10}(?:[Ww]riter|[Rr]eporter)(?:, with (?:staff writer|CNA|[A-Z]\w+))?\s)+"
)

Rule = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], NDArray[np.bool_]]


def without_credit(body: str) -> str:
    """Return a body without the credit that it opens with: many short items of an agency share little else.

    >>> without_credit("（中央社華盛頓13日綜合外電報導）美國軍方表示，封鎖明天開始。")
    '美國軍方表示，封鎖明天開始。'
    """
    found = _CREDIT.match(body)
    return body[found.end() :] if found else body


def rule_of(same: str, sizes: NDArray[np.int64], titles: pd.Series, outlets: pd.Series) -> Rule:
    """Return the function that tells which pairs are the same story.

    Parameters
    ----------
    same : {"retold", "verbatim"}
        What counts as the same.
    sizes : numpy.ndarray
        The number of shingles of each body.
    titles, outlets : Series
        The headline and the outlet of each article.

    Returns
    -------
    callable
        Takes two arrays of bodies and the number of shingles that they share; returns an array of bool.
    """
    if same == "verbatim":
        return lambda a, b, shared: shared / (sizes[a] + sizes[b] - shared) >= SAME["verbatim"]
    headlines = titles.fillna("").tolist()
    outlet = pd.factorize(outlets)[0]  # missing: -1, of which nobody knows whether they are the same

    def is_same(a: NDArray[np.int64], b: NDArray[np.int64], shared: NDArray[np.int64]) -> NDArray[np.bool_]:
        smaller = np.minimum(sizes[a], sizes[b])
        contained = shared / smaller
        joined = contained >= SAME["retold"]
        short = np.flatnonzero((smaller < _LEAD) & (contained < _REPRINT))
        if len(short):
            a, b, contained = a[short], b[short], contained[short]
            alike = np.array(
                [_overlap(headlines[i], headlines[j]) for i, j in zip(a.tolist(), b.tolist(), strict=True)]
            )
            own = (outlet[a] == outlet[b]) & (outlet[a] >= 0)
            joined[short] = np.where(
                own,
                contained + alike / 2 >= _OWN_LEAD,
                contained + alike * _HEADLINE >= SAME["retold"],
            )
        return joined

    return is_same


def _overlap(one: str, other: str) -> float:
    """Return the share of the character pairs of the shorter headline that are in the longer one."""
    a, b = _pairs_of(one), _pairs_of(other)
    return len(a & b) / max(min(len(a), len(b)), 1)


@lru_cache(maxsize=1 << 16)
def _pairs_of(title: str) -> frozenset[str]:
    letters = "".join(filter(str.isalnum, fold_word(title)))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
