"""Keyness: the terms that distinguish a target from a reference."""

from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.collation import by_strokes
from ...text.fold import fold_word
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Counted, Subject, mention_counts, one_subject, pack_of
from ..engine.tally import Articles, checked
from ..engine.tokens import is_content, is_word
from ..stats.keyness import (
    bic,
    chi2_p,
    log_likelihood,
    log_odds_z,
    log_ratio,
    log_ratio_low,
    percent_diff,
    welch_t,
)
from ..stats.proportions import holm
from .rates import Rates
from .terms import terms_and_rates

_REFERENCE, _TARGET, _BOTH = range(3)


_COLUMNS = [
    *("term", "target_frequency", "reference_frequency", "target_articles", "reference_articles"),
    *("target_rate", "reference_rate", "log_likelihood", "p", "p_adjusted", "bic"),
    *("log_ratio", "log_ratio_low", "percent_diff", "log_odds", "z"),
]
_ARTICLE_TEST = ["article_t", "article_p", "article_p_adjusted"]


def keyness(
    articles: Articles,
    target: Subject,
    reference: Subject | None = None,
    *,
    min_frequency: int = 3,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """Compare the terms of a target with those of a reference, in both directions.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    target, reference : str, Entity, Query or Series of bool
        The articles to compare: those that mention an entity, match a query (an outlet, a period), or are chosen by
        a Series. Without a reference, all articles that are not in the target.
    min_frequency : int
        Fewest occurrences of a term in target and reference together.
    lexicon : Lexicon, optional
        The lexicon whose stop words are left out; by default the shipped one.

    Returns
    -------
    DataFrame
        ===================  =======  ======================================================================
        term                 str      the term
        target_frequency     int64    occurrences in the target
        reference_frequency  int64    occurrences in the reference
        target_articles      int64    articles of the target that use it
        reference_articles   int64    articles of the reference that use it
        target_rate          float64  per million tokens of the target
        reference_rate       float64  per million tokens of the reference
        log_likelihood       float64  G², two cells (Rayson & Garside 2000), negative where the reference has more
        p                    float64  p-value of G², χ² with one degree of freedom, 0 to 1
        p_adjusted           float64  p adjusted by Holm over all terms; `tested` in the provenance is their number
        bic                  float64  |G²| − ln(tokens of both): evidence from 2, very strong from 10
        log_ratio            float64  log2 of the ratio of rates (Hardie 2014), a frequency of 0 counted as 0.5
        log_ratio_low        float64  its conservative bound (Evert 2022), 0 where the interval includes 0
        percent_diff         float64  difference of the target's rate in per cent of the reference's; infinite if
                                      the reference lacks the term
        log_odds             float64  weighted log-odds with both together as prior (Monroe et al. 2008)
        z                    float64  log_odds / its standard deviation
        article_t            float64  Welch's t over articles: of the term's share of each article's words
        article_p            float64  its p-value, two-sided, 0 to 1 (Lijffijt et al. 2016); missing where a side has
                                      fewer than two articles
        article_p_adjusted   float64  the same adjusted by Holm over all terms
        ===================  =======  ======================================================================

        Sorted by `log_likelihood`, descending: the target's key terms first, the reference's last.

        G² and its p-value take every token as drawn by itself. Words cluster in articles, so they overstate how sure a
        difference is; `article_p` takes articles as the sample.

    Raises
    ------
    ArgumentError
        Target and reference share articles.

    See Also
    --------
    charts.keyness : Draws this table.
    rising : Each period compared with all earlier ones.

    Examples
    --------
    >>> import analytics
    >>> table = keyness(analytics.load("data/sample").articles, "deepseek")
    >>> bool(table["log_likelihood"].is_monotonic_decreasing)
    True
    """
    table = checked(articles)
    asked = request("keyness", table, target)
    (one,) = asked.subjects.values()
    other = one_subject(reference, pack_of(table)) if reference is not None else None
    sides = partial(_sides, target=one, reference=other)
    counts, names, rates = terms_and_rates(table, sides)
    if (counts["group"] == _BOTH).any():
        raise ArgumentError("target and reference share articles; a comparison needs two sets apart")
    inside, outside = (counts[counts["group"] == side] for side in (_TARGET, _REFERENCE))
    if inside.empty or outside.empty:  # nothing to compare: no rates, and ratios would be infinite
        inside, outside = inside.iloc[:0], outside.iloc[:0]
    result = compared(inside, outside, names, min_frequency, lexicon or load_lexicon())
    result = with_article_test(result, rates)
    return finish(
        result, table, asked, reference=other.label if other is not None else None, tested=len(result)
    )


def with_article_test(table: pd.DataFrame, rates: Rates) -> pd.DataFrame:
    """Return a table of key terms with the test over articles, given the rates of both sides."""
    folded = table["term"].map(fold_word)
    (a, mean_a, var_a), (b, mean_b, var_b) = (rates.of(side, folded) for side in (_TARGET, _REFERENCE))
    t, p = welch_t((a, b), (mean_a, mean_b), (var_a, var_b))
    tested = dict(zip(_ARTICLE_TEST, (t, p, holm(p)), strict=True))
    return table.assign(**{name: np.asarray(values, dtype=float) for name, values in tested.items()})


def _sides(part: pd.DataFrame, target: Counted, reference: Counted | None) -> np.ndarray:
    inside = mention_counts(part, target, COVERAGE) > 0
    outside = ~inside if reference is None else mention_counts(part, reference, COVERAGE) > 0
    return np.select([inside & outside, inside, outside], [_BOTH, _TARGET, _REFERENCE], -1)


def compared(
    target: pd.DataFrame, reference: pd.DataFrame, names: pd.Series, min_frequency: int, lexicon: Lexicon
) -> pd.DataFrame:
    """Compare the terms of two groups of articles, as counted by `grouped_terms`."""
    both = target[["term", "frequency", "articles"]].merge(
        reference[["term", "frequency", "articles"]], on="term", how="outer", suffixes=("", "_reference")
    )
    both = both.fillna(dict.fromkeys(both.columns[1:], 0)).astype(dict.fromkeys(both.columns[1:], "int64"))
    word = is_word(both["term"])
    c, d = (int(both[name][word].sum()) for name in ("frequency", "frequency_reference"))
    often = both["frequency"] + both["frequency_reference"] >= max(min_frequency, 1)
    both = both[often]
    both = both[is_content(both["term"], lexicon)]
    a, b = both["frequency"].to_numpy(), both["frequency_reference"].to_numpy()
    g2 = log_likelihood(a, b, c, d)
    delta, z = log_odds_z(a, b, c, d, (a + b) * 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.divide(a, c) * 1e6, np.divide(b, d) * 1e6
    p = chi2_p(g2)
    frame = pd.DataFrame(
        {
            "term": names.reindex(both["term"]).array,
            "target_frequency": a,
            "reference_frequency": b,
            "target_articles": both["articles"].to_numpy(),
            "reference_articles": both["articles_reference"].to_numpy(),
            "target_rate": rates[0],
            "reference_rate": rates[1],
            "log_likelihood": g2,
            "p": p,
            "p_adjusted": holm(p),
            "bic": bic(g2, max(c + d, 1)),
            "log_ratio": log_ratio(a, b, c, d),
            "log_ratio_low": log_ratio_low(a, b, c, d),
            "percent_diff": percent_diff(a, b, c, d),
            "log_odds": delta,
            "z": z,
        }
    )
    ordered = frame.sort_values(["log_likelihood", "term"], ascending=[False, True], key=by_strokes)
    return ordered[_COLUMNS].reset_index(drop=True)
