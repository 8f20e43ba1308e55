"""New words: strings that behave like words and are not in the dictionary."""

import re
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.characters import HAN
from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ...text.tokens import segmenter
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, merge_arrays, merge_each, tally
from .strings import (
    LONGEST,
    Counts,
    CountsSum,
    Strings,
    chunks,
    frequent_strings,
    keys_at,
    merge_counts,
    run_lengths,
    texts_of,
)

_MEASURED = ["word", "frequency", "document_frequency", "cohesion", "left_entropy", "right_entropy"]
_CODE_BITS = np.uint64(21)
_FILTER_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: spreads keys over the filter
_HAN = re.compile(f"[{HAN}]+")


def new_words(
    articles: Articles,
    *,
    lexicon: Lexicon | None = None,
    max_length: int = 5,
    min_frequency: int | None = None,
    min_cohesion: float = 3.0,
    min_entropy: float = 1.0,
) -> pd.DataFrame:
    """Propose words that the dictionary lacks, so that an analyst can extend the lexicon.

    A string of Chinese characters is proposed if its parts occur together far more often than by chance (pointwise
    mutual information at its weakest seam; Church & Hanks 1990) and if its left and right neighbours vary (branching
    entropy; Jin & Tanaka-Ishii 2006). Titles and bodies are searched as written: Traditional and Simplified strings
    are different.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    lexicon : Lexicon, optional
        The lexicon whose words are known already; by default the shipped one.
    max_length : int
        Longest word in characters, 2 to 5.
    min_frequency : int, optional
        Fewest occurrences, 2 or more. By default 5, or one in a million Chinese characters of the corpus if that is
        more: so the table does not grow with the corpus.
    min_cohesion : float
        Lowest cohesion, in bits.
    min_entropy : float
        Lowest branching entropy on either side, in bits.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        word                str      the word proposed
        frequency           int64    occurrences
        document_frequency  int64    articles that have it
        cohesion            float64  log2 of observed over expected frequency at the weakest seam, bits
        left_entropy        float64  entropy of the characters before it, bits
        right_entropy       float64  entropy of the characters after it, bits
        score               float64  cohesion × the lower entropy × log2(frequency)
        ==================  =======  ======================================================================

        Sorted by `score`, descending. A string is left out if nine in ten of its occurrences are inside a longer
        string that holds together.

    See Also
    --------
    charts.ranking : Draws this table.
    lexicon_coverage : How much of the text the dictionary knows.

    Examples
    --------
    >>> import analytics
    >>> list(new_words(analytics.load("data/sample").articles).columns)[:2]
    ['word', 'frequency']
    """
    if not 2 <= max_length <= LONGEST or (min_frequency is not None and min_frequency < 2):
        raise ArgumentError(f"max_length must be 2 to {LONGEST}, and min_frequency 2 or more")
    table, known = checked(articles), lexicon or load_lexicon()
    strings = frequent_strings(table, max_length, min_frequency)
    result, keys = _candidates(strings, min_cohesion)
    cutter = segmenter(known)
    fresh = np.array(
        [not cutter.knows(word) and not _has_stop_edge(word, known) for word in result["word"]], bool
    )
    result, keys = result[fresh].reset_index(drop=True), keys[fresh]
    lengths = result["word"].str.len().to_numpy()
    neighbours = tally(
        table,
        partial(
            _neighbours,
            characters=strings.characters,
            candidates=[keys[lengths == length] for length in range(2, max_length + 1)],
        ),
        merge_each(left=merge_counts, right=merge_counts, articles=merge_arrays),
        columns=["title", "body"],
    )
    result["document_frequency"] = neighbours["articles"]
    for side in ("left", "right"):
        result[f"{side}_entropy"] = _entropy(neighbours[side], len(result))
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result["score"] = result["cohesion"] * lesser * np.log2(result["frequency"].clip(lower=1))
    result = result.loc[lesser >= min_entropy, [*_MEASURED, "score"]]
    result = result.sort_values(["score", "word"], ascending=[False, True], key=by_strokes, ignore_index=True)
    return attach(result, Provenance("new_words"))


def _candidates(strings: Strings, min_cohesion: float) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the strings that hold together, by length, as word, frequency and cohesion; and their keys."""
    weakest = [np.full(len(count), np.inf) for count in strings.counts]
    inside = [
        np.zeros(len(count), dtype=np.int64) for count in strings.counts
    ]  # the most often within one longer
    for length in range(len(strings.levels), 1, -1):
        count = strings.counts[length - 1]
        for seam in range(1, length):
            left = strings.counts[seam - 1][strings.places(length, 0, seam)]
            right = strings.counts[length - seam - 1][strings.places(length, seam, length)]
            cohesion = np.log2(count * float(strings.total) / (left * right.astype(float)))
            weakest[length - 1] = np.minimum(weakest[length - 1], cohesion)
        cohesive = weakest[length - 1] >= min_cohesion
        for begin, end in combinations(range(length + 1), 2):
            if 1 < end - begin < length:
                places = strings.places(length, begin, end)[cohesive]
                np.maximum.at(inside[end - begin - 1], places, count[cohesive])
    tables, keys = [], []
    for length in range(2, len(strings.levels) + 1):
        count, cohesion = strings.counts[length - 1], weakest[length - 1]
        kept = (cohesion >= min_cohesion) & (inside[length - 1] < 0.9 * count)
        keys.append(strings.levels[length - 1][kept])
        words = pd.Series(texts_of(keys[-1], length, strings.characters), dtype="str")
        tables.append(pd.DataFrame({"word": words, "frequency": count[kept], "cohesion": cohesion[kept]}))
    return pd.concat(tables, ignore_index=True), np.concatenate(keys)


def _entropy(neighbours: Counts, size: int) -> np.ndarray:
    """Return the entropy, in bits, of the neighbours of each string, shape (size,)."""
    keys, counts = neighbours
    string = (keys >> _CODE_BITS).astype(np.int64)
    share = counts / np.bincount(string, weights=counts, minlength=size)[string]
    return np.bincount(string, weights=-share * np.log2(share), minlength=size)


def _has_stop_edge(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_stop(word[0]) or lexicon.is_stop(word[-1])


def _neighbours(part: pd.DataFrame, characters: np.ndarray, candidates: list[np.ndarray]) -> dict[str, Any]:
    """Count the left and right neighbours and the articles of each candidate in a part."""
    sides = {"left": CountsSum(), "right": CountsSum()}
    bases = np.cumsum([0, *map(len, candidates)])
    articles = np.zeros(bases[-1], dtype=np.int64)
    filters = [_Filter(keys) for keys in candidates]
    for texts in chunks(part):
        ends = np.append(texts.begins[1:], len(texts.codes))
        article = np.repeat(np.arange(len(ends), dtype=np.uint64), np.diff(ends, prepend=0))
        codes = np.where(texts.codes == 0, ord("\n"), texts.codes).astype(np.uint64)
        for length, (places, keys) in enumerate(keys_at(texts.codes, characters, len(candidates) + 1), 1):
            if length == 1:
                continue
            number, kept = filters[length - 2].find(keys)
            starts, string = places[kept], (number + bases[length - 2]).astype(np.uint64)
            for side, beside in (("left", starts - 1), ("right", starts + length)):
                sides[side].add(run_lengths(string << _CODE_BITS | codes[beside]))
            row = article[starts]
            pairs, _ = run_lengths(string << _CODE_BITS | row)
            articles += np.bincount((pairs >> _CODE_BITS).astype(np.int64), minlength=len(articles))
    return {**{side: sums.total() for side, sums in sides.items()}, "articles": articles}


class _Filter:
    """Finds keys in a sorted array. A table of bits rules out most of the others at once."""

    def __init__(self, keys: np.ndarray) -> None:
        self._index = pd.Index(keys)
        self._bits = np.zeros(1 << _FILTER_BITS, dtype=bool)
        self._bits[self._slots(keys)] = True

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the positions in the array of the keys that are in it, and which these are."""
        maybe = np.flatnonzero(self._bits.take(self._slots(keys)))
        number = self._index.get_indexer(keys[maybe])
        return number[number >= 0], maybe[number >= 0]

    def _slots(self, keys: np.ndarray) -> np.ndarray:
        return (keys * _SPREAD >> np.uint64(64 - _FILTER_BITS)).astype(np.int64)
