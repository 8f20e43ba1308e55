"""The sentence around a place in a text; many at once."""

import numpy as np
import pyarrow as pa

from .characters import IS_BLANK, IS_SENTENCE_END, table_of
from .points import Laid, pieces

_IS_CLOSING = table_of('」』”"）)')  # quotes and brackets after an end belong to the sentence before


def sentences_around(
    block: Laid, number: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[pa.LargeStringArray, pa.LargeStringArray]:
    """Return the text of each span, and the sentence around it with the marks and quotes that close it.

    Parameters
    ----------
    block : Laid
        The texts.
    number : numpy.ndarray
        The number of each span's text.
    start, end : numpy.ndarray
        Each span's start and end in that text.

    Examples
    --------
    >>> from analytics.text.points import laid
    >>> [strings.to_pylist() for strings in sentences_around(laid(["甲升。乙跌。"]), *np.array([[0], [3], [4]]))]
    [['乙'], ['乙跌。']]
    """
    text = block.begins[number]
    first, last = text + start, text + end
    begin, finish = _bounds(block.codes, text, first, last)
    finish = np.minimum(finish, text + block.lengths[number])
    begin, finish = _stripped(block.codes, begin, finish)
    return pieces(block.codes, first, last), pieces(block.codes, begin, finish)


def _stripped(codes: np.ndarray, begin: np.ndarray, finish: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the spans without blanks at their ends."""
    moving = np.flatnonzero(begin < finish)
    while len(moving := moving[IS_BLANK[codes[begin[moving]]]]):
        begin[moving] += 1
        moving = moving[begin[moving] < finish[moving]]
    moving = np.flatnonzero(begin < finish)
    while len(moving := moving[IS_BLANK[codes[finish[moving] - 1]]]):
        finish[moving] -= 1  # what is left begins with something else
    return begin, finish


def _bounds(
    codes: np.ndarray, text: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return where the sentences begin and end; `text` is where the text of each span begins."""
    ends = np.flatnonzero(IS_SENTENCE_END.take(codes))
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
