"""Distribution: how articles are spread over the values of a column."""

from collections.abc import Sequence

import pandas as pd

from ..engine.cells import NATURAL, cells, fill_values, periods_of, ranked, with_shares
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from .trend import TREND


def distribution(
    articles: Articles,
    by: str,
    *,
    entity: Subject | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
    merge_spellings: bool = True,
) -> pd.DataFrame:
    """Count how articles are spread over the values of a column.

    With `entity`, only the articles that mention it are counted. An article with several tags or categories counts
    under each, so their shares may add up to more than 1. An article dated exactly midnight has no hour: its outlet
    gave only a date.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour"} or a column of your own
        The column.
    entity : str, Entity, Query or Series of bool, optional
        Count only articles that mention it, match it, or were chosen.
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it over the whole range.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus. Without `freq` and a range,
        undated articles count too.
    fields : sequence of str
        Text fields to look for the entity in.
    merge_spellings : bool
        Whether spellings of a value that differ in script, case or width alone (財經 and 财经) are one value. It is
        shown in the script of most values, in its most frequent spelling.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        value      str         the value; missing for articles without one. Weekdays 1 (Monday) to 7
        matching   int64       articles with the value (that mention the entity)
        total      int64       all articles of the period (that mention the entity); for weekdays and
                               hours only articles that have one
        share      float64     matching / total, 0 to 1; missing where total is 0
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        =========  ==========  ======================================================================

        Sorted by articles, descending, then by value; missing last. All weekdays, and all hours (0 to 23), are listed,
        in their natural order. The other spellings of each value that has any are in
        `provenance(table).details["spellings"]`.

    See Also
    --------
    charts.distribution : Draws this table.
    charts.heatmap : Draws it by period, with `freq`.
    behind : The articles that each row counts.

    Examples
    --------
    >>> import analytics
    >>> table = distribution(analytics.load("data/sample").articles, "weekday")
    >>> table["value"].tolist()
    ['1', '2', '3', '4', '5', '6', '7']
    """
    table = checked(articles)
    asked = request(
        "distribution",
        table,
        entity,
        by=by,
        freq=freq,
        start=start,
        end=end,
        fields=fields,
        merge_spellings=merge_spellings,
        optional=True,
    )
    periods = periods_of(asked)
    values, whole, spellings = cells(table, asked, only_matching=True)
    order: list[object] = list(NATURAL[by]) if by in NATURAL else ranked(values)
    result = fill_values(values, order, periods)
    if periods is not None:
        totals = whole.set_index("period")["articles"]
        result["total"] = result["period"].map(totals).fillna(0).astype("int64")
    else:
        result["total"] = int(whole["articles"].sum())
    result = with_shares(result)[["period", "value", *TREND[1:6]]]
    return finish(result, table, asked, **spellings.details(order))
