"""Stubs: one text in place of the bodies of many articles, such as a request to subscribe. They tell no story."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...read.headlines import HeadlineJudge
from ...read.recurring import MIN_ARTICLES
from ..engine.tally import Table, concat, tally

_LONGEST = 600  # characters: a longer text that many articles share is a story
_COLUMNS = ["outlet", "title", "body"]


def stubs_of(articles: Table) -> NDArray[np.uint64]:
    """Return the keys of bodies that five articles or more of an outlet share under different headlines.

    >>> import analytics
    >>> len(stubs_of(analytics.load("data/sample").articles))
    0
    """
    facts = tally(articles, _facts, concat, columns=_COLUMNS).reset_index(drop=True)
    counts = facts["key"].value_counts()
    often = facts[facts["key"].isin(counts.index[counts >= MIN_ARTICLES]) & (facts["key"] != 0)]
    outlets = pd.factorize(facts["outlet"], use_na_sentinel=False)[0]
    judge = HeadlineJudge(facts["title"].tolist() if len(often) else [], outlets)
    groups = often.groupby("key").indices
    rows = often.index.to_numpy()
    found = [key for key, places in groups.items() if judge(rows[places])[0] >= MIN_ARTICLES]
    return np.array(found, dtype=np.uint64)


def bodies_without_stubs(part: pd.DataFrame, stubs: NDArray[np.uint64]) -> list[str]:
    """Return the bodies of a part; stubs are empty."""
    bodies = part["body"].fillna("")
    return (bodies.mask(is_stub(part, stubs), "") if len(stubs) else bodies).tolist()


def is_stub(part: pd.DataFrame, stubs: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return for each article of a part whether its body is among the stubs."""
    return np.isin(_keys(part), stubs)


def _facts(part: pd.DataFrame) -> pd.DataFrame:
    return part[["outlet", "title"]].fillna({"title": ""}).assign(key=_keys(part))


def _keys(part: pd.DataFrame) -> NDArray[np.uint64]:
    """Return a number for the outlet and the text of each article, digits aside; 0 for long texts and none."""
    bodies = part["body"].fillna("")
    is_short = bodies.str.len().between(1, _LONGEST).to_numpy(dtype=bool)
    texts = bodies[is_short].str.replace(r"[\d\s]+", "", regex=True).to_numpy(dtype=object)
    both = part["outlet"].fillna("").to_numpy(dtype=object)[is_short] + "\0" + texts
    keys = np.zeros(len(part), dtype=np.uint64)
    keys[is_short] = pd.util.hash_array(both, categorize=False)
    return keys
