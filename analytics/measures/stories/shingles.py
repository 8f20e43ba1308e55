"""Shingles: the hashed 5-character pieces of many bodies, and how many of them two bodies share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...text.fold import FoldedColumn

SHINGLE = 5  # characters
_BATCH = 2000  # bodies folded at a time: their number takes 11 bits beside a hash of 53
_BODY_BITS, _HASH_BITS = np.uint64(11), np.uint64(53)
_HASH_MASK = np.uint64((1 << 53) - 1)
_CHUNK = 1 << 22  # shingles compared at a time; bounds memory at about 200 MB


@dataclass(frozen=True)
class Shingles:
    """The distinct shingles of many bodies in one array, grouped by body and sorted within each.

    Attributes
    ----------
    values : numpy.ndarray, shape (shingles,), uint64
        Hashes of 53 bits.
    starts : numpy.ndarray, shape (bodies + 1,), int64
        Where the shingles of each body begin.
    """

    values: NDArray[np.uint64]
    starts: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of distinct shingles of each body."""
        return np.diff(self.starts)

    @property
    def body(self) -> NDArray[np.int64]:
        """The number of the body of each shingle."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def keys(self) -> NDArray[np.uint64]:
        """Return a hash of each body: equal for bodies with the same shingles."""
        sums = np.concatenate([[np.uint64(0)], np.cumsum(spread_bits(self.values), dtype=np.uint64)])
        with np.errstate(over="ignore"):
            return np.asarray(sums[self.starts[1:]] - sums[self.starts[:-1]] + self.sizes.astype(np.uint64))

    def sampled(self, rate: int) -> "Shingles":
        """Keep one shingle in `rate`, the same ones of every body."""
        kept = spread_bits(self.values) % np.uint64(rate) == 0
        return Shingles(self.values[kept], np.concatenate([[0], np.cumsum(kept)])[self.starts])

    def of(self, bodies: NDArray[np.int64]) -> "Shingles":
        """Return the shingles of some bodies."""
        sizes = self.sizes[bodies]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        values = self.values[np.repeat(self.starts[bodies], sizes) + within]
        return Shingles(values, np.concatenate([[0], np.cumsum(sizes)]))

    def shared(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles each pair of bodies shares."""
        counts = np.zeros(len(a), dtype=np.int64)
        ends = np.cumsum(self.sizes[a] + self.sizes[b])
        first = 0
        while first < len(a):  # chunks of pairs that fit into memory
            done = ends[first - 1] if first else 0
            last = min(max(int(np.searchsorted(ends, done + _CHUNK)), first + 1), first + _BATCH)
            counts[first:last] = self._shared(a[first:last], b[first:last])
            first = last
        return counts

    def _shared(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count within one chunk: a shared shingle occurs twice among those of its pair."""
        both = self.of(np.stack([a, b], axis=1).ravel())
        pair = (both.body // 2).astype(np.uint64)
        keys = np.sort(pair << _HASH_BITS | both.values)
        twice = keys[1:][keys[1:] == keys[:-1]]
        return np.bincount((twice >> _HASH_BITS).astype(np.int64), minlength=len(a))


def concat_shingles(parts: list[Shingles]) -> Shingles:
    """Concatenate the shingles of several parts of a corpus."""
    sizes = np.concatenate([part.sizes for part in parts])
    values = np.concatenate([part.values for part in parts])
    return Shingles(values, np.concatenate([[0], np.cumsum(sizes)]))


def shingles_of(bodies: list[str]) -> Shingles:
    """Return the shingles of texts; only letters and digits count, whatever their case, width and script.

    >>> shingles_of(["輝達股價急挫", "辉达股价急挫。"]).keys().tolist().count(0)
    0
    """
    batches = [_hash_batch(bodies[first : first + _BATCH]) for first in range(0, len(bodies), _BATCH)]
    return concat_shingles(batches) if batches else Shingles(np.empty(0, np.uint64), np.zeros(1, np.int64))


def _hash_batch(bodies: list[str]) -> Shingles:
    column = FoldedColumn(bodies)
    codes = column.codes
    known = np.flatnonzero(np.bincount(codes, minlength=1))
    is_letter = np.zeros(int(known.max(initial=0)) + 1, dtype=bool)
    is_letter[known] = [chr(code).isalnum() for code in known.tolist()]
    kept = np.flatnonzero(is_letter[codes])
    number, _, _ = column.locate(kept, kept + 1)
    letters = codes[kept].astype(np.uint64)
    if len(letters) < SHINGLE:
        return Shingles(np.empty(0, np.uint64), np.zeros(len(bodies) + 1, np.int64))
    length = len(letters) - SHINGLE + 1
    hashed = np.zeros(length, dtype=np.uint64)
    for shift in range(SHINGLE):
        hashed = spread_bits(hashed + letters[shift : length + shift])
    in_one_body = number[:length] == number[SHINGLE - 1 :]
    hashed, number = hashed[in_one_body], number[:length][in_one_body]
    # Body number and hash share one integer, which sorts several times faster than pairs.
    both = distinct(number.astype(np.uint64) << _HASH_BITS | hashed >> _BODY_BITS)
    sizes = np.bincount((both >> _HASH_BITS).astype(np.int64), minlength=len(bodies))
    return Shingles(both & _HASH_MASK, np.concatenate([[0], np.cumsum(sizes)]))


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
