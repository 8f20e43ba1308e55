"""Threads: stories that go on, one report after another, over days."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ...errors import ArgumentError
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .pairs import blocks, connected
from .stories import stories_with_titles
from .vectors import most_telling, of_length_one, vectors_of

_TELLING = 60  # weights of a story that are compared: its most telling pairs of characters
_COLUMNS = {
    "thread": "str",
    "story": "str",
    "title": "str",
    "published": None,
    "outlet": "str",
    "articles": "int64",
    "stories": "int64",
    "days": "int64",
    "similarity": "float64",
}


def threads(
    articles: Articles, *, days: int = 10, similarity: float = 0.3, min_stories: int = 2
) -> pd.DataFrame:
    """Find stories that belong together: an affair that goes on, with a new report every few days.

    Each story is a vector of the pairs of characters in its headlines and openings, weighted by TF-IDF. Two stories
    whose vectors are alike (cosine) and which begin at most `days` apart are linked; a thread is all that is linked,
    step by step, and so may run for much longer. Series with the same form of headline, such as daily tables of
    prices, form threads too.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    days : int
        Most days between two stories that are linked.
    similarity : float
        Lowest cosine of two stories that are linked, 0 to 1. Invented or small corpora need less; in feeds of many
        outlets, 0.25 already links affairs of one kind.
    min_stories : int
        Fewest stories of a thread that is listed.

    Returns
    -------
    DataFrame
        One row for each story of a thread.

        ==========  ==========  ======================================================================
        thread      str         id of the thread's earliest story
        story       str         id of the story's earliest article
        title       str         its headline
        published   datetime64  when it was published, in the corpus' time zone
        outlet      str         who published it; missing where not stated
        articles    int64       articles that tell the story
        stories     int64       stories of the thread
        days        int64       days from the first to the last story of the thread
        similarity  float64     cosine to the story of the thread that it is most like, 0 to 1
        ==========  ==========  ======================================================================

        Threads of most stories first, then by their earliest story; the stories of a thread by time. Undated stories
        are in none. `provenance(table).details` has the number of all `stories` and of these `threads`.

    Raises
    ------
    ArgumentError
        `days`, `similarity` or `min_stories` is out of range.

    See Also
    --------
    charts.threads : Draws this table.
    stories : Which articles are the same report.
    related : Articles most like one of them.

    Examples
    --------
    >>> import analytics
    >>> table = threads(analytics.load("data/sample"), similarity=0.06)
    >>> bool((table.groupby("thread")["story"].size() >= 2).all())
    True
    """
    if days < 0 or not 0 < similarity <= 1 or min_stories < 1:
        raise ArgumentError("days must be 0 or more, similarity above 0 and at most 1, min_stories 1 or more")
    table = checked(articles)
    found = stories_with_titles(table).reset_index(drop=True)
    dated = found["first"] & found["published"].notna()
    first = found[dated].sort_values(["published", "story"], kind="stable")
    story = pd.Series(np.arange(len(first)), index=first["story"]).reindex(found["story"])
    known = np.flatnonzero(story.notna())
    member = csr_array(
        (np.ones(len(known), dtype=np.float32), (story.to_numpy()[known].astype(np.int64), known)),
        shape=(len(first), len(found)),
    )
    vectors = most_telling(of_length_one(csr_array(member @ vectors_of(table))), _TELLING)
    day = first["published"].dt.tz_localize(None).dt.normalize().astype("datetime64[us]").astype("int64")
    group, nearest = _linked(vectors, day.to_numpy() // 86_400_000_000, days, similarity)
    result = first.assign(group=group, similarity=nearest)
    by_group = result.groupby("group")
    result["stories"] = by_group["story"].transform("size")
    result["thread"] = by_group["story"].transform("first")
    result["begin"] = by_group["published"].transform("first")
    result["days"] = (
        by_group["published"].transform("max").dt.normalize() - result["begin"].dt.normalize()
    ).dt.days
    result = result[result["stories"] >= min_stories].sort_values(
        ["stories", "begin", "thread", "published", "story"], ascending=[False, True, True, True, True]
    )
    details = {"stories": int(found["first"].sum()), "threads": int(result["thread"].nunique())}
    dtypes = {name: dtype for name, dtype in _COLUMNS.items() if dtype}
    return attach(result[list(_COLUMNS)].astype(dtypes), Provenance("threads", details=details))


def _linked(
    vectors: csr_array, day: NDArray[np.int64], days: int, least: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the number of the thread of each story, and its cosine to the one that it is most like."""
    nearest = np.full(vectors.shape[0], np.nan)
    links = [np.empty((2, 0), dtype=np.int64)]
    for rows, columns in blocks(day, len(day), days):
        cosine = (vectors[rows] @ vectors[columns].T.tocsr()).tocoo()
        a, b = cosine.coords[0] + rows.start, cosine.coords[1] + columns.start
        chosen = (cosine.data >= least) & (a != b) & (np.abs(day[a] - day[b]) <= days)
        a, b = a[chosen].astype(np.int64), b[chosen].astype(np.int64)
        np.fmax.at(nearest, a, np.minimum(cosine.data[chosen], 1))
        links.append(np.stack([a, b]))
    return connected(len(day), *np.concatenate(links, axis=1)), nearest
