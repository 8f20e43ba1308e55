"""The match-copy of a text, in which equal things look equal, and the way back to the original offsets.

The copy is NFKC, case-folded, without invisible characters, its dashes, quotes and middle dots unified, its radicals
replaced by ideographs and its Traditional characters by Simplified ones, one by one (OpenCC). Where a line end or a
blank only interrupts Chinese text, the copy leaves it out (see `silent_blanks`). Folding is vectorised over code
points: a whole column is folded as one text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .blanks import silent_blanks
from .characters import IS_BLANK, IS_HAN, IS_LETTER
from .folding import JOINS, KNOWN, OTHER_LENGTH, PLAIN, PLAIN_BLANK, ZERO_WIDTH, fold_string
from .offsets import Edits, Offsets
from .points import GAP, Laid, code_points, laid, pieces, ranges, text_of

SHADOW = np.uint32(0xF0000)  # a plane for private use, beyond all letters
_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Folded:
    """A match-copy and the way back.

    Attributes
    ----------
    codes : numpy.ndarray
        The match-copy's code points, uint32.
    offsets : Offsets or None
        The way back to the original; None where the copy has the original's offsets.
    """

    codes: np.ndarray
    offsets: Offsets | None

    @cached_property
    def text(self) -> str:
        """The match-copy."""
        return text_of(self.codes)

    def original(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the original spans of non-empty spans of the copy."""
        return (starts, ends) if self.offsets is None else self.offsets.original(starts, ends)

    @property
    def origins(self) -> tuple[np.ndarray, np.ndarray]:
        """For each character of the copy, where the characters it was made from start and end."""
        places = np.arange(len(self.codes))
        return self.original(places, places + 1)

    def copied(self, places: np.ndarray) -> np.ndarray:
        """Return where places of the original, between two characters that fold alone, are in the copy."""
        return places if self.offsets is None else self.offsets.copied(places)


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
    kind = kinds[special]
    copy = KNOWN.single.take(codes)
    blanks = special[kind == PLAIN_BLANK]
    edited = kind > PLAIN_BLANK
    if not edited.any():
        silent = silent_blanks(copy, blanks)
        return _without(copy, Edits(_NONE, _NONE, _NONE), silent)
    edits, made = _edits(codes, special[edited], kind[edited], kinds)
    copied = np.ones(len(codes), dtype=bool)
    copied[ranges(edits.start, edits.end - edits.start)] = False
    is_made = np.zeros(int(copied.sum()) + len(made), dtype=bool)
    is_made[ranges(edits.after - edits.length, edits.length)] = True
    whole = np.empty(len(is_made), dtype=copy.dtype)
    whole[is_made] = made
    whole[~is_made] = copy[copied]
    return _without(whole, edits, silent_blanks(whole, np.flatnonzero(IS_BLANK.take(whole))))


def _without(copy: np.ndarray, edits: Edits, silent: np.ndarray) -> Folded:
    """Return the copy without its silent blanks."""
    if not len(silent) and not len(edits.start):
        return Folded(copy, None)
    return Folded(np.delete(copy, silent) if len(silent) else copy, Offsets(edits, silent))


def _edits(
    codes: np.ndarray, at: np.ndarray, kind: np.ndarray, kinds: np.ndarray
) -> tuple[Edits, np.ndarray]:
    """Return the spans that do not fold into one character each, and the characters they fold into."""
    clusters = _clusters(kinds, at[kind == JOINS], codes)
    single = at[kind == OTHER_LENGTH]
    if clusters:
        bounds = np.array(clusters, dtype=np.int64)
        before = np.searchsorted(bounds[:, 0], single, side="right") - 1
        single = single[(before < 0) | (single >= bounds[before, 1])]
    texts = [(int(place), int(place) + 1, KNOWN.strings[int(codes[place])]) for place in single]
    texts += [(start, end, fold_string(text_of(codes[start:end]))) for start, end in clusters]
    texts.sort()
    starts, ends, folded = zip(*texts, strict=True)
    lengths = np.array([len(text) for text in folded], dtype=np.int64)
    return Edits(np.array(starts), np.array(ends), lengths), code_points("".join(folded))


class FoldedColumn:
    """Texts folded as one text: what is found in it is located in the originals.

    Parameters
    ----------
    texts : iterable of str, or Laid
        The texts. Between them stands a gap that no search crosses.

    Attributes
    ----------
    codes : numpy.ndarray
        The match-copy's code points, uint16 where that holds them all, else uint32.
    begins, ends : numpy.ndarray
        Where the copy of each text begins and ends.

    Examples
    --------
    >>> column = FoldedColumn(["輝達", "ＡＩ㎡x"])
    >>> at = column.text.index("x")
    >>> [place.tolist() for place in column.locate(np.array([at]), np.array([at + 1]))]
    [[1], [3], [4]]
    """

    def __init__(self, texts: Iterable[str | None] | Laid) -> None:
        original = texts if isinstance(texts, Laid) else laid(texts)
        folded = fold_codes(original.codes)
        narrow = int(folded.codes.max(initial=0)) < 1 << 16
        self.codes: NDArray[np.unsignedinteger[Any]] = folded.codes.astype(np.uint16 if narrow else np.uint32)
        self._offsets = folded.offsets
        self._original_begins = original.begins
        self.begins = folded.copied(original.begins)
        self.ends = folded.copied(original.begins + original.lengths)
        # Letters of the copy that are none in the original, such as those of ™ and ①: a word ends before them.
        shadowy = np.flatnonzero(KNOWN.shadowy.take(original.codes))
        if folded.offsets is not None:
            shadowy = folded.offsets.copies(shadowy)
        self._shadows = shadowy[IS_LETTER.take(self.codes[shadowy])]

    def __len__(self) -> int:
        return len(self.begins)

    @property
    def nbytes(self) -> int:
        """Bytes held, `_counted_until` included."""
        offsets = 0 if self._offsets is None else self._offsets.nbytes
        texts = 3 * self.begins.nbytes + int(self._shadows.nbytes)
        return len(self.codes) * self.codes.itemsize + len(self.codes) // 4 + offsets + texts

    def are_letters(self, places: np.ndarray) -> np.ndarray:
        """Return for each place of the copy whether a letter stands there, in the original too."""
        letters: np.ndarray = IS_LETTER.take(self.codes[places])
        if len(self._shadows):
            letters &= ~np.isin(places, self._shadows)
        return letters

    def inside_word(self, places: np.ndarray) -> np.ndarray:
        """Return for each place whether it stands between two letters, and so at no word edge."""
        return np.asarray(self.are_letters(places - 1) & self.are_letters(places))

    @property
    def text(self) -> str:
        """The match-copy of all texts."""
        return text_of(self.codes)

    @property
    def texts(self) -> pa.LargeStringArray:
        """The match-copy of each text."""
        return pieces(self.codes, self.begins, self.ends)

    def edged_text(self, numbers: np.ndarray) -> tuple[str, np.ndarray]:
        """Return the match-copy of some texts for regular expressions, and the place of each character of it.

        Letters of the copy alone are moved up by `SHADOW`, so that a character class of letters finds the same word
        edges as `are_letters`. A gap follows each text.
        """
        places = ranges(self.begins[numbers], self.ends[numbers] - self.begins[numbers] + len(GAP))
        codes = self.codes[places].astype(np.uint32)
        if len(self._shadows):
            codes[np.isin(places, self._shadows)] += SHADOW
        return text_of(codes), places

    def has_shadows(self, numbers: np.ndarray) -> np.ndarray:
        """Return for each of these texts whether it has letters that are none in the original."""
        return np.isin(numbers, np.searchsorted(self.begins, self._shadows, side="right") - 1)

    @cached_property
    def _counted_until(self) -> tuple[np.ndarray, np.ndarray]:
        """Chinese characters and first letters of words: a bit for each place, and their number before each 64."""
        letter = IS_LETTER.take(self.codes)
        counted = IS_HAN.take(self.codes)
        counted[1:] |= letter[1:] & ~letter[:-1]
        bits = np.packbits(
            np.append(counted, np.zeros(-len(counted) % 64 + 64, dtype=bool)), bitorder="little"
        )
        words = bits.view("<u8")
        return words, np.concatenate([[0], np.cumsum(np.bitwise_count(words[:-1]), dtype=np.int32)])

    def counted_between(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Return the number of Chinese characters, and words of other scripts, that begin in spans of the copy.

        >>> FoldedColumn(["AI 輝達"]).counted_between(np.array([2]), np.array([6])).tolist()
        [2]
        """
        words, before = self._counted_until

        def until(places: np.ndarray) -> np.ndarray:
            bits = words[places >> 6] & ((np.uint64(1) << (places & 63).astype(np.uint64)) - np.uint64(1))
            return np.asarray(before[places >> 6] + np.bitwise_count(bits))

        return np.asarray(until(ends) - until(starts), dtype=np.int64)

    def number_of(self, places: np.ndarray) -> np.ndarray:
        """Return the number of the text that each place of the copy is in."""
        return np.searchsorted(self.begins, places, side="right") - 1

    def locate(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return text number, start and end in the original of non-empty spans of the match-copy."""
        number = self.number_of(starts)
        if self._offsets is not None:
            starts, ends = self._offsets.original(starts, ends)
        begins = self._original_begins[number]
        return number, starts - begins, ends - begins


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
