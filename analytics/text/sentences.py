"""The sentence around a place in a text; many at once."""

from collections.abc import Iterator, Sequence

import numpy as np

from .fold import code_points

_ENDS, _CLOSING = "。！？!?；;\n", '」』”"）)'
_CHUNK = 1 << 20  # characters looked at once
_IS_END, _IS_CLOSING = np.zeros((2, 0x110000), dtype=bool)
_IS_END[[ord(mark) for mark in _ENDS]] = True
_IS_CLOSING[[ord(mark) for mark in _CLOSING]] = True


def sentences_around(
    texts: Sequence[str], number: np.ndarray, start: np.ndarray, end: np.ndarray
) -> list[str]:
    """Return the sentence that holds each span, with the marks and quotes that close it.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    number : numpy.ndarray
        In which of them each span lies, rising.
    start, end : numpy.ndarray
        The spans.

    Examples
    --------
    >>> sentences_around(["甲升。乙跌一成。丙平。"], np.array([0]), np.array([3]), np.array([4]))
    ['乙跌一成。']
    """
    found: list[str] = []
    for joined, first, last, begins in _joined(texts, number):
        own = slice(*np.searchsorted(number, [first, last]))
        shift = begins[number[own] - first]
        stop = shift + [len(texts[place]) for place in number[own].tolist()]
        begin, finish = _bounds(code_points(joined), shift, start[own] + shift, end[own] + shift)
        finish = np.minimum(finish, stop)
        found += [joined[a:b].strip() for a, b in zip(begin.tolist(), finish.tolist(), strict=True)]
    return found


def _joined(texts: Sequence[str], number: np.ndarray) -> Iterator[tuple[str, int, int, np.ndarray]]:
    """Texts that hold a span, several as one: each has a line's end before and after it; others are left out."""
    holds = np.zeros(len(texts), dtype=bool)
    holds[number] = True
    lengths = [len(text) + 1 if held else 0 for text, held in zip(texts, holds.tolist(), strict=True)]
    sizes = np.cumsum([0, *lengths])
    first = 0
    while first < len(texts):
        last = max(int(np.searchsorted(sizes, sizes[first] + _CHUNK, side="right")) - 1, first + 1)
        inside = [texts[place] for place in range(first, last) if holds[place]]
        yield (
            "\n" + "".join(text + "\n" for text in inside),
            first,
            last,
            sizes[first:last] - sizes[first] + 1,
        )
        first = last


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
