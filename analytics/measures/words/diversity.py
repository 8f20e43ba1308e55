"""Diversity: how varied the vocabulary of a group of articles is."""

from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError, one_of, whole_number
from ..engine.cells import ranked
from ..engine.provenance import Provenance, attach
from ..engine.spellings import (
    MERGED,
    NO_SPELLINGS,
    Spellings,
    chosen_spellings,
    count_spellings,
    spelling_keys,
)
from ..engine.tally import Articles, checked, merge_each, merge_sums, sum_by, tally
from ..engine.tokens import Tokens, tokens_of
from ..stats.diversity import MTLD_THRESHOLD, factors, window_types, yule_k
from .uses import uses_of

_DIVERSITY = {"value": "str", **dict.fromkeys(("articles", "tokens", "types"), "int64")}


_DIVERSITY |= dict.fromkeys(("ttr", "mattr", "mtld", "yule_k"), "float64")


_WAYS = ("forwards", "backwards")
_CHUNK = 4096  # articles counted at a time, to bound memory
_SINGLE = ("outlet", "section", "topic", "lang")  # columns that hold one value an article


def diversity(
    articles: Articles, *, by: str = "outlet", window: int = 50, merge_spellings: bool = True
) -> pd.DataFrame:
    """Measure how varied the vocabulary of each outlet, section, topic or language is.

    The type-token ratio falls as a text grows, so it cannot compare texts of different length. The other three depend
    on length less, but MTLD and MATTR still rise with the length of the articles: compare articles of like length.
    Words and numbers count, punctuation does not. Windows and runs end with the article, since a change of subject
    is not variety. The measures of a group are ratios of sums over its articles, never means of their ratios.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"outlet", "section", "topic", "lang"}
        The column whose values are compared.
    window : int
        Words in the moving window of `mattr`; a shorter article is one window.
    merge_spellings : bool
        Whether spellings of a value that differ in script, case or width alone are one value, as in `distribution`.

    Returns
    -------
    DataFrame
        ========  =======  ======================================================================
        value     str      the value; missing for articles without one
        articles  int64    number of articles
        tokens    int64    number of words
        types     int64    number of different words
        ttr       float64  types / tokens, 0 to 1
        mattr     float64  types over words in all moving windows, 0 to 1 (Covington & McFall 2010)
        mtld      float64  mean length, in words, of runs whose ratio stays above 0.72, forwards and backwards
                           (McCarthy & Jarvis 2010)
        yule_k    float64  Yule's K (1944): lower is more varied
        ========  =======  ======================================================================

        Sorted by `articles`, descending, then by value; missing last. Without words the four measures are missing.

    Raises
    ------
    ArgumentError
        `by` is unknown, or the window not positive.

    See Also
    --------
    charts.ranking : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> bool((diversity(analytics.load("data/sample").articles)["types"] > 100).all())
    True
    """
    one_of("dimension", by, list(_SINGLE), ArgumentError)
    whole_number("window", window)
    merged = merge_spellings and by in MERGED
    found = tally(
        checked(articles),
        partial(_count_part, by=by, window=window, merged=merged),
        merge_each(
            articles=merge_sums("value"),
            terms=merge_sums("value", "term"),
            windows=merge_sums("value"),
            left=merge_sums("value", "way", "types", "tokens"),
            spellings=merge_sums("value", "written"),
        ),
        columns=[by, "tokens"],
    )
    spelled = chosen_spellings(found.pop("spellings")) if merged else Spellings()
    found = {name: table.assign(value=spelled.shown(table["value"])) for name, table in found.items()}
    order = pd.Series(ranked(found["articles"], "articles"), dtype="str")
    result = pd.DataFrame([_row_of(found, value) for value in order], columns=list(_DIVERSITY))
    result = result.assign(value=order).astype(_DIVERSITY)
    details = {"window": window} | spelled.details(order)
    return attach(result, Provenance("diversity", by=by, details=details))


def _count_part(part: pd.DataFrame, by: str, window: int, merged: bool) -> dict[str, pd.DataFrame]:
    """Count terms, windows, runs and remainders for each value in a part."""
    value = spelling_keys(part[by]) if merged else part[by].astype("str").reset_index(drop=True)
    tokens = tokens_of(part)
    number, names = pd.factorize(value, sort=True, use_na_sentinel=False)
    frequencies = [sums[0] for sums in uses_of(part).group_sums(number, len(names), rates=False)]
    terms = [np.flatnonzero(own[: len(tokens.words)] * tokens.words) for own in frequencies]
    nothing = np.empty(0, dtype=np.int64)
    used = {
        "value": pd.array(np.repeat(np.asarray(names, dtype=object), [*map(len, terms)]), dtype="str"),
        "term": tokens.terms.array.take(np.concatenate([nothing, *terms])),
        "frequency": np.concatenate(
            [nothing, *(own[term] for own, term in zip(frequencies, terms, strict=True))]
        ),
    }
    counts = [_runs_of(tokens, range(first, first + _CHUNK), window) for first in range(0, len(part), _CHUNK)]
    each = pd.concat(counts, ignore_index=True) if counts else _runs_of(tokens, range(0), window)
    rests = {
        way: each[[f"{way}_types", f"{way}_rest"]].set_axis(["types", "tokens"], axis=1) for way in _WAYS
    }
    left = [rest.assign(value=value, way=way, texts=1) for way, rest in rests.items()]
    windows = each[["types", "tokens", *(f"{way}_runs" for way in _WAYS)]].assign(value=value)
    return {
        "articles": sum_by(pd.DataFrame({"value": value, "articles": 1}), ["value"]),
        "terms": pd.DataFrame(used),
        "windows": sum_by(windows, ["value"]),
        "left": sum_by(pd.concat(left), ["value", "way", "types", "tokens"]),
        "spellings": count_spellings(part, by) if merged else NO_SPELLINGS,
    }


def _runs_of(tokens: Tokens, rows: range, window: int) -> pd.DataFrame:
    """Return windows, runs and remainders of each of some articles."""
    edges = tokens.edges[rows.start : rows.stop + 1]
    term = tokens.term_of.take(tokens.spelling[edges[0] : edges[-1]])
    article = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    word = np.append(tokens.words, False)[term]
    term, sizes = term[word], np.bincount(article[word], minlength=len(edges) - 1)
    types, in_windows = window_types(term, sizes, window)
    found = {"types": types, "tokens": in_windows}
    for way, one in zip(_WAYS, ((term, sizes), (term[::-1], sizes[::-1])), strict=True):
        runs, types, rest = (counts if way == "forwards" else counts[::-1] for counts in factors(*one))
        found |= {f"{way}_runs": runs, f"{way}_types": types, f"{way}_rest": rest}
    return pd.DataFrame(found)


def _row_of(found: dict[str, pd.DataFrame], value: object) -> dict[str, object]:
    """Compute the row of one value."""
    one = {name: table[_is(table["value"], value)] for name, table in found.items()}
    frequency = one["terms"]["frequency"].to_numpy()
    tokens, types = int(frequency.sum()), len(frequency)
    row: dict[str, object] = {
        "articles": int(one["articles"]["articles"].sum()),
        "tokens": tokens,
        "types": types,
    }
    if not tokens:
        return row
    windows, rest = one["windows"].iloc[0], one["left"]
    # The remainder counts as the fraction of a run by which its ratio has fallen towards the threshold.
    part = (1 - rest["types"] / rest["tokens"].clip(lower=1)) / (1 - MTLD_THRESHOLD) * rest["texts"]
    ways = []
    for way in _WAYS:
        runs = int(windows[f"{way}_runs"]) + float(part[(rest["way"] == way) & (rest["tokens"] > 0)].sum())
        ways.append(tokens / runs if runs else float(tokens))
    return row | {
        "ttr": types / tokens,
        "mattr": int(windows["types"]) / int(windows["tokens"]),
        "mtld": sum(ways) / 2,
        "yule_k": yule_k(frequency),
    }


def _is(values: pd.Series, value: object) -> pd.Series:
    return values == value if isinstance(value, str) else values.isna()
