"""Coverage: one count, matching and total articles, under three keys: period, value, outlet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import QueryError, one_of
from .cells import DIMENSIONS, NATURAL, cells, over_time, periods_of, ranked, spread, with_shares
from .counted import counting, told
from .periods import Span, every_period, extent, partial, span
from .tally import COVERAGE, Subject, checked

TREND = ["period", "matching", "total", "share", "low", "high", "mentions", "partial"]


def trend(
    articles: pd.DataFrame,
    entity: Subject,
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count the articles that mention an entity, period by period.

    Zero-filled over the whole range asked for. Undated articles are on no day: `attrs["undated"]` counts them.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool
        A key of the entity pack, names given ad hoc, a query, or articles chosen by a condition.
    freq : {"day", "week", "month", "quarter"}
        Weeks are ISO weeks and go by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default the corpus'.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period
        matching   int64       articles with at least one mention
        total      int64       all articles of the period
        share      float64     matching / total, 0 to 1; missing where nothing was published
        low        float64     lower bound of the share: Wilson score interval, 95 % (Wilson 1927)
        high       float64     upper bound of the share
        mentions   int64       mentions, several an article
        partial    bool        whether range or corpus covers the period only in part
        =========  ==========  ======================================================================

    Raises
    ------
    EntityError
        The entity is unknown.
    QueryError
        A frequency, a field or a date is wrong.

    Examples
    --------
    >>> import analytics
    >>> corpus = analytics.load("data/sample")
    >>> table = trend(corpus.articles, "deepseek", freq="month")
    >>> table["period"].dt.month.tolist()
    [1, 2, 3]
    """
    table = checked(articles)
    how = counting("trend", [entity], freq=freq, start=start, end=end, fields=fields)
    known = extent(table)
    asked = span(known, start, end)
    return told(trend_of(cells(table, how, asked)[0], asked, freq), table, how, known)


def trend_of(counts: pd.DataFrame, asked: Span, freq: str, subjects: int = 1) -> pd.DataFrame:
    """Return the columns of `trend` from the cells of one or several subjects, the rows of one after the other's."""
    periods = every_period(asked, freq)
    result = with_shares(over_time(counts, periods, subjects))
    result["partial"] = np.tile(partial(periods, asked, freq).to_numpy(), subjects)
    return result[TREND]


def outlets(
    articles: pd.DataFrame,
    entity: Subject,
    *,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count each outlet's coverage of an entity against the outlet's own output.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool
        A key of the entity pack, names given ad hoc, a query, or articles chosen by a condition.
    freq : {"day", "week", "month", "quarter"}, optional
        Without it, one row an outlet over the whole range.
    start, end : str, optional
        First and last day; by default the corpus'. Without `freq` and range, undated articles count too.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        outlet     str         missing: articles whose outlet is not stated
        matching   int64       articles of the outlet with at least one mention
        total      int64       all articles of the outlet
        share      float64     matching / total, 0 to 1; missing where it published nothing
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        mentions   int64       mentions, several an article
        partial    bool        whether range or corpus covers the period only in part
        =========  ==========  ======================================================================

        Outlets with most output first, then by name; those not stated last.

    Examples
    --------
    >>> import analytics
    >>> table = outlets(analytics.load("data/sample").articles, "deepseek")
    >>> bool((table["matching"] <= table["total"]).all())
    True
    """
    table = checked(articles)
    how = counting("outlets", [entity], by="outlet", freq=freq, start=start, end=end, fields=fields)
    known = extent(table)
    asked = span(known, start, end)
    periods = periods_of(asked, how)
    values = cells(table, how, asked)[0]
    result = with_shares(spread(values, ranked(values), periods)).rename(columns={"value": "outlet"})
    result["partial"] = False
    if freq is not None and periods is not None:
        result["partial"] = result["period"].map(partial(periods, asked, freq)).astype(bool)
    return told(result[["period", "outlet", *TREND[1:]]], table, how, known)


def distribution(
    articles: pd.DataFrame,
    by: str,
    *,
    entity: Subject | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count how articles are spread over the values of a column.

    With `entity`, of the articles that mention it. An article with several tags or categories counts under each, so
    their shares may add up to more than 1. Articles at exactly midnight have no hour: their outlet gave only a date.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour"}
        What to spread them over.
    entity : str, list of str, Entity, Query or Series of bool, optional
        Count only articles that mention it (match it, were chosen).
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it over the whole range.
    start, end : str, optional
        First and last day; by default the corpus'. Without `freq` and range, undated articles count too.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        value      str         the value; missing: articles without one. Weekdays 1 (Monday) to 7
        matching   int64       articles with the value (that mention the entity)
        total      int64       all articles of the period (that mention the entity); for weekdays and
                               hours those that have one
        share      float64     matching / total, 0 to 1; missing where total is 0
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        =========  ==========  ======================================================================

        Most articles first, then by name; missing last. Weekdays and hours (0 to 23) in their own order, all
        of them.

    Examples
    --------
    >>> import analytics
    >>> table = distribution(analytics.load("data/sample").articles, "weekday")
    >>> table["value"].tolist()
    ['1', '2', '3', '4', '5', '6', '7']
    """
    table = checked(articles)
    one_of("dimension", by, list(DIMENSIONS), QueryError)
    wanted = [entity] if entity is not None else []
    how = counting("distribution", wanted, by=by, freq=freq, start=start, end=end, fields=fields)
    known = extent(table)
    asked = span(known, start, end)
    periods = periods_of(asked, how)
    values, whole = cells(table, how, asked)
    order: list[object] = list(NATURAL[by]) if by in NATURAL else ranked(values)
    result = spread(values, order, periods)
    if periods is not None:
        totals = whole.set_index("period")["articles"]
        result["total"] = result["period"].map(totals).fillna(0).astype("int64")
    else:
        result["total"] = int(whole["articles"].sum())
    return told(with_shares(result)[["period", "value", *TREND[1:6]]], table, how, known)
