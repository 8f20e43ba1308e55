"""Stories: articles that tell the same thing in nearly the same words, syndicated or copied."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from rensa import RMinHash

from ..text.fold import FoldedColumn, code_points
from .tally import checked

SHINGLE = 5  # characters
SAME = 0.7  # Jaccard similarity of shingles from which two bodies tell one story
_HASHES, _BAND = 128, 4  # 32 bands of 4: pairs at 0.7 are candidates with a probability of 0.9998
_SEED = 20250127
_CROWD = 40  # members of a band's bucket from which not every pair is compared


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
    shingles = _shingles(table["body"].fillna("").tolist())
    group = _joined(len(table), _similar(shingles))
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


def syndicated(articles: pd.DataFrame, *, least: int = 2) -> pd.DataFrame:
    """List the stories that several articles tell: who was first, how far and how fast they went.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    least : int
        Articles from which a story is listed.

    Returns
    -------
    DataFrame
        =============  ==========  ======================================================================
        story          str         id of the earliest article
        title          str         its headline
        published      datetime64  when it was published, in the corpus' time zone
        outlet         str         who published it; missing where not stated
        articles       int64       articles that tell the story
        outlets        int64       outlets that tell it
        hours          float64     from the earliest to the latest article; missing where they are undated
        =============  ==========  ======================================================================

        Most articles first, then the earliest.

    Examples
    --------
    >>> import analytics
    >>> bool((syndicated(analytics.load("data/sample").articles)["articles"] >= 2).all())
    True
    """
    table = checked(articles)
    told = stories(table)
    hours = told.groupby("story")["delay"].max().rename("hours")
    result = table[["title", "published", "outlet"]].join(told)[told["first"] & (told["articles"] >= least)]
    result = result.join(hours, on="story").sort_values(
        ["articles", "published", "story"], ascending=[False, True, True]
    )
    columns = ["story", "title", "published", "outlet", "articles", "outlets", "hours"]
    return result[columns].reset_index(drop=True)


def _shingles(bodies: list[str]) -> list[np.ndarray]:
    """The distinct shingles of each body, hashed; letters and figures only, so that layout makes no difference."""
    column = FoldedColumn(bodies)
    codes = code_points(column.text)
    known, at = np.unique(codes, return_inverse=True)
    word = np.fromiter((chr(code).isalnum() for code in known), dtype=bool, count=len(known))
    kept = np.flatnonzero(word[at]) if len(known) else np.empty(0, dtype=np.int64)
    number, _, _ = column.locate(kept, kept + 1)
    letters = codes[kept].astype(np.uint64)
    if len(letters) < SHINGLE:
        return [np.empty(0, np.uint64) for _ in bodies]
    hashed = np.zeros(len(letters) - SHINGLE + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for shift in range(SHINGLE):
            hashed = (
                hashed * np.uint64(0x9E3779B97F4A7C15) + letters[shift : len(letters) - SHINGLE + 1 + shift]
            )
            hashed ^= hashed >> np.uint64(29)
    whole = number[: len(hashed)] == number[SHINGLE - 1 :]
    hashed, number = hashed[whole], number[: len(hashed)][whole]
    ends = np.searchsorted(number, np.arange(1, len(bodies) + 1))
    return [np.unique(part) for part in np.split(hashed, ends[:-1])] if bodies else []


def _similar(shingles: list[np.ndarray]) -> list[tuple[int, int]]:
    """Pairs of articles that are the same story."""
    filled = [number for number, part in enumerate(shingles) if len(part)]
    if len(filled) < 2:
        return []
    flat = np.concatenate([shingles[number] for number in filled])
    offsets = np.concatenate([[0], np.cumsum([len(shingles[number]) for number in filled])])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets.tolist(), _HASHES, _SEED)
    digests = np.array(matrix.to_rows(), dtype=np.uint64)
    candidates: set[tuple[int, int]] = set()
    for band in range(0, _HASHES, _BAND):
        _, bucket = np.unique(digests[:, band : band + _BAND], axis=0, return_inverse=True)
        order = np.argsort(bucket.ravel(), kind="stable")
        starts = np.flatnonzero(np.diff(bucket.ravel()[order])) + 1
        for members in np.split(order, starts):
            if len(members) > _CROWD:  # copies by the hundred: each against the first and the one before
                candidates |= {(int(members[0]), int(member)) for member in members[1:]}
                candidates |= {(int(a), int(b)) for a, b in pairwise(members)}
            elif len(members) > 1:
                candidates |= set(combinations(members.tolist(), 2))
    pairs = ((filled[a], filled[b]) for a, b in sorted(candidates))
    return [(a, b) for a, b in pairs if _jaccard(shingles[a], shingles[b]) >= SAME]


def _jaccard(a: np.ndarray, b: np.ndarray) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


def _joined(size: int, pairs: list[tuple[int, int]]) -> np.ndarray:
    """Number of the group of each article, by union-find."""
    parent = list(range(size))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return np.array([root(number) for number in range(size)], dtype=np.int64)
