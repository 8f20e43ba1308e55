"""Trend: the articles that mention an entity, period by period."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..engine.cells import cells, fill_periods, with_shares
from ..engine.periods import Span, every_period, partial
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..engine.totals import Totals, apply_totals, outside_totals, totals_details, with_totals_span

TREND = ["period", "matching", "total", "share", "low", "high", "mentions", "partial"]


def trend(
    articles: Articles,
    entity: Subject,
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
    totals: Totals | None = None,
) -> pd.DataFrame:
    """Count the articles that mention an entity, period by period.

    Every period of the range has a row, with 0 where nothing was published. Undated articles are in no period;
    `provenance(table).undated` is their number.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity, Query or Series of bool
        A key or name of the entity pack, another name, a query, or a boolean Series that chooses articles.
    freq : {"day", "week", "month", "quarter"}
        Length of a period. Weeks are ISO weeks, named by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look in.
    totals : DataFrame, Series or mapping, optional
        How many articles there were in all, from another source, for articles that are search hits alone: a table of
        dates and counts, such as Media Cloud's export (`date, count, total_count, ratio`). Finer totals are summed up.
        The range then reaches as far as they do. A period that they lack has the total 0 and no share.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period
        matching   int64       articles with at least one mention
        total      int64       all articles of the period, or those that `totals` gives
        share      float64     matching / total, 0 to 1; missing where nothing was published
        low        float64     lower bound of the share: Wilson score interval, 95 % (Wilson 1927)
        high       float64     upper bound of the share
        mentions   int64       mentions; an article may have several
        partial    bool        whether the range or the corpus covers only a part of the period
        =========  ==========  ======================================================================

    Raises
    ------
    EntityError
        The entity is unknown.
    ArgumentError
        A frequency, a field or a date is wrong, or `totals` do not fit.

    See Also
    --------
    charts.trend : Draws this table.
    behind : The articles that each row counts.
    trends : Several entities.

    Examples
    --------
    >>> import analytics
    >>> corpus = analytics.load("data/sample")
    >>> table = trend(corpus.articles, "deepseek", freq="month")
    >>> table["period"].dt.month.tolist()
    [1, 2, 3]

    With totals from elsewhere, a period that has articles but no hit has the share 0:

    >>> trend(corpus.articles, "deepseek", freq="month", totals={"2024-12": 900, "2025-01": 1000})["share"].iloc[0]
    np.float64(0.0)
    """
    table = checked(articles)
    asked = request("trend", table, entity, freq=freq, start=start, end=end, fields=fields)
    if totals is None:
        return finish(trend_of(cells(table, asked)[0], asked.span, freq), table, asked)
    outside = outside_totals(totals, freq)
    asked = with_totals_span(asked, outside)
    result = apply_totals(trend_of(cells(table, asked)[0], asked.span, freq), outside, asked)
    return finish(result, table, asked, **totals_details(result))


def trend_of(counts: pd.DataFrame, asked: Span, freq: str, subjects: int = 1) -> pd.DataFrame:
    """Return the columns of `trend` for the cells of one or more subjects, subject by subject."""
    periods = every_period(asked, freq)
    result = with_shares(fill_periods(counts, periods, subjects))
    result["partial"] = np.tile(partial(periods, asked, freq).to_numpy(), subjects)
    return result[TREND]
