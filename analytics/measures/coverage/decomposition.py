"""Decomposition: a change of coverage, split into a part within the outlets and a part between them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ..engine.cells import cells, ranked, share_of
from ..engine.periods import SIDES, two_spans
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..stats.proportions import kitagawa


def decomposition(
    articles: Articles,
    entity: Subject,
    before: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
    *,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Split the change of an entity's share between two periods into within and between outlets.

    Within: the outlet's own share changed. Between: the outlet's part of all output changed, and it covers the entity
    more, or less, than the others. Kitagawa (1955), with the means of both periods as weights, so that there is no
    remainder: the two columns add up to the change of the overall share.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; undated articles are in neither period.
    entity : str, Entity, Query or Series of bool
        A key or name of the entity pack, another name, a query, or a boolean Series that chooses articles.
    before, after : pair of str
        First and last day of each period, `("2025-01-01", "2025-01-31")`; None means the first or last day of the
        corpus. `before` must end before `after` begins.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ===============  =======  ======================================================================
        outlet           str      missing: articles whose outlet is not stated
        before_matching  int64    articles of the first period with at least one mention
        before_total     int64    all articles of the first period
        before_share     float64  their ratio, 0 to 1; missing where it published nothing
        after_matching   int64    the same for the second period
        after_total      int64
        after_share      float64
        within           float64  the outlet's part of the change by its own share, −1 to 1
        between          float64  the outlet's part of the change by its weight among all outlets
        change           float64  within + between
        ===============  =======  ======================================================================

        Sorted by the articles of both periods, descending. An outlet that published in one period only contributes to
        `between` alone. If a period has no articles, `within`, `between` and `change` are missing. The overall shares
        are in `provenance(table).details`: `before_share`, `after_share`.

    Raises
    ------
    EntityError
        The entity is unknown.
    ArgumentError
        A day or a field is wrong, or `before` does not end before `after` begins.

    See Also
    --------
    charts.decomposition : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> table = decomposition(articles, "deepseek", ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28"))
    >>> whole = analytics.provenance(table).details
    >>> change = whole["after_share"] - whole["before_share"]
    >>> bool(abs(table["change"].sum() - change) < 1e-12)
    True
    """
    table = checked(articles)
    asked = request("decomposition", table, entity, fields=fields, undated=False)
    spans = two_spans(asked.extent, before, after)
    found = [cells(table, replace(asked, by="outlet", span=own))[0] for own in spans]
    order = pd.Series(ranked(pd.concat(found)), dtype="str")
    result = pd.DataFrame({"outlet": order})
    whole = {}
    for side, counts in zip(SIDES, found, strict=True):
        sums = counts.groupby("value", dropna=False)[["matching", "total"]].sum()
        sums = sums.reindex(order, fill_value=0).reset_index(drop=True).astype("int64")
        result[f"{side}_matching"], result[f"{side}_total"] = sums["matching"], sums["total"]
        result[f"{side}_share"] = share_of(sums["matching"], sums["total"])
        matching, total = int(sums["matching"].sum()), int(sums["total"].sum())
        whole[f"{side}_share"] = matching / total if total else None
    numbers = [result[f"{side}_{name}"] for side in SIDES for name in ("matching", "total")]
    result["within"], result["between"] = kitagawa(*numbers)
    result["change"] = result["within"] + result["between"]
    days = {side: own.days() for side, own in zip(SIDES, spans, strict=True)}
    return finish(result, table, asked, **whole, **days)
