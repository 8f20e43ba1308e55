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

_COLUMNS = [
    "term",
    "target_frequency",
    "reference_frequency",
    "log_likelihood",
    "log_ratio_low",
    "p_adjusted",
]


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
        Most terms listed of one period.
    min_frequency : int
        Fewest occurrences of a term in the period.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    lexicon : Lexicon, optional
        The lexicon whose stop words are left out; by default the shipped one.

    Returns
    -------
    DataFrame
        ===================  ==========  ==================================================================
        period               datetime64  first day of the period; the first of the range is not listed
        term                 str         the term
        target_frequency     int64       occurrences in the period
        reference_frequency  int64       occurrences in all earlier periods of the range
        log_likelihood       float64     G², two cells (Rayson & Garside 2000)
        log_ratio_low        float64     conservative log ratio (Evert 2022), above 0
        p_adjusted           float64     p adjusted by Holm over all terms of the period, 0 to 1
        ===================  ==========  ==================================================================

        Sorted by period, then by `log_likelihood`, descending. Periods without rising terms have no rows.

    See Also
    --------
    charts.rising : Draws this table.
    keyness : The comparison that is made for each period.

    Examples
    --------
    >>> import analytics
    >>> bool((rising(analytics.load("data/sample").articles, freq="month")["log_ratio_low"] > 0).all())
    True
    """
    table, known = checked(articles), lexicon or load_lexicon()
    periods = every_period(span(extent(table), start, end), freq)
    counts, names, _ = grouped_terms(table, partial(_period_number, periods=periods, freq=freq))
    number, terms = pd.factorize(counts["term"], sort=True)
    sums = pd.DataFrame({"term": pd.Series(terms, dtype="str"), "frequency": 0, "articles": 0})
    nothing = compared(counts[:0], counts[:0], names, min_frequency, known)
    parts = [nothing[_COLUMNS].assign(period=pd.Series(dtype="datetime64[us]"))]
    # Periods without terms are skipped: a comparison takes as long as the vocabulary before is large.
    for period, own in counts.groupby(periods[counts["group"]]):
        before = sums[sums["frequency"] > 0]
        for name in ("frequency", "articles"):
            sums.loc[number[own.index], name] += own[name].to_numpy()
        if period == periods[0]:
            continue
        found = compared(own, before, names, min_frequency, known)
        rose = (found["target_frequency"] >= min_frequency) & (found["log_ratio_low"] > 0)
        parts.append(found.loc[rose, _COLUMNS].head(top).assign(period=period))
    result = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return attach(result[["period", *_COLUMNS]], Provenance("rising", freq=freq))


def _period_number(part: pd.DataFrame, periods: pd.DatetimeIndex, freq: str) -> np.ndarray:
    return periods.get_indexer(pd.DatetimeIndex(period_of(days(part), freq)))
