"""Coverage: one count, matching and total articles, under three keys: period, value, outlet."""

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
    asked = request("outlets", table, entity, by="outlet", freq=freq, start=start, end=end, fields=fields)
    periods = periods_of(asked)
    values = cells(table, asked)[0]
    result = with_shares(fill_values(values, ranked(values), periods)).rename(columns={"value": "outlet"})
    result["partial"] = False
    if freq is not None and periods is not None:
        result["partial"] = result["period"].map(partial(periods, asked.span, freq)).astype(bool)
    return finish(result[["period", "outlet", *TREND[1:]]], table, asked)
