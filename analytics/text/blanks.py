"""Blanks and line ends that only interrupt Chinese text."""

import numpy as np

from .characters import IS_HAN, IS_LETTER

_LINE_END, _RETURN = ord("\n"), ord("\r")
# A text is written with blanks between its words if it has at least four blanks beside Chinese characters, and at
# most three Chinese characters to each of them
_SPACED_BLANKS = 4
_SPACED_RUN = 3


def silent_blanks(codes: np.ndarray, blanks: np.ndarray) -> np.ndarray:
    """Return which blanks only interrupt Chinese text, so that names are found across them.

    A single line end between two Chinese characters is one: the line was wrapped there. So is a blank between two
    characters that stand alone (`王 毅`), and every blank between Chinese characters of a text that is written with
    blanks between its words: four or more beside Chinese characters, and three Chinese characters to a blank at most.
    The blank of a headline (`美股急跌 輝達領跌`) is none.

    Parameters
    ----------
    codes : numpy.ndarray
        The code points of a folded text, or of several with gaps between them.
    blanks : numpy.ndarray
        The places of all blanks in it, in order.

    Examples
    --------
    >>> from analytics.text.points import code_points
    >>> silent_blanks(code_points("主席王 毅 表示同意"), np.array([3, 5])).tolist()
    []
    >>> silent_blanks(code_points("主席 王 毅"), np.array([2, 4])).tolist()
    [4]
    """
    blanks = blanks[(blanks > 0) & (blanks < len(codes) - 1)]
    before, after = codes[blanks - 1], codes[blanks + 1]
    han_before, han_after = IS_HAN.take(before), IS_HAN.take(after)
    between = han_before & han_after
    line_end = between & (codes[blanks] == _LINE_END)
    windows = np.flatnonzero(
        han_after[1:] & han_before[:-1] & (before[1:] == _RETURN) & (codes[blanks[1:]] == _LINE_END)
    )
    wrapped = np.concatenate([blanks[line_end], blanks[windows], blanks[windows + 1]])
    inside = blanks[between & ~line_end]
    if not len(inside):
        return np.sort(wrapped)
    alone = ~IS_HAN.take(codes[np.maximum(inside - 2, 0)]) | (inside < 2)
    alone &= ~IS_HAN.take(codes.take(inside + 2, mode="clip")) | (inside + 2 >= len(codes))
    beside = blanks[(han_before | han_after) & ~IS_LETTER.take(before) & ~IS_LETTER.take(after)]
    spaced = _in_spaced_text(codes, inside, beside)
    return np.sort(np.concatenate([wrapped, inside[alone | spaced]]))


def _in_spaced_text(codes: np.ndarray, places: np.ndarray, blanks: np.ndarray) -> np.ndarray:
    """Return for each place whether its text is written with blanks between the words."""
    if len(blanks) < _SPACED_BLANKS:
        return np.zeros(len(places), dtype=bool)
    gaps = np.flatnonzero(codes == 0)
    bounds = np.concatenate([[-1], gaps, [len(codes)]])
    text = np.searchsorted(gaps, blanks)
    counts = np.bincount(text, minlength=len(gaps) + 1)
    spaced = np.zeros(len(counts), dtype=bool)
    for number in np.flatnonzero(counts >= _SPACED_BLANKS).tolist():
        inside = IS_HAN.take(codes[bounds[number] + 1 : bounds[number + 1]])
        spaced[number] = inside.sum() <= _SPACED_RUN * counts[number]
    return spaced[np.searchsorted(gaps, places)]
