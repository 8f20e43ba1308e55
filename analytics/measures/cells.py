"""From articles to the cells of a table: which articles count, under which values and periods.

The measures of coverage add these up; the ledger of a count lists them. One core for both, so that they agree.
"""

from functools import partial

import numpy as np
import pandas as pd

from ..schema import NAMES
from ..text.query import Query
from .counted import Counting
from .periods import Span, days, every_period, period_of, within
from .stats import wilson
from .tally import added, each, mention_counts_each, summed, tally

DIMENSIONS = ("categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour")
NATURAL = {"weekday": [str(day) for day in range(1, 8)], "hour": [str(hour) for hour in range(24)]}
NUMBERS = ["matching", "total", "mentions"]
KEYS = ["subject", "period", "value"]


def members(articles: pd.DataFrame, how: Counting, asked: Span) -> list[pd.DataFrame]:
    """Return for each subject the articles that count: one row an article, indexed by its position.

    Parameters
    ----------
    articles : DataFrame
        The article table, or a part of it.
    how : Counting
        Without subjects, one table of all articles.
    asked : Span
        The range.

    Returns
    -------
    list of DataFrame
        `period` (datetime64, missing without periods), `matching`, `total` (int64, 0 or 1) and `mentions` (int64).
        Of a distribution only those that match.
    """
    day = days(articles)
    kept = (within(articles, asked) | (day.isna() & how.undated)).to_numpy()
    part = articles if kept.all() else articles[kept]
    found = [np.zeros(len(part), dtype=np.int64)]
    if how.subjects:
        found = mention_counts_each(part, list(how.subjects.values()), how.fields)
    period = pd.Series(pd.NaT, index=part.index, dtype="datetime64[us]")
    if how.freq is not None:
        period = period_of(day[kept], how.freq)
    tables = []
    for mentions in found:
        table = pd.DataFrame({"period": period.array, "matching": 1, "total": 1, "mentions": mentions})
        table.index = pd.Index(np.flatnonzero(kept))
        if how.subjects:
            table["matching"] = (mentions > 0).astype("int64")
        tables.append(table[table["matching"] > 0] if how.measure == "distribution" else table)
    return tables


def under(counts: pd.DataFrame, articles: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return articles under their values of a column: one row an article and `value`; missing where it has none.

    Articles without a weekday or an hour, because undated or dated by the day only, are left out there. Without a
    column all articles stand under the missing value.
    """
    if by is None:
        return counts.assign(value=pd.Series(np.nan, index=counts.index, dtype="str"))
    values = counts.assign(value=_values(articles.iloc[counts.index], by).array).explode("value")
    values["value"] = values["value"].astype("str")
    return values[values["value"].notna()] if by in NATURAL else values


def cells(articles: pd.DataFrame, how: Counting, asked: Span) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the articles of each cell: subject, period and value.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    how : Counting
        What is counted, over which periods and values.
    asked : Span
        The range.

    Returns
    -------
    cells : DataFrame
        `subject` (int64, its number), `period` (datetime64, missing without periods), `value` (str, missing where
        articles have none, and without a column), `matching`, `total`, `mentions` (int64). Only cells that have
        articles.
    articles : DataFrame
        `subject, period, articles`: how many different articles these are; with several tags an article is in
        several cells.
    """
    count = partial(_cells_of, how=how, asked=asked)
    merge = each(cells=added(*KEYS), articles=added("subject", "period"))
    found = tally(articles, count, merge, columns=needed(how))
    return found["cells"], found["articles"]


def needed(how: Counting) -> list[str]:
    """Return the columns that counting looks at: for a query all but the tokens."""
    if any(isinstance(subject, Query) for subject in how.subjects.values()):
        return [name for name in NAMES if name != "tokens"]
    by = [how.by] if how.by in NAMES else []
    return list(dict.fromkeys(["id", "published", *by, *(how.fields if how.subjects else ())]))


def _cells_of(part: pd.DataFrame, how: Counting, asked: Span) -> dict[str, pd.DataFrame]:
    found, articles = [], []
    for number, counts in enumerate(members(part, how, asked)):
        values = under(counts, part, how.by).assign(subject=number)
        found.append(values)
        articles.append(values[~values.index.duplicated()])
    whole = pd.concat(articles)[["subject", "period"]].assign(articles=1)
    return {
        "cells": summed(pd.concat(found)[[*KEYS, *NUMBERS]], KEYS),
        "articles": summed(whole, ["subject", "period"]),
    }


def ranked(values: pd.DataFrame, by: str = "total") -> list[object]:
    """Return the distinct values of cells: those with most articles first, ties by name, the missing one last."""
    table = values.groupby("value", dropna=False)[by].sum().rename("count").reset_index()
    table["missing"] = table["value"].isna()
    return list(table.sort_values(["missing", "count", "value"], ascending=[True, False, True])["value"])


def spread(values: pd.DataFrame, order: list[object], periods: pd.DatetimeIndex | None) -> pd.DataFrame:
    """Lay cells out by value, and by period where there are periods; every pair is there."""
    places = {value: place for place, value in enumerate(order) if value == value}
    missing = next((place for place, value in enumerate(order) if value != value), len(order))
    place = values["value"].map(places).fillna(missing).astype("int64").rename("place")
    if periods is not None:
        every = pd.MultiIndex.from_product([periods, range(len(order))], names=["period", "place"])
        sums = values.groupby([values["period"], place])[NUMBERS].sum()
        result = sums.reindex(every, fill_value=0).reset_index()
    else:
        sums = values.groupby(place)[NUMBERS].sum()
        result = sums.reindex(range(len(order)), fill_value=0).rename_axis("place").reset_index()
        result["period"] = pd.Series(pd.NaT, index=result.index, dtype="datetime64[us]")
    names = pd.Series(order, dtype="str")
    result["value"] = names.iloc[result["place"].to_numpy()].to_numpy() if len(order) else names
    result["value"] = result["value"].astype("str")
    return result


def over_time(counts: pd.DataFrame, periods: pd.DatetimeIndex) -> pd.DataFrame:
    """Add up by period; every period is there."""
    sums = counts.groupby("period")[NUMBERS].sum()
    return sums.reindex(periods, fill_value=0).rename_axis("period").reset_index()


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Add share and interval; where nothing was published they are missing, not zero."""
    matching, total = counts["matching"], counts["total"]
    low, high = wilson(matching, total)
    share = (matching / total.where(total > 0)).astype("float64")
    return counts.assign(share=share.where(total > 0, np.nan), low=low, high=high)


def periods_of(asked: Span, how: Counting) -> pd.DatetimeIndex | None:
    """Return the first day of every period of the range; None without a frequency."""
    return every_period(asked, how.freq) if how.freq is not None else None


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    published = articles["published"]
    if by == "weekday":
        return (published.dt.day_of_week + 1).astype("Int64").astype("str").where(published.notna())
    if by == "hour":
        known = published.notna() & (published != published.dt.normalize())
        return published.dt.hour.astype("Int64").astype("str").where(known)
    if by in ("categories", "tags"):
        return articles[by].map(lambda entries: list(dict.fromkeys(entries)) or [None])
    return articles[by]
