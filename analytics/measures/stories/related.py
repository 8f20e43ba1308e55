"""Related: the articles that are most like one of them."""

import numpy as np
import pandas as pd

from ...errors import ArgumentError, whole_number
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, concat, tally
from .vectors import vectors_of

_COLUMNS = ["id", "title", "published", "outlet"]


def related(articles: Articles, id: str, *, n: int = 10) -> pd.DataFrame:
    """List the articles that are most like one of them: more of the same affair, copies of it first.

    Articles are vectors of the pairs of characters in headline and opening, weighted by TF-IDF (Salton & Buckley
    1988); their cosine says how alike two articles are. No model is asked.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    id : str
        The article, as in the column `id`.
    n : int
        How many articles; fewer where nothing else has anything in common with it.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        id          str         an article like it
        title       str         its headline
        published   datetime64  when it was published, in the corpus' time zone; NaT where not stated
        outlet      str         who published it; missing where not stated
        similarity  float64     cosine of the two vectors, above 0 and at most 1
        ==========  ==========  ======================================================================

        Sorted by `similarity`, descending, then by time and id. `provenance(table).details` has the `id` and the
        `title` of the article asked for.

    Raises
    ------
    ArgumentError
        No article has this id, or `n` is less than 1.

    See Also
    --------
    charts.ranking : Draws this table.
    stories : Which articles are the same report.
    threads : Stories that go on over days.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> table = related(articles, articles["id"].iloc[0], n=3)
    >>> table["similarity"].is_monotonic_decreasing
    True
    """
    whole_number("n", n)
    table = checked(articles)
    listed = tally(table, _listed, concat, columns=_COLUMNS).reset_index(drop=True)
    at = np.flatnonzero(listed["id"].to_numpy() == id)
    if not len(at):
        raise ArgumentError(f"no article has the id {id!r}; see the column id of the article table")
    vectors = vectors_of(table)
    cosine = np.minimum((vectors @ vectors[[at[0]]].T).toarray()[:, 0].astype(np.float64), 1)
    others = listed.assign(similarity=cosine.round(6))[(cosine > 0) & (listed["id"] != id)]
    result = others.sort_values(
        ["similarity", "published", "id"], ascending=[False, True, True], kind="stable"
    ).head(n)
    details = {"id": id, "title": str(listed["title"].iloc[at[0]])}
    return attach(result, Provenance("related", details=details))


def _listed(part: pd.DataFrame) -> pd.DataFrame:
    return part[_COLUMNS]
