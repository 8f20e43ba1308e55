"""Lexical diversity of many texts at once: arrays in, arrays out, the formulas of `stats.mattr` and `stats.mtld`."""

import numpy as np

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
