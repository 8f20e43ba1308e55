"""The match-copy of a text, in which equal things look equal, and the way back to the original offsets.

The copy is NFKC, case-folded, without invisible characters, its dashes, quotes and middle dots unified, its radicals
replaced by ideographs and its Traditional characters by Simplified ones, one by one (OpenCC). Where a line end or a
blank only interrupts Chinese text, the copy leaves it out (see `silent_blanks`). Folding is vectorised over code
points: a whole column is folded as one text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa

from .blanks import silent_blanks
from .characters import IS_BLANK, IS_LETTER
from .folding import JOINS, KNOWN, OTHER_LENGTH, PLAIN, PLAIN_BLANK, ZERO_WIDTH, fold_string
from .points import Laid, code_points, laid, pieces, text_of

SHADOW = np.uint32(0xF0000)  # a plane for private use, beyond all letters


@dataclass(frozen=True)
class Folded:
    """A match-copy and its offset map.

    Attributes
    ----------
    codes : numpy.ndarray
        The match-copy's code points, uint32.
    starts, ends : numpy.ndarray or None
        For each character of the copy, where the characters it was made from start and end in the original;
        None where the copy has the original's offsets.
    """

    codes: np.ndarray
    starts: np.ndarray | None
    ends: np.ndarray | None

    @cached_property
    def text(self) -> str:
        """The match-copy."""
        return text_of(self.codes)

    def original(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the original spans of non-empty spans of the copy."""
        if self.starts is None or self.ends is None:
            return starts, ends
        return self.starts[starts], self.ends[ends - 1]


def fold(text: str) -> Folded:
    """Return the match-copy of `text`.

    >>> fold("ＤｅｅｐＳｅｅｋ–V3、輝達").text
    'deepseek-v3、辉达'
    """
    return fold_codes(code_points(text))


def fold_codes(codes: np.ndarray) -> Folded:
    """Return the match-copy of a text's code points."""
    kinds = KNOWN.of(codes)
    special = np.flatnonzero(kinds != PLAIN)
    if (kinds[special] == PLAIN_BLANK).all():
        return _without_silent_blanks(KNOWN.single.take(codes), None, None, special)
    clusters = _clusters(kinds, np.flatnonzero(kinds == JOINS), codes)
    lengths = KNOWN.lengths.take(codes).astype(np.int64)
    ends = np.arange(1, len(codes) + 1, dtype=np.int64)
    for start, end in clusters:
        lengths[start:end] = 0
        lengths[start] = len(fold_string(text_of(codes[start:end])))
        ends[start] = end
    places = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    copy = np.repeat(KNOWN.single.take(codes), lengths)
    for code in np.unique(codes[kinds == OTHER_LENGTH]):
        where = places[:-1][(codes == code) & (lengths > 0)]
        for offset, folded in enumerate(KNOWN.strings[int(code)]):
            copy[where + offset] = ord(folded)
    for start, end in clusters:
        copy[places[start] : places[end]] = code_points(fold_string(text_of(codes[start:end])))
    starts = np.repeat(np.arange(len(codes), dtype=np.int64), lengths)
    blanks = np.flatnonzero(IS_BLANK.take(copy))
    return _without_silent_blanks(copy, starts, np.repeat(ends, lengths), blanks)


def _without_silent_blanks(
    copy: np.ndarray, starts: np.ndarray | None, ends: np.ndarray | None, blanks: np.ndarray
) -> Folded:
    silent = silent_blanks(copy, blanks)
    if not len(silent):
        return Folded(copy, starts, ends)
    if starts is None or ends is None:
        starts = np.arange(len(copy), dtype=np.int64)
        ends = starts + 1
    return Folded(*(np.delete(column, silent) for column in (copy, starts, ends)))


class FoldedColumn:
    """The texts of a column folded as one text: what is found in it is located in the originals.

    Parameters
    ----------
    texts : iterable of str, or Laid
        The texts. Between them stands a gap that no search crosses.

    Examples
    --------
    >>> column = FoldedColumn(["輝達", "ＡＩ㎡x"])
    >>> at = column.text.index("x")
    >>> [place.tolist() for place in column.locate(np.array([at]), np.array([at + 1]))]
    [[1], [3], [4]]
    """

    def __init__(self, texts: Iterable[str | None] | Laid) -> None:
        self._laid = texts if isinstance(texts, Laid) else laid(texts)
        self._folded = fold_codes(self._laid.codes)

    @cached_property
    def _shadows(self) -> np.ndarray:
        """Where the copy has letters that are none in the original, such as those of ™ and ①."""
        shadowy = KNOWN.shadowy.take(self._laid.codes)
        if self._folded.starts is not None:
            shadowy = shadowy[self._folded.starts]
        at = np.flatnonzero(shadowy)
        return np.asarray(at[IS_LETTER.take(self.codes[at])])

    @cached_property
    def letters(self) -> np.ndarray:
        """For each code point of the match-copy whether it is a letter there and in the original.

        ™ and ① are letters in the copy alone: a word ends before them.
        """
        letters = IS_LETTER.take(self.codes)
        letters[self._shadows] = False
        return letters

    @cached_property
    def text(self) -> str:
        """The match-copy of all texts."""
        return self._folded.text

    @property
    def codes(self) -> np.ndarray:
        """Its code points, uint32."""
        return self._folded.codes

    @cached_property
    def edged_text(self) -> str:
        """The match-copy for regular expressions: letters of the copy alone are moved up by `SHADOW`.

        So a character class of letters finds the same word edges as `letters`.
        """
        if not len(self._shadows):
            return self.text
        codes = self.codes.copy()
        codes[self._shadows] += SHADOW
        return text_of(codes)

    @property
    def shadowed_texts(self) -> list[tuple[int, int]]:
        """Begin and end, in the match-copy, of each text that has letters moved up."""
        begins, ends = self._bounds
        texts = np.unique(np.searchsorted(begins, self._shadows, side="right") - 1)
        return list(zip(begins[texts].tolist(), ends[texts].tolist(), strict=True))

    @property
    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        begins = self._laid.begins
        ends = begins + self._laid.lengths
        if self._folded.starts is None:
            return begins, ends
        return np.searchsorted(self._folded.starts, begins), np.searchsorted(self._folded.starts, ends)

    @property
    def texts(self) -> pa.LargeStringArray:
        """The match-copy of each text."""
        return pieces(self.codes, *self._bounds)

    def locate(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return text number, start and end in the original of non-empty spans of the match-copy."""
        return self._laid.locate(*self._folded.original(starts, ends))


def plain_codes() -> np.ndarray:
    """Return the plain code points met so far: each folds into one code point, whatever stands beside it."""
    return np.flatnonzero((KNOWN.kinds == PLAIN) | (KNOWN.kinds == PLAIN_BLANK))


def are_plain(codes: np.ndarray) -> np.ndarray:
    """Return for each code point whether it is plain; a new code point counts as met from now on."""
    return KNOWN.of(codes) <= PLAIN_BLANK


def fold_plain(codes: np.ndarray) -> np.ndarray:
    """Return what plain code points fold into."""
    return KNOWN.single.take(codes)


def is_letter(codes: np.ndarray) -> np.ndarray:
    """Return for each plain code point whether it is a letter in a text and in its match-copy."""
    return IS_LETTER.take(fold_plain(codes)) & ~KNOWN.shadowy.take(codes)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return the match-copy of one short text, without offsets.

    >>> fold_word("聯發科") == fold_word("联发科")
    True
    """
    return fold(word).text


def _clusters(kinds: np.ndarray, joins: np.ndarray, codes: np.ndarray) -> list[tuple[int, int]]:
    """Return the spans that must be folded as one: a character, then marks (zero-width ones between)."""
    spans: list[tuple[int, int]] = []
    for place in joins.tolist():
        if spans and place < spans[-1][1]:
            continue
        start, end = place, place + 1
        while start > 0 and codes[start - 1]:  # nothing joins across the gap between two texts
            start -= 1
            if kinds[start] != JOINS and not ZERO_WIDTH.match(chr(codes[start])):
                break
        while end < len(codes) and (kinds[end] == JOINS or ZERO_WIDTH.match(chr(codes[end]))):
            end += 1
        spans.append((start, end))
    return spans
