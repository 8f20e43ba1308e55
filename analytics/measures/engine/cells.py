"""Cells: which articles count, for which subject, period and value.

Measures of coverage count the articles of each cell and `behind` lists them. Both use this module, so they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...schema import NAMES
from ...text.collation import by_strokes
from ...text.match import SUPPORT_FIELDS
from ..stats.proportions import wilson
from .periods import days, every_period, period_of, within
from .request import Request
from .spellings import NO_SPELLINGS, Spellings, chosen_spellings, count_spellings, spelling_keys
from .subject import Chosen, Counted, mention_counts_each
from .tally import Table, merge_each, merge_sums, tally

NATURAL = {"weekday": [str(day) for day in range(1, 8)], "hour": [str(hour) for hour in range(24)]}
NUMBERS = ["matching", "total", "mentions"]
KEYS = ["subject", "period", "value"]


@dataclass(frozen=True)
class Members:
    """The articles that count, and the mentions of each subject in them.

    Attributes
    ----------
    period : Series
        First day of each article's period, indexed by the article's position; missing where there are no periods.
    mentions, matching : numpy.ndarray, shape (subjects, articles)
        Number of mentions, and whether there are any. Without subjects: one row, in which every article matches.
    """

    period: pd.Series
    mentions: np.ndarray
    matching: np.ndarray

    def of(self, subject: int) -> pd.DataFrame:
        """Return `period`, `matching` (0 or 1) and `mentions` of one subject."""
        matching = self.matching[subject].astype("int64")
        return self.period.to_frame("period").assign(matching=matching, mentions=self.mentions[subject])


def members(articles: pd.DataFrame, asked: Request) -> Members:
    """Find the articles that count and the mentions in them.

    Parameters
    ----------
    articles : DataFrame
        The article table, or a part of it.
    asked : Request
        What is counted.
    """
    day = days(articles)
    kept = (within(articles, asked.span) | (day.isna() & asked.undated)).to_numpy()
    period = pd.Series(pd.NaT, index=np.flatnonzero(kept), dtype="datetime64[us]")
    if asked.freq is not None:
        period = period_of(day[kept], asked.freq).set_axis(period.index)
    if not asked.subjects:
        none = np.zeros((1, len(period)), dtype=np.int64)
        return Members(period, none, none == 0)
    mentions = np.array(_mentions_of(articles, kept, list(asked.subjects.values()), asked.fields))
    return Members(period, mentions, mentions > 0)


def _mentions_of(
    articles: pd.DataFrame, kept: np.ndarray, subjects: Sequence[Counted], fields: Sequence[str]
) -> list[np.ndarray]:
    """Return the mentions of each subject in the kept articles.

    If most articles are kept, all are searched: extracting their texts takes as long as searching them.
    """
    searched = not any(isinstance(subject, Chosen) for subject in subjects)
    if searched and 2 * kept.sum() > len(kept):
        return [counts[kept] for counts in mention_counts_each(articles, subjects, fields)]
    return mention_counts_each(articles[kept], subjects, fields)


def explode(counts: pd.DataFrame, articles: pd.DataFrame, asked: Request) -> pd.DataFrame:
    """Explode: return one row for each (article, value) pair of a column; the value is missing where there is none.

    Where spellings are merged, `value` is the key of the value (`spelling_keys`). By weekday and hour, articles that
    have none (undated, or dated by day only) are left out. Without a column every article has the missing value.
    """
    by = asked.by
    if by is None:
        return counts.assign(value=pd.Series(np.nan, index=counts.index, dtype="str"))
    column = articles[["published" if by in NATURAL else by]]
    values = counts.assign(value=_values(column.iloc[counts.index], by).array).explode("value")
    values["value"] = values["value"].astype("str")
    if asked.merges:
        values["value"] = spelling_keys(values["value"]).array
        if by in ("categories", "tags"):  # an article may have two spellings of one value
            values = values[~values.assign(row=values.index).duplicated(["row", "value"])]
    return values[values["value"].notna()] if by in NATURAL else values


class Cells(NamedTuple):
    """What `cells` counts.

    Attributes
    ----------
    cells : DataFrame
        `subject` (int64, its number), `period` (datetime64, missing without periods), `value` (str, missing where
        articles have none, and without a column), `matching`, `total`, `mentions` (int64). Only cells that have
        articles.
    articles : DataFrame
        `subject, period, articles`: how many different articles these are; with several tags an article is in
        several cells.
    spellings : Spellings
        How the values are spelled; nothing where spellings are kept apart.
    """

    cells: pd.DataFrame
    articles: pd.DataFrame
    spellings: Spellings


def cells(articles: Table, asked: Request, *, only_matching: bool = False) -> Cells:
    """Count the articles of each cell: subject, period and value.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    asked : Request
        What is counted, over which periods and values.
    only_matching : bool
        Whether `total` and `articles` count only articles that match.
    """
    count = partial(_cells_of, asked=asked, only_matching=only_matching)
    merge = merge_each(
        cells=merge_sums(*KEYS),
        articles=merge_sums("subject", "period"),
        spellings=merge_sums("value", "written"),
    )
    found = tally(articles, count, merge, columns=needed(asked))
    # All articles decide on the spelling, whatever is counted of them: one value has one label on a page.
    spelled = chosen_spellings(found["spellings"]) if asked.merges else Spellings()
    labelled = found["cells"].assign(value=spelled.shown(found["cells"]["value"]))
    return Cells(labelled, found["articles"], spelled)


def needed(asked: Request) -> list[str]:
    """Return the columns that counting looks at: for a query all but the tokens."""
    by = [asked.by] if asked.by is not None and asked.by not in NATURAL else []
    if asked.has_query:
        return list(dict.fromkeys([*(name for name in NAMES if name != "tokens"), *by]))
    texts = (*asked.fields, *SUPPORT_FIELDS) if asked.subjects else ()
    return list(dict.fromkeys(["id", "published", *by, *texts]))


def _cells_of(part: pd.DataFrame, asked: Request, only_matching: bool) -> dict[str, pd.DataFrame]:
    found = members(part, asked)
    # Each article is in the same cells for every subject.
    values = explode(found.period.to_frame("period"), part, asked)
    place = np.searchsorted(found.period.index, values.index)
    keys, cell = _number_keys(values[["period", "value"]])
    once = ~values.index.duplicated()
    periods, period = _number_keys(values.loc[once, ["period"]])
    inside = found.matching if only_matching else np.ones_like(found.matching)
    numbers = {
        "matching": found.matching[:, place],
        "total": inside[:, place],
        "mentions": found.mentions[:, place],
    }
    return {
        "cells": _sum_by_key(keys, cell, numbers, "total")[[*KEYS, *NUMBERS]],
        "articles": _sum_by_key(periods, period, {"articles": inside[:, place[once]]}, "articles"),
        "spellings": count_spellings(part, str(asked.by)) if asked.merges else NO_SPELLINGS,
    }


def _number_keys(keys: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the distinct keys, sorted with missing ones last, and the key number of each row."""
    by = keys.groupby(list(keys), dropna=False)
    return by.size().reset_index()[list(keys)].set_axis(keys.columns, axis=1), by.ngroup().to_numpy()


def _sum_by_key(
    keys: pd.DataFrame, place: np.ndarray, numbers: dict[str, np.ndarray], present: str
) -> pd.DataFrame:
    """Sum each subject's numbers by key; keys whose `present` sum is 0 are left out."""
    sums = {name: np.array([_sum_at(place, own, keys) for own in each]) for name, each in numbers.items()}
    subject, key = np.nonzero(sums[present])
    columns = {name: sums[name][subject, key] for name in sums}
    return (
        keys.iloc[key]
        .reset_index(drop=True)
        .assign(**{"subject": subject, **columns})[["subject", *keys, *columns]]
    )


def _sum_at(place: np.ndarray, numbers: np.ndarray, table: pd.DataFrame) -> np.ndarray:
    return np.bincount(place, numbers, minlength=len(table)).astype(np.int64)


def ranked(values: pd.DataFrame, by: str = "total") -> list[object]:
    """Return the distinct values: most articles first, ties by name (by strokes), the missing value last."""
    table = values.groupby("value", dropna=False)[by].sum().rename("count").reset_index()
    table["missing"] = table["value"].isna()
    return list(
        table.sort_values(["missing", "count", "value"], ascending=[True, False, True], key=by_strokes)[
            "value"
        ]
    )


def fill_values(values: pd.DataFrame, order: list[object], periods: pd.DatetimeIndex | None) -> pd.DataFrame:
    """Return one row for every (period, value) pair, filled with 0; one for every value without periods."""
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


def fill_periods(counts: pd.DataFrame, periods: pd.DatetimeIndex, subjects: int = 1) -> pd.DataFrame:
    """Sum by subject and period, filled with 0: all periods of the first subject, then of the next."""
    subject = counts["subject"].to_numpy() if subjects > 1 else 0
    place = subject * len(periods) + periods.get_indexer(pd.DatetimeIndex(counts["period"]))
    result = pd.DataFrame({"period": np.tile(periods, subjects)})
    return result.assign(**{name: _sum_at(place, counts[name].to_numpy(), result) for name in NUMBERS})


def share_of(matching: pd.Series, total: pd.Series) -> pd.Series:
    """Return the share; it is missing, not 0, where `total` is 0."""
    return (matching / total.where(total > 0)).astype("float64")


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the share and its interval; they are missing, not 0, where `total` is 0."""
    matching, total = counts["matching"], counts["total"]
    low, high = wilson(matching, total)
    return counts.assign(share=share_of(matching, total), low=low, high=high)


def periods_of(asked: Request) -> pd.DatetimeIndex | None:
    """Return the first day of every period of the range; None without a frequency."""
    return every_period(asked.span, asked.freq) if asked.freq is not None else None


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    column: pd.Series = articles["published" if by in NATURAL else by]
    if by == "weekday":
        day: pd.Series = column.dt.day_of_week + 1
        return day.astype("Int64").astype("str").where(column.notna())
    if by == "hour":
        hour: pd.Series = column.dt.hour
        timed = column.notna() & (column != column.dt.normalize())
        return hour.astype("Int64").astype("str").where(timed)
    if by in ("categories", "tags"):
        return column.map(lambda entries: list(dict.fromkeys(entries)) or [None])
    # a column of whole numbers that a merge made of floats: 1999, not 1999.0
    return column.convert_dtypes() if pd.api.types.is_float_dtype(column.dtype) else column
