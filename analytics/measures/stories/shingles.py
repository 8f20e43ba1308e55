"""Shingles: the hashed 5-character pieces of many bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ...text.fold import FoldedColumn

SHINGLE = 5  # characters
LEAD = 200  # shingles: a shorter body is a lead, as feeds give them
_BATCH = 2000  # bodies folded at a time: their number takes 11 bits beside a hash of 53
_BODY_BITS, _HASH_BITS = np.uint64(11), np.uint64(53)
_HASH_MASK = np.uint64((1 << 53) - 1)


@dataclass(frozen=True)
class Shingles:
    """The distinct shingles of many bodies in one array, grouped by body and sorted within each.

    Attributes
    ----------
    values : numpy.ndarray, shape (shingles,), uint64
        Hashes of 53 bits.
    starts : numpy.ndarray, shape (bodies + 1,), int64
        Where the shingles of each body begin.
    leads : list of str
        The letters of each body of fewer than `LEAD` shingles, in their order; of the others nothing.
    """

    values: NDArray[np.uint64]
    starts: NDArray[np.int64]
    leads: list[str]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of distinct shingles of each body."""
        return np.diff(self.starts)

    def keys(self) -> NDArray[np.uint64]:
        """Return a hash of each body: equal for bodies with the same shingles."""
        keys = np.zeros(len(self.sizes), dtype=np.uint64)
        for first in range(
            0, len(keys), _BATCH
        ):  # sums in pieces: one of all shingles would double the memory
            starts = self.starts[first : first + _BATCH + 1]
            sums = np.cumsum(spread_bits(self.values[starts[0] : starts[-1]]), dtype=np.uint64)
            ends = np.concatenate([[np.uint64(0)], sums])[starts - starts[0]]
            keys[first : first + _BATCH] = ends[1:] - ends[:-1] + np.diff(starts).astype(np.uint64)
        return keys

    def of(self, bodies: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Return the shingles of some bodies, and the place of each one's body among them."""
        sizes = self.sizes[bodies]
        place = np.repeat(np.arange(len(bodies), dtype=np.int32), sizes)
        taken = np.repeat(self.starts[bodies] - (np.cumsum(sizes) - sizes), sizes)
        taken += np.arange(len(taken))
        return self.values[taken], place


def concat_shingles(parts: list[Shingles]) -> Shingles:
    """Concatenate the shingles of several parts of a corpus."""
    if len(parts) == 1:
        return parts[0]
    sizes = np.concatenate([part.sizes for part in parts])
    values = np.concatenate([part.values for part in parts])
    leads = [lead for part in parts for lead in part.leads]
    return Shingles(values, np.concatenate([[0], np.cumsum(sizes)]), leads)


def shingles_of(bodies: Iterable[str], characters: int) -> Shingles:
    """Return the shingles of texts; only letters and digits count, whatever their case, width and script.

    Parameters
    ----------
    bodies : iterable of str
        The texts.
    characters : int
        About how long they are together; memory is set aside by it.

    Examples
    --------
    >>> one, other = shingles_of(["輝達股價急挫", "辉达股价急挫。"], 13).keys()
    >>> bool(one == other)
    True
    """
    values = np.empty(characters, dtype=np.uint64)  # what is never written to takes no memory
    sizes, end = [np.zeros(1, np.int64)], 0
    leads: list[str] = []
    left = iter(bodies)
    while batch := list(islice(left, _BATCH)):
        found, counts, short = _hash_batch(batch)
        if end + len(found) > len(values):
            values = np.concatenate([values[:end], np.empty(end + 2 * len(found), dtype=np.uint64)])
        values[end : end + len(found)] = found
        sizes.append(counts)
        leads += short
        end += len(found)
    return Shingles(values[:end], np.cumsum(np.concatenate(sizes)), leads)


def _hash_batch(bodies: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64], list[str]]:
    """Return the distinct shingles of some bodies, body by body, how many each has, and the letters of leads."""
    letters, number = letters_of(bodies)
    if len(letters) < SHINGLE:
        return np.empty(0, np.uint64), np.zeros(len(bodies), np.int64), [""] * len(bodies)
    text = letters.astype("<u4").tobytes().decode("utf-32-le", "replace")
    ends = np.cumsum(np.bincount(number, minlength=len(bodies))).tolist()
    length = len(letters) - SHINGLE + 1
    hashed = np.zeros(length, dtype=np.uint64)
    for shift in range(SHINGLE):
        hashed = spread_bits(hashed + letters[shift : length + shift])
    in_one_body = number[:length] == number[SHINGLE - 1 :]
    hashed, number = hashed[in_one_body], number[:length][in_one_body]
    # Body number and hash share one integer, which sorts several times faster than pairs.
    both = distinct(number.astype(np.uint64) << _HASH_BITS | hashed >> _BODY_BITS)
    sizes = np.bincount((both >> _HASH_BITS).astype(np.int64), minlength=len(bodies))
    leads = [
        text[start:end] if size < LEAD else ""
        for start, end, size in zip([0, *ends], ends, sizes.tolist(), strict=False)
    ]
    return both & _HASH_MASK, sizes, leads


def letters_of(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the letters and digits of texts, folded, and the number of the text that each is from.

    >>> letters, number = letters_of(["輝達！", "AI 2"])
    >>> number.tolist()
    [0, 0, 1, 1, 1]
    """
    column = FoldedColumn(texts)
    codes = column.codes
    known = np.flatnonzero(np.bincount(codes, minlength=1))
    is_letter = np.zeros(int(known.max(initial=0)) + 1, dtype=bool)
    is_letter[known] = [chr(code).isalnum() for code in known.tolist()]
    kept = np.flatnonzero(is_letter[codes])
    number, _, _ = column.locate(kept, kept + 1)
    return codes[kept].astype(np.uint64), number


def distinct(keys: np.ndarray) -> np.ndarray:
    """Return the distinct values of an array of integers, sorted; a tenth of the time of `np.unique`.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    keys = np.sort(keys)
    return np.asarray(keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]])


def spread_bits(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread 64-bit keys over their whole range (Fibonacci hashing)."""
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray(keys ^ (keys >> np.uint64(29)))
