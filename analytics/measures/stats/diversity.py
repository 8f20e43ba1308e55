"""Lexical diversity and concentration."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from .arrays import Floats

MTLD_THRESHOLD = 0.72  # McCarthy & Jarvis 2010


def previous_of(term: np.ndarray, text: np.ndarray) -> np.ndarray:
    """Return the previous place of each token's term in the same text; −1 where there is none.

    >>> previous_of(np.array([7, 8, 7, 7]), np.array([0, 0, 0, 1])).tolist()
    [-1, -1, 0, -1]
    """
    order = _by_text_and_term(term, text)
    same = (term[order][1:] == term[order][:-1]) & (text[order][1:] == text[order][:-1])
    previous = np.full(len(term), -1, dtype=np.int64)
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _by_text_and_term(term: np.ndarray, text: np.ndarray) -> np.ndarray:
    """Return the places sorted by text, term and place.

    All three in one integer are sorted in a tenth of the time that sorting by two keys takes.
    """
    place, terms = len(term).bit_length(), int(term.max(initial=0)).bit_length()
    if int(text.max(initial=0)).bit_length() + terms + place > 63:
        return np.lexsort((term, text))
    keys = (text.astype(np.int64) << terms | term) << place | np.arange(len(term))
    return np.asarray(np.sort(keys) & ((1 << place) - 1))


def window_types(term: np.ndarray, sizes: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Count the types of all windows of each text.

    Parameters
    ----------
    term : numpy.ndarray, shape (tokens,)
        Number of each token's term; the texts are concatenated.
    sizes : numpy.ndarray, shape (texts,)
        Tokens of each text.
    window : int
        Tokens in a window; a shorter text is one window.

    Returns
    -------
    types, tokens : numpy.ndarray, shape (texts,)
        Sums over the windows of a text; their ratio is the text's moving-average type-token ratio (Covington &
        McFall 2010).

    Examples
    --------
    >>> types, tokens = window_types(np.array([0, 0, 1, 1]), np.array([4]), 2)
    >>> (types / tokens).tolist()
    [0.6666666666666666]
    """
    text = np.repeat(np.arange(len(sizes)), sizes)
    begins = np.cumsum(sizes) - sizes
    width = np.minimum(sizes, window)
    place = np.arange(len(term)) - begins[text]
    previous = previous_of(term, text)
    last_seen = np.where(previous >= 0, previous - begins[text], -1)
    # A token adds a type to each window that contains it and no earlier token of the same term.
    first = np.maximum(np.maximum(place - width[text] + 1, last_seen + 1), 0)
    last = np.minimum(place, (sizes - width)[text])
    held = np.maximum(last - first + 1, 0)
    types = np.bincount(text, weights=held, minlength=len(sizes)).astype(np.int64)
    return types, width * (sizes - width + (sizes > 0))


def factors(term: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split each text into runs that end where the type-token ratio falls to 0.72 (McCarthy & Jarvis 2010).

    All texts advance together, one place at a time.

    Parameters
    ----------
    term, sizes : numpy.ndarray
        As `window_types` takes them.

    Returns
    -------
    runs, types, tokens : numpy.ndarray, shape (texts,)
        Complete runs of each text, and the types and tokens after the last run.

    Examples
    --------
    >>> [part.tolist() for part in factors(np.array([0, 0, 1, 2]), np.array([4]))]
    [[1], [2], [2]]
    """
    text = np.repeat(np.arange(len(sizes)), sizes)
    begins = np.cumsum(sizes) - sizes
    previous = previous_of(term, text)
    by_size = np.argsort(-sizes, kind="stable")
    base, longest_first = begins[by_size], sizes[by_size]
    runs, types = np.zeros(len(sizes), dtype=np.int64), np.zeros(len(sizes), dtype=np.int64)
    start = base.copy()
    for step in range(int(sizes.max(initial=0))):
        active = slice(0, int(np.searchsorted(-longest_first, -step, side="left")))
        at = base[active] + step
        types[active] += previous[at] < start[active]
        done = types[active] / (at - start[active] + 1) <= MTLD_THRESHOLD
        runs[active] += done
        types[active] = np.where(done, 0, types[active])
        start[active] = np.where(done, at + 1, start[active])
    left = base + longest_first - start
    back = np.argsort(by_size, kind="stable")
    return runs[back], types[back], left[back]


def yule_k(frequencies: ArrayLike) -> float:
    """Return Yule's characteristic K (1944) of the frequencies of all terms: 10⁴ (Σ f² − N) / N².

    Examples
    --------
    >>> yule_k([2, 1, 1])
    1250.0
    """
    f = np.asarray(frequencies, dtype=float)
    n = f.sum()
    return float(1e4 * ((f**2).sum() - n) / n**2) if n else float("nan")


def mattr(tokens: Sequence[object], window: int = 50) -> float:
    """Return the moving-average type-token ratio (Covington & McFall 2010); of a shorter text its plain ratio.

    Examples
    --------
    >>> mattr(list("aabb"), window=2)
    0.6666666666666666
    """
    types, total = window_types(_codes(tokens), np.array([len(tokens)]), window)
    return float(types[0] / total[0]) if len(tokens) else float("nan")


def mtld(tokens: Sequence[object]) -> float:
    """Return the measure of textual lexical diversity (McCarthy & Jarvis 2010): mean of both directions.

    It is the mean length of runs in which the type-token ratio stays above 0.72. What is left after the last run
    counts as a part of a run.

    Examples
    --------
    >>> mtld(list("abcabc")) > 0
    True
    """
    if not len(tokens):
        return float("nan")
    codes, size = _codes(tokens), np.array([len(tokens)])
    return (_run_length(codes, size) + _run_length(codes[::-1], size)) / 2


def _run_length(codes: NDArray[np.int64], size: NDArray[np.int64]) -> float:
    runs, types, rest = (float(part[0]) for part in factors(codes, size))
    if rest:
        runs += (1 - types / rest) / (1 - MTLD_THRESHOLD)
    return float(size[0]) / runs if runs else float(size[0])


def entropy(counts: ArrayLike) -> Floats:
    """Return Shannon's entropy of the shares in bits: 0 all in one, log2(n) even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(entropy([1, 1, 1, 1]))
    2.0
    """
    share = _shares_of(counts)
    return np.asarray(-xlogy(share, share).sum(axis=-1) / np.log(2) + 0.0)


def hhi(counts: ArrayLike) -> Floats:
    """Return the Herfindahl-Hirschman index of the shares: 1 all in one, 1/n even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(hhi([1, 1]))
    0.5
    """
    return np.asarray((_shares_of(counts) ** 2).sum(axis=-1))


def _shares_of(counts: ArrayLike) -> Floats:
    f = np.asarray(counts, dtype=float)
    if not f.shape[-1]:
        return np.full((*f.shape[:-1], 1), np.nan)
    total = f.sum(axis=-1, keepdims=True)
    shares: Floats = np.divide(f, total, out=np.full(f.shape, np.nan), where=total > 0)
    return shares


def _codes(tokens: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(token, len(numbers)) for token in tokens], dtype=np.int64)
