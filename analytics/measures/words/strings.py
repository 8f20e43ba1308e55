"""Frequent strings of Chinese characters. Longer strings are built from shorter ones: a string is rare if a part is.

Each string of a length has a number, the rank of its key among the keys of this length. The key combines the number of
the string without its last character with this last character. So a string has the same number in every part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from ...text.characters import IS_HAN
from ...text.points import code_points
from ..engine.tally import Table, merge_sums, sum_by, tally

_CODE_BITS = 21
_CODE = (1 << _CODE_BITS) - 1


@dataclass(frozen=True)
class Strings:
    """The frequent strings of a corpus.

    Attributes
    ----------
    levels, counts : list of numpy.ndarray
        For each length from 1: the sorted keys, and the frequency of each string.
    characters : int
        Number of Chinese characters in the corpus.
    """

    levels: list[np.ndarray]
    counts: list[np.ndarray]
    characters: int

    def codes(self, length: int) -> np.ndarray:
        """Return the code points of the strings of a length, shape (strings, length)."""
        columns = []
        number = np.arange(len(self.levels[length - 1]))
        for level in reversed(self.levels[:length]):
            columns.append(level[number] & _CODE)
            number = level[number] >> _CODE_BITS
        return np.stack(columns[::-1], axis=1)

    def texts(self, length: int) -> list[str]:
        """Return the strings of a length."""
        return ["".join(map(chr, row)) for row in self.codes(length).tolist()]

    def part(self, length: int, begin: int, end: int) -> np.ndarray:
        """Return the frequency of `string[begin:end]` for all strings of a length, as floats."""
        codes = self.codes(length)[:, begin:end]
        number = np.zeros(len(codes), dtype=np.int64)
        for level, column in zip(self.levels, codes.T, strict=False):
            number = np.searchsorted(
                level, number << _CODE_BITS | column
            )  # every substring of a frequent string is frequent
        return self.counts[end - begin - 1][number].astype(float)


def frequent_strings(articles: Table, max_length: int, min_frequency: int) -> Strings:
    """Return the strings of Chinese characters that occur at least `min_frequency` times in titles and bodies.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    max_length : int
        Characters of the longest string.
    min_frequency : int
        Fewest occurrences of a string; single characters are kept however rare.
    """
    levels: list[np.ndarray] = []
    counts: list[np.ndarray] = []
    for length in range(1, max_length + 1):
        count = partial(_count_longer, levels=levels)
        found = tally(articles, count, merge_sums("key"), columns=["title", "body"])
        often = found[found["count"] >= (min_frequency if length > 1 else 1)]
        levels = [*levels, often["key"].to_numpy(dtype=np.int64)]
        counts.append(often["count"].to_numpy(dtype=np.int64))
    return Strings(levels, counts, int(counts[0].sum()))


def running_text(part: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the code points of all titles and bodies of a part, separated by line ends, and their articles."""
    texts = [f"{title}\n{body}\n" for title, body in zip(part["title"], part["body"], strict=True)]
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    article = np.repeat(np.arange(-1, len(texts)), np.concatenate([[1], lengths]))
    return code_points("\n" + "".join(texts)).astype(np.int64), article


def strings_in(codes: np.ndarray, levels: Sequence[np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield, for each length, the places of the frequent strings in a text and their numbers."""
    starts = np.flatnonzero(IS_HAN.take(codes))
    number = np.zeros(len(starts), dtype=np.int64)
    for length, level in enumerate(levels, 1):
        starts, key = _longer(codes, starts, number, length)
        place = np.searchsorted(level, key)
        there = place < len(level)
        there[there] = level[place[there]] == key[there]
        starts, number = starts[there], place[there]
        yield starts, number


def _longer(
    codes: np.ndarray, starts: np.ndarray, number: np.ndarray, length: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places and keys of strings that are one character longer."""
    last = starts + length - 1
    fits = last < len(codes)
    fits[fits] = IS_HAN.take(codes[last[fits]])
    starts, number, last = starts[fits], number[fits], last[fits]
    return starts, number << _CODE_BITS | codes[last]


def _count_longer(part: pd.DataFrame, levels: list[np.ndarray]) -> pd.DataFrame:
    """Count the strings of a part that are one character longer than the known ones."""
    codes, _ = running_text(part)
    starts = np.flatnonzero(IS_HAN.take(codes))
    number = np.zeros(len(starts), dtype=np.int64)
    for starts, number in strings_in(codes, levels):  # noqa: B007 - keeps the last level
        pass
    _, key = _longer(codes, starts, number, len(levels) + 1)
    return sum_by(pd.DataFrame({"key": key, "count": 1}), ["key"])
