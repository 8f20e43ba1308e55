"""The match-copy of a text, in which equal things look equal, and the way back to the original offsets.

The copy is NFKC, case-folded, without invisible characters, its dashes, quotes and middle dots unified, its radicals
replaced by ideographs and its Traditional characters by Simplified ones, one by one (OpenCC). Where a line end or a
blank only interrupts Chinese text, the copy leaves it out (see `silent_blanks`). Folding is vectorised over code
points: a whole column is folded as one text.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
from opencc import OpenCC

from .blanks import silent_blanks
from .characters import EVERY, IS_BLANK, IS_LETTER, PLAIN_FORM
from .points import Laid, code_points, laid, pieces, text_of

_UNIFIED = {ord(mark): "-" for mark in "‐‑‒–—―−﹣－"}
_UNIFIED |= {ord(mark): '"' for mark in "“”„‟«»「」『』〝〞﹁﹂"}
_UNIFIED |= {ord(mark): "'" for mark in "‘’‚‛′`´"}
_UNIFIED |= {ord(mark): "·" for mark in "•‧∙⋅・･"}
_UNIFIED |= {code: chr(PLAIN_FORM[code]) for code in range(0x2E80, 0x2FD6)}

SHADOW = np.uint32(0xF0000)  # a plane for private use, beyond all letters
_PLAIN, _OTHER_LENGTH, _JOINS = 1, 2, 3  # 0: a code point that was not met yet


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
    kinds = _KNOWN.of(codes)
    if (kinds == _PLAIN).all():
        return _without_silent_blanks(_KNOWN.single.take(codes), None, None)
    clusters = _clusters(kinds, np.flatnonzero(kinds == _JOINS), codes)
    lengths = _KNOWN.lengths.take(codes).astype(np.int64)
    ends = np.arange(1, len(codes) + 1, dtype=np.int64)
    for start, end in clusters:
        lengths[start:end] = 0
        lengths[start] = len(_fold_string(text_of(codes[start:end])))
        ends[start] = end
    places = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    copy = np.repeat(_KNOWN.single.take(codes), lengths)
    for code in np.unique(codes[kinds == _OTHER_LENGTH]):
        where = places[:-1][(codes == code) & (lengths > 0)]
        for offset, folded in enumerate(_KNOWN.strings[int(code)]):
            copy[where + offset] = ord(folded)
    for start, end in clusters:
        copy[places[start] : places[end]] = code_points(_fold_string(text_of(codes[start:end])))
    starts = np.repeat(np.arange(len(codes), dtype=np.int64), lengths)
    return _without_silent_blanks(copy, starts, np.repeat(ends, lengths))


def _without_silent_blanks(copy: np.ndarray, starts: np.ndarray | None, ends: np.ndarray | None) -> Folded:
    silent = silent_blanks(copy, np.flatnonzero(IS_BLANK.take(copy)))
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
    def letters(self) -> np.ndarray:
        """For each code point of the match-copy whether it is a letter there and in the original.

        ™ and ① are letters in the copy alone: a word ends before them.
        """
        codes = self._laid.codes
        return IS_LETTER.take(self.codes) & IS_LETTER.take(
            codes if self._folded.starts is None else codes[self._folded.starts]
        )

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
        shadows = IS_LETTER.take(self.codes) & ~self.letters
        return text_of(np.where(shadows, self.codes + SHADOW, self.codes)) if shadows.any() else self.text

    @property
    def texts(self) -> pa.LargeStringArray:
        """The match-copy of each text."""
        begins = self._laid.begins
        ends = begins + self._laid.lengths
        if self._folded.starts is not None:
            begins, ends = (np.searchsorted(self._folded.starts, places) for places in (begins, ends))
        return pieces(self.codes, begins, ends)

    def locate(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return text number, start and end in the original of non-empty spans of the match-copy."""
        return self._laid.locate(*self._folded.original(starts, ends))


def plain_codes() -> np.ndarray:
    """Return the plain code points met so far: each folds into one code point, whatever stands beside it."""
    return np.flatnonzero(_KNOWN.kinds == _PLAIN)


def are_plain(codes: np.ndarray) -> np.ndarray:
    """Return for each code point whether it is plain; a new code point counts as met from now on."""
    return _KNOWN.of(codes) == _PLAIN


def fold_plain(codes: np.ndarray) -> np.ndarray:
    """Return what plain code points fold into."""
    return _KNOWN.single.take(codes)


def is_letter(codes: np.ndarray) -> np.ndarray:
    """Return for each plain code point whether it is a letter in a text and in its match-copy."""
    return IS_LETTER.take(codes) & IS_LETTER.take(fold_plain(codes))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return the match-copy of one short text, without offsets.

    >>> fold_word("聯發科") == fold_word("联发科")
    True
    """
    return fold(word).text


@lru_cache(maxsize=1)
def _converters() -> tuple[OpenCC, OpenCC]:
    return OpenCC("hk2s"), OpenCC("t2s")


def _simplify(characters: str) -> str:
    """Convert each character on its own: in a context OpenCC would choose by phrase."""
    lines = "\n".join(characters)
    for converter in _converters():
        lines = converter.convert(lines)
    simplified = lines.split("\n")
    return "".join(new if len(new) == 1 else old for old, new in zip(characters, simplified, strict=True))


@lru_cache(maxsize=65536)
def _fold_string(text: str) -> str:
    """Fold a character, or a cluster of a character and its marks, until nothing changes any more."""
    for _ in range(8):
        folded = unicodedata.normalize("NFKC", _ZERO_WIDTH.sub("", text)).casefold().translate(_UNIFIED)
        folded = "".join(
            _simplify(c) if c > "\u2e7f" and not "\ud800" <= c <= "\udfff" else c for c in folded
        )
        if folded == text:
            break
        text = folded
    return text


# Format characters and variation selectors: they show nothing of their own.
_ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def joins(char: str) -> bool:
    """Whether normalisation may join `char` to what stands before it: marks and Hangul jamo.

    >>> joins("\u0301"), joins("維")
    (True, False)
    """
    return any(
        unicodedata.category(c)[0] == "M" or "\u1161" <= c <= "\u11c2"
        for c in char + unicodedata.normalize("NFKC", char)[:1]
    )


def _clusters(kinds: np.ndarray, joins: np.ndarray, codes: np.ndarray) -> list[tuple[int, int]]:
    """Return the spans that must be folded as one: a character, then marks (zero-width ones between)."""
    spans: list[tuple[int, int]] = []
    for place in joins.tolist():
        if spans and place < spans[-1][1]:
            continue
        start, end = place, place + 1
        while start > 0 and codes[start - 1]:  # nothing joins across the gap between two texts
            start -= 1
            if kinds[start] != _JOINS and not _ZERO_WIDTH.match(chr(codes[start])):
                break
        while end < len(codes) and (kinds[end] == _JOINS or _ZERO_WIDTH.match(chr(codes[end]))):
            end += 1
        spans.append((start, end))
    return spans


class _Known:
    """What folding does to each code point, learnt as code points are met."""

    def __init__(self) -> None:
        self.kinds = np.zeros(EVERY, dtype=np.uint8)
        self.single = np.arange(EVERY, dtype=np.uint32)
        self.lengths = np.ones(EVERY, dtype=np.uint8)
        self.strings: dict[int, str] = {}

    def of(self, codes: np.ndarray) -> np.ndarray:
        """Return the kind of each code point."""
        kinds = self.kinds.take(codes)
        if not kinds.all():
            self.learn(np.unique(codes[kinds == 0]))
            kinds = self.kinds.take(codes)
        return kinds

    def learn(self, codes: np.ndarray) -> None:
        for code in codes.tolist():
            char = chr(code)
            folded = _fold_string(char)
            self.kinds[code] = _JOINS if joins(char) else _PLAIN if len(folded) == 1 else _OTHER_LENGTH
            self.lengths[code] = len(folded)
            if len(folded) == 1:
                self.single[code] = ord(folded)
            else:
                self.strings[code] = folded


_KNOWN = _Known()
