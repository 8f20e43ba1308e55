"""Paragraphs that stand in many articles of one outlet, under headlines that are not variations of one."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .headlines import SURELY, HeadlineJudge
from .paragraphs import outlet_keys

PARAGRAPHS = ("title", "paragraphs", "boilerplate")  # columns of rows that tell what recurs, with `outlet`
MIN_ARTICLES = 5  # with as many different headlines
MIN_SHARE = 0.02  # of the outlet's articles
_ROUNDING = 1e-9  # tolerance, so that a share equal to the threshold passes
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd multiplier to combine outlet and template into one key


@dataclass(frozen=True)
class Recurring:
    """Paragraphs that recur.

    Attributes
    ----------
    pairs : numpy.ndarray of uint64
        The key of each outlet and template, ascending.
    stubs : numpy.ndarray of bool
        Whether so many articles, under headlines so different, have the paragraph that it may stand in place of a text.
    articles, sizes : numpy.ndarray of int64
        Number of articles that have it, and of all articles of the outlet.
    first : numpy.ndarray of int64
        Position of the first article that has it.
    """

    pairs: np.ndarray
    stubs: np.ndarray
    articles: np.ndarray
    sizes: np.ndarray
    first: np.ndarray

    @classmethod
    def of(cls, pairs: np.ndarray) -> "Recurring":
        """Return paragraphs that an analyst chose: they are moved wherever they stand."""
        chosen = np.unique(pairs)
        none = np.zeros(len(chosen), dtype=np.int64)
        return cls(chosen, np.ones(len(chosen), dtype=bool), none, none, none)

    def moved(self, outlets: pa.Array | pa.ChunkedArray, keys: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """Whether each paragraph goes out of its text.

        The only text of an article stays unless it is a stub: a paragraph in place of the text of many articles.

        Parameters
        ----------
        outlets : pyarrow.Array
            The outlet of each article.
        keys, sizes : numpy.ndarray
            Its paragraphs, as `paragraph_keys` returns them.
        """
        pairs, article = pairs_of(outlets, keys, sizes)
        place = np.searchsorted(self.pairs, pairs)
        place[place == len(self.pairs)] = 0
        hit = (self.pairs[place] == pairs if len(self.pairs) else np.zeros(len(pairs), bool)) & (keys != 0)
        is_body = np.ones(len(keys), dtype=bool)
        is_body[np.cumsum(sizes) - sizes] = False  # the summary
        left = np.bincount(article[is_body & ~hit & (keys != 0)], minlength=len(sizes)) > 0
        hit[hit] = left[article[hit]] | self.stubs[place[hit]]
        return np.asarray(hit)


NOTHING = Recurring.of(np.empty(0, np.uint64))


def pairs_of(
    outlets: pa.Array | pa.ChunkedArray, keys: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return a key for the outlet and the template of each paragraph, and the position of its article."""
    article = np.repeat(np.arange(len(sizes)), sizes)
    return pair_keys(outlet_keys(outlets)[article], keys), article


def pair_keys(outlets: np.ndarray, templates: np.ndarray) -> np.ndarray:
    """Return keys of outlets and templates together."""
    with np.errstate(over="ignore"):
        return np.asarray(templates.astype(np.uint64) * _SPREAD + outlets.astype(np.uint64))


def find_recurring(
    outlets: pa.Array | pa.ChunkedArray,
    titles: pa.Array | pa.ChunkedArray,
    keys: np.ndarray,
    sizes: np.ndarray,
    *,
    min_articles: int = MIN_ARTICLES,
    min_share: float = MIN_SHARE,
) -> Recurring:
    """Find the paragraphs that recur in an outlet.

    Parameters
    ----------
    outlets, titles : pyarrow.Array
        Of each article.
    keys, sizes : numpy.ndarray
        The paragraphs of the articles, as `paragraph_keys` returns them.
    min_articles, min_share : int, float
        As in `boilerplate`.
    """
    pairs, article = pairs_of(outlets, keys, sizes)
    with_words = np.flatnonzero(keys)
    names, times = np.unique(pairs[with_words], return_counts=True)
    # Few: the rest need no order
    several = with_words[np.isin(pairs[with_words], names[times >= min_articles])]
    order = several[np.argsort(pairs[several], kind="stable")]  # keeps the order of articles
    pairs, article = pairs[order], article[order]
    once = _changes(pairs) | _changes(article)
    pairs, article = pairs[once], article[once]
    starts = np.flatnonzero(_changes(pairs))
    counts = np.diff(starts, append=len(pairs))
    outlet = _numbers(outlets)
    own = outlet[article[starts]]
    total = np.bincount(outlet, minlength=1)[own]
    least = np.maximum(min_articles, np.minimum(min_share * total - _ROUNDING, SURELY))
    often = np.flatnonzero(counts >= least)
    judge = HeadlineJudge(titles.to_pylist() if len(often) else [], outlet)
    found, stubs = [], []
    for pair in often.tolist():
        number, is_series = judge(article[starts[pair] : starts[pair] + counts[pair]])
        if number >= min_articles:
            found.append(pair)
            stubs.append(number >= SURELY and not is_series)
    kept = np.array(found, dtype=np.int64)
    return Recurring(
        pairs[starts[kept]], np.array(stubs, dtype=bool), counts[kept], total[kept], article[starts[kept]]
    )


def _numbers(column: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Return a number for the value of each row; rows without one share a number."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = array.dictionary_encode(null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False))


def _changes(values: np.ndarray) -> np.ndarray:
    """Return whether each value differs from the previous one."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes


def recurring_in(rows: pa.Table) -> Recurring:
    """Return what recurs in rows with the columns `outlet`, `title` and `paragraphs`."""
    return find_recurring(
        rows.column("outlet"), rows.column("title"), *keys_and_sizes(rows.column("paragraphs"))
    )


def keys_and_sizes(paragraphs: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """Return the paragraphs of all articles, and how many each article has, from the column of rows."""
    lists = paragraphs.combine_chunks()
    return (
        lists.flatten().to_numpy(zero_copy_only=False),
        lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64),
    )
