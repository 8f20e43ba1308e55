"""Timing: when outlets publish, by hour of the day and day of the week."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ..engine.cells import members, needed, ranked
from ..engine.provenance import finish
from ..engine.request import Request, request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked, merge_each, merge_sums, sum_by, tally

_DAYS, _HOURS = 7, 24


def timing(
    articles: Articles,
    entity: Subject | None = None,
    *,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count on which day of the week and at which hour articles are published, of all outlets and of each.

    An article dated exactly midnight has no hour: its outlet gave only a date. These and undated articles are left
    out; `provenance(table).details["untimed"]` is their number.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity, Query or Series of bool, optional
        Count only articles that mention it, match it, or were chosen.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        ========  =======  ======================================================================
        outlet    str      the outlet; missing for all together, including articles that state none
        weekday   int64    1 (Monday) to 7
        hour      int64    0 to 23, in the corpus' time zone
        matching  int64    articles published then (that mention the entity)
        total     int64    all articles of the outlet with a time of day (that mention the entity)
        share     float64  matching / total, 0 to 1; missing where total is 0
        ========  =======  ======================================================================

        All outlets together first, then the outlets by articles, descending; every hour of the week for each.

    Raises
    ------
    EntityError
        The entity is unknown.
    ArgumentError
        A field or a date is wrong.

    See Also
    --------
    charts.timing : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> table = timing(analytics.load("data/sample").articles)
    >>> len(table[table["outlet"].isna()])
    168
    """
    table = checked(articles)
    asked = request("timing", table, entity, start=start, end=end, fields=fields, optional=True)
    count = partial(_count_hours, asked=asked)
    found = tally(
        table,
        count,
        merge_each(hours=merge_sums("value", "cell"), untimed=sum),
        columns=[*needed(asked), "outlet"],
    )
    hours = found["hours"]
    names = [name for name in ranked(hours, "articles") if isinstance(name, str)]
    number = hours["value"].map({name: place for place, name in enumerate(names, 1)})
    matching = np.zeros((len(names) + 1, _DAYS * _HOURS), dtype=np.int64)
    cell, size = hours["cell"].to_numpy(), hours["articles"].to_numpy()
    np.add.at(matching[0], cell, size)
    stated = number.notna().to_numpy()
    np.add.at(matching, (number[stated].to_numpy(dtype=np.int64), cell[stated]), size[stated])
    total = matching.sum(axis=1, keepdims=True) + np.zeros_like(matching)
    rows, every = matching.shape
    result = pd.DataFrame(
        {
            "outlet": pd.Series([None, *names], dtype="str").repeat(every).to_numpy(),
            "weekday": np.tile(np.repeat(np.arange(1, _DAYS + 1), _HOURS), rows),
            "hour": np.tile(np.arange(_HOURS), rows * _DAYS),
            "matching": matching.ravel(),
            "total": total.ravel(),
            "share": np.where(total > 0, matching / np.maximum(total, 1), np.nan).ravel(),
        }
    ).astype({"outlet": "str", "weekday": "int64", "hour": "int64", "matching": "int64", "total": "int64"})
    return finish(result, table, asked, untimed=int(found["untimed"]))


def _count_hours(part: pd.DataFrame, asked: Request) -> dict[str, Any]:
    """Count the articles of each outlet in each hour of the week, and those without an hour."""
    counts = members(part, asked).of(0)
    found = part[["published", "outlet"]].iloc[counts.index[counts["matching"] > 0]]
    published = found["published"]
    timed = (published.notna() & (published != published.dt.normalize())).to_numpy()
    published = published[timed]
    hours = pd.DataFrame(
        {
            "value": found["outlet"][timed].array,
            "cell": (published.dt.day_of_week * _HOURS + published.dt.hour).to_numpy(dtype=np.int64),
            "articles": 1,
        }
    )
    return {"hours": sum_by(hours, ["value", "cell"]), "untimed": len(found) - len(published)}
