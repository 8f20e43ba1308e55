"""The tokens of an article table as arrays: term numbers, vocabulary, sentences and articles."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from ...text.fold import FoldedColumn, fold_word
from ...text.lexicon import Lexicon
from ...text.points import arrow, laid
from ...text.prepared import prepared
from ...text.special import ADDRESS
from ...text.tokens import BOUNDARY

# Folded, like the vocabulary.
SENTENCE_ENDS = frozenset([*map(fold_word, ["。", "!", "?", ";", "……"]), BOUNDARY])
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
CHUNK = 1 << 18  # tokens counted at a time, to bound memory


@dataclass(frozen=True)
class Tokens:
    """All tokens of an article table, or of a part of one.

    Attributes
    ----------
    spelling : numpy.ndarray, shape (tokens,)
        Number of each token's spelling, its row in `writings`.
    edges : numpy.ndarray, shape (articles + 1,)
        Where the tokens of each article begin and those of the last one end.
    term_of : numpy.ndarray, shape (spellings,)
        Number of each spelling's term in `vocabulary`, ascending.
    vocabulary : list of str
        The folded terms, sorted. Spellings that differ in case, width or script are one term.
    writings : DataFrame
        `term` (folded), `written` and `frequency`: the spellings of each term and how often each occurs.
    """

    spelling: np.ndarray
    edges: np.ndarray
    term_of: np.ndarray
    vocabulary: list[str]
    writings: pd.DataFrame

    @property
    def nbytes(self) -> int:
        """Bytes held, about: the vocabulary twice, as Python's texts and as Arrow's."""
        return self.spelling.nbytes + self.edges.nbytes + 200 * len(self.vocabulary)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first article of each stretch of some 262,144 tokens, and the article after its last one."""
        cuts = np.searchsorted(self.edges, np.arange(0, self.edges[-1], CHUNK))
        yield from pairwise(np.unique(np.append(cuts, len(self.edges) - 1)).tolist())

    def article_at(self, places: np.ndarray) -> np.ndarray:
        """Return the position of the article of some tokens."""
        return np.searchsorted(self.edges, places, side="right") - 1

    @cached_property
    def terms(self) -> pd.Series:
        """The vocabulary as a column of texts."""
        return pd.Series(self.vocabulary, dtype="str")

    @cached_property
    def frequency(self) -> np.ndarray:
        """How often each term of the vocabulary occurs."""
        counts = np.zeros(len(self.vocabulary), dtype=np.int64)
        np.add.at(counts, self.term_of, self.writings["frequency"].to_numpy())
        return counts

    @cached_property
    def articles(self) -> np.ndarray:
        """How many articles each term of the vocabulary occurs in."""
        counts = np.zeros(len(self.vocabulary), dtype=np.int64)
        for first, last in self.stretches():
            article = np.repeat(np.arange(last - first), np.diff(self.edges[first : last + 1]))
            term = self.term_of.take(self.spelling[self.edges[first] : self.edges[last]])
            counts += articles_with(term, article, len(counts))
        return counts

    @property
    def words(self) -> np.ndarray:
        """Whether each term of the vocabulary is a word or a number, not punctuation."""
        return is_word(self.terms)

    @cached_property
    def words_of_articles(self) -> np.ndarray:
        """How many words each article has, without punctuation."""
        word = np.append(self.words, False)[self.term_of]  # without tokens there is no vocabulary
        sizes = np.zeros(len(self.edges) - 1, dtype=np.int64)
        for first, last in self.stretches():
            edges = self.edges[first : last + 1]
            before = np.cumsum(np.append(0, word.take(self.spelling[edges[0] : edges[-1]])))
            sizes[first:last] = np.diff(before[edges - edges[0]])
        return sizes

    @cached_property
    def ends(self) -> np.ndarray:
        """Whether each spelling ends a sentence."""
        ends = np.array([term in SENTENCE_ENDS for term in self.vocabulary], dtype=bool)
        return np.asarray(ends[self.term_of], dtype=bool)

    def places_of(self, term: str) -> np.ndarray:
        """Return the places of a folded term, ascending."""
        number = bisect_left(self.vocabulary, term)
        if number == len(self.vocabulary) or self.vocabulary[number] != term:
            return np.empty(0, dtype=np.int64)
        first, after = np.searchsorted(self.term_of, [number, number + 1]).tolist()
        if after - first == 1:
            return np.flatnonzero(self.spelling == first)
        return np.flatnonzero((self.spelling >= first) & (self.spelling < after))


def token_lists(articles: pd.DataFrame) -> pa.ListArray:
    """Return the tokens of a table of at least one article as one list array with one dictionary."""
    return _chunks(articles).combine_chunks()


def _chunks(articles: pd.DataFrame) -> pa.ChunkedArray:
    """Return the tokens of a table of at least one article in chunks that have one dictionary."""
    column = pa.array(articles["tokens"].array)
    if isinstance(column, pa.Array):
        return pa.chunked_array([column])
    words = {chunk.values.dictionary.buffers()[-1].address for chunk in column.chunks}
    if len(words) > 1:  # unifying takes seconds, and the chunks of a loaded corpus share one dictionary
        column = pa.table({"tokens": column}).unify_dictionaries().column("tokens")
    return column


def tokens_of(articles: pd.DataFrame) -> Tokens:
    """Return the tokens of a table as arrays; from the second question about a table on they are at hand."""
    return prepared(articles["tokens"], "tokens", lambda: _tokens(articles))


def _tokens(articles: pd.DataFrame) -> Tokens:
    if not len(articles):
        nothing = np.empty(0, dtype=np.int32)
        return Tokens(nothing, np.zeros(1, np.int64), nothing, [], writings_table([], [], []))
    codes, edges, dictionary = flat(articles)
    used, term, vocabulary, writings = vocabulary_of(dictionary, codes)
    numbers = np.zeros(len(dictionary), dtype=np.int32)
    numbers[used] = np.arange(len(used))
    for first in range(0, len(codes), CHUNK):  # in place: there may be a hundred million
        codes[first : first + CHUNK] = numbers.take(codes[first : first + CHUNK])
    return Tokens(codes, edges, term.astype(np.int32), vocabulary.to_pylist(), writings)


def flat(articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Return a copy of the token codes, the offsets of the articles in it (one more), and the dictionary."""
    column = _chunks(articles)
    lengths = pc.list_value_length(column).fill_null(0).to_numpy()
    flat = [chunk.flatten() for chunk in column.chunks]
    codes = np.concatenate(
        [values.indices.to_numpy(zero_copy_only=False) for values in flat],
        dtype=np.int32,
        casting="same_kind",
    )
    return codes, np.cumsum(np.append(0, lengths)), flat[0].dictionary


def vocabulary_of(
    dictionary: pa.Array, codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray, pa.Array, pd.DataFrame]:
    """Return the entries used, sorted by term and spelling, the term of each, the vocabulary and the spellings."""
    frequency = np.zeros(len(dictionary), dtype=np.int64)
    for first in range(0, len(codes), CHUNK):
        frequency += np.bincount(codes[first : first + CHUNK], minlength=len(dictionary))
    used = np.flatnonzero(frequency)  # a filtered table keeps the dictionary of the whole table
    written = dictionary.take(pa.array(used))
    folded = FoldedColumn(written).texts.dictionary_encode()
    order = pc.sort_indices(folded.dictionary).to_numpy()
    term = _places(order)[folded.indices.to_numpy()]
    vocabulary = folded.dictionary.take(pa.array(order))
    by_term = np.lexsort((_places(pc.sort_indices(written).to_numpy()), term))
    writings = writings_table(
        vocabulary.take(pa.array(term[by_term])), written.take(pa.array(by_term)), frequency[used][by_term]
    )
    return used[by_term], term[by_term], vocabulary, writings


def _places(order: np.ndarray) -> np.ndarray:
    """Return the rank of each element, given the sorting order."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def writings_table(term: Any, written: Any, frequency: Any) -> pd.DataFrame:
    """Return the table of spellings.

    >>> writings_table(["ai"], ["AI"], [9]).dtypes["frequency"]
    dtype('int64')
    """
    columns = {"term": pd.array(term, dtype="str"), "written": pd.array(written, dtype="str")}
    return pd.DataFrame({**columns, "frequency": np.asarray(frequency, dtype=np.int64)})


def names_of(writings: pd.DataFrame) -> pd.Series:
    """Return the most frequent spelling of each term, indexed by term; of equally frequent ones the first.

    Parameters
    ----------
    writings : DataFrame
        `term`, `written` and `frequency`, sorted by term and spelling.

    Examples
    --------
    >>> names_of(pd.DataFrame({"term": ["ai", "ai"], "written": ["AI", "Ai"], "frequency": [9, 2]}))["ai"]
    'AI'
    """
    return prepared(writings["written"], "names", lambda: _names(writings))


def _names(writings: pd.DataFrame) -> pd.Series:
    term = writings["term"]
    begins = np.flatnonzero((term != term.shift()).to_numpy(dtype=bool))
    number = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(writings))))
    best = np.lexsort((-writings["frequency"].to_numpy(), number))[begins]
    names = writings["written"].array.take(best)
    return pd.Series(names, index=pd.Index(term.array.take(best), name="term"), name="written")


def is_word(terms: Sequence[str] | pd.Series) -> np.ndarray:
    """Return for each folded term whether it is a word or a number, not punctuation; kept with a column.

    >>> is_word(["辉达", ","]).tolist()
    [True, False]
    """
    return prepared(terms, "words", lambda: _contains(terms, _LETTER_OR_DIGIT))


def is_content(terms: Sequence[str] | pd.Series, lexicon: Lexicon) -> np.ndarray:
    """Return for each folded term whether it is a content word: no stop word, punctuation, number or address.

    What was found of a column is kept with it, for lexicons with the same stop words.

    >>> from analytics import load_lexicon
    >>> is_content(["的", "辉达", "2025"], load_lexicon()).tolist()
    [False, True, False]
    """

    def found() -> np.ndarray:
        texts = arrow(terms if isinstance(terms, pd.Series) else pa.array(terms, pa.large_string()))
        stop = pc.is_in(texts, value_set=pa.array(sorted(lexicon.stop), pa.large_string()))
        address = pc.match_substring_regex(texts, f"^(?:{ADDRESS})")
        return np.asarray(_contains(terms, _LETTER) & ~stop.to_numpy() & ~address.to_numpy())

    return prepared(terms, ("content words", lexicon.stop), found)


def _contains(terms: Sequence[str] | pd.Series, wanted: re.Pattern[str]) -> np.ndarray:
    """Return whether each term contains a character that matches; each distinct character is tested once."""
    if not len(terms):
        return np.empty(0, dtype=bool)
    column = laid(terms)
    distinct = np.flatnonzero(np.bincount(column.codes))
    table = np.zeros(int(distinct.max()) + 1, dtype=bool)
    table[distinct] = [wanted.fullmatch(chr(code)) is not None for code in distinct.tolist()]
    # The gap after a term never matches.
    return np.logical_or.reduceat(table.take(column.codes), column.begins)


def articles_with(number: np.ndarray, article: np.ndarray, size: int) -> np.ndarray:
    """Return the document frequency of each number below `size`, shape (size,); `article` must be ascending.

    Transposing a sparse matrix takes one pass over the tokens, which is faster than sorting them.

    >>> articles_with(np.array([0, 0, 1]), np.array([5, 5, 6]), 3).tolist()
    [1, 1, 0]
    """
    if not len(number):
        return np.zeros(size, dtype=np.int64)
    kind = np.int32 if max(size, len(number)) < 1 << 31 else np.int64
    rows = np.append(0, np.cumsum(np.bincount(article))).astype(kind)
    ones = np.ones(len(number), dtype=np.int8)
    transposed = csr_array((ones, number.astype(kind), rows), shape=(len(rows) - 1, size)).tocsc()
    new = np.ones(len(number), dtype=kind)
    np.not_equal(transposed.indices[1:], transposed.indices[:-1], out=new[1:], casting="unsafe")
    present = np.diff(transposed.indptr) > 0
    new[transposed.indptr[:-1][present]] = 1
    counts = np.zeros(size, dtype=np.int64)
    counts[present] = np.add.reduceat(new, transposed.indptr[:-1][present])
    return counts
