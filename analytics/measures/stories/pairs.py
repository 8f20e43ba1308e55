"""Pairs of bodies that are alike, found without comparing all with all, and without missing one.

Two ideas make the search exact and fast. Shingles that occur in the same bodies are one class with a weight: of a
sentence that ten articles share, one class is left of some twenty shingles, and of what occurs in one body nothing.
And a pair that shares enough must also share enough of the rarest classes of the smaller body, so that frequent ones
need not be looked at (prefix filtering: Chaudhuri, Ganti & Kaushik 2006; Wang, Li & Feng 2012).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from .sameness import UNLIKE, Rule
from .shingles import Shingles, spread_bits

NO_DAY = np.iinfo(np.int64).min
_SKIPPED = 0.75  # share of the needed overlap that the frequent classes, which are not looked at, may make up
_SEGMENT = 1 << 23  # shingles sorted at a time; bounds memory at about 500 MB
_CELLS = 1 << 23  # pairs compared at a time
_ROWS = 256  # bodies compared at a time, at least
_LARGEST = 1000  # bodies of a group whose average likeness is looked at

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def alike(
    shingles: Shingles,
    bodies: NDArray[np.int64],
    day: NDArray[np.int64],
    days: int,
    *,
    least: float,
    rule: Rule,
) -> Pairs:
    """Return links between bodies that are alike and at most some days apart.

    Parameters
    ----------
    shingles : Shingles
        The shingles of all bodies.
    bodies : numpy.ndarray, int64
        Those that are compared.
    day : numpy.ndarray, int64
        Each body's day as a number; `NO_DAY` where it is undated.
    days : int
        Most days between two bodies of a pair. An undated body is compared with all.
    least : float
        Lowest share of the shingles of the smaller body that are in the larger one, of pairs that `rule` judges.
    rule : callable
        Tells of pairs with so many shared shingles how much alike they are; 0 or more where they are alike.

    Returns
    -------
    pair of numpy.ndarray
        All pairs with an undated body; of the others as many as connect each group. Two groups are not one because
        of a single pair: pairs between them must be alike on average (average linkage; Sokal & Michener 1958).
    """
    order = bodies[np.argsort(day[bodies], kind="stable")]  # undated ones first
    found = [
        _of_segment(shingles, day, members, own, days, least, rule)
        for members, own in _segments(shingles.sizes[order], day[order], days)
        for members in [order[members]]
    ]
    none = np.empty(0, np.int64)
    return np.concatenate([none, *(a for a, _ in found)]), np.concatenate([none, *(b for _, b in found)])


def connected(size: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the connected component of each of `size` articles.

    >>> connected(3, np.array([0]), np.array([2])).tolist()
    [0, 1, 0]
    """
    if not size:
        return np.empty(0, np.int64)
    graph = csr_array((np.ones(len(a), dtype=bool), (a, b)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _segments(
    sizes: NDArray[np.int64], day: NDArray[np.int64], days: int
) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Cut bodies in order of days into segments that are compared by themselves.

    A segment holds all undated bodies, its own ones, and those of the days that follow them; the number is that of
    the undated and its own.
    """
    undated = int(np.searchsorted(day, NO_DAY, side="right"))
    after = np.cumsum(sizes)
    before = int(after[undated - 1]) if undated else 0
    begin = undated
    while begin < len(day) or begin == undated:
        base = int(after[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(after, base + max(_SEGMENT, 4 * before), side="right")), begin + 1)
        end = min(end, len(day))
        last = int(np.searchsorted(day, day[end - 1] + days, side="right")) if end > undated else end
        yield np.concatenate([np.arange(undated), np.arange(begin, last)]), undated + end - begin
        if end >= len(day):
            return
        begin = end


def _of_segment(
    shingles: Shingles,
    day: NDArray[np.int64],
    members: NDArray[np.int64],
    own: int,
    days: int,
    least: float,
    rule: Rule,
) -> Pairs:
    """Return links of which one body at least is among the first `own` members of a segment."""
    if len(members) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    classes = _Classes.of(*shingles.of(members), shingles.sizes[members])
    when = day[members]
    found = [classes.sharing(rows, columns, least) for rows, columns in blocks(when, own, days)]
    a, b, shared = (np.concatenate([pairs[side] for pairs in found]) for side in (0, 1, 2))
    margin = rule(members[a], members[b], shared)
    chosen = margin >= 0
    undated = (when[a] == NO_DAY) | (when[b] == NO_DAY)
    close = ~undated & (np.abs(when[a] - when[b]) <= days)
    group = connected(len(members), a[close & chosen], b[close & chosen])
    group = _split(group, a[close], b[close], margin[close])
    a, b, undated = a[chosen], b[chosen], undated[chosen]
    _, first, group = np.unique(group, return_index=True, return_inverse=True)
    to = np.flatnonzero(first[group] != np.arange(len(group)))
    return (
        members[np.concatenate([first[group[to]], a[undated]])],
        members[np.concatenate([to, b[undated]])],
    )


def _split(
    group: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64], margin: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Split groups whose members are not alike on average; return the new groups."""
    inside = group[a] == group[b]
    a, b, margin = a[inside], b[inside], margin[inside]
    sizes = np.bincount(group)
    alike_pairs = np.bincount(group[a[margin >= 0]], minlength=len(sizes))
    doubtful = (alike_pairs < sizes * (sizes - 1) // 2) & (sizes <= _LARGEST)
    asked = doubtful[group[a]]
    a, b, margin = a[asked], b[asked], margin[asked]
    order = np.argsort(group[a], kind="stable")
    a, b, margin = a[order], b[order], margin[order]
    result, free = group.copy(), len(sizes)
    ends = np.searchsorted(group[a], np.flatnonzero(doubtful), side="right").tolist()
    for start, end in pairwise([0, *ends]):
        members, place = np.unique([a[start:end], b[start:end]], return_inverse=True)
        first, second = np.sort(place.reshape(2, -1), axis=0)
        size = len(members)
        distance = np.full(size * (size - 1) // 2, -UNLIKE)
        distance[first * (2 * size - first - 1) // 2 + second - first - 1] = -margin[start:end]
        parts = fcluster(linkage(distance + 1, "average"), 1 + 1e-9, "distance")
        result[members] = np.where(parts > 1, free + parts, result[members])
        free += size
    return result


def blocks(when: NDArray[np.int64], own: int, days: int) -> Iterator[tuple[slice, slice]]:
    """Yield rows of a segment and the columns that they are compared with, as many as fit into memory."""
    undated = int(np.searchsorted(when, NO_DAY, side="right"))
    at = 0
    while at < len(when):
        first = 0 if at < undated else int(np.searchsorted(when, when[at] - days))
        until = undated if at < undated else int(np.searchsorted(when, when[at] + days, side="right"))
        step = max(min(max(_ROWS, until - at), _CELLS // (len(when) - first)), 1)
        end = min(at + step, undated if at < undated else len(when))
        last = len(when) if at < undated else int(np.searchsorted(when, when[end - 1] + days, side="right"))
        yield slice(at, end), slice(first, last if at < own else own)
        if at >= undated and undated and first > 0:
            yield slice(at, end), slice(0, undated)
        at = end


@dataclass(frozen=True)
class _Classes:
    """The shingles of some bodies, those that occur in the same bodies as one class.

    Attributes
    ----------
    holds : csr_array, shape (bodies, classes)
        1 where a body has the shingles of a class; frequent classes have high numbers. Shingles of a single body are
        in no class.
    weight : numpy.ndarray, shape (classes,)
        How many shingles a class has.
    sizes : numpy.ndarray, shape (bodies,)
        How many shingles a body has.
    """

    holds: csr_array
    weight: NDArray[np.int32]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, values: NDArray[np.uint64], body: NDArray[np.int32], sizes: NDArray[np.int64]) -> "_Classes":
        """Group the shingles of bodies by the bodies that they occur in."""
        bits = np.uint64(max(len(sizes) - 1, 1).bit_length())
        # Hash and body share one integer, which sorts several times faster than pairs: 11 bits are free.
        lost = np.uint64(max(int(bits) - 11, 0))
        both = values >> lost
        both <<= bits
        both |= body.astype(np.uint64)
        both.sort()
        begins = np.flatnonzero(np.append(True, both[1:] >> bits != both[:-1] >> bits)[: len(both)])
        lengths = np.diff(begins, append=len(both))
        several = lengths > 1
        postings = (both[np.repeat(several, lengths)] & ((np.uint64(1) << bits) - np.uint64(1))).astype(
            np.int32
        )
        lengths = lengths[several]
        begins = np.cumsum(lengths) - lengths
        mark = spread_bits(np.arange(1, len(sizes) + 1, dtype=np.uint64) * np.uint64(0xD1B54A32D192ED03))
        marks = np.add.reduceat(mark[postings], begins) if len(begins) else np.empty(0, np.uint64)
        _, one, weight = np.unique(marks, return_index=True, return_counts=True)
        by_frequency = np.argsort(lengths[one], kind="stable")
        one = one[by_frequency]
        ends = np.cumsum(lengths[one])
        place = np.repeat(np.arange(len(one)), lengths[one])
        taken = postings[np.arange(len(place)) + (begins[one] - (ends - lengths[one]))[place]]
        ones = np.ones(len(taken), dtype=np.int32)
        held = csr_array((ones, taken, np.append(0, ends)), shape=(len(one), len(sizes)))
        return cls(held.T.tocsr(), weight[by_frequency].astype(np.int32), sizes)

    def sharing(
        self, rows: slice, columns: slice, least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return pairs of a row and a column, the row the smaller body, and how many shingles they share."""
        needed = np.ceil(least * self.sizes[rows] - 1e-6)
        rare, skipped = self._rare(rows, needed * _SKIPPED)
        shared = (rare @ self.holds[columns].T.tocsr()).tocoo()
        a, b = shared.coords[0] + rows.start, shared.coords[1] + columns.start
        smaller = (self.sizes[a] < self.sizes[b]) | ((self.sizes[a] == self.sizes[b]) & (a < b))
        chosen = smaller & (shared.data >= (needed - skipped)[shared.coords[0]])
        a, b = a[chosen].astype(np.int64), b[chosen].astype(np.int64)
        both = self._shared(a, b)
        enough = both / self.sizes[a] >= least
        return a[enough], b[enough], both[enough]

    def _rare(self, rows: slice, limit: NDArray[np.float64]) -> tuple[csr_array, NDArray[np.int64]]:
        """Return the rarest classes of bodies with their weights, and how many shingles the others have.

        The others are as many of the most frequent classes as have no more than `limit` shingles.
        """
        held = self.holds[rows]
        weight = self.weight[held.indices]
        row = np.repeat(np.arange(held.shape[0]), np.diff(held.indptr))
        sums = np.concatenate([[0], np.cumsum(weight, dtype=np.int64)])
        behind = sums[held.indptr[1:]][row] - sums[:-1]  # shingles of this class and the more frequent ones
        kept = behind > limit[row]
        counts = np.bincount(row[kept], minlength=held.shape[0])
        skipped = np.bincount(row, weights=np.where(kept, 0, weight), minlength=held.shape[0])
        starts = np.concatenate([[0], np.cumsum(counts)])
        rare = csr_array((weight[kept], held.indices[kept], starts), shape=held.shape)
        return rare, skipped.astype(np.int64)

    def _shared(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles each pair of bodies shares."""
        counts = np.zeros(len(a), dtype=np.int64)
        for first in range(0, len(a), 1 << 14):
            part = slice(first, first + (1 << 14))
            common = self.holds[a[part]].multiply(self.holds[b[part]])
            counts[part] = common @ self.weight
        return counts
