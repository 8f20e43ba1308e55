"""Frequent strings of Chinese characters, up to five characters long, counted in two passes of bounded memory.

A string is packed into one integer, a digit per character. The first pass counts single characters, and three at a
time in a sketch that rules out what must be rare. The second pass packs the longest string that starts at each place
and may be frequent. Sorting these integers puts equal beginnings side by side, which gives the counts of all lengths.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .characters import EVERY, IS_HAN
from .points import Laid, arrow, laid
from .sketch import may_reach, sketch

LONGEST = 5  # characters of the longest string: five digits of base MOST_DIGITS fit into 64 bits
_MOST_CHARACTERS = 7130
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: spreads keys over the counters of the sketch
_CHUNK = 6_000_000  # bytes of text in memory at a time, besides the table
_MERGED = 8_000_000  # counts are merged whenever so many are waiting
Counts = tuple[np.ndarray, np.ndarray]  # sorted keys, and how often each occurs
# Runs a count over the parts of an article table and merges what they give
Tally = Callable[[Callable[[pd.DataFrame], Any], Callable[[list[Any]], Any]], Any]


@dataclass(frozen=True)
class Strings:
    """The frequent strings of a corpus.

    Attributes
    ----------
    characters : numpy.ndarray of uint32
        The frequent characters; the digit of a character is its position here plus one.
    levels, counts : list of numpy.ndarray
        For each length from 1: the sorted keys of the strings, uint64, and how often each occurs.
    total : int
        Number of Chinese characters in the corpus.
    """

    characters: np.ndarray
    levels: list[np.ndarray]
    counts: list[np.ndarray]
    total: int

    @property
    def base(self) -> int:
        """The base of the digits that make up a key."""
        return len(self.characters) + 1

    def places(self, length: int, begin: int, end: int) -> np.ndarray:
        """Return for each string of a length the position of `string[begin:end]` among the strings of its length."""
        keys = self.levels[length - 1] // np.uint64(self.base ** (length - end))
        keys = keys % np.uint64(self.base ** (end - begin))
        # Every part of a frequent string is frequent
        return np.searchsorted(self.levels[end - begin - 1], keys)


def texts_of(keys: np.ndarray, length: int, characters: np.ndarray) -> list[str]:
    """Return the strings of a length that have these keys.

    >>> texts_of(np.array([3 * 1 + 2], dtype=np.uint64), 2, np.array([ord("輝"), ord("達")], dtype=np.uint32))
    ['輝達']
    """
    base = np.uint64(len(characters) + 1)
    letters = np.zeros((len(keys), length), dtype="<u4")
    for column in range(length - 1, -1, -1):
        letters[:, column] = characters[(keys % base).astype(np.int64) - 1]
        keys = keys // base
    return (
        np.asarray(letters.view(f"<U{length}").ravel().tolist(), dtype=object).tolist() if len(keys) else []
    )


def frequent_strings(tally: Tally, max_length: int, min_frequency: int | None) -> Strings:
    """Return the strings of Chinese characters that occur often in titles and bodies.

    Strings of the 7,130 most frequent characters are counted. Other characters are too rare to be in a frequent string,
    unless the corpus has more than 7,130 frequent ones.

    Parameters
    ----------
    tally : callable
        Runs a count over the parts of an article table.
    max_length : int
        Characters of the longest string, at most `LONGEST`.
    min_frequency : int or None
        Fewest occurrences of a string. None: `usual_frequency` of the number of Chinese characters.
    """
    (codes, counts), sketched = tally(_count_characters, _merge_characters)
    total = int(counts.sum())
    least = usual_frequency(total) if min_frequency is None else min_frequency
    often = np.flatnonzero(counts >= least)
    often = np.sort(often[np.lexsort((often, -counts[often]))][:_MOST_CHARACTERS])
    characters = codes[often].astype(np.uint32)
    count = partial(_count_strings, characters=characters, length=max_length, trigrams=sketched >= least)
    keys, frequency = tally(count, merge_counts)
    levels, frequencies = [], []
    for length in range(1, max_length + 1):
        level, frequency_of_level = _beginnings(
            keys, frequency, (len(characters) + 1) ** (max_length - length)
        )
        kept = (level % np.uint64(len(characters) + 1) > 0) & (frequency_of_level >= least)
        levels.append(level[kept])
        frequencies.append(frequency_of_level[kept])
    return Strings(characters, levels, frequencies, total)


def usual_frequency(characters: int) -> int:
    """Return the fewest occurrences of a new word: 5, or one in a million Chinese characters if that is more.

    >>> usual_frequency(300_000), usual_frequency(75_000_000)
    (5, 75)
    """
    return max(5, -(-characters // 1_000_000))


def chunks(part: pd.DataFrame) -> Iterator[Laid]:
    """Yield the texts of a part, title and body of an article separated by a line end, some megabytes at a time."""
    columns = [arrow(part[name]) for name in ("title", "body")]
    sizes = sum(pc.fill_null(pc.binary_length(column), 0).to_numpy() for column in columns)
    after = np.cumsum(sizes)
    first = 0
    while first < len(part):
        before = int(after[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(after, before + _CHUNK, side="right")))
        pieces = [column.slice(first, end - first) for column in columns]
        yield laid(
            pc.binary_join_element_wise(*pieces, pa.scalar("\n", pa.large_string()), null_handling="replace")
        )
        first = end


def keys_at(
    codes: np.ndarray, characters: np.ndarray, length: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield for each length from 1 the places where a string of frequent characters starts, and its keys."""
    digits = _digits(characters).take(codes)
    places = np.flatnonzero(digits)
    keys = digits[places].astype(np.uint64)
    base = np.uint64(len(characters) + 1)
    for shift in range(length):
        if shift:
            following = digits.take(places + shift, mode="clip")
            kept = (following > 0) & (places + shift < len(codes))
            places, keys = places[kept], keys[kept] * base + following[kept]
        yield places, keys


def run_lengths(keys: np.ndarray) -> Counts:
    """Sort keys in place; return the distinct ones and how often each occurs.

    >>> [column.tolist() for column in run_lengths(np.array([7, 9, 7]))]
    [[7, 9], [2, 1]]
    """
    keys.sort()
    begins = (
        np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, int)
    )
    return keys[begins], np.diff(np.append(begins, len(keys)))


def merge_counts(parts: Sequence[Counts]) -> Counts:
    """Merge the counts of several parts.

    >>> one = np.array([7, 9]), np.array([2, 1])
    >>> [column.tolist() for column in merge_counts([one, one])]
    [[7, 9], [4, 2]]
    """
    if len(parts) == 1:
        return parts[0]
    keys, counts = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(keys)
    return _beginnings(keys[order], counts[order], 1)


class CountsSum:
    """Adds up counts, merged now and then so that few are waiting."""

    def __init__(self) -> None:
        self._waiting: list[Counts] = [(np.empty(0, np.uint64), np.empty(0, np.int64))]

    def add(self, counts: Counts) -> None:
        """Add counts."""
        self._waiting.append(counts)
        if sum(len(keys) for keys, _ in self._waiting[1:]) > max(_MERGED, len(self._waiting[0][0])):
            self._waiting = [merge_counts(self._waiting)]

    def total(self) -> Counts:
        """Return the sums."""
        return merge_counts(self._waiting)


def _beginnings(keys: np.ndarray, counts: np.ndarray, divisor: int) -> Counts:
    """Sum the counts of sorted keys that begin alike: that are equal once divided."""
    shorter = keys // np.uint64(divisor) if divisor > 1 else keys
    if not len(keys):
        return shorter, counts
    begins = np.flatnonzero(np.concatenate([[True], shorter[1:] != shorter[:-1]]))
    return shorter[begins], np.add.reduceat(counts, begins)


def _digits(characters: np.ndarray) -> np.ndarray:
    digits = np.zeros(EVERY, dtype=np.uint16)
    digits[characters] = np.arange(1, len(characters) + 1)
    return digits


def _trigrams(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where three Chinese characters stand together, and hashes of them."""
    han = IS_HAN.take(codes)
    places = np.flatnonzero(han[:-2] & han[1:-1] & han[2:]) if len(codes) > 2 else np.empty(0, np.int64)
    wide = codes.astype(np.uint64)
    keys = wide[places] << np.uint64(42) | wide[places + 1] << np.uint64(21) | wide[places + 2]
    return places, keys * _SPREAD


def _count_characters(part: pd.DataFrame) -> tuple[Counts, np.ndarray]:
    """Count the Chinese characters of a part, and three at a time in a sketch."""
    counts = np.zeros(EVERY, dtype=np.int64)
    counters = sketch(np.empty(0, np.uint64))
    for texts in chunks(part):
        found = np.bincount(texts.codes)
        counts[: len(found)] += found
        counters += sketch(_trigrams(texts.codes)[1])
    there = np.flatnonzero(counts * IS_HAN)
    return (there, counts[there]), counters


def _merge_characters(parts: Sequence[tuple[Counts, np.ndarray]]) -> tuple[Counts, np.ndarray]:
    characters, counters = zip(*parts, strict=True)
    return merge_counts(characters), np.add.reduce(counters)


def _count_strings(part: pd.DataFrame, characters: np.ndarray, length: int, trigrams: np.ndarray) -> Counts:
    """Count, at each place of a part, the longest string that may be frequent, padded with zeros."""
    sums = CountsSum()
    table = _digits(characters)
    base = np.uint64(len(characters) + 1)
    for texts in chunks(part):
        digits = np.append(table.take(texts.codes), np.zeros(length, dtype=np.uint16))
        places, hashes = _trigrams(texts.codes)
        frequent = np.zeros(len(digits), dtype=bool)
        frequent[places] = may_reach(trigrams, hashes, 1)
        places = np.flatnonzero(digits)
        keys = digits[places].astype(np.uint64)
        alive = np.ones(len(places), dtype=bool)
        for shift in range(1, length):
            following = digits.take(places + shift)
            alive &= following > 0
            if shift > 1:
                alive &= frequent.take(places + shift - 2)
            keys *= base
            keys += following * alive
        sums.add(run_lengths(keys))
    return sums.total()
