"""What makes two bodies the same story: what they share and, of leads alone, whose they are and how they are headed.

The thresholds are those that decided best on pairs judged by hand; `docs/quality.md` has the figures.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...text.fold import fold_word
from .shingles import LEAD, Shingles

SAME = {"retold": 0.6, "verbatim": 0.9}  # containment of the shorter body; Jaccard similarity
CANDIDATES = {"retold": 0.4, "verbatim": 0.9}  # lowest containment of pairs that are looked at
UNLIKE = -0.15  # margin of pairs that are not looked at; a part of a text shares nothing with another part
_REPRINT = 0.95  # containment from which a text is a reprint, whatever its headline
# Containment and so much of the overlap of the headlines must reach a threshold.
_OWN_LEAD, _OWN_TEXT = (0.5, 1.15), (0.15, 0.75)  # of one outlet, which quotes its earlier articles
_OTHER_LEAD, _OTHER_TEXT = (0.1, SAME["retold"]), (0.0, SAME["retold"])  # of two outlets
_REWORDED = (
    0.78  # of leads of two outlets: share of the shorter one's letters that stand in the other in their order
)

_DATE = r"((?:\d{4}年)?\d{1,2}月\d{1,2}日|(?:\d{4}[-/.])?\d{1,2}[-/]\d{1,2}(?!\d))"
_CREDIT = re.compile(
    r"\s*(?:[（(〔［\[【][^）)〕］\]】]{0,30}(?:社|電|報導|報道|报道|報訊|记者|記者|綜合)[^）)〕］\]】]{0,20}[）)〕］\]】]\s*"
    r"|By [A-Z][^/\n]{2,80} / [^\n]{0,10}(?:[Ww]riter|[Rr]eporter)(?:, with (?:staff writer|CNA|[A-Z]\w+))?\s)+"
)

Rule = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]


def without_credit(body: str) -> str:
    """Return a body without the credit that it opens with: many short items of an agency share little else.

    >>> without_credit("（中央社華盛頓13日綜合外電報導）美國軍方表示，封鎖明天開始。")
    '美國軍方表示，封鎖明天開始。'
    """
    found = _CREDIT.match(body)
    return body[found.end() :] if found else body


def rule_of(same: str, shingles: Shingles, titles: pd.Series, outlets: pd.Series) -> Rule:
    """Return the function that tells how much alike pairs are.

    Parameters
    ----------
    same : {"retold", "verbatim"}
        What counts as the same.
    shingles : Shingles
        The shingles of all bodies.
    titles, outlets : Series
        The headline and the outlet of each article.

    Returns
    -------
    callable
        Takes two arrays of bodies and the number of shingles that they share; returns by how much each pair is more
        alike than the same story must be: below 0 it is not the same.
    """
    sizes, leads = shingles.sizes, shingles.leads
    if same == "verbatim":
        return lambda a, b, shared: shared / (sizes[a] + sizes[b] - shared) - SAME["verbatim"]
    headlines, date = titles.fillna("").tolist(), stated_dates(titles)
    outlet = pd.factorize(outlets)[0]  # missing: -1, of which nobody knows whether they are the same

    def margins(a: NDArray[np.int64], b: NDArray[np.int64], shared: NDArray[np.int64]) -> NDArray[np.float64]:
        smaller = np.minimum(sizes[a], sizes[b])
        contained = shared / smaller
        own = (outlet[a] == outlet[b]) & (outlet[a] >= 0)
        lead = smaller < LEAD
        weight, needed = np.select(
            [(own & lead)[:, None], own[:, None], lead[:, None]],
            [_OWN_LEAD, _OWN_TEXT, _OTHER_LEAD],
            _OTHER_TEXT,
        ).T
        margin = contained - needed
        asked = np.flatnonzero((contained < _REPRINT) & (weight > 0))
        pairs = zip(a[asked].tolist(), b[asked].tolist(), strict=True)
        margin[asked] += weight[asked] * [_overlap(headlines[i], headlines[j]) for i, j in pairs]
        margin = np.where(contained < _REPRINT, margin, contained - SAME["retold"])
        # An editor who rewords a release word by word breaks most shingles and keeps its order.
        asked = np.flatnonzero(lead & ~own & (margin < 0))
        pairs = zip(a[asked].tolist(), b[asked].tolist(), strict=True)
        kept = np.array([_in_order(leads[i], leads[j]) for i, j in pairs]) - _REWORDED
        margin[asked] = np.maximum(margin[asked], kept)
        # A column of every day, a forecast or a list of programmes may say the same under another date.
        dated = own & (date[a] >= 0) & (date[b] >= 0) & (date[a] != date[b])
        return np.where(dated, -1.0, margin)

    return margins


def stated_dates(titles: pd.Series) -> NDArray[np.int64]:
    """Return a number for the date that each headline states; -1 where it states none.

    >>> stated_dates(pd.Series(["11月20日新聞天地", "11月21日新聞天地", "港鐵加價"])).tolist()
    [0, 1, -1]
    """
    return np.asarray(pd.factorize(titles.str.extract(_DATE)[0])[0], dtype=np.int64)


def _in_order(one: str, other: str) -> float:
    """Return the share of the shorter text's letters that the other has in the same order, two or more at a time.

    It is 0 where so few pairs of letters are in both that it cannot be high: a hundredth of the time.
    """
    if _overlap(one, other) < _REWORDED - 0.1:
        return 0.0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / max(min(len(one), len(other)), 1)


def _overlap(one: str, other: str) -> float:
    """Return the share of the character pairs of the shorter headline that are in the longer one."""
    a, b = _pairs_of(one), _pairs_of(other)
    return len(a & b) / max(min(len(a), len(b)), 1)


@lru_cache(maxsize=1 << 16)
def _pairs_of(title: str) -> frozenset[str]:
    letters = "".join(filter(str.isalnum, fold_word(title)))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
