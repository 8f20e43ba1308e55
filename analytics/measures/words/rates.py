"""Rates: how much each article uses each term, summed up so that a test over articles can be made of the sums."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import csr_array

from ..engine.tokens import is_word

# Sums of whole numbers are the same in whatever order parts of a table are added up; this leaves nine digits of a
# square of a rate of 1 in 10,000, and overflows only beyond 500,000 articles of a single word.
_SCALE = float(1 << 44)
_NOISE = 1e-13  # a variance below is what rounding left
_CHUNK = 4096  # articles


NO_RATES = (
    pd.DataFrame({"group": [], "term": [], "rate": [], "square": []}),
    pd.DataFrame({"group": [], "with_words": []}),
)


@dataclass(frozen=True)
class Rates:
    """Moments of the rate of each term over the articles of a group: occurrences / words of the article.

    Attributes
    ----------
    terms : DataFrame
        `group`, `term`, `rate` and `square` (int64): sums of the rates and of their squares, in units of `2 ** -44`.
    articles : DataFrame
        `group` and `with_words` (int64): articles that have words.
    """

    terms: pd.DataFrame
    articles: pd.DataFrame

    def of(self, group: int, terms: pd.Series) -> tuple[int, np.ndarray, np.ndarray]:
        """Return the articles of a group, and the mean and variance of the rate of each term over them."""
        size = int(self.articles.loc[self.articles["group"] == group, "with_words"].sum())
        own = self.terms[self.terms["group"] == group].set_index("term")
        sums = own[["rate", "square"]].reindex(terms).fillna(0).to_numpy() / _SCALE
        mean = sums[:, 0] / max(size, 1)
        variance = (sums[:, 1] - size * mean**2) / max(size - 1, 1)
        return size, mean, np.where(variance > _NOISE, variance, 0.0)


def rate_sums(
    terms: np.ndarray, edges: np.ndarray, group: np.ndarray, vocabulary: pa.Array
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sum up the rates of one part of a table.

    Parameters
    ----------
    terms : numpy.ndarray, shape (tokens,)
        Number of each token's term in `vocabulary`.
    edges : numpy.ndarray, shape (articles + 1,)
        Where each article begins and the last one ends.
    group : numpy.ndarray, shape (articles,)
        Each article's group.
    vocabulary : pyarrow.Array
        The folded terms.

    Returns
    -------
    terms, articles : DataFrame
        As in `Rates`; both are merged by their sums.
    """
    word = is_word(pd.Series(pd.array(vocabulary, dtype="str")))[terms]
    words = np.diff(np.concatenate([[0], np.cumsum(word)])[edges])
    groups, number = np.unique(group, return_inverse=True)
    size = max(len(vocabulary), 1)
    rate, square = np.zeros((2, len(groups) * size), dtype=np.int64)
    for first in range(0, len(group), _CHUNK):
        last = min(first + _CHUNK, len(group))
        inside = slice(edges[first], edges[last])
        used = csr_array(
            (
                np.ones(edges[last] - edges[first], np.int32),
                terms[inside],
                edges[first : last + 1] - edges[first],
            ),
            shape=(last - first, size),
        )
        used.sum_duplicates()
        article = np.repeat(np.arange(first, last), np.diff(used.indptr))
        own = used.data / np.maximum(words[article], 1)
        cell = number[article] * size + used.indices
        np.add.at(rate, cell, np.rint(own * _SCALE).astype(np.int64))
        np.add.at(square, cell, np.rint(own**2 * _SCALE).astype(np.int64))
    there = np.flatnonzero(rate)
    found = pd.DataFrame(
        {
            "group": groups[there // size],
            "term": pd.array(vocabulary.take(pa.array(there % size)), dtype="str"),
            "rate": rate[there],
            "square": square[there],
        }
    )
    with_words = np.bincount(number[words > 0], minlength=len(groups)).astype(np.int64)
    return found, pd.DataFrame({"group": groups, "with_words": with_words})
