"""Vectors of articles: how often each pair of characters occurs in headline and opening, weighted by TF-IDF."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from ..engine.tally import Table, tally
from .shingles import letters_of, spread_bits

_OPENING = 120  # characters of the body: news says first what it is about
_TITLE = 3  # times that the headline counts
_BITS = 18  # pairs are hashed into so many bits of columns
_BATCH = 2000  # articles at a time


def vectors_of(table: Table) -> csr_array:
    """Return the TF-IDF vector of each article, of length 1.

    A pair of characters that an article has f times and d of N articles have weighs (1 + ln f) · ln(1 + N / d)
    (Salton & Buckley 1988). Pairs need no segmentation, and so no lexicon; letters count folded, as everywhere.

    Parameters
    ----------
    table : DataFrame
        The article table.

    Returns
    -------
    csr_array, shape (articles, 262144)
        Rows in the order of the table.
    """
    counts = tally(table, _counts, _stacked, columns=["title", "body"])
    articles = np.bincount(counts.indices, minlength=1 << _BITS)
    weight = np.log1p(counts.shape[0] / np.maximum(articles, 1))
    values = (1 + np.log(counts.data)) * weight[counts.indices]
    return of_length_one(csr_array((values.astype(np.float32), counts.indices, counts.indptr), counts.shape))


def most_telling(vectors: csr_array, size: int) -> csr_array:
    """Return vectors with their `size` highest weights alone, of length 1 again."""
    row = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    order = np.lexsort((vectors.indices, -vectors.data, row))
    rank = np.arange(len(order)) - vectors.indptr[row]
    kept = np.sort(order[(rank < size) & (vectors.data[order] > 0)])
    starts = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=vectors.shape[0]))])
    return of_length_one(csr_array((vectors.data[kept], vectors.indices[kept], starts), vectors.shape))


def of_length_one(vectors: csr_array) -> csr_array:
    """Return vectors divided by their length, in place; those of length 0 stay."""
    row = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    squares = np.bincount(row, weights=vectors.data.astype(np.float64) ** 2, minlength=vectors.shape[0])
    length = np.sqrt(squares)[row]
    vectors.data = np.divide(vectors.data, length, out=np.zeros_like(vectors.data), where=length > 0)
    return vectors


def _stacked(parts: list[csr_array]) -> csr_array:
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def _counts(part: pd.DataFrame) -> csr_array:
    titles = part["title"].fillna("").tolist()
    openings = part["body"].fillna("").str.slice(0, _OPENING).tolist()
    batches = [
        _TITLE * _pairs(titles[at : at + _BATCH]) + _pairs(openings[at : at + _BATCH])
        for at in range(0, len(part), _BATCH)
    ]
    return _stacked(batches) if batches else csr_array((0, 1 << _BITS), dtype=np.int32)


def _pairs(texts: list[str]) -> csr_array:
    """Count the pairs of characters of each text."""
    letters, number = letters_of(texts)
    together = number[1:] == number[:-1]
    pairs = spread_bits(spread_bits(letters[:-1]) + letters[1:])[together] >> np.uint64(64 - _BITS)
    cells = (number[:-1][together] << _BITS) | pairs.astype(np.int64)
    cells, counts = np.unique(cells, return_counts=True)
    starts = np.searchsorted(cells, np.arange(len(texts) + 1) << _BITS)
    columns = (cells & ((1 << _BITS) - 1)).astype(np.int32)
    return csr_array((counts.astype(np.int32), columns, starts), shape=(len(texts), 1 << _BITS))
