"""The sentence around a place in a text; many at once."""

from typing import Any

import numpy as np

from .fold import code_points

_ENDS, _CLOSING = "。！？!?；;\n", '」』”"）)'
_AT_ONCE = 256  # texts looked at together
_IS_END, _IS_CLOSING = np.zeros((2, 0x110000), dtype=bool)
_IS_END[[ord(mark) for mark in _ENDS]] = True
_IS_CLOSING[[ord(mark) for mark in _CLOSING]] = True


def sentences_around(
    texts: Any, number: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[list[str], list[str]]:
    """Return what stands in each span, and the sentence that holds it, with the marks and quotes that close it.

    Parameters
    ----------
    texts : sequence of str, or Series
        The texts.
    number : numpy.ndarray
        In which of them each span lies, rising.
    start, end : numpy.ndarray
        The spans.

    Examples
    --------
    >>> sentences_around(["甲升。乙跌一成。丙平。"], np.array([0]), np.array([3]), np.array([4]))
    (['乙'], ['乙跌一成。'])
    """
    stated: list[str] = []
    found: list[str] = []
    for at in range(0, len(texts), _AT_ONCE):
        own = slice(*np.searchsorted(number, [at, at + _AT_ONCE]))
        block = np.unique(number[own])
        if not len(block):
            continue
        few = slice(at, at + _AT_ONCE)  # pandas hands single texts over only slowly
        near = texts.iloc[few].to_numpy(dtype=object) if hasattr(texts, "iloc") else texts[few]
        inside = [near[place] for place in (block - at).tolist()]
        lengths = np.array([len(text) for text in inside])
        joined = "\n" + "".join(f"{text}\n" for text in inside)
        which = np.searchsorted(block, number[own])
        text = (np.cumsum(lengths + 1) - lengths)[which]
        first, last = start[own] + text, end[own] + text
        begin, finish = _bounds(code_points(joined), text, first, last)
        finish = np.minimum(finish, text + lengths[which])
        stated += [joined[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        found += [joined[a:b].strip() for a, b in zip(begin.tolist(), finish.tolist(), strict=True)]
    return stated, found


def _bounds(
    codes: np.ndarray, text: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where the sentences begin and end; `text` is where the text of each span begins."""
    ends = np.flatnonzero(_IS_END.take(codes))
    before = ends[np.searchsorted(ends, start) - 1]
    begin = before + 1
    # quotes after an end close the sentence before, but not at the beginning of the text
    moving = np.flatnonzero(begin > text)
    while len(moving := moving[(begin[moving] < start[moving]) & _IS_CLOSING[codes[begin[moving]]]]):
        begin[moving] += 1
    after = np.searchsorted(ends, end)
    last = np.append(np.flatnonzero(np.diff(ends) > 1), len(ends) - 1)  # of several ends in a row
    finish = ends[last[np.searchsorted(last, after)]] + 1
    moving = np.arange(len(finish))
    while len(moving := moving[finish[moving] < len(codes)]) and len(
        moving := moving[_IS_CLOSING[codes[finish[moving]]]]
    ):
        finish[moving] += 1
    return begin, finish
