"""Keyness: the terms that distinguish a target from a reference."""

from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Counted, Subject, mention_counts, one_subject, pack_of
from ..engine.tally import Articles, checked
from ..engine.tokens import is_content
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
from .counts import TermCounts, count_terms

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
    counts = count_terms(table, sides, rates=True)
    if (counts.sizes["group"] == _BOTH).any():
        raise ArgumentError("target and reference share articles; a comparison needs two sets apart")
    inside, outside = (_group(counts, side) for side in (_TARGET, _REFERENCE))
    if not (inside.any() and outside.any()):  # nothing to compare: no rates, and ratios would be infinite
        inside, outside = np.zeros_like(inside), np.zeros_like(outside)
    result = compared(inside, outside, counts, min_frequency, lexicon or load_lexicon())
    result = with_article_test(result, counts)
    return finish(
        result, table, asked, reference=other.label if other is not None else None, tested=len(result)
    )


def _group(counts: TermCounts, group: int) -> np.ndarray:
    return np.array([counts.of(group, column) for column in ("frequency", "articles")])


def with_article_test(table: pd.DataFrame, counts: TermCounts) -> pd.DataFrame:
    """Return a table of key terms, indexed by their numbers, with the test over articles and a plain index."""
    terms = table.index.to_numpy()
    (a, mean_a, var_a), (b, mean_b, var_b) = (counts.rates(side, terms) for side in (_TARGET, _REFERENCE))
    t, p = welch_t((a, b), (mean_a, mean_b), (var_a, var_b))
    tested = dict(zip(_ARTICLE_TEST, (t, p, holm(p)), strict=True))
    return table.reset_index(drop=True).assign(**tested)


def _sides(part: pd.DataFrame, target: Counted, reference: Counted | None) -> np.ndarray:
    inside = mention_counts(part, target, COVERAGE) > 0
    outside = ~inside if reference is None else mention_counts(part, reference, COVERAGE) > 0
    return np.select([inside & outside, inside, outside], [_BOTH, _TARGET, _REFERENCE], -1)


def compared(
    target: np.ndarray, reference: np.ndarray, counts: TermCounts, min_frequency: int, lexicon: Lexicon
) -> pd.DataFrame:
    """Compare the terms of two groups of articles, with an index of the terms' numbers.

    Parameters
    ----------
    target, reference : numpy.ndarray, shape (2, terms)
        For each term of the vocabulary its occurrences, and the articles that use it.
    counts : TermCounts
        The vocabulary.
    min_frequency, lexicon
        As in `keyness`.
    """
    terms, (c, d) = comparable(target[0], reference[0], counts, min_frequency, lexicon)
    (a, target_articles), (b, reference_articles) = target[:, terms], reference[:, terms]
    first_a, first_b, place = distinct_pairs(a, b)
    g2 = log_likelihood(a, b, c, d)
    delta, z = log_odds_z(a, b, c, d, (a + b) * 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.divide(a, c) * 1e6, np.divide(b, d) * 1e6
    p = chi2_p(log_likelihood(first_a, first_b, c, d))[place]
    frame = pd.DataFrame(
        {
            "term": counts.names.array.take(terms),
            "target_frequency": a,
            "reference_frequency": b,
            "target_articles": target_articles,
            "reference_articles": reference_articles,
            "target_rate": rates[0],
            "reference_rate": rates[1],
            "log_likelihood": g2,
            "p": p,
            "p_adjusted": holm(p),
            "bic": bic(g2, max(c + d, 1)),
            "log_ratio": log_ratio(a, b, c, d),
            "log_ratio_low": log_ratio_low(first_a, first_b, c, d)[place],
            "percent_diff": percent_diff(a, b, c, d),
            "log_odds": delta,
            "z": z,
        },
        index=terms,
    )
    ordered = frame.sort_values(["log_likelihood", "term"], ascending=[False, True], key=by_strokes)
    return ordered[_COLUMNS]


def comparable(
    a: np.ndarray, b: np.ndarray, counts: TermCounts, min_frequency: int, lexicon: Lexicon
) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the numbers of the terms that are compared, given all frequencies, and the tokens of both sides."""
    words, content = counts.words, is_content(counts.vocabulary, lexicon)
    terms = np.flatnonzero(words & content & (a + b >= max(min_frequency, 1)))
    return terms, (int(a[words].sum()), int(b[words].sum()))


def distinct_pairs(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct pairs of frequencies, and the place of each term's among them.

    Most terms are rare and share their pair with others: costly functions are computed once a pair.

    >>> [part.tolist() for part in distinct_pairs(np.array([1, 2, 1]), np.array([0, 3, 0]))]
    [[1, 2], [0, 3], [0, 1, 0]]
    """
    width = int(b.max(initial=0)) + 1
    pairs, place = np.unique(a * width + b, return_inverse=True)
    return pairs // width, pairs % width, place
