"""Rising: the terms of each period that distinguish it from all earlier periods."""

from functools import partial

import numpy as np
import pandas as pd

from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.periods import days, every_period, extent, period_of, span
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from ..stats.keyness import chi2_p, log_likelihood, log_ratio_low
from ..stats.proportions import holm
from .counts import TermCounts, count_terms
from .keyness import comparable, distinct_pairs

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
    counts = count_terms(table, partial(_period_number, periods=periods, freq=freq))
    before = np.zeros(len(counts.vocabulary), dtype=np.int64)
    parts = [_risen(before, before, counts, min_frequency, known)]
    for group in counts.sizes["group"]:
        own = counts.of(group, "frequency")
        if group > 0:
            parts.append(
                _risen(own, before, counts, min_frequency, known).head(top).assign(period=periods[group])
            )
        before = before + own
    result = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return attach(result[["period", *_COLUMNS]], Provenance("rising", freq=freq))


def _risen(
    own: np.ndarray, before: np.ndarray, counts: TermCounts, min_frequency: int, lexicon: Lexicon
) -> pd.DataFrame:
    """Return the terms that a period uses more often than all before it, as `keyness` compares them."""
    terms, (c, d) = comparable(own, before, counts, min_frequency, lexicon)
    a, b, place = distinct_pairs(own[terms], before[terms])
    g2, low = log_likelihood(a, b, c, d), log_ratio_low(a, b, c, d)
    p_adjusted = holm(chi2_p(g2)[place])
    rose = np.flatnonzero(((a >= min_frequency) & (low > 0))[place])
    place, terms = place[rose], terms[rose]
    values = (counts.names.array.take(terms), a[place], b[place], g2[place], low[place], p_adjusted[rose])
    table = pd.DataFrame(dict(zip(_COLUMNS, values, strict=True)))
    ordered = table.sort_values(["log_likelihood", "term"], ascending=[False, True], key=by_strokes)
    return ordered.assign(period=pd.Series(dtype="datetime64[us]"))


def _period_number(part: pd.DataFrame, periods: pd.DatetimeIndex, freq: str) -> np.ndarray:
    return periods.get_indexer(pd.DatetimeIndex(period_of(days(part), freq)))
