"""Uses: how often each article uses each term, prepared once and then summed up for any articles."""

from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ...text.points import ranges
from ...text.prepared import prepared
from ..engine.tokens import Tokens, tokens_of

# Sums of whole numbers are the same in whatever order parts of a table are added up; this leaves nine digits of a
# square of a rate of 1 in 10,000, and overflows only beyond 500,000 articles of a single word.
SCALE = float(1 << 44)
_CHUNK = 1024  # articles counted at a time, to bound memory


class Uses:
    """The terms that each article uses.

    Parameters
    ----------
    tokens : Tokens
        The tokens of a table.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._size = max(len(tokens.vocabulary), 1)
        longest = int(np.diff(tokens.edges).max(initial=0))
        # There are no more pairs than tokens, and pages of memory that nothing is written to cost nothing.
        terms = np.empty(len(tokens.spelling), dtype=np.int32)
        counts = np.empty(len(tokens.spelling), dtype=np.min_scalar_type(longest))
        used = [np.zeros(1, np.int64)]
        end = 0
        for first in range(0, len(tokens.edges) - 1, _CHUNK):
            edges = tokens.edges[first : first + _CHUNK + 1]
            term = tokens.term_of.take(tokens.spelling[edges[0] : edges[-1]])
            shape = (len(edges) - 1, self._size)
            part = csr_array((np.ones(len(term), np.int32), term, edges - edges[0]), shape=shape)
            part.sum_duplicates()
            begin, end = end, end + part.nnz
            terms[begin:end], counts[begin:end] = part.indices, part.data
            used.append(np.diff(part.indptr))
        self._term, self._count = terms[:end], counts[:end]
        self._edges = np.cumsum(np.concatenate(used))
        self.words = tokens.words_of_articles

    @property
    def nbytes(self) -> int:
        """Bytes held, the sums over all articles included."""
        arrays = (self._term, self._count, self._edges, self.words)
        return sum(part.nbytes for part in arrays) + 32 * self._size

    def sums(self, rows: np.ndarray, rates: bool = True) -> np.ndarray:
        """Sum up over some articles.

        Returns
        -------
        numpy.ndarray, shape (4, terms) or (2, terms), int64
            Occurrences of each term and articles that use it; with `rates` also the sums of its rates and of their
            squares in units of `1 / SCALE`.
        """
        sums = np.zeros((4 if rates else 2, self._size), dtype=np.int64)
        for first in range(0, len(rows), _CHUNK):
            own = rows[first : first + _CHUNK]
            used = self._edges[own + 1] - self._edges[own]
            entries = ranges(self._edges[own], used)
            term, count = self._term[entries], self._count[entries]
            edges = np.append(0, np.cumsum(used))
            sums[0] += _sum_columns(count, term, edges, self._size)
            sums[1] += np.bincount(term, minlength=self._size)
            if rates:
                rate = count / np.repeat(np.maximum(self.words[own], 1), used)
                sums[2] += _sum_columns(np.rint(rate * SCALE), term, edges, self._size)
                sums[3] += _sum_columns(np.rint(rate**2 * SCALE), term, edges, self._size)
        return sums

    @cached_property
    def _whole(self) -> np.ndarray:
        return self.sums(np.arange(len(self.words)))

    def group_sums(self, number: np.ndarray, groups: int, rates: bool) -> list[np.ndarray]:
        """Return `sums` of each group of articles; `number` is each article's group, below 0 for none.

        The larger of two groups is what the other leaves, if every article is in one.
        """
        sizes = np.bincount(number[number >= 0], minlength=groups)
        largest = int(sizes.argmax()) if groups == 2 and sizes.sum() == len(number) else -1
        order = np.argsort(number, kind="stable")
        begins = np.searchsorted(number[order], np.arange(groups + 1))
        found = [
            self.sums(order[begins[group] : begins[group + 1]], rates)
            if group != largest
            else np.zeros((1, 1), np.int64)
            for group in range(groups)
        ]
        if largest >= 0:
            found[largest] = self._whole[: 4 if rates else 2] - sum(found)
        return found


def _sum_columns(values: np.ndarray, column: np.ndarray, edges: np.ndarray, size: int) -> np.ndarray:
    """Sum up whole numbers by column, exactly. A product of matrices takes a fifth of the time of `bincount`."""
    rows = len(edges) - 1
    matrix = csr_array((values.astype(np.int64), column, edges.astype(np.int32)), shape=(rows, size))
    return np.asarray(matrix.T @ np.ones(rows, dtype=np.int64))


def uses_of(articles: pd.DataFrame) -> Uses:
    """Return the uses of terms in a table; from the second question about a table on they are at hand."""
    return prepared(articles["tokens"], "uses", lambda: Uses(tokens_of(articles)))
