"""Hits: where patterns stand in texts, and which of them are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Spans:
    """Matches, one an element: text number, alias number, and the span in the original text."""

    text: np.ndarray
    alias: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.text)

    @property
    def places(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Text number, start and end of each."""
        return self.text, self.start, self.end

    def only(self, chosen: np.ndarray | slice) -> "Spans":
        """Return the spans that are chosen."""
        return Spans(self.text[chosen], self.alias[chosen], self.start[chosen], self.end[chosen])


@dataclass(frozen=True)
class Hits:
    """Where names stand, one an element; they may overlap.

    Attributes
    ----------
    pattern : numpy.ndarray
        Number of the name.
    text, start, end : numpy.ndarray
        Number of the text, and the span in it.
    low, high : numpy.ndarray
        The span in the match-copy of all texts; overlaps are judged by it.
    """

    pattern: np.ndarray
    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def joined(cls, parts: Sequence["Hits"]) -> "Hits":
        """Concatenate the hits of several parts."""
        return cls(
            *(np.concatenate(columns) for columns in zip(*(part._columns for part in parts), strict=True))
        )

    @property
    def _columns(self) -> tuple[np.ndarray, ...]:
        return self.pattern, self.text, self.start, self.end, self.low, self.high

    def moved(self, texts: int, places: int) -> "Hits":
        """Return the hits with text numbers and places shifted."""
        return Hits(
            self.pattern, self.text + texts, self.start, self.end, self.low + places, self.high + places
        )


NO_HITS = Hits(*np.empty((6, 0), dtype=np.int64))


def leftmost_longest(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return which hits to keep, in order of place: leftmost, longest, none overlapping another."""
    order = np.lexsort((-high, low))
    low, high = low[order], high[order]
    reach = np.maximum.accumulate(np.concatenate([[-1], high]))
    alone = low >= reach[:-1]  # it overlaps none before it
    kept = alone.copy()
    free = 0
    for index in np.flatnonzero(~alone | np.append(~alone[1:], False)).tolist():
        kept[index] = alone[index] or low[index] >= free
        if kept[index]:
            free = high[index]
    return order[kept]
