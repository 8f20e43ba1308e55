"""Terms: how often, in how many articles, how telling."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from ..text.fold import fold
from ..text.lexicon import Lexicon, load_lexicon
from .tally import checked


@dataclass(frozen=True)
class Tokens:
    """All tokens of a table in one array.

    Attributes
    ----------
    term : numpy.ndarray, shape (tokens,)
        Number of each token's term in `vocabulary`.
    article : numpy.ndarray, shape (tokens,)
        Position of its article.
    vocabulary : list of str
        The terms, each in its most frequent writing; case, width and script make no other term.
    """

    term: np.ndarray
    article: np.ndarray
    vocabulary: list[str]


def token_lists(articles: pd.DataFrame) -> pa.ListArray:
    """Return the tokens of a table, of one article or more, as one list array with one dictionary."""
    column = pa.array(articles["tokens"].array)
    return pa.table({"tokens": column}).unify_dictionaries().combine_chunks().column("tokens").chunk(0)


def tokens_of(articles: pd.DataFrame) -> Tokens:
    """Return the tokens of a table as arrays."""
    if not len(articles):
        return Tokens(np.empty(0, np.int64), np.empty(0, np.int64), [])
    lists = token_lists(articles)
    article = np.repeat(
        np.arange(len(lists)), lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    )
    flat = lists.flatten()
    codes = flat.indices.to_numpy(zero_copy_only=False)
    often = np.bincount(codes, minlength=len(flat.dictionary))
    used = np.flatnonzero(often)  # a filtered table keeps the dictionary of the whole
    codes, often = (np.cumsum(often > 0) - 1)[codes], often[used]
    written = flat.dictionary.take(pa.array(used)).to_pylist()
    folded = fold("\0".join(written)).text.split("\0")[: len(written)]
    _, term_of = np.unique(np.array(folded, dtype=object), return_inverse=True)
    _, alphabetical = np.unique(np.array(written, dtype=object), return_inverse=True)
    by_term = np.lexsort((alphabetical, -often, term_of))
    first = by_term[np.unique(term_of[by_term], return_index=True)[1]]
    return Tokens(term_of[codes], article, [written[index] for index in first.tolist()])


def words_of(tokens: Tokens) -> np.ndarray:
    """Return for each term of the vocabulary whether it is a word or a number, not a mark.

    >>> words_of(Tokens(np.array([0, 1]), np.array([0, 0]), ["輝達", "，"])).tolist()
    [True, False]
    """
    return np.array([any(char.isalnum() for char in term) for term in tokens.vocabulary], dtype=bool)


def articles_with(number: np.ndarray, article: np.ndarray, size: int) -> np.ndarray:
    """Return in how many articles each number below `size` stands, shape (size,).

    Sorting beats `numpy.unique`, which since numpy 2.3 hashes and takes ten times as long on millions of integers.

    >>> articles_with(np.array([0, 0, 1]), np.array([5, 5, 6]), 3).tolist()
    [1, 1, 0]
    """
    bits = int(size).bit_length()
    pairs = np.sort(article.astype(np.int64) << bits | number)
    distinct = np.ones(len(pairs), dtype=bool)
    np.not_equal(pairs[1:], pairs[:-1], out=distinct[1:])
    return np.bincount(pairs[distinct] & (1 << bits) - 1, minlength=size)


def terms(articles: pd.DataFrame, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
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
    table = checked(articles)
    known = lexicon or load_lexicon()
    tokens = tokens_of(table)
    size = len(tokens.vocabulary)
    frequency = np.bincount(tokens.term, minlength=size)
    document_frequency = articles_with(tokens.term, tokens.article, size)
    is_word = words_of(tokens)
    kept = is_word & ~np.array([known.is_stop(term) for term in tokens.vocabulary], dtype=bool)
    result = pd.DataFrame(
        {
            "term": pd.Series(tokens.vocabulary, dtype="str"),
            "frequency": frequency,
            "document_frequency": document_frequency,
            "relative_frequency": frequency / max(frequency[is_word].sum(), 1) * 1e6,
            "tf_idf": frequency * (np.log((1 + len(table)) / (1 + document_frequency)) + 1),
        }
    )[kept]
    result["rank"] = result["frequency"].rank(method="min", ascending=False).astype("int64")
    result = result.sort_values(["rank", "term"]).reset_index(drop=True)
    result.attrs = {"measure": "terms", "articles": len(table), "tokens": int(frequency[is_word].sum())}
    return result
