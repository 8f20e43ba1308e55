"""How varied the words of a group of articles are, and how few groups hold the articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import QueryError, one_of
from . import stats
from .cells import DIMENSIONS, cells, periods_of, ranked
from .counted import counting, told
from .periods import extent, span
from .tally import COVERAGE, Subject, checked
from .terms import is_word, tokens_of

_SINGLE = ("outlet", "section", "topic", "lang")  # columns of which an article has one value


def diversity(articles: pd.DataFrame, *, by: str = "outlet", window: int = 500) -> pd.DataFrame:
    """Measure how varied the vocabulary of each outlet, section, topic or language is.

    The type-token ratio falls as a text grows and compares nothing of different length; the other three hold still.
    Words and numbers count, marks do not; articles are taken in the table's order.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"outlet", "section", "topic", "lang"}
        Whose vocabulary.
    window : int
        Words of the moving window of `mattr`; a shorter text has its plain ratio.

    Returns
    -------
    DataFrame
        ========  =======  ======================================================================
        value     str      the outlet, section, …; missing: articles that state none
        articles  int64    its articles
        tokens    int64    their words
        types     int64    different words
        ttr       float64  types / tokens, 0 to 1
        mattr     float64  mean ratio of a moving window, 0 to 1 (Covington & McFall 2010)
        mtld      float64  mean length of runs that keep a ratio of 0.72 (McCarthy & Jarvis 2010), words
        yule_k    float64  Yule's K (1944): the lower, the more varied
        ========  =======  ======================================================================

        Most articles first, then by name; missing last. Without words all four are missing.

    Raises
    ------
    QueryError
        `by` is unknown, or the window not positive.

    Examples
    --------
    >>> import analytics
    >>> bool((diversity(analytics.load("data/sample").articles)["types"] > 100).all())
    True
    """
    one_of("dimension", by, list(_SINGLE), QueryError)
    if window < 1:
        raise QueryError(f"window must be 1 or more, not {window}")
    table = checked(articles)
    order = ranked(pd.DataFrame({"value": table[by], "total": 1}))
    places = {value: place for place, value in enumerate(order) if isinstance(value, str)}
    group = table[by].map(places).fillna(len(order) - 1).to_numpy(dtype=np.int64)
    tokens = tokens_of(table)
    counted = is_word(tokens.vocabulary)[tokens.term]
    own, term = group[tokens.article[counted]], tokens.term[counted]
    by_group = np.argsort(own, kind="stable")
    ends = np.cumsum(np.bincount(own, minlength=len(order)))
    parts = [part.tolist() for part in np.split(term[by_group], ends[:-1])] if len(order) else []
    result = pd.DataFrame(
        {
            "value": pd.Series(order, dtype="str"),
            "articles": np.bincount(group, minlength=len(order)),
            "tokens": [len(part) for part in parts],
            "types": [len(set(part)) for part in parts],
            "ttr": [len(set(part)) / len(part) if len(part) else np.nan for part in parts],
            "mattr": [stats.mattr(part, window) if len(part) else np.nan for part in parts],
            "mtld": [stats.mtld(part) if len(part) else np.nan for part in parts],
            "yule_k": [stats.yule_k(np.bincount(part)) if len(part) else np.nan for part in parts],
        }
    ).astype(dict.fromkeys(("articles", "tokens", "types"), "int64"))
    result = result.astype(dict.fromkeys(("ttr", "mattr", "mtld", "yule_k"), "float64"))
    result.attrs = {"measure": "diversity", "by": by, "window": window}
    return result


def concentration(
    articles: pd.DataFrame,
    by: str = "outlet",
    *,
    entity: Subject | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Measure whether articles are spread over many outlets, sections or tags, or held by a few.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour"}
        What they are spread over; an article with several tags counts under each, one without is left out.
    entity : str, list of str, Entity, Query or Series of bool, optional
        Count only articles that mention it (match it, were chosen).
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it over the whole range.
    start, end : str, optional
        First and last day; by default the corpus'.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        ========  ==========  ======================================================================
        period    datetime64  first day of the period; missing without `freq`
        articles  int64       articles under a value, each as often as it has values
        values    int64       values that have articles
        hhi       float64     Herfindahl-Hirschman index: sum of squared shares, 1 / values to 1
        entropy   float64     Shannon's entropy (1948), bits
        evenness  float64     entropy / log2(values), 0 to 1; missing where there is one value or none
        ========  ==========  ======================================================================

        Missing where there are no articles.

    Raises
    ------
    EntityError
        The entity is unknown.
    QueryError
        A column, a frequency, a field or a date is wrong.

    Examples
    --------
    >>> import analytics
    >>> table = concentration(analytics.load("data/sample").articles, "outlet")
    >>> bool(table["hhi"].item() < 0.25)
    True
    """
    one_of("dimension", by, list(DIMENSIONS), QueryError)
    table = checked(articles)
    wanted = [entity] if entity is not None else []
    how = counting("concentration", wanted, by=by, freq=freq, start=start, end=end, fields=fields)
    known = extent(table)
    asked = span(known, start, end)
    periods = periods_of(asked, how)
    values = cells(table, how, asked)[0].dropna(subset="value")
    values = values[values["matching"] > 0]
    number, names = pd.factorize(values["value"], sort=True)
    if periods is None:
        periods, row = pd.DatetimeIndex([pd.NaT]).as_unit("us"), np.zeros(len(values), dtype=np.int64)
    else:
        row = periods.get_indexer(values["period"]).astype(np.int64)
    size = max(len(names), 1)
    counts = np.zeros((len(periods), size), dtype=np.int64)
    np.add.at(counts, (row, number), values["matching"].to_numpy())
    result = pd.DataFrame(
        {
            "period": periods,
            "articles": counts.sum(axis=1),
            "values": (counts > 0).sum(axis=1),
            "hhi": stats.hhi(counts),
            "entropy": stats.entropy(counts),
        }
    )
    several = np.log2(result["values"].clip(lower=1)).to_numpy()
    result["evenness"] = np.divide(
        result["entropy"], several, out=np.full(len(result), np.nan), where=several > 0
    )
    return told(result, table, how, known)
