"""Outlets: each outlet's coverage as a share of its own output."""

from collections.abc import Sequence

import pandas as pd

from ..engine.cells import cells, fill_values, periods_of, ranked, with_shares
from ..engine.periods import partial
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from .trend import TREND


def outlets(
    articles: Articles,
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
    entity : str, Entity, Query or Series of bool
        A key or name of the entity pack, another name, a query, or a boolean Series that chooses articles.
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it one row for each outlet over the whole range.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus. Without `freq` and a range,
        undated articles count too.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        outlet     str         the outlet; missing for articles that do not state one
        matching   int64       articles of the outlet with at least one mention
        total      int64       all articles of the outlet
        share      float64     matching / total, 0 to 1; missing where it published nothing
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        mentions   int64       mentions; an article may have several
        partial    bool        whether the range or the corpus covers only a part of the period
        =========  ==========  ======================================================================

        Sorted by period, then by the outlet's articles, descending, then by name; missing last.

    See Also
    --------
    charts.outlets : Draws this table.
    behind : The articles that each row counts.

    Examples
    --------
    >>> import analytics
    >>> table = outlets(analytics.load("data/sample").articles, "deepseek")
    >>> bool((table["matching"] <= table["total"]).all())
    True
    """
    table = checked(articles)
    asked = request("outlets", table, entity, by="outlet", freq=freq, start=start, end=end, fields=fields)
    periods = periods_of(asked)
    values = cells(table, asked)[0]
    result = with_shares(fill_values(values, ranked(values), periods)).rename(columns={"value": "outlet"})
    result["partial"] = False
    if freq is not None and periods is not None:
        result["partial"] = result["period"].map(partial(periods, asked.span, freq)).astype(bool)
    return finish(result[["period", "outlet", *TREND[1:]]], table, asked)
