"""Stories: articles that tell the same thing in nearly the same words, syndicated or copied."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from rensa import RMinHash
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ...text.fold import FoldedColumn
from ..engine.tally import checked, concat, tally

SHINGLE = 5  # characters
SAME = 0.7  # Jaccard similarity of shingles from which two bodies are one story


_HASHES, _BAND = 128, 4  # 32 bands of 4: pairs at 0.7 are candidates with a probability of 0.9998


_SEED = 20250127
_BANDS = [f"band_{number}" for number in range(_HASHES // _BAND)]
_SIGNATURE = {"size": np.int64(0), "key": np.uint64(0), **dict.fromkeys(_BANDS, np.uint64(0))}
_CROWD = 40  # bucket size above which not every pair is compared
_BATCH = 2000  # bodies folded or pairs compared at a time; number and hash share 64 bits


_BODY_BITS, _HASH_BITS = np.uint64(11), np.uint64(53)


_HASH_MASK = np.uint64((1 << 53) - 1)
_AT_ONCE = 1 << 22  # shingles compared at a time; bounds memory at about 200 MB


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
    found = stories_with_titles(checked(articles))
    return found[["id", "story", "first", "articles", "outlets", "delay"]]


def stories_with_titles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `stories` with outlet, publication time and title of each article."""
    if isinstance(articles, pd.DataFrame) and not articles.index.is_unique:
        return stories_with_titles(articles.reset_index(drop=True)).set_index(articles.index)
    signed = tally(
        articles, _sign_part, concat, columns=["id", "title", "published", "path", "outlet", "body"]
    )
    group = _groups(articles, signed)
    order = signed[["published", "path", "outlet"]].reset_index(drop=True).assign(group=group)
    order = order.sort_values(["published", "path"], na_position="last", kind="stable")
    first = order.groupby("group", sort=False).head(1)
    place = pd.Series(first.index, index=first["group"])
    at = place.loc[group].to_numpy()
    by_group = order.groupby("group")
    published = signed["published"].reset_index(drop=True)
    delay = (published - published.iloc[at].reset_index(drop=True)).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "id": signed["id"].to_numpy(),
            "story": signed["id"].iloc[at].to_numpy(),
            "first": at == np.arange(len(signed)),
            "articles": by_group.size().loc[group].to_numpy(dtype=np.int64),
            "outlets": by_group["outlet"].nunique().loc[group].to_numpy(dtype=np.int64),
            "delay": delay.to_numpy(dtype=float),
            **{name: signed[name].array for name in ("title", "published", "outlet")},
        },
        index=signed.index,
    ).astype({"id": "str", "story": "str"})


def _groups(articles: pd.DataFrame, signed: pd.DataFrame) -> np.ndarray:
    """Return the number of the connected component of each article."""
    sizes, keys = signed["size"].to_numpy(), signed["key"].to_numpy()
    filled = np.flatnonzero(sizes)
    _, first, same = np.unique(keys[filled], return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")  # distinct bodies in the order of the table
    distinct = filled[first[order]]
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    group = np.empty(len(signed), dtype=np.int64)
    group[filled] = number[same.ravel()]
    empty = np.flatnonzero(sizes == 0)  # an article without a body is a story of its own
    group[empty] = len(distinct) + np.arange(len(empty))
    a, b = _candidates(signed[_BANDS].to_numpy()[distinct])
    asked = np.unique(np.concatenate([a, b]))
    wanted = signed.index[distinct[asked]]
    found = tally(articles, partial(_shingles_of, wanted=wanted), _Shingles.joined, columns=["body"])
    one, other = np.searchsorted(asked, a), np.searchsorted(asked, b)
    alike = _similar(found, one, other)
    return _connected(len(distinct) + len(empty), (a[alike], b[alike]))[group]


def _sign_part(part: pd.DataFrame) -> pd.DataFrame:
    """Return the number of shingles, their key and the bands of each body."""
    tables = [part[["id", "title", "published", "path", "outlet"]].head(0).assign(**_SIGNATURE)]
    for begin in range(0, len(part), _BATCH):
        batch = part.iloc[begin : begin + _BATCH]
        sizes, values = _hashed(batch["body"].fillna("").tolist())
        starts = np.concatenate([[0], np.cumsum(sizes)])
        sums = np.concatenate([[np.uint64(0)], np.cumsum(_spread_bits(values), dtype=np.uint64)])
        with np.errstate(over="ignore"):
            key = sums[starts[1:]] - sums[starts[:-1]] + sizes.astype(np.uint64)
        told = batch[["id", "title", "published", "path", "outlet"]].assign(size=sizes, key=key)
        bands = pd.DataFrame(_bands(values, starts), columns=_BANDS, index=batch.index)
        tables.append(pd.concat([told, bands], axis=1))
    return pd.concat(tables[1:]) if len(tables) > 1 else tables[0]


def _bands(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return the band keys of each body's MinHash signature, shape (bodies, bands)."""
    sizes = np.diff(starts)
    filled = np.flatnonzero(sizes)
    keys = np.zeros((len(sizes), len(_BANDS)), dtype=np.uint64)
    if len(filled):
        offsets = np.append(starts[filled], starts[-1])
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(values, offsets, _HASHES, _SEED)
        digests = np.array(matrix.to_rows(), dtype=np.uint64)
        for number in range(len(_BANDS)):
            key = np.zeros(len(filled), dtype=np.uint64)
            for column in digests[:, number * _BAND : (number + 1) * _BAND].T:
                key = _spread_bits(key + column)
            keys[filled, number] = key
    return keys


def _shingles_of(part: pd.DataFrame, wanted: pd.Index) -> "_Shingles":
    """Return the shingles of the wanted bodies of a part."""
    bodies = part.loc[part.index.isin(wanted), "body"].fillna("").tolist()
    batches = [_hashed(bodies[first : first + _BATCH]) for first in range(0, len(bodies), _BATCH)]
    sizes = np.concatenate([np.empty(0, np.int64), *(sizes for sizes, _ in batches)])
    values = np.concatenate([np.empty(0, np.uint64), *(values for _, values in batches)])
    return _Shingles(values, np.concatenate([[0], np.cumsum(sizes)]))


@dataclass(frozen=True)
class _Shingles:
    """The distinct shingles of all articles in one array, grouped by article and sorted."""

    values: np.ndarray
    starts: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        return np.diff(self.starts)

    @staticmethod
    def joined(parts: "list[_Shingles]") -> "_Shingles":
        """Those of several parts, one after the other."""
        sizes = np.concatenate([part.sizes for part in parts])
        values = np.concatenate([part.values for part in parts])
        return _Shingles(values, np.concatenate([[0], np.cumsum(sizes)]))


def _hashed(bodies: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of distinct shingle hashes of each body, and the hashes; only letters and digits count."""
    column = FoldedColumn(bodies)
    codes = column.codes
    known = np.flatnonzero(np.bincount(codes, minlength=1))
    word = np.zeros(int(known.max(initial=0)) + 1, dtype=bool)
    word[known] = [chr(code).isalnum() for code in known.tolist()]
    kept = np.flatnonzero(word[codes])
    number, _, _ = column.locate(kept, kept + 1)
    letters = codes[kept].astype(np.uint64)
    if len(letters) < SHINGLE:
        return np.zeros(len(bodies), np.int64), np.empty(0, np.uint64)
    length = len(letters) - SHINGLE + 1
    hashed = np.zeros(length, dtype=np.uint64)
    for shift in range(SHINGLE):
        hashed = _spread_bits(hashed + letters[shift : length + shift])
    whole = number[:length] == number[SHINGLE - 1 :]
    hashed, number = hashed[whole], number[:length][whole]
    # Body number and hash share one integer, which sorts several times faster than pairs.
    both = np.sort(number.astype(np.uint64) << _HASH_BITS | hashed >> _BODY_BITS)
    fresh = np.ones(len(both), dtype=bool)
    fresh[1:] = both[1:] != both[:-1]
    both = both[fresh]
    sizes = np.bincount((both >> _HASH_BITS).astype(np.int64), minlength=len(bodies))
    return sizes, both & _HASH_MASK


def _spread_bits(keys: np.ndarray) -> np.ndarray:
    """Spread 64-bit keys over their whole range (Fibonacci hashing)."""
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
    return keys ^ (keys >> np.uint64(29))


def _candidates(bands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of bodies that share a band of their signatures, in the order of the table."""
    size = len(bands)
    found = np.empty(0, np.int64)
    if size < 2:
        return found, found
    for key in bands.T:
        order = np.argsort(key, kind="stable")
        new = np.append(True, np.diff(key[order]) != 0)
        run = np.cumsum(new) - 1
        first = np.flatnonzero(new)
        crowd = np.bincount(run)[run] > _CROWD
        # In a large bucket, compare each body with the first and the previous one; else every pair.
        pairs = [(order[first[run]], order)] if crowd.any() else []
        for distance in range(1, min(_CROWD, size)):
            near = (run[distance:] == run[:-distance]) & ~(crowd[distance:] & (distance > 1))
            if not near.any():
                break
            pairs.append((order[:-distance][near], order[distance:][near]))
        fresh = [np.minimum(a, b) * size + np.maximum(a, b) for a, b in pairs]
        found = np.unique(np.concatenate([found, *fresh]))
    a, b = np.divmod(found, size)
    return a[a != b], b[a != b]


def _similar(shingles: _Shingles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return whether the exact Jaccard similarity of each pair reaches `SAME`."""
    sizes = shingles.sizes
    ends = np.cumsum(sizes[a] + sizes[b])
    same = np.zeros(len(a), dtype=bool)
    first = 0
    while first < len(a):  # chunks of pairs that fit into memory
        done = ends[first - 1] if first else 0
        last = min(max(int(np.searchsorted(ends, done + _AT_ONCE)), first + 1), first + _BATCH)
        part = slice(first, last)
        shared = _shared(shingles, a[part], b[part])
        same[part] = shared / (sizes[a[part]] + sizes[b[part]] - shared) >= SAME
        first = last
    return same


def _shared(shingles: _Shingles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Count the shingles that each pair shares: they occur twice among those of the pair."""
    both = np.stack([a, b], axis=1).ravel()
    sizes = shingles.sizes[both]
    pair = np.repeat(np.arange(len(both)) // 2, sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    values = shingles.values[np.repeat(shingles.starts[both], sizes) + within]
    keys = np.sort(pair.astype(np.uint64) << _HASH_BITS | values)
    twice = keys[1:][keys[1:] == keys[:-1]]
    return np.bincount((twice >> _HASH_BITS).astype(np.int64), minlength=len(a))


def _connected(size: int, pairs: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the number of the connected component of each article."""
    links = csr_array((np.ones(len(pairs[0]), dtype=bool), pairs), shape=(size, size))
    return connected_components(links, directed=False)[1].astype(np.int64) if size else np.empty(0, np.int64)
