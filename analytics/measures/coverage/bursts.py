"""Bursts: when attention rose, how strongly, with which words and headlines."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ...schema import NAMES
from ...text.lexicon import load_lexicon
from ..engine.periods import days
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Counted, Subject, mention_counts
from ..engine.tally import Articles, checked, concat, map_parts, tally
from ..stats.bursts import kleinberg
from ..stories.stories import stories
from ..words.counts import Group, TermCounts, count_terms
from ..words.keyness import compared
from .headlines import headline_key
from .trend import trend

_LISTS = pd.ArrowDtype(pa.list_(pa.string()))
_COLUMNS: dict[str, Any] = {"burst": "int64", "start": "datetime64[us]", "end": "datetime64[us]"}
_COLUMNS |= dict.fromkeys(("periods", "matching", "total"), "int64")
_COLUMNS |= dict.fromkeys(("share", "base", "weight"), "float64")
_COLUMNS |= {"terms": _LISTS, "headlines": _LISTS}


def bursts(
    articles: Articles,
    entity: Subject,
    *,
    freq: str = "day",
    s: float = 2.0,
    gamma: float = 1.0,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Find when attention to an entity rose, and explain each rise.

    Kleinberg's (2002) model for batches, with two states, over the share of matching articles of each period; see
    `analytics.measures.stats.bursts.kleinberg`. The terms are the keyness of a burst's matching articles against the
    other matching articles; the headlines are those with most mentions, one for each story.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity, Query or Series of bool
        A key or name of the entity pack, another name, a query, or a boolean Series that chooses articles.
    freq : {"day", "week", "month", "quarter"}
        Length of a period.
    s : float
        Rate of the burst state as a multiple of the base rate; above 1.
    gamma : float
        Cost of entering the burst state; a higher cost finds fewer bursts.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        burst      int64       number of the burst, from 1, in order of time
        start      datetime64  first day of the first period
        end        datetime64  first day of the last period
        periods    int64       number of periods
        matching   int64       matching articles in it
        total      int64       all articles in it
        share      float64     matching / total, 0 to 1
        base       float64     share over the whole series, 0 to 1
        weight     float64     strength, above 0: cost saved by being in the burst state
        terms      list        up to eight key terms, strongest first
        headlines  list        up to three headlines, one for each story
        =========  ==========  ======================================================================

    See Also
    --------
    charts.trend : Draws the bursts as spans on a trend, with `bursts=`.

    Examples
    --------
    >>> import analytics
    >>> table = bursts(analytics.load("data/sample").articles, "deepseek", freq="week")
    >>> bool((table["share"] > table["base"]).all())
    True
    """
    table = checked(articles)
    asked = request("bursts", table, entity, freq=freq, fields=fields)
    (wanted,) = asked.subjects.values()
    counts = trend(table, wanted, freq=freq, fields=fields)
    found = kleinberg(counts["matching"], counts["total"], s, gamma)[1]
    rows = []
    if found:
        first = [counts["period"].iloc[burst.start] for burst in found]
        after = [
            counts["period"].iloc[burst.end + 1] if burst.end + 1 < len(counts) else pd.Timestamp.max
            for burst in found
        ]
        matching = map_parts(table, partial(_matching, wanted=wanted, fields=asked.fields))
        number_of = partial(_burst_of, first=first, after=after)
        terms = count_terms(matching, number_of)
        found_headlines = tally(
            matching,
            partial(_headline_columns, wanted=wanted, fields=asked.fields, number_of=number_of),
            concat,
            columns=[name for name in NAMES if name != "tokens"],
        )
        found_headlines["story"] = stories(matching)["story"].array
    for number, burst in enumerate(found, 1):
        part = counts.iloc[burst.start : burst.end + 1]
        rows.append(
            {
                "burst": number,
                "start": part["period"].iloc[0],
                "end": part["period"].iloc[-1],
                "periods": len(part),
                "matching": int(part["matching"].sum()),
                "total": int(part["total"].sum()),
                "share": part["matching"].sum() / part["total"].sum(),
                "base": counts["matching"].sum() / counts["total"].sum(),
                "weight": burst.weight,
                "terms": _terms(terms, number),
                "headlines": _headlines(found_headlines[found_headlines["burst"] == number]),
            }
        )
    result = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return finish(result, table, asked)


def _matching(part: pd.DataFrame, wanted: Counted, fields: tuple[str, ...]) -> pd.DataFrame:
    return part[mention_counts(part, wanted, fields) > 0]


def _burst_of(part: pd.DataFrame, first: list[pd.Timestamp], after: list[pd.Timestamp]) -> np.ndarray:
    """Return the number of the burst that each article falls in, from 1; 0 outside all bursts."""
    day = days(part)
    inside = [((day >= begin) & (day < end)).to_numpy() for begin, end in zip(first, after, strict=True)]
    return np.select(inside, list(range(1, len(first) + 1)), 0)


def _headline_columns(
    part: pd.DataFrame, wanted: Counted, fields: tuple[str, ...], number_of: Group
) -> pd.DataFrame:
    """Return the columns that decide which headlines are shown."""
    mentions = mention_counts(part, wanted, fields)
    return part[["title", "topic", "published", "path"]].assign(mentions=mentions, burst=number_of(part))


def _terms(counts: TermCounts, number: int) -> list[str]:
    """Return the terms that distinguish a burst from all else."""
    sides = np.zeros((2, 2, len(counts.vocabulary)), dtype=np.int64)  # the burst and the rest
    rest = (counts.table["group"] != number).to_numpy()
    if not rest.any():
        return []
    for column, name in enumerate(("frequency", "articles")):
        np.add.at(sides[:, column], (rest.astype(int), counts.table["term"]), counts.table[name])
    table = compared(sides[0], sides[1], counts, 3, load_lexicon())
    return table.loc[(table["log_likelihood"] > 0) & (table["log_ratio_low"] > 0), "term"].head(8).tolist()


def _headlines(articles: pd.DataFrame) -> list[str]:
    ordered = articles.sort_values(["mentions", "published", "path"], ascending=[False, True, True])
    ordered = ordered.drop_duplicates("story")
    keys = [
        headline_key(title, topic) for title, topic in zip(ordered["title"], ordered["topic"], strict=True)
    ]
    return ordered[~pd.Series(keys, index=ordered.index).duplicated()]["title"].head(3).tolist()
