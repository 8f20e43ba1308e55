"""Lexical diversity and concentration."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from .arrays import Floats

MTLD_THRESHOLD = 0.72  # McCarthy & Jarvis 2010


def previous_of(term: np.ndarray, text: np.ndarray) -> np.ndarray:
    """Return where each token's term last stood in the same text, as a place in the whole array; −1 if never.

    >>> previous_of(np.array([7, 8, 7, 7]), np.array([0, 0, 0, 1])).tolist()
    [-1, -1, 0, -1]
    """
    order = np.lexsort((term, text))  # stable: places rise within a term of a text
    same = (term[order][1:] == term[order][:-1]) & (text[order][1:] == text[order][:-1])
    previous = np.full(len(term), -1, dtype=np.int64)
    previous[order[1:][same]] = order[:-1][same]
    return previous


def window_types(term: np.ndarray, sizes: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Count the types of all windows of each text.

    Parameters
    ----------
    term : numpy.ndarray, shape (tokens,)
        Number of each token's term; the texts one after the other.
    sizes : numpy.ndarray, shape (texts,)
        Tokens of each text.
    window : int
        Tokens of a window; a shorter text is one window.

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
    # A token is a type of each window that holds it and does not hold the same term before it.
    first = np.maximum(np.maximum(place - width[text] + 1, last_seen + 1), 0)
    last = np.minimum(place, (sizes - width)[text])
    held = np.maximum(last - first + 1, 0)
    types = np.bincount(text, weights=held, minlength=len(sizes)).astype(np.int64)
    return types, width * (sizes - width + (sizes > 0))


def factors(term: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Part each text into runs whose type-token ratio falls to 0.72 (McCarthy & Jarvis 2010), forwards.

    All texts are walked at once, a step a place.

    Parameters
    ----------
    term, sizes : numpy.ndarray
        As `window_types` takes them.

    Returns
    -------
    runs, types, tokens : numpy.ndarray, shape (texts,)
        Whole runs of each text, and the types and tokens of what is left after the last.

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
        walking = slice(0, int(np.searchsorted(-longest_first, -step, side="left")))
        at = base[walking] + step
        types[walking] += previous[at] < start[walking]
        done = types[walking] / (at - start[walking] + 1) <= MTLD_THRESHOLD
        runs[walking] += done
        types[walking] = np.where(done, 0, types[walking])
        start[walking] = np.where(done, at + 1, start[walking])
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
    codes = _codes(tokens)
    if not len(codes):
        return float("nan")
    if len(codes) <= window:
        return len(np.unique(codes)) / len(codes)
    order = np.argsort(codes, kind="stable")
    same = codes[order][1:] == codes[order][:-1]
    following = np.full(len(codes), len(codes))
    following[order[:-1][same]] = order[1:][same]
    places = np.arange(len(codes))
    # A token is a type of each window that holds it, and does not hold the same token's next occurrence.
    first = np.maximum(places - window + 1, 0)
    last = np.minimum(np.minimum(places, len(codes) - window), following - window)
    held = np.maximum(last - first + 1, 0)
    return float(held.sum() / window / (len(codes) - window + 1))


def mtld(tokens: Sequence[object], threshold: float = 0.72) -> float:
    """Return the measure of textual lexical diversity (McCarthy & Jarvis 2010): mean of both directions.

    The mean length of runs in which the type-token ratio stays above `threshold`.

    Examples
    --------
    >>> mtld(list("abcabc")) > 0
    True
    """
    codes = _codes(tokens).tolist()
    if not codes:
        return float("nan")
    return (_mtld_one_way(codes, threshold) + _mtld_one_way(codes[::-1], threshold)) / 2


def entropy(counts: ArrayLike) -> Floats:
    """Return Shannon's entropy of the shares in bits: 0 all in one, log2(n) even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(entropy([1, 1, 1, 1]))
    2.0
    """
    share = _shares_of(counts)
    return -xlogy(share, share).sum(axis=-1) / np.log(2) + 0.0


def hhi(counts: ArrayLike) -> Floats:
    """Return the Herfindahl-Hirschman index of the shares: 1 all in one, 1/n even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(hhi([1, 1]))
    0.5
    """
    return (_shares_of(counts) ** 2).sum(axis=-1)


def _shares_of(counts: ArrayLike) -> Floats:
    f = np.asarray(counts, dtype=float)
    if not f.shape[-1]:
        return np.full((*f.shape[:-1], 1), np.nan)
    total = f.sum(axis=-1, keepdims=True)
    return np.divide(f, total, out=np.full(f.shape, np.nan), where=total > 0)


def _codes(tokens: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(token, len(numbers)) for token in tokens], dtype=np.int64)


def _mtld_one_way(codes: list[int], threshold: float) -> float:
    factors, seen, length = 0.0, set(), 0
    for code in codes:
        seen.add(code)
        length += 1
        if len(seen) / length <= threshold:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(codes) / factors if factors else float(len(codes))
