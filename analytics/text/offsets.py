"""The way back from a match-copy to the text it was made from.

Nearly every character of a copy was made from one character of the text. So only the others are kept, and where the
distance between copy and text changes.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Edits:
    """The spans of a text that are not copied character by character.

    Attributes
    ----------
    start, end : numpy.ndarray
        The spans in the text, in order; none overlaps another.
    length : numpy.ndarray
        How many characters the copy has for each.
    """

    start: np.ndarray
    end: np.ndarray
    length: np.ndarray

    @property
    def after(self) -> np.ndarray:
        """Where the copy of each span ends, in the copy."""
        return np.asarray(self.end + np.cumsum(self.length - (self.end - self.start)))


class Offsets:
    """Places in a text and in its match-copy.

    Parameters
    ----------
    edits : Edits
        What is not copied character by character.
    silent : numpy.ndarray
        Places that are left out after that, counted in the copy before; sorted.

    Examples
    --------
    >>> edits = Edits(np.array([1]), np.array([2]), np.array([2]))  # 約㎡價 -> 约m2价
    >>> offsets = Offsets(edits, np.empty(0, np.int64))
    >>> [places.tolist() for places in offsets.original(np.array([1, 3]), np.array([2, 4]))]
    [[1, 2], [2, 3]]
    """

    def __init__(self, edits: Edits, silent: np.ndarray) -> None:
        after = edits.after
        self._silent = silent
        self._silent_before = silent - np.arange(len(silent))
        self._edit_starts, self._edit_ends = edits.start, edits.end
        self._growth = np.concatenate([[0], after - edits.end])
        # Each character that an edit made: its place in the copy, and the span it was made from.
        self._made = np.repeat(after - np.cumsum(edits.length), edits.length) + np.arange(edits.length.sum())
        self._made_start = np.repeat(edits.start, edits.length)
        self._made_end = np.repeat(edits.end, edits.length)
        self._after = after

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(part.nbytes for part in vars(self).values())

    def copied(self, places: np.ndarray) -> np.ndarray:
        """Return where places of the text, none inside an edit, are in the copy."""
        moved = places + self._growth[np.searchsorted(self._edit_starts, places)]
        return np.asarray(moved - np.searchsorted(self._silent, moved))

    def copies(self, places: np.ndarray) -> np.ndarray:
        """Return all places of the copy that were made from the characters, or edits, that begin at some places."""
        edit = np.searchsorted(self._edit_starts, places, side="right") - 1
        alone = (edit < 0) | (places >= self._edit_ends.take(edit)) if len(self._edit_ends) else edit < 0
        made = self._made[np.isin(self._made_start, places)]
        copies = np.concatenate([self.copied(places[alone]), made - np.searchsorted(self._silent, made)])
        return np.sort(copies)

    def original(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the spans in the text of non-empty spans of the copy."""
        return self._origin(starts)[0], self._origin(ends - 1)[1]

    def _origin(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the spans that the characters at these places of the copy were made from."""
        places = places + np.searchsorted(self._silent_before, places, side="right")
        start = places - self._growth[np.searchsorted(self._after, places, side="right")]
        end = start + 1
        if len(self._made):
            at = np.searchsorted(self._made, places)
            made = np.flatnonzero(self._made.take(at, mode="clip") == places)
            start[made], end[made] = self._made_start[at[made]], self._made_end[at[made]]
        return start, end
