"""The text before and after a place, cut to columns of a terminal; many places at once."""

from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from wcwidth import wcswidth, wcwidth

from .characters import EVERY
from .points import Laid, pieces, text_of

_LINE_END = ord("\n")
# Blocks whose characters have the same width wherever they stand, but for marks, which have none
_STEADY = ((0x20, 0x300), (0x2010, 0x2028), (0x2030, 0x205F), (0x2E80, 0xA000), (0xFF01, 0xFFE7))


def around(
    texts: Laid, number: np.ndarray, start: np.ndarray, end: np.ndarray, width: int
) -> tuple[pa.LargeStringArray, pa.LargeStringArray, pa.LargeStringArray]:
    """Return what stands before each span, the span, and what stands after it; line ends as spaces in the contexts.

    Parameters
    ----------
    texts : Laid
        The texts.
    number, start, end : numpy.ndarray
        The number of each span's text, and the span in it.
    width : int
        Columns of a terminal on each side; a Chinese character takes two.

    Examples
    --------
    >>> from analytics.text.points import laid
    >>> place = [np.array([number]) for number in (0, 2, 3)]
    >>> [strings.to_pylist() for strings in around(laid(["市場指輝達急升"]), *place, 4)]
    [['市場'], ['指'], ['輝達']]
    """
    begins = texts.begins[number]
    first, last = begins + start, begins + end
    before = _fitting(texts.codes, first - 1, start, width, -1)
    after = _fitting(texts.codes, last, texts.lengths[number] - end, width, 1)
    left, right = pieces(texts.codes, first - before, first), pieces(texts.codes, last, last + after)
    line_end = {"pattern": "\n", "replacement": " "}
    return (
        pc.replace_substring(left, **line_end),
        pieces(texts.codes, first, last),
        pc.replace_substring(right, **line_end),
    )


def _fitting(codes: np.ndarray, first: np.ndarray, size: np.ndarray, width: int, step: int) -> np.ndarray:
    """Return how many characters fit into the columns, from `first` on in the direction of `step`.

    `size` is how many characters there are.
    """
    size = np.minimum(size, width)
    shift = np.arange(width)
    inside = shift < size[:, None]
    window = codes.take(first[:, None] + step * shift, mode="clip")
    widths = np.where(inside, _steady_widths().take(window), 3)
    fits = (np.cumsum(np.where(inside, widths, width + 1), axis=1) <= width).sum(axis=1)
    for row in np.flatnonzero((widths == 0).any(axis=1)).tolist():
        piece = text_of(window[row, : size[row]]).replace("\n", " ")
        while wcswidth(piece) > width:
            piece = piece[:-1]
        fits[row] = len(piece)
    return np.asarray(fits)


@lru_cache(maxsize=1)
def _steady_widths() -> np.ndarray:
    """Return the columns of each code point; 0 where they depend on what stands beside it."""
    widths = np.zeros(EVERY, dtype=np.uint8)
    for begin, end in _STEADY:
        widths[begin:end] = [max(wcwidth(chr(code)), 0) for code in range(begin, end)]
    widths[_LINE_END] = 1  # shown as a space
    return widths
