"""Terms: how often, in how many articles, how telling."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from ..text.fold import fold, fold_word
from ..text.lexicon import Lexicon, load_lexicon
from ..text.tokens import BOUNDARY
from .tally import added, checked, each, tally

SENTENCE_ENDS = frozenset(
    [*map(fold_word, ["。", "!", "?", ";", "……"]), BOUNDARY]
)  # as the vocabulary has them
_WORDY = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
Group = Callable[[pd.DataFrame], np.ndarray]


@dataclass(frozen=True)
class Tokens:
    """All tokens of a table, or of a part of one, in one array.

    Attributes
    ----------
    term : numpy.ndarray, shape (tokens,)
        Number of each token's term in `vocabulary`.
    article : numpy.ndarray, shape (tokens,)
        Position of its article.
    vocabulary : list of str
        The terms in order, folded: case, width and script make no other term.
    writings : DataFrame
        `term` (folded), `written` and `frequency`: how each term is written, and how often so.
    """

    term: np.ndarray
    article: np.ndarray
    vocabulary: list[str]
    writings: pd.DataFrame


def token_lists(articles: pd.DataFrame) -> pa.ListArray:
    """Return the tokens of a table, of one article or more, as one list array with one dictionary."""
    column = pa.array(articles["tokens"].array)
    return pa.table({"tokens": column}).unify_dictionaries().combine_chunks().column("tokens").chunk(0)


def tokens_of(articles: pd.DataFrame) -> Tokens:
    """Return the tokens of a table as arrays."""
    if not len(articles):
        return Tokens(np.empty(0, np.int64), np.empty(0, np.int64), [], _writings([], [], []))
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
    vocabulary, term_of = np.unique(np.array(folded, dtype=object), return_inverse=True)
    return Tokens(term_of[codes], article, vocabulary.tolist(), _writings(folded, written, often))


def _writings(folded: list[str], written: list[str], often: Sequence[int] | np.ndarray) -> pd.DataFrame:
    table = pd.DataFrame({"term": folded, "written": written, "frequency": often})
    table = table.astype({"term": "str", "written": "str", "frequency": "int64"})
    return table.sort_values(["term", "written"], ignore_index=True)


def names_of(writings: pd.DataFrame) -> pd.Series:
    """Return each term's most frequent writing, by the term; of equally frequent ones the first in order.

    >>> names_of(pd.DataFrame({"term": ["ai", "ai"], "written": ["AI", "Ai"], "frequency": [9, 2]}))["ai"]
    'AI'
    """
    ordered = writings.sort_values(["term", "frequency", "written"], ascending=[True, False, True])
    return ordered.drop_duplicates("term").set_index("term")["written"]


def is_word(terms: Sequence[str]) -> np.ndarray:
    """Return for each folded term whether it is a word or a number, not a mark.

    >>> is_word(["辉达", ","]).tolist()
    [True, False]
    """
    return np.fromiter((_WORDY.search(term) is not None for term in terms), dtype=bool, count=len(terms))


def is_content(terms: Sequence[str], lexicon: Lexicon) -> np.ndarray:
    """Return for each folded term whether it is a word with meaning: no stop word, mark or number.

    >>> is_content(["的", "辉达", "2025"], load_lexicon()).tolist()
    [False, True, False]
    """
    stop = lexicon.stop
    told = (term not in stop and _LETTER.search(term) is not None for term in terms)
    return np.fromiter(told, dtype=bool, count=len(terms))


def sentences_of(tokens: Tokens) -> np.ndarray:
    """Return the number of the sentence of each token, rising; the end of an article ends one."""
    ends = np.array([term in SENTENCE_ENDS for term in tokens.vocabulary], dtype=bool)
    new_article = np.diff(tokens.article, prepend=tokens.article[:1]) != 0
    after_end = (
        np.concatenate([[False], ends[tokens.term][:-1]]) if len(tokens.term) else np.empty(0, dtype=bool)
    )
    return np.cumsum(new_article | after_end)


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
    counts, names, articles_counted = grouped_terms(checked(articles), one_group)
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
            "tf_idf": (frequency * (np.log((1 + articles_counted) / (1 + document_frequency)) + 1)).array,
        }
    )
    result["rank"] = result["frequency"].rank(method="min", ascending=False).astype("int64")
    result = result.sort_values(["rank", "term"]).reset_index(drop=True)
    result.attrs = {"measure": "terms", "articles": articles_counted, "tokens": tokens}
    return result


def grouped_terms(articles: pd.DataFrame, group_of: Group) -> tuple[pd.DataFrame, pd.Series, int]:
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
    count = partial(_counted, group_of=group_of)
    merge = each(counts=added("group", "term"), writings=added("term", "written"), articles=sum)
    found = tally(articles, count, merge)
    return found["counts"], names_of(found["writings"]), found["articles"]


def _counted(part: pd.DataFrame, group_of: Group) -> dict[str, object]:
    group = group_of(part)
    tokens = tokens_of(part[group >= 0])
    size = max(len(tokens.vocabulary), 1)
    groups, number = np.unique(group[group >= 0], return_inverse=True)
    cell = number[tokens.article] * size + tokens.term if len(tokens.term) else np.empty(0, np.int64)
    frequency = np.bincount(cell, minlength=len(groups) * size)
    counted = articles_with(cell, tokens.article, len(groups) * size)
    there = np.flatnonzero(frequency)
    vocabulary = pd.Series(tokens.vocabulary, dtype="str")
    counts = pd.DataFrame(
        {
            "group": groups[there // size].astype(np.int64),
            "term": vocabulary.iloc[there % size].array,
            "frequency": frequency[there],
            "articles": counted[there],
        }
    )
    return {"counts": counts, "writings": tokens.writings, "articles": int((group >= 0).sum())}


def one_group(part: pd.DataFrame) -> np.ndarray:
    """Return one group that all articles are in."""
    return np.zeros(len(part), dtype=np.int64)
