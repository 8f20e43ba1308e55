"""Concentration: whether many outlets, sections or tags hold the articles, or a few."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..engine.cells import cells, periods_of
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..stats.diversity import entropy, hhi


def concentration(
    articles: Articles,
    by: str = "outlet",
    *,
    entity: Subject | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
    merge_spellings: bool = True,
) -> pd.DataFrame:
    """Measure whether the articles are spread over many outlets, sections or tags, or held by a few.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour"} or a column of your own
        The column. An article with several tags counts under each; an article without a value is left out.
    entity : str, Entity, Query or Series of bool, optional
        Count only articles that mention it, match it, or were chosen.
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it over the whole range.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look for the entity in.
    merge_spellings : bool
        Whether spellings of a value that differ in script, case or width alone (財經 and 财经) are one value. It is
        shown in the script of most values, in its most frequent spelling.

    Returns
    -------
    DataFrame
        ========  ==========  ======================================================================
        period    datetime64  first day of the period; missing without `freq`
        articles  int64       articles, each counted once for each of its values
        values    int64       number of values that have articles
        hhi       float64     Herfindahl-Hirschman index: sum of squared shares, 1 / values to 1
        entropy   float64     Shannon's entropy (1948), bits
        evenness  float64     entropy / log2(values), 0 to 1; missing where there is one value or none
        ========  ==========  ======================================================================

        Sorted by period. `hhi` and `entropy` are missing where there are no articles.

    Raises
    ------
    EntityError
        The entity is unknown.
    ArgumentError
        A column, a frequency, a field or a date is wrong.

    See Also
    --------
    charts.ranking : Draws this table.
    distribution : The counts under each value.

    Examples
    --------
    >>> import analytics
    >>> table = concentration(analytics.load("data/sample").articles, "outlet")
    >>> bool(table["hhi"].item() < 0.25)
    True
    """
    table = checked(articles)
    asked = request(
        "concentration",
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
    counted = cells(table, asked)
    values = counted.cells.dropna(subset="value")
    values = values[values["matching"] > 0]
    number, names = pd.factorize(values["value"], sort=True)
    if periods is None:
        periods, row = pd.DatetimeIndex([pd.NaT]).as_unit("us"), np.zeros(len(values), dtype=np.int64)
    else:
        row = periods.get_indexer(pd.DatetimeIndex(values["period"])).astype(np.int64)
    size = max(len(names), 1)
    counts = np.zeros((len(periods), size), dtype=np.int64)
    np.add.at(counts, (row, number), values["matching"].to_numpy())
    result = pd.DataFrame(
        {
            "period": periods,
            "articles": counts.sum(axis=1),
            "values": (counts > 0).sum(axis=1),
            "hhi": hhi(counts),
            "entropy": entropy(counts),
        }
    )
    several = np.log2(result["values"].clip(lower=1)).to_numpy()
    result["evenness"] = np.divide(
        result["entropy"], several, out=np.full(len(result), np.nan), where=several > 0
    )
    return finish(result, table, asked, **counted.spellings.details(names))
