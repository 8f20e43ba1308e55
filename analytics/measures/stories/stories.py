"""Stories: articles that report the same thing in nearly the same words, syndicated, copied or cut."""

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ...errors import ArgumentError, one_of
from ...text.fold import fold_word
from ..corpus.boilerplate import bodies_without, boilerplate
from ..engine.periods import days as days_of
from ..engine.tally import Articles, Table, checked, concat, tally
from .shingles import Shingles, concat_shingles, distinct, shingles_of

SAME = {"retold": 0.6, "verbatim": 0.9}  # containment of the shorter body; Jaccard similarity
_SHORTEST = 20  # shingles: shorter bodies are stubs, and join by chance
_SHORTEST_TITLE = 8  # letters of a headline that stands for a missing body
_SAMPLE = 2  # one shingle in so many looks for candidates: halves memory
_RARE = 0.5  # share of a body's shingles, its rarest, that look for candidates; 0.4 would do without sampling
_CROWD = 40  # bodies with one shingle, above which not every pair is compared
_COMPARED = ["published", "outlet", "title", "summary", "body"]
_NO_DAY = np.iinfo(np.int64).min

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def stories(articles: Articles, *, same: str = "retold", days: int = 14) -> pd.DataFrame:
    """Find which articles report the same story: reprints, agency copy, cut and reworded copies.

    Bodies are compared by their distinct 5-character shingles (Broder 1997), folded and without boilerplate. Pairs
    that are alike are joined transitively. An article without a body is joined by its headline, verbatim; a very
    short one is a story of its own.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    same : {"retold", "verbatim"}
        `retold`: at least 60 % of the shingles of the shorter body are in the longer one (containment), so that a
        copy may be cut and in part reworded. `verbatim`: Jaccard similarity of at least 0.9.
    days : int
        Articles further apart than this are never joined directly: a typhoon notice of 2018 and one of 2025 are two
        stories. An undated article joins the earliest article that it is alike.

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

    Raises
    ------
    ArgumentError
        `same` is unknown, or `days` is negative.

    See Also
    --------
    syndicated : The stories that several articles tell, drawn by `charts.ranking`.

    Examples
    --------
    >>> import analytics
    >>> found = stories(analytics.load("data/sample").articles)
    >>> bool(found["first"].sum() == found["story"].nunique())
    True
    """
    found = stories_with_titles(checked(articles), same=same, days=days)
    return found[["id", "story", "first", "articles", "outlets", "delay"]]


def stories_with_titles(articles: Table, *, same: str = "retold", days: int = 14) -> pd.DataFrame:
    """Return the table of `stories` with outlet, publication time and title of each article."""
    one_of("sameness", same, list(SAME), ArgumentError)
    if days < 0:
        raise ArgumentError(f"days must be 0 or more, not {days}")
    if isinstance(articles, pd.DataFrame) and not articles.index.is_unique:
        table = stories_with_titles(articles.reset_index(drop=True), same=same, days=days)
        return table.set_index(articles.index)
    columns = ["id", "title", "published", "path", "outlet"]
    listed = tally(articles, partial(_with_day, columns=columns), concat, columns=columns)
    count = partial(_shingles_of_part, found=boilerplate(articles)[["outlet", "template"]])
    shingles = tally(articles, count, concat_shingles, columns=_COMPARED)
    group = _groups(listed, shingles, same, days)
    order = listed[["published", "path", "outlet"]].reset_index(drop=True).assign(group=group)
    order = order.sort_values(["published", "path"], na_position="last", kind="stable")
    first = order.groupby("group", sort=False).head(1)
    at = pd.Series(first.index, index=first["group"]).reindex(group).to_numpy()
    by_group = order.groupby("group")
    published = listed["published"].reset_index(drop=True)
    delay = (published - published.iloc[at].reset_index(drop=True)).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "id": listed["id"].to_numpy(),
            "story": listed["id"].iloc[at].to_numpy(),
            "first": at == np.arange(len(listed)),
            "articles": by_group.size().reindex(group).to_numpy(dtype=np.int64),
            "outlets": by_group["outlet"].nunique().reindex(group).to_numpy(dtype=np.int64),
            "delay": delay.to_numpy(dtype=float),
            **{name: listed[name].array for name in ("title", "published", "outlet")},
        },
        index=listed.index,
    ).astype({"id": "str", "story": "str"})


def _with_day(part: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    day = days_of(part)
    number = day.astype("int64") // 86_400_000_000  # microseconds to days
    return part[columns].assign(day=number.where(day.notna(), _NO_DAY).to_numpy(dtype=np.int64))


def _shingles_of_part(part: pd.DataFrame, found: pd.DataFrame) -> Shingles:
    return shingles_of(bodies_without(part, found).fillna("").tolist())


def _groups(listed: pd.DataFrame, shingles: Shingles, same: str, days: int) -> NDArray[np.int64]:
    """Return the number of the story of each article."""
    day, sizes = listed["day"].to_numpy(), shingles.sizes
    titles = pd.Series(listed["title"].fillna("").to_numpy())
    keys = pd.Series(shingles.keys()).where(sizes >= _SHORTEST)
    named = (sizes == 0) & (titles.str.len() >= _SHORTEST_TITLE).to_numpy()
    links = [_equal(keys, day, days), _equal(titles.map(fold_word).where(named), day, days)]
    # Bodies with the same shingles, near in time, are compared with others once.
    copies = _connected(len(day), links[:1])
    _, once = np.unique(copies, return_index=True)
    once = once[sizes[once] >= _SHORTEST]
    a, b = (once[side] for side in _candidates(shingles.of(once), day[once], days))
    shared = shingles.shared(a, b)
    smaller, either = np.minimum(sizes[a], sizes[b]), sizes[a] + sizes[b] - shared
    alike = shared / (smaller if same == "retold" else either) >= SAME[same]
    links.append(_one_for_undated(day, a[alike], b[alike]))
    return _connected(len(day), links)


def _equal(keys: pd.Series, day: NDArray[np.int64], days: int) -> Pairs:
    """Link articles with the same key that follow each other within some days; undated ones to the earliest."""
    table = pd.DataFrame({"key": keys, "day": day, "row": np.arange(len(day))}).dropna(subset="key")
    dated = table[table["day"] != _NO_DAY].sort_values(["key", "day"], kind="stable")
    key, own, row = (dated[name].to_numpy() for name in ("key", "day", "row"))
    next_one = (key[1:] == key[:-1]) & (own[1:] - own[:-1] <= days)
    undated = table[table["day"] == _NO_DAY]
    earliest = pd.concat([dated, undated]).drop_duplicates("key").set_index("key")["row"]
    return (
        np.concatenate([row[:-1][next_one], undated["row"].to_numpy()]).astype(np.int64),
        np.concatenate([row[1:][next_one], undated["key"].map(earliest).to_numpy()]).astype(np.int64),
    )


def _near_in_time(
    day: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64], days: int
) -> NDArray[np.bool_]:
    undated = (day[a] == _NO_DAY) | (day[b] == _NO_DAY)
    return np.asarray(undated | (np.abs(day[a] - day[b]) <= days))


def _one_for_undated(day: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]) -> Pairs:
    """Keep one pair of each undated article, with the earliest article, so that it joins no two stories."""
    table = pd.DataFrame({"a": a, "b": b})
    turned = table[day[a] == _NO_DAY].rename(columns={"a": "b", "b": "a"})
    table = pd.concat([table[day[a] != _NO_DAY], turned])
    undated = day[table["b"]] == _NO_DAY
    one = table[undated].assign(day=day[table["a"][undated]]).sort_values(["day", "a"], kind="stable")
    kept = pd.concat([table[~undated], one.drop_duplicates("b")])
    return kept["a"].to_numpy(), kept["b"].to_numpy()


def _candidates(shingles: Shingles, day: NDArray[np.int64], days: int) -> Pairs:
    """Return pairs of bodies, near in time, of which one contains a rare shingle of the other.

    Prefix filtering: if most of a body's shingles are in another body, so is at least one of its rarest ones
    (Chaudhuri, Ganti & Kaushik 2006). Only a sample of the shingles is looked at.
    """
    sample = shingles.sampled(_SAMPLE)
    order = np.lexsort((day[sample.body], sample.values))
    body, values = sample.body[order], sample.values[order]
    new = np.append(True, values[1:] != values[:-1])[: len(values)]
    run = np.cumsum(new) - 1
    frequency = np.bincount(run)[run] if len(run) else run
    rare = _rarest(sample, frequency, order)
    crowd = frequency > _CROWD
    size = max(len(shingles.sizes), 1)
    found = []
    for distance in range(1, min(_CROWD, len(order))):
        # Bodies with one shingle are sorted by day; in a crowd each is compared with the previous one only.
        one, other = body[:-distance], body[distance:]
        same = (run[distance:] == run[:-distance]) & ~(crowd[distance:] & (distance > 1))
        if not same.any():
            break
        wanted = same & (rare[distance:] | rare[:-distance])
        wanted[wanted] = _near_in_time(day, one[wanted], other[wanted], days)
        low, high = np.minimum(one[wanted], other[wanted]), np.maximum(one[wanted], other[wanted])
        found.append(distinct(low * size + high))
    a, b = np.divmod(distinct(np.concatenate([np.empty(0, np.int64), *found])), size)
    return a[a != b], b[a != b]


def _rarest(sample: Shingles, frequency: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each sampled shingle, in this order, is among the rarest of its body."""
    body = sample.body
    ranked = order[np.lexsort((frequency, body[order]))]
    rank = np.empty(len(order), dtype=np.int64)
    rank[ranked] = np.arange(len(order)) - np.repeat(sample.starts[:-1], sample.sizes)
    return (rank <= _RARE * sample.sizes[body])[order]


def _connected(size: int, links: list[Pairs]) -> NDArray[np.int64]:
    """Return the number of the connected component of each article."""
    if not size:
        return np.empty(0, np.int64)
    a, b = (np.concatenate([pairs[side] for pairs in links]) for side in (0, 1))
    graph = csr_array((np.ones(len(a), dtype=bool), (a, b)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
