"""Stories: articles that tell the same thing in nearly the same words, syndicated or copied."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from rensa import RMinHash
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ..text.fold import FoldedColumn
from .tally import checked

SHINGLE = 5  # characters
SAME = 0.7  # Jaccard similarity of shingles from which two bodies tell one story
_HASHES, _BAND = 128, 4  # 32 bands of 4: pairs at 0.7 are candidates with a probability of 0.9998
_SEED = 20250127
_CROWD = 40  # members of a band's bucket from which not every pair is compared
_BATCH = 2000  # bodies folded at once
_AT_ONCE = 1 << 22  # shingles of pairs compared at once: bounds memory at some 200 MB


def stories(articles: pd.DataFrame) -> pd.DataFrame:
    """Find which articles tell the same story: near-duplicates, reprints, agency copy.

    MinHash over 5-character shingles of the folded body (Broder 1997), candidates by locality-sensitive hashing,
    then the exact Jaccard similarity, at least 0.7, joined transitively. An article without a body is a story of
    its own.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.

    Returns
    -------
    DataFrame
        Indexed like `articles`: `articles[stories(articles)["first"]]` holds each story once, so that every count
        can be had by story.

        ========  =======  ======================================================================
        id        str      the article
        story     str      id of the story's earliest article
        first     bool     whether this is that article
        articles  int64    articles that tell the story
        outlets   int64    outlets that tell it
        delay     float64  hours after the earliest; missing where one of the two is undated
        ========  =======  ======================================================================

    Examples
    --------
    >>> import analytics
    >>> told = stories(analytics.load("data/sample").articles)
    >>> bool(told["first"].sum() == told["story"].nunique())
    True
    """
    table = checked(articles)
    shingles, same = _distinct(_shingles(table["body"].fillna("").tolist()))
    group = _joined(len(shingles.sizes), _similar(shingles))[same]
    order = table.assign(group=group).reset_index(drop=True)
    order = order.sort_values(["published", "path"], na_position="last", kind="stable")
    first = order.groupby("group", sort=False).head(1)
    place = pd.Series(first.index, index=first["group"])
    at = place.loc[group].to_numpy()
    by_group = order.groupby("group")
    published = table["published"].reset_index(drop=True)
    delay = (published - published.iloc[at].reset_index(drop=True)).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "id": table["id"].to_numpy(),
            "story": table["id"].iloc[at].to_numpy(),
            "first": at == np.arange(len(table)),
            "articles": by_group.size().loc[group].to_numpy(dtype=np.int64),
            "outlets": by_group["outlet"].nunique().loc[group].to_numpy(dtype=np.int64),
            "delay": delay.to_numpy(dtype=float),
        },
        index=table.index,
    ).astype({"id": "str", "story": "str"})


@dataclass(frozen=True)
class _Shingles:
    """The distinct shingles of all articles in one array, those of an article together and in order."""

    values: np.ndarray
    starts: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        return np.diff(self.starts)


def _shingles(bodies: list[str]) -> _Shingles:
    """Hash each body's shingles; letters and figures only, so that layout makes no difference."""
    batches = [_hashed(bodies[first : first + _BATCH]) for first in range(0, len(bodies), _BATCH)]
    sizes = np.concatenate([np.empty(0, np.int64), *(sizes for _, sizes in batches)])
    values = np.concatenate([np.empty(0, np.uint64), *(values for values, _ in batches)])
    return _Shingles(values, np.concatenate([[0], np.cumsum(sizes)]))


def _hashed(bodies: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The distinct hashes of each body, and how many it has."""
    column = FoldedColumn(bodies)
    codes = column.codes
    known, at = np.unique(codes, return_inverse=True)
    word = np.fromiter((chr(code).isalnum() for code in known), dtype=bool, count=len(known))
    kept = np.flatnonzero(word[at])
    number, _, _ = column.locate(kept, kept + 1)
    letters = codes[kept].astype(np.uint64)
    if len(letters) < SHINGLE:
        return np.empty(0, np.uint64), np.zeros(len(bodies), np.int64)
    length = len(letters) - SHINGLE + 1
    hashed = np.zeros(length, dtype=np.uint64)
    for shift in range(SHINGLE):
        hashed = _mixed(hashed + letters[shift : length + shift])
    whole = number[:length] == number[SHINGLE - 1 :]
    hashed, number = hashed[whole], number[:length][whole]
    order = np.lexsort((hashed, number))
    hashed, number = hashed[order], number[order]
    fresh = np.ones(len(hashed), dtype=bool)
    fresh[1:] = (hashed[1:] != hashed[:-1]) | (number[1:] != number[:-1])
    return hashed[fresh], np.bincount(number[fresh], minlength=len(bodies))


def _mixed(keys: np.ndarray) -> np.ndarray:
    """Scatter 64-bit keys over their whole range (the multiplier is that of the golden ratio)."""
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
    return keys ^ (keys >> np.uint64(29))


def _distinct(shingles: _Shingles) -> tuple[_Shingles, np.ndarray]:
    """Shingles of the bodies that differ, and for each body which of them it has; one without any is like no other."""
    sizes = shingles.sizes
    sums = np.concatenate([[np.uint64(0)], np.cumsum(_mixed(shingles.values), dtype=np.uint64)])
    with np.errstate(over="ignore"):
        keys = sums[shingles.starts[1:]] - sums[shingles.starts[:-1]] + sizes.astype(np.uint64)
    empty = np.flatnonzero(sizes == 0)
    _, first, same = np.unique(keys, return_index=True, return_inverse=True)
    same = same.ravel()
    if len(empty):
        first, same = np.append(first, empty), same.copy()
        same[empty] = np.arange(len(first) - len(empty), len(first))
    kept = np.repeat(np.bincount(first, minlength=len(sizes)) > 0, sizes)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(first), dtype=np.int64)
    place[order] = np.arange(len(first))
    starts = np.concatenate([[0], np.cumsum(sizes[first[order]])])
    return _Shingles(shingles.values[kept], starts), place[same]


def _candidates(shingles: _Shingles) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of articles that share a band of their signatures, the first of a pair before the second."""
    filled = np.flatnonzero(shingles.sizes)
    if len(filled) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    offsets = np.append(shingles.starts[filled], shingles.starts[-1])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(shingles.values, offsets, _HASHES, _SEED)
    digests = np.array(matrix.to_rows(), dtype=np.uint64)
    found = np.empty(0, np.int64)
    for band in range(0, _HASHES, _BAND):
        key = np.zeros(len(filled), dtype=np.uint64)
        for column in digests[:, band : band + _BAND].T:
            key = _mixed(key + column)
        order = np.argsort(key, kind="stable")
        new = np.append(True, np.diff(key[order]) != 0)
        run = np.cumsum(new) - 1
        first = np.flatnonzero(new)
        crowd = np.bincount(run)[run] > _CROWD
        # copies by the hundred: each against the first and the one before; else every pair of a run
        pairs = [(order[first[run]], order)] if crowd.any() else []
        for distance in range(1, min(_CROWD, len(order))):
            near = (run[distance:] == run[:-distance]) & ~(crowd[distance:] & (distance > 1))
            if not near.any():
                break
            pairs.append((order[:-distance][near], order[distance:][near]))
        fresh = [np.minimum(a, b) * len(filled) + np.maximum(a, b) for a, b in pairs]
        found = np.unique(np.concatenate([found, *fresh]))
    a, b = np.divmod(found, len(filled))
    return filled[a[a != b]], filled[b[a != b]]


def _similar(shingles: _Shingles) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of articles that are the same story: candidates whose exact Jaccard similarity is high enough."""
    a, b = _candidates(shingles)
    sizes = shingles.sizes
    ends = np.cumsum(sizes[a] + sizes[b])
    same = np.zeros(len(a), dtype=bool)
    first = 0
    while first < len(a):  # so many pairs at a time as fit into memory
        done = ends[first - 1] if first else 0
        last = max(int(np.searchsorted(ends, done + _AT_ONCE)), first + 1)
        part = slice(first, last)
        shared = _shared(shingles, a[part], b[part])
        same[part] = shared / (sizes[a[part]] + sizes[b[part]] - shared) >= SAME
        first = last
    return a[same], b[same]


def _shared(shingles: _Shingles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many shingles each pair shares: a shingle of both stands twice among those of its pair."""
    both = np.stack([a, b], axis=1).ravel()
    sizes = shingles.sizes[both]
    pair = np.repeat(np.arange(len(both)) // 2, sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    values = shingles.values[np.repeat(shingles.starts[both], sizes) + within]
    keys = _mixed(values + _mixed(pair.astype(np.uint64) + np.uint64(1)))
    order = np.argsort(keys, kind="stable")
    twice = keys[order][1:] == keys[order][:-1]
    return np.bincount(pair[order][1:][twice], minlength=len(a))


def _joined(size: int, pairs: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Number of the group of each article: what is alike is joined, step by step."""
    links = csr_array((np.ones(len(pairs[0]), dtype=bool), pairs), shape=(size, size))
    return connected_components(links, directed=False)[1].astype(np.int64) if size else np.empty(0, np.int64)
