"""Terms: frequency, document frequency and TF-IDF of each term."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa

from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, Table, checked, merge_each, merge_sums, tally
from ..engine.tokens import (
    CHUNK,
    articles_with,
    flat,
    is_content,
    is_word,
    names_of,
    vocabulary_of,
    writings_table,
)

Group: TypeAlias = Callable[[pd.DataFrame], np.ndarray]


def terms(articles: Articles, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Count the terms of titles and bodies; stop words, punctuation and bare numbers are left out.

    Traditional and Simplified, upper and lower case, full and half width are one term, shown in its most frequent
    writing.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    lexicon : Lexicon, optional
        Whose stop words are left out.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        term                str      the term
        frequency           int64    how often it stands there
        document_frequency  int64    in how many articles
        relative_frequency  float64  per million tokens, stop words counted and punctuation not
        tf_idf              float64  frequency × idf, idf = ln((1 + N) / (1 + document_frequency)) + 1
        rank                int64    by frequency, from 1; ties share the lowest
        ==================  =======  ======================================================================

        By rank, then term.

    Examples
    --------
    >>> import analytics
    >>> table = terms(analytics.load("data/sample").articles)
    >>> bool((table["document_frequency"] <= table["frequency"]).all())
    True
    """
    counts, names, articles_count_part = grouped_terms(checked(articles), one_group)
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
            "tf_idf": (frequency * (np.log((1 + articles_count_part) / (1 + document_frequency)) + 1)).array,
        }
    )
    result["rank"] = result["frequency"].rank(method="min", ascending=False).astype("int64")
    result = result.sort_values(["rank", "term"]).reset_index(drop=True)
    return attach(result, Provenance("terms", details={"articles": articles_count_part, "tokens": tokens}))


def grouped_terms(articles: Table, group_of: Group) -> tuple[pd.DataFrame, pd.Series, int]:
    """Count the terms of groups of articles.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    group_of : callable
        From a part of the table to the number of each article's group; those below 0 are left out.

    Returns
    -------
    counts : DataFrame
        `group` (int64), `term` (str, folded), `frequency` and `articles` (int64), in order of group and term; marks
        are terms too.
    names : Series
        The most frequent writing of each term, by the folded term.
    articles : int
        How many articles are in a group.
    """
    count = partial(_count_part, group_of=group_of)
    merge = merge_each(
        counts=merge_sums("group", "term"), writings=merge_sums("term", "written"), articles=sum
    )
    found = tally(articles, count, merge)
    return found["counts"], names_of(found["writings"]), found["articles"]


def _count_part(part: pd.DataFrame, group_of: Group) -> dict[str, object]:
    group = group_of(part)
    inside = part[["tokens"]]
    inside = inside if (group >= 0).all() else inside[group >= 0]
    if not len(inside):
        return {"counts": _table([], [], [], []), "writings": writings_table([], [], []), "articles": 0}
    codes, edges, dictionary = flat(inside)
    term_of, vocabulary, writings = vocabulary_of(dictionary, codes)
    groups, number = np.unique(group[group >= 0], return_inverse=True)
    size = max(len(vocabulary), 1)
    frequency, counted = np.zeros((2, len(groups) * size), dtype=np.int64)
    # Count in chunks to bound memory; a chunk is never smaller than the array of counts.
    step = max(CHUNK, len(frequency))
    cuts = np.unique(np.append(np.searchsorted(edges, np.arange(0, edges[-1], step)), len(inside)))
    for first, last in pairwise(cuts.tolist()):
        article = np.repeat(np.arange(last - first), np.diff(edges[first : last + 1]))
        cell = number[first:last].take(article) * size + term_of.take(codes[edges[first] : edges[last]])
        frequency += np.bincount(cell, minlength=len(frequency))
        counted += articles_with(cell, article, len(counted))
    there = np.flatnonzero(frequency)
    terms = pd.array(vocabulary.take(pa.array(there % size)), dtype="str")
    return {
        "counts": _table(groups[there // size], terms, frequency[there], counted[there]),
        "writings": writings,
        "articles": len(inside),
    }


def _table(group: Any, term: Any, frequency: Any, articles: Any) -> pd.DataFrame:
    table = pd.DataFrame({"group": group, "term": term, "frequency": frequency, "articles": articles})
    return table.astype({"group": "int64", "term": "str", "frequency": "int64", "articles": "int64"})


def one_group(part: pd.DataFrame) -> np.ndarray:
    """Put all articles into one group."""
    return np.zeros(len(part), dtype=np.int64)
