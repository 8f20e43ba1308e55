"""Where patterns stand in a match-copy: each is looked for by its rarest character."""

from collections.abc import Sequence

import numpy as np

from .points import code_points, ranges

_FEW = 5  # characters up to which it is faster to look for each in turn than for all in one table


class Patterns:
    """Patterns laid out by how rare their characters are; only around the rarest are the others compared.

    Parameters
    ----------
    patterns : sequence of str
        What to look for, folded and not empty.
    frequency : numpy.ndarray
        How often each code point occurs, about; those beyond the array do not.

    Examples
    --------
    >>> pattern, place = Patterns(["ai", "達"], np.zeros(1)).standing(code_points(" ai與ai "))
    >>> pattern.tolist(), place.tolist()
    ([0, 0], [1, 4])
    """

    def __init__(self, patterns: Sequence[str], frequency: np.ndarray) -> None:
        self._lengths = np.array([len(pattern) for pattern in patterns], dtype=np.int64)
        letters = np.zeros((len(patterns), int(self._lengths.max(initial=1))), dtype=np.uint32)
        for row, pattern in zip(letters, patterns, strict=True):  # 0 where a pattern has ended
            row[: len(pattern)] = code_points(pattern)
        common = np.where(letters < len(frequency), frequency.take(letters, mode="clip"), 0)
        common[letters == 0] = np.iinfo(np.int64).max
        self._offsets = np.argsort(common, axis=1, kind="stable")
        self._letters = np.take_along_axis(letters, self._offsets, axis=1)
        # The patterns by their rarest character, and where those of each character begin.
        self._by_rarest = np.argsort(self._letters[:, 0], kind="stable")
        self._rarest, self._begins = np.unique(self._letters[self._by_rarest, 0], return_index=True)
        self._counts = np.diff(np.append(self._begins, len(patterns)))

    def standing(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return every place where a pattern stands, overlapping or not: its number and where it begins, unsorted.

        Parameters
        ----------
        codes : numpy.ndarray
            The code points of a text, with a character that is in no pattern at either end.
        """
        at, number = self._candidates(codes)
        pattern = self._by_rarest[ranges(self._begins[number], self._counts[number])]
        place = np.repeat(at, self._counts[number]) - self._offsets[pattern, 0]
        for step in range(1, self._letters.shape[1]):
            if not len(pattern):
                break
            # Beyond either end stands a gap, which is in no pattern.
            found = codes.take(place + self._offsets[pattern, step], mode="clip")
            fits = (self._letters[pattern, step] == found) | (self._lengths[pattern] <= step)
            pattern, place = pattern[fits], place[fits]
        return pattern, place

    def _candidates(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where one of the rarest characters stands, and which."""
        if len(self._rarest) > _FEW:
            wanted = np.zeros(max(int(codes.max(initial=0)), int(self._rarest[-1])) + 1, dtype=bool)
            wanted[self._rarest] = True
            at = np.flatnonzero(wanted.take(codes))
            return at, np.searchsorted(self._rarest, codes[at])
        found = [np.flatnonzero(codes == rarest) for rarest in self._rarest.tolist()]
        number = np.repeat(np.arange(len(found)), [len(places) for places in found])
        return np.concatenate([np.empty(0, np.int64), *found]), number
