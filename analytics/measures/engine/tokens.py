"""The tokens of a table as arrays: terms by number, their names, their sentences and articles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from ...text.fold import FoldedColumn, fold_word
from ...text.lexicon import Lexicon
from ...text.points import arrow, laid
from ...text.tokens import BOUNDARY

SENTENCE_ENDS = frozenset(
    [*map(fold_word, ["。", "!", "?", ";", "……"]), BOUNDARY]
)  # as the vocabulary has them


_WORDY = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
AT_ONCE = 1 << 18  # tokens counted at once


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
    if isinstance(column, pa.Array):
        return column
    words = {chunk.values.dictionary.buffers()[-1].address for chunk in column.chunks}
    if len(words) > 1:  # to unify takes seconds even where all chunks share one, as those of a corpus do
        column = pa.table({"tokens": column}).unify_dictionaries().column("tokens")
    return column.combine_chunks()


def tokens_of(articles: pd.DataFrame) -> Tokens:
    """Return the tokens of a table as arrays."""
    if not len(articles):
        return Tokens(np.empty(0, np.int64), np.empty(0, np.int64), [], writings_table([], [], []))
    codes, edges, dictionary = flat(articles)
    term_of, vocabulary, writings = vocabulary_of(dictionary, codes)
    article = np.repeat(np.arange(len(articles)), np.diff(edges))
    return Tokens(term_of.take(codes), article, vocabulary.to_pylist(), writings)


def flat(articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """The number of each token, where each article's begin and the last one's end, and what the numbers stand for."""
    lists = token_lists(articles)
    lengths = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    flat = lists.flatten()
    return flat.indices.to_numpy(zero_copy_only=False), np.cumsum(np.append(0, lengths)), flat.dictionary


def vocabulary_of(dictionary: pa.Array, codes: np.ndarray) -> tuple[np.ndarray, pa.Array, pd.DataFrame]:
    """The term of each number in the dictionary, the terms in order, and how they are written."""
    often = np.zeros(len(dictionary), dtype=np.int64)
    for first in range(0, len(codes), AT_ONCE):
        often += np.bincount(codes[first : first + AT_ONCE], minlength=len(dictionary))
    used = np.flatnonzero(often)  # a filtered table keeps the dictionary of the whole
    written = dictionary.take(pa.array(used))
    folded = FoldedColumn(written).texts.dictionary_encode()
    order = pc.sort_indices(folded.dictionary).to_numpy()
    term = _places(order)[folded.indices.to_numpy()]
    vocabulary = folded.dictionary.take(pa.array(order))
    term_of = np.zeros(len(dictionary), dtype=np.int64)
    term_of[used] = term
    by_term = np.lexsort((_places(pc.sort_indices(written).to_numpy()), term))
    writings = writings_table(
        vocabulary.take(pa.array(term[by_term])), written.take(pa.array(by_term)), often[used][by_term]
    )
    return term_of, vocabulary, writings


def _places(order: np.ndarray) -> np.ndarray:
    """Return for each element where it stands in this order."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def writings_table(term: Any, written: Any, frequency: Any) -> pd.DataFrame:
    """Return columns as the table of how terms are written.

    >>> writings_table(["ai"], ["AI"], [9]).dtypes["frequency"]
    dtype('int64')
    """
    columns = {"term": pd.array(term, dtype="str"), "written": pd.array(written, dtype="str")}
    return pd.DataFrame({**columns, "frequency": np.asarray(frequency, dtype=np.int64)})


def names_of(writings: pd.DataFrame) -> pd.Series:
    """Return each term's most frequent writing, by the term; of equally frequent ones the first.

    Parameters
    ----------
    writings : DataFrame
        `term`, `written` and `frequency`, in order of term and writing.

    Examples
    --------
    >>> names_of(pd.DataFrame({"term": ["ai", "ai"], "written": ["AI", "Ai"], "frequency": [9, 2]}))["ai"]
    'AI'
    """
    term = writings["term"]
    begins = np.flatnonzero((term != term.shift()).to_numpy(dtype=bool))
    number = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(writings))))
    best = np.lexsort((-writings["frequency"].to_numpy(), number))[begins]
    names = writings["written"].array.take(best)
    return pd.Series(names, index=pd.Index(term.array.take(best), name="term"), name="written")


def is_word(terms: Sequence[str]) -> np.ndarray:
    """Return for each folded term whether it is a word or a number, not a mark.

    >>> is_word(["辉达", ","]).tolist()
    [True, False]
    """
    return _holds(terms, _WORDY)


def is_content(terms: Sequence[str], lexicon: Lexicon) -> np.ndarray:
    """Return for each folded term whether it is a word with meaning: no stop word, mark or number.

    >>> from analytics import load_lexicon
    >>> is_content(["的", "辉达", "2025"], load_lexicon()).tolist()
    [False, True, False]
    """
    texts = arrow(terms if isinstance(terms, pd.Series) else pa.array(terms, pa.large_string()))
    stop = pc.is_in(texts, value_set=pa.array(sorted(lexicon.stop), pa.large_string()))
    return ~stop.to_numpy() & _holds(terms, _LETTER)


def _holds(terms: Sequence[str] | pd.Series, wanted: re.Pattern[str]) -> np.ndarray:
    """Whether each term holds a wanted character; each different character is looked at once."""
    if not len(terms):
        return np.empty(0, dtype=bool)
    column = laid(terms)
    different = np.flatnonzero(np.bincount(column.codes))
    table = np.zeros(int(different.max()) + 1, dtype=bool)
    table[different] = [wanted.fullmatch(chr(code)) is not None for code in different.tolist()]
    return np.logical_or.reduceat(table.take(column.codes), column.begins)  # a gap holds none


def sentences_of(tokens: Tokens) -> np.ndarray:
    """Return the number of the sentence of each token, rising; the end of an article ends one."""
    ends = np.array([term in SENTENCE_ENDS for term in tokens.vocabulary], dtype=bool)
    new_article = np.diff(tokens.article, prepend=tokens.article[:1]) != 0
    after_end = (
        np.concatenate([[False], ends[tokens.term][:-1]]) if len(tokens.term) else np.empty(0, dtype=bool)
    )
    return np.cumsum(new_article | after_end)


def articles_with(number: np.ndarray, article: np.ndarray, size: int) -> np.ndarray:
    """Return in how many articles each number below `size` stands, shape (size,); articles rise.

    Turning a sparse matrix of articles round counts once through the tokens; to sort them takes longer.

    >>> articles_with(np.array([0, 0, 1]), np.array([5, 5, 6]), 3).tolist()
    [1, 1, 0]
    """
    if not len(number):
        return np.zeros(size, dtype=np.int64)
    kind = np.int32 if max(size, len(number)) < 1 << 31 else np.int64
    rows = np.append(0, np.cumsum(np.bincount(article))).astype(kind)
    told = np.ones(len(number), dtype=np.int8)
    turned = csr_array((told, number.astype(kind), rows), shape=(len(rows) - 1, size)).tocsc()
    new = np.ones(len(number), dtype=kind)
    np.not_equal(turned.indices[1:], turned.indices[:-1], out=new[1:], casting="unsafe")
    there = np.diff(turned.indptr) > 0
    new[turned.indptr[:-1][there]] = 1
    counts = np.zeros(size, dtype=np.int64)
    counts[there] = np.add.reduceat(new, turned.indptr[:-1][there])
    return counts
