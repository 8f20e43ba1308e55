"""Terms: frequency, document frequency and TF-IDF of each term."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, Table, checked, merge_each, merge_sums, tally
from ..engine.tokens import Tokens, is_content, is_word, names_of, tokens_of
from .rates import Rates
from .uses import uses_of

Group: TypeAlias = Callable[[pd.DataFrame], np.ndarray]


def terms(articles: Articles, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Count the terms of titles and bodies, without stop words, punctuation and bare numbers.

    Spellings that differ in script (Traditional or Simplified), case or width are one term, shown in its most frequent
    spelling.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    lexicon : Lexicon, optional
        The lexicon whose stop words are left out; by default the shipped one.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        term                str      the term
        frequency           int64    occurrences
        document_frequency  int64    articles that have it
        relative_frequency  float64  per million tokens; stop words count as tokens, punctuation does not
        tf_idf              float64  frequency × idf, idf = ln((1 + N) / (1 + document_frequency)) + 1
        rank                int64    rank by frequency, from 1; ties share the lowest rank
        ==================  =======  ======================================================================

        Sorted by `rank`, then by `term`, by strokes.

    See Also
    --------
    charts.terms : Draws this table.
    dispersion : Whether a term occurs throughout or in a few articles.

    Examples
    --------
    >>> import analytics
    >>> table = terms(analytics.load("data/sample").articles)
    >>> bool((table["document_frequency"] <= table["frequency"]).all())
    True
    """
    counts, names, size = grouped_terms(checked(articles), one_group)
    word = is_word(counts["term"])
    tokens = int(counts["frequency"][word].sum())
    result = counts[word & is_content(counts["term"], lexicon or load_lexicon())]
    frequency, document_frequency = result["frequency"], result["articles"]
    result = pd.DataFrame(
        {
            "term": names.reindex(result["term"]).array,
            "frequency": frequency.array,
            "document_frequency": document_frequency.array,
            "relative_frequency": (frequency / max(tokens, 1) * 1e6).array,
            "tf_idf": (frequency * (np.log((1 + size) / (1 + document_frequency)) + 1)).array,
        }
    )
    result["rank"] = result["frequency"].rank(method="min", ascending=False).astype("int64")
    result = result.sort_values(["rank", "term"], key=by_strokes).reset_index(drop=True)
    return attach(result, Provenance("terms", details={"articles": size, "tokens": tokens}))


def grouped_terms(articles: Table, group_of: Group) -> tuple[pd.DataFrame, pd.Series, int]:
    """Count the terms of groups of articles.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    group_of : callable
        Takes a part of the table; returns the number of each article's group. Articles with a number below 0 are
        left out.

    Returns
    -------
    counts : DataFrame
        `group` (int64), `term` (str, folded), `frequency` and `articles` (int64), sorted by group and term.
        Punctuation counts as a term.
    names : Series
        The most frequent spelling of each term, indexed by the folded term.
    articles : int
        Number of articles that are in a group.
    """
    found = tally(articles, partial(_count_part, group_of=group_of), merge_each(**_MERGES))
    return found["counts"], names_of(found["writings"]), found["articles"]


def terms_and_rates(articles: Table, group_of: Group) -> tuple[pd.DataFrame, pd.Series, Rates]:
    """Count the terms of groups of articles, and sum up how much each article uses them.

    Parameters
    ----------
    articles, group_of
        As in `grouped_terms`.

    Returns
    -------
    counts, names
        As in `grouped_terms`.
    rates : Rates
        The moments of each term's rate over the articles of each group.
    """
    merge = merge_each(**_MERGES, rates=merge_sums("group", "term"), sizes=merge_sums("group"))
    found = tally(articles, partial(_count_part, group_of=group_of, rates=True), merge)
    return found["counts"], names_of(found["writings"]), Rates(found["rates"], found["sizes"])


_MERGES: dict[str, Callable[[list[Any]], Any]] = {
    "counts": merge_sums("group", "term"),
    "writings": merge_sums("term", "written"),
    "articles": sum,
}


def _count_part(part: pd.DataFrame, group_of: Group, rates: bool = False) -> dict[str, object]:
    group = group_of(part)
    tokens = tokens_of(part)
    inside = group >= 0
    groups = np.unique(group[inside])
    number = np.where(inside, np.searchsorted(groups, group), -1)
    if len(groups) == 1 and inside.all() and not rates:
        sums = [np.array([tokens.frequency, tokens.articles])]
    else:
        sums = uses_of(part).group_sums(number, len(groups), rates)
    there = [np.flatnonzero(own[0]) for own in sums]
    term = np.concatenate([np.empty(0, np.int64), *there])
    names = {
        "group": np.repeat(groups, [len(own) for own in there]),
        "term": tokens.terms.take(term),
    }
    columns = [
        np.concatenate(
            [np.empty(0, np.int64), *(own[row][used] for own, used in zip(sums, there, strict=True))]
        )
        for row in range(4 if rates else 2)
    ]
    found: dict[str, object] = {
        "counts": _table(*names.values(), *columns[:2]),
        "writings": tokens.writings if inside.all() else _writings_of(tokens, inside),
        "articles": int(inside.sum()),
    }
    if rates:
        with_words = np.bincount(number[inside & (uses_of(part).words > 0)], minlength=len(groups))
        found["rates"] = pd.DataFrame({**names, "rate": columns[2], "square": columns[3]})
        found["sizes"] = pd.DataFrame({"group": groups, "with_words": with_words.astype(np.int64)})
    return found


def _writings_of(tokens: Tokens, inside: np.ndarray) -> pd.DataFrame:
    """Return the spellings of some articles; `inside` tells for each article whether it is one."""
    own = tokens.spelling[np.repeat(inside, np.diff(tokens.edges))]
    frequency = np.bincount(own, minlength=len(tokens.writings))
    writings = tokens.writings.assign(frequency=frequency)
    return writings[frequency > 0].reset_index(drop=True)


def _table(group: Any, term: Any, frequency: Any, articles: Any) -> pd.DataFrame:
    table = pd.DataFrame({"group": group, "term": term, "frequency": frequency, "articles": articles})
    return table.astype({"group": "int64", "term": "str", "frequency": "int64", "articles": "int64"})


def one_group(part: pd.DataFrame) -> np.ndarray:
    """Put all articles into one group."""
    return np.zeros(len(part), dtype=np.int64)
