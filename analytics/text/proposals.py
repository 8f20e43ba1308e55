"""Words that a corpus itself proposes: strings that hold together and stand in varying surroundings.

`new_words` shows them to an analyst; `load(words="auto")` takes those that are names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from ..errors import ArgumentError
from .characters import IS_HAN
from .collation import by_strokes
from .lexicon import Lexicon
from .strings import (
    LONGEST,
    Counts,
    CountsSum,
    Strings,
    Tally,
    chunks,
    frequent_strings,
    keys_at,
    merge_counts,
    run_lengths,
    texts_of,
)
from .tokens import segmenter

MEASURES = {
    "word": "str",
    "frequency": "int64",
    "document_frequency": "int64",
    **dict.fromkeys(("cohesion", "left_entropy", "right_entropy", "score"), "float64"),
}  # the columns of the table, and their types
_COMPOUND = 0.25  # of the score of a string of known words: 思考過程, 國家安全
_MOST_CUT = 0.5  # share of places where a string ends inside a word: 港大校 in 港大校長
_CODE_BITS = np.uint64(21)
_FILTER_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: spreads keys over the filter


@dataclass(frozen=True)
class Thresholds:
    """What a string must reach to be proposed; `new_words` describes each."""

    max_length: int = LONGEST
    min_frequency: int | None = None
    min_cohesion: float = 3.0
    min_entropy: float = 1.0


def proposals(tally: Tally, lexicon: Lexicon, least: Thresholds = Thresholds()) -> pd.DataFrame:
    """Return the table of `new_words`.

    Parameters
    ----------
    tally : callable
        Runs a count over the parts of an article table and merges the counts.
    lexicon : Lexicon
        The lexicon whose words are known already.
    least : Thresholds
        What a string must reach.
    """
    max_length, min_frequency = least.max_length, least.min_frequency
    if not 2 <= max_length <= LONGEST or (min_frequency is not None and min_frequency < 2):
        raise ArgumentError(f"max_length must be 2 to {LONGEST}, and min_frequency 2 or more")
    strings = frequent_strings(tally, max_length, min_frequency)
    result, keys = _candidates(strings, least.min_cohesion)
    cutter = segmenter(lexicon)
    fresh = np.array(
        [not cutter.knows(word) and not _has_stop_edge(word, lexicon) for word in result["word"]], bool
    )
    result, keys = result[fresh].reset_index(drop=True), keys[fresh]
    lengths = result["word"].str.len().to_numpy()
    candidates = [keys[lengths == length] for length in range(2, max_length + 1)]
    count = partial(_neighbours, characters=strings.characters, candidates=candidates)
    left, right, result["document_frequency"] = tally(count, _merge_neighbours)
    result["left_entropy"], result["right_entropy"] = (_entropy(side, len(result)) for side in (left, right))
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result["score"] = result["cohesion"] * lesser * np.log2(result["frequency"].clip(lower=1))
    words = result["word"].tolist()
    inside = np.maximum(
        _cutting(
            left, words, lambda word, beside: cutter.knows(beside + word[0]) or cutter.knows(beside + word)
        ),
        _cutting(
            right, words, lambda word, beside: cutter.knows(word[-1] + beside) or cutter.knows(word + beside)
        ),
    )
    kept = (lesser >= least.min_entropy) & (inside <= _MOST_CUT)
    result = result.loc[kept, list(MEASURES)]
    named = [cutter.is_name(*pair) for pair in zip(result["word"], result["cohesion"], strict=True)]
    result["score"] *= np.where(np.array(named, dtype=bool), 1.0, _COMPOUND)
    order = {"ascending": [False, True], "key": by_strokes, "ignore_index": True}
    found: pd.DataFrame = result.sort_values(["score", "word"], **order)
    return found


def own_names(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the names among the words that articles propose, as `new_words` measures them.

    A name is no word of the dictionary, or a word with a character that ends or begins names (註冊局), or two nouns
    that stand together a thousand times as often as by chance. The same articles give the same names, in any order.
    """
    columns = articles[["title", "body"]]
    found = proposals(lambda count, merge: merge([count(columns)]), lexicon)
    cutter = segmenter(lexicon)
    named = [
        cutter.is_name(word, cohesion)
        for word, cohesion in zip(found["word"], found["cohesion"], strict=True)
    ]
    return found[np.array(named, dtype=bool)].reset_index(drop=True)


def _candidates(strings: Strings, min_cohesion: float) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the strings that hold together, by length, as word, frequency and cohesion; and their keys."""
    weakest = [np.full(len(count), np.inf) for count in strings.counts]
    # The most often within one longer
    inside = [np.zeros(len(count), dtype=np.int64) for count in strings.counts]
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


def _cutting(neighbours: Counts, words: list[str], is_word: Callable[[str, str], bool]) -> np.ndarray:
    """Return in what share of its places a string and the character beside it share a word of two characters."""
    keys, counts = neighbours
    string = (keys >> _CODE_BITS).astype(np.int64)
    beside = (keys & ((np.uint64(1) << _CODE_BITS) - np.uint64(1))).astype(np.int64)
    chosen = np.flatnonzero(IS_HAN.take(beside))
    pairs = zip(string[chosen].tolist(), beside[chosen].tolist(), strict=True)
    held = np.zeros(len(keys))
    held[chosen] = [is_word(words[number], chr(code)) for number, code in pairs]
    total = np.bincount(string, weights=counts, minlength=len(words))
    return np.bincount(string, weights=counts * held, minlength=len(words)) / np.maximum(total, 1)


def _has_stop_edge(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_stop(word[0]) or lexicon.is_stop(word[-1])


def _neighbours(
    part: pd.DataFrame, characters: np.ndarray, candidates: list[np.ndarray]
) -> tuple[Counts, Counts, np.ndarray]:
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
    return sides["left"].total(), sides["right"].total(), articles


def _merge_neighbours(parts: list[tuple[Counts, Counts, np.ndarray]]) -> tuple[Counts, Counts, np.ndarray]:
    left, right, articles = zip(*parts, strict=True)
    return merge_counts(left), merge_counts(right), np.add.reduce(articles)


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
