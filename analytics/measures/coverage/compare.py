"""Two periods compared: how the share of each entity changed, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..engine.cells import cells, with_shares
from ..engine.periods import SIDES, two_spans
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..stats.keyness import chi2_p, log_likelihood
from ..stats.proportions import holm, newcombe

_COLUMNS = [
    *("entity", "before_matching", "before_total", "before_share", "before_low", "before_high"),
    *("after_matching", "after_total", "after_share", "after_low", "after_high"),
    *("difference", "difference_low", "difference_high", "ratio", "log_likelihood", "p", "p_adjusted"),
]


def compare(
    articles: Articles,
    entities: Sequence[Subject],
    before: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
    *,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Compare the share of articles that mention each entity in two periods.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; undated articles are in neither period.
    entities : sequence of str, Entity, Query or Series of bool
        Each item as in `trend`: a key or name of the entity pack, another name, a query, or chosen articles.
    before, after : pair of str
        First and last day of each period, `("2025-01-01", "2025-01-31")`; None means the first or last day of the
        corpus. `before` must end before `after` begins: an article in both would be compared with itself.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ===============  =======  ======================================================================
        entity           str      label of the entity; equal labels are numbered
        before_matching  int64    articles of the first period with at least one mention
        before_total     int64    all articles of the first period
        before_share     float64  their ratio, 0 to 1; missing where nothing was published
        before_low       float64  lower bound of that share: Wilson score interval, 95 %
        before_high      float64  upper bound
        after_matching   int64    the same for the second period
        after_total      int64
        after_share      float64
        after_low        float64
        after_high       float64
        difference       float64  after_share − before_share, −1 to 1
        difference_low   float64  lower bound of the difference: Newcombe's hybrid score interval, 95 %
                                  (Newcombe 1998, method 10)
        difference_high  float64  upper bound
        ratio            float64  after_share / before_share; infinite where before is 0, missing where both are
        log_likelihood   float64  G² of matching and other articles in both periods, four cells (Dunning
                                  1993), negative where the share fell
        p                float64  p-value of G², χ² with one degree of freedom, 0 to 1
        p_adjusted       float64  p adjusted by Holm over all entities compared
        ===============  =======  ======================================================================

        In the order of `entities`. If a period has no articles, every column that compares the two is missing.

    Raises
    ------
    EntityError
        An entity is unknown, or there is none.
    ArgumentError
        A day or a field is wrong, or `before` does not end before `after` begins.

    See Also
    --------
    charts.compare : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> table = compare(articles, ["deepseek"], ("2025-01-01", "2025-01-26"), ("2025-01-27", "2025-02-28"))
    >>> bool(table["difference_low"].item() > 0)  # more than chance
    True
    """
    table = checked(articles)
    asked = request("compare", table, entities, fields=fields, undated=False, several=True)
    spans = dict(zip(SIDES, two_spans(asked.extent, before, after), strict=True))
    parts = {}
    for side, own in spans.items():
        found = cells(table, replace(asked, span=own))[0]
        sums = found.groupby("subject")[["matching", "total"]].sum()
        counted = with_shares(sums.reindex(range(len(asked.subjects)), fill_value=0).reset_index(drop=True))
        parts[side] = counted.add_prefix(f"{side}_")
    result = pd.concat(parts.values(), axis=1).assign(entity=pd.Series(list(asked.subjects), dtype="str"))
    a, c, b, d = (
        result[name] for name in ("after_matching", "after_total", "before_matching", "before_total")
    )
    result["difference"] = result["after_share"] - result["before_share"]
    result["difference_low"], result["difference_high"] = newcombe(a, c, b, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        result["ratio"] = result["after_share"].to_numpy() / result["before_share"].to_numpy()
    result["log_likelihood"] = log_likelihood(a, b, c, d, cells=4)
    result["p"] = chi2_p(result["log_likelihood"])
    result["p_adjusted"] = holm(result["p"])
    days = {side: own.days() for side, own in spans.items()}
    return finish(result[_COLUMNS], table, asked, **days)
