"""Rising: the terms of each period that distinguish it from all earlier periods."""

from functools import partial

import numpy as np
import pandas as pd

from ...text.lexicon import Lexicon, load_lexicon
from ..engine.periods import days, every_period, extent, period_of, span
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .keyness import compared
from .terms import grouped_terms


def rising(
    articles: Articles,
    *,
    freq: str = "week",
    top: int = 10,
    min_frequency: int = 3,
    start: str | None = None,
    end: str | None = None,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """List the terms of each period that distinguish it from all earlier periods.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; undated articles are left out.
    freq : {"day", "week", "month", "quarter"}
        Length of a period.
    top : int
        How many terms a period.
    min_frequency : int
        Least frequency of a term in the period.
    start, end : str, optional
        First and last day.
    lexicon : Lexicon, optional
        Whose stop words are left out.

    Returns
    -------
    DataFrame
        ===================  ==========  ==================================================================
        period               datetime64  first day of the period; the first period has nothing before it
        term                 str         the term
        target_frequency     int64       occurrences in the period
        reference_frequency  int64       occurrences in all periods before
        log_likelihood       float64     G², two cells (Rayson & Garside 2000)
        log_ratio_low        float64     conservative log ratio (Evert 2022), above 0
        p_adjusted           float64     by Holm over all terms of the period
        ===================  ==========  ==================================================================

        Periods in order; in each the highest `log_likelihood` first.

    Examples
    --------
    >>> import analytics
    >>> bool((rising(analytics.load("data/sample").articles, freq="month")["log_ratio_low"] > 0).all())
    True
    """
    table, known = checked(articles), lexicon or load_lexicon()
    periods = every_period(span(extent(table), start, end), freq)
    counts, names, _ = grouped_terms(table, partial(_period_number, periods=periods, freq=freq))
    columns = [
        "term",
        "target_frequency",
        "reference_frequency",
        "log_likelihood",
        "log_ratio_low",
        "p_adjusted",
    ]
    parts = []
    number, terms = pd.factorize(counts["term"], sort=True)
    by_period = [np.flatnonzero(counts["group"] == place) for place in range(len(periods))]
    sums = {name: np.zeros(len(terms), dtype=np.int64) for name in ("frequency", "articles")}
    for place in range(1, len(periods)):
        for name, total in sums.items():
            total[number[by_period[place - 1]]] += counts[name].to_numpy()[by_period[place - 1]]
        before = pd.DataFrame({"term": pd.Series(terms, dtype="str"), **sums})[sums["frequency"] > 0]
        told = compared(counts.iloc[by_period[place]], before, names, min_frequency, known)
        rose = (told["target_frequency"] >= min_frequency) & (told["log_ratio_low"] > 0)
        part = told.loc[rose, columns].head(top)
        part.insert(0, "period", periods[place])
        parts.append(part)
    nothing = counts[counts["group"] < 0]
    empty = compared(nothing, nothing, names, min_frequency, known)[columns]
    empty.insert(0, "period", pd.Series(dtype="datetime64[us]"))
    result = pd.concat([part for part in parts if len(part)] or [empty], ignore_index=True)
    return attach(result, Provenance("rising", freq=freq))


def _period_number(part: pd.DataFrame, periods: pd.DatetimeIndex, freq: str) -> np.ndarray:
    return periods.get_indexer(pd.DatetimeIndex(period_of(days(part), freq)))
