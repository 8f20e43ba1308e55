"""Trends: several trends in one table, also smoothed and balanced over outlets."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..engine.cells import cells
from ..engine.periods import every_period
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..engine.totals import Totals, apply_totals, outside_totals, totals_details, with_totals_span
from ..stats.proportions import moving_share
from .trend import TREND, trend_of


def trends(
    articles: Articles,
    entities: Sequence[Subject],
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
    window: int = 3,
    totals: Totals | None = None,
) -> pd.DataFrame:
    """Count the articles that mention each of several entities, period by period.

    The rows of one entity are those of `trend`; the texts are searched once for all of them.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entities : sequence of str, Entity, Query or Series of bool
        Each item as in `trend`: a key or name of the entity pack, another name, a query, or chosen articles.
    freq : {"day", "week", "month", "quarter"}
        Length of a period. Weeks are ISO weeks, named by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look in.
    window : int
        Number of periods smoothed together; odd, so that each period is in the middle.
    totals : DataFrame, Series or mapping, optional
        As in `trend`: how many articles there were in all, from another source.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        entity     str         label of the entity; equal labels are numbered
        period     datetime64  first day of the period
        matching   int64       articles with at least one mention
        total      int64       all articles of the period, or those that `totals` gives
        share      float64     matching / total, 0 to 1; missing where nothing was published
        low        float64     lower bound of the share: Wilson score interval, 95 % (Wilson 1927)
        high       float64     upper bound of the share
        mentions   int64       mentions; an article may have several
        partial    bool        whether the range or the corpus covers only a part of the period
        smoothed   float64     share of `window` periods together with this one in the middle, 0 to 1: the sum
                               of matching over the sum of total; fewer periods at both ends; missing where
                               nothing was published in any of them
        balanced   float64     mean of the shares of all outlets that published in the period, with equal
                               weight, 0 to 1; articles that state no outlet count as one outlet; missing
                               where nothing was published, and with outside totals
        =========  ==========  ======================================================================

        In the order of `entities`, then by period.

    Raises
    ------
    EntityError
        An entity is unknown, or there is none.
    ArgumentError
        A frequency, a field, a date or the window is wrong, or `totals` do not fit.

    See Also
    --------
    charts.trends : Draws this table.
    behind : The articles that each row counts.

    Examples
    --------
    >>> import analytics
    >>> table = trends(analytics.load("data/sample").articles, ["deepseek", "nvidia"], freq="month")
    >>> table.groupby("entity", sort=False).size().to_dict()
    {'DeepSeek': 3, '英偉達': 3}
    """
    table = checked(articles)
    if window < 1 or window % 2 == 0:
        raise ArgumentError(
            f"window must be odd, so that a period stands in the middle: 1, 3, 5; not {window}"
        )
    asked = request("trends", table, entities, freq=freq, start=start, end=end, fields=fields, several=True)
    outside = outside_totals(totals, freq) if totals is not None else None
    if outside is not None:
        asked = with_totals_span(asked, outside)
    periods = every_period(asked.span, freq)
    found = cells(table, replace(asked, by="outlet"))[0]
    number = len(asked.subjects)
    result = trend_of(found, asked.span, freq, number)
    if outside is not None:
        result = apply_totals(result, outside, asked)
    # Where outside totals lack a period, its matching articles are no part of a share.
    counts = (
        result[["matching", "total"]]
        .where(result["total"] > 0, 0)
        .to_numpy()
        .reshape(number, len(periods), 2)
    )
    smoothed = [moving_share(one[:, 0], one[:, 1], window) for one in counts]
    result["smoothed"] = np.concatenate(smoothed)
    result["balanced"] = _balanced(found, periods, number) if outside is None else np.nan
    result["entity"] = pd.array(np.repeat(list(asked.subjects), len(periods)), dtype="str")
    details = {"window": window} | (totals_details(result) if outside is not None else {})
    return finish(result[["entity", *TREND, "smoothed", "balanced"]], table, asked, **details)


def _balanced(counts: pd.DataFrame, periods: pd.DatetimeIndex, subjects: int) -> np.ndarray:
    """Return the mean share over outlets for each subject and period."""
    shares = (counts["matching"] / counts["total"]).groupby([counts["subject"], counts["period"]]).mean()
    every = pd.MultiIndex.from_product([range(subjects), periods], names=["subject", "period"])
    return shares.reindex(every).to_numpy(dtype=float)
