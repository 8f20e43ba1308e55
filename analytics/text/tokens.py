"""Segmentation: a text -> its tokens, cut on the original characters.

Latin words, model names, numbers with their units, dates and addresses are found first, as single tokens. Han runs
are converted to Simplified characters where that keeps their length, cut with jieba's dictionary and model, and the
cuts laid back on the original characters: on Traditional text the dictionary alone would miss most words.
"""

import importlib
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
from opencc import OpenCC

from .characters import HAN, IS_BLANK, IS_HAN, IS_LETTER, LETTER
from .lexicon import Lexicon, load_lexicon
from .points import code_points, pieces, text_of

if TYPE_CHECKING:
    import rjieba

BOUNDARY = "\n"  # the token between the title and the body: no window crosses it

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_KANA, _HANGUL = r"\u3040-\u30ff\u31f0-\u31ff", r"\u1100-\u11ff\uac00-\ud7af"
_WORD, _MARK = 0xE000, 0xE001  # what jieba sees of a word found before it, and of a mark that it would join
_JOINED = [ord(mark) for mark in "+#&._%-"]

# Characters that may form a token with their neighbours; any other mark is a token by itself
_IS_WORDY = IS_LETTER.copy()
for _low, _high in ((0x1100, 0x11FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0xAC00, 0xD7AF)):
    _IS_WORDY[_low : _high + 1] = True

_PATTERN = r"""
    (?P<address> https?://[!-;=?-~]+[A-Za-z0-9_/#=&-] | www\.[!-;=?-~]+[A-Za-z0-9_/#=&-]
               | [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+ )
  | (?P<user> {user} )
  | (?P<date> \d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}[日號号])?)? | \d{{1,2}}月\d{{1,2}}[日號号]
            | \d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}} | \d{{1,2}}:\d{{2}}(?::\d{{2}})? )
  | (?P<shares> (?<![A-Za-z0-9])[ABHN]股 )
  | (?P<number> (?:(?:US|HK|NT|AU|CA|SG|RMB|A|C|S)?[$€£¥])?\d+(?:,\d{{3}})*(?:\.\d+)?
                (?:%|‰|℃|°C?|[萬万億亿兆]+(?![A-Za-z])|[百千](?=[萬万億亿])[萬万億亿]+)?(?![A-Za-z0-9]) )
  | (?P<latin> [{latin}]+ (?:[-.'’&+_/@][{latin}]+)* \+{{0,2}} )
  | (?P<han> [{han}]+ )
  | (?P<kana> [{kana}]+ | [{hangul}]+ )
  | (?P<mark> (?P<same>[^\w\s])(?P=same)* | \S )
"""


@dataclass(frozen=True)
class Cuts:
    """Where the tokens of several texts are.

    Attributes
    ----------
    narrow : str
        The texts, one line end after each, full-width forms as half-width ones: lengths are those of the originals.
    codes : numpy.ndarray, shape (len(narrow),)
        Its code points.
    starts, ends : numpy.ndarray, shape (tokens,)
        Span of each token in `narrow`, in order; only white space lies between them.
    bounds : numpy.ndarray, shape (texts + 1,)
        Where each text begins in `narrow`.
    """

    narrow: str
    codes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    bounds: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """How many tokens each text has."""
        return np.diff(np.searchsorted(self.starts, self.bounds))

    @property
    def encoded(self) -> pa.DictionaryArray:
        """All tokens, as numbers into their dictionary.

        Tokens hold every character but white space, in order: they part the text without white space.
        """
        solid = self.codes[~IS_BLANK.take(self.codes)]
        edges = np.concatenate([[0], np.cumsum(self.ends - self.starts)])
        return pieces(solid, edges[:-1], edges[1:]).dictionary_encode()


class Segmenter:
    """Cuts texts with one lexicon's words. Deterministic, and independent of every other segmenter."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._jieba = _jieba()
        self._to_simplified = _simplifier()
        mixed = []
        for word, (frequency, tag) in lexicon.words.items():
            if re.search(r"\s", word):
                continue
            if not re.fullmatch(f"[{HAN}]+", word):
                if not re.fullmatch(r"[A-Za-z0-9]+(?:[-.'&][A-Za-z0-9]+)*", word):  # these hold by themselves
                    mixed.append(_narrow(word))
                continue
            for form in {word, self._convert(word)}:
                self._jieba.add_word(form, max(frequency or 0, self._jieba.suggest_freq(form)), tag)
        edges = [_edged(word) for word in sorted(mixed, key=len, reverse=True)]
        user = "|".join(edges) if edges else r"(?!)"
        self._pattern = re.compile(
            _PATTERN.format(user=user, han=HAN, latin=LETTER, kana=_KANA, hangul=_HANGUL), re.VERBOSE
        )
        # the pattern is tried where other characters than Chinese begin, and where one of these may
        self._chinese_first = [word for word in mixed if re.match(f"[{HAN}]", word)]

    def cuts(self, texts: Sequence[str]) -> Cuts:
        """Cut several texts at once.

        >>> found = Segmenter(load_lexicon()).cuts(["輝達急升", "ＡＩ"])
        >>> [found.narrow[start:end] for start, end in zip(found.starts, found.ends)], found.counts.tolist()
        (['輝達', '急升', 'AI'], [2, 1])
        """
        joined = "".join([f"{text}\n" for text in texts])
        codes = code_points(joined)
        codes = np.where((codes >= 0xFF01) & (codes <= 0xFF5E), codes - 0xFEE0, codes)
        narrow = text_of(codes)
        bounds = np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts])]).astype(np.int64)
        starts, ends = self._cut(narrow, codes)
        return Cuts(narrow, codes, starts, ends, bounds)

    def _cut(self, narrow: str, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cut a text: each word that is not of Chinese characters alone is one character to jieba."""
        first, after = self._special(narrow, codes)
        kept = np.ones(len(codes) + 1, dtype=np.int32)
        np.add.at(kept, first + 1, -1)  # all but its first character
        np.add.at(kept, after, 1)
        kept[1:] = np.cumsum(kept[1:] - 1) + 1
        at = np.flatnonzero(kept[:-1] > 0)
        masked = codes[at]
        masked[np.isin(masked, _JOINED) | ((masked >= 0xD800) & (masked <= _WORD))] = _MARK
        masked[np.searchsorted(at, first)] = _WORD
        words = self._jieba.cut(self._simplified(masked))
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        begins = np.cumsum(lengths) - lengths
        kinds = masked[begins] if len(begins) else masked[:0]
        starts = at[begins] if len(begins) else begins
        ends = starts + lengths
        ends[kinds == _WORD] = after
        solid = ~IS_BLANK.take(kinds)
        return starts[solid], ends[solid]

    def _special(self, narrow: str, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Spans of Latin words, numbers, dates, addresses, mixed user words and repeated marks, in order."""
        other = ~(IS_BLANK.take(codes) | IS_HAN.take(codes))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], other, [False]]).astype(np.int8)))
        firsts, lasts = edges[::2], edges[1::2]
        wordy = _IS_WORDY.take(codes)
        wordy[1:] |= codes[1:] == codes[:-1]
        sums = np.concatenate([[0], np.cumsum(wordy & other)])
        told = sums[lasts] > sums[firsts]  # single marks stand for themselves
        runs = dict(zip(firsts[told].tolist(), lasts[told].tolist(), strict=True))
        for word in self._chinese_first:
            start = narrow.find(word)
            while start >= 0:
                runs.setdefault(start, start + 1)
                start = narrow.find(word, start + 1)
        found: list[tuple[int, int]] = []
        place = 0
        match = self._pattern.match
        for start, last in sorted(runs.items()):
            place = max(place, start)
            while place < last:
                hit = match(narrow, place)
                if hit is None or hit.lastgroup == "han":
                    break
                found.append(hit.span())
                place = hit.end()
        spans = np.array(found, dtype=np.int64).reshape(-1, 2)
        return spans[:, 0], spans[:, 1]

    def _simplified(self, masked: np.ndarray) -> str:
        """The text in Simplified characters, where that keeps the length of every run of Chinese ones."""
        text = text_of(masked)
        simplified = self._to_simplified.convert(text)
        if len(simplified) == len(text):
            fixed = ~IS_HAN.take(masked)
            if np.array_equal(code_points(simplified)[fixed], masked[fixed]):
                return simplified
        return re.sub(f"[{HAN}]+", lambda run: self._convert(run[0]), text)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the span of each token of `text`, in order; only white space lies between them."""
        found = self.cuts([text])
        yield from zip(found.starts.tolist(), found.ends.tolist(), strict=True)

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of `text`, full-width forms as half-width ones.

        >>> Segmenter(load_lexicon()).tokens("ＤｅｅｐＳｅｅｋ-V3工程師曾任職輝達，升3.5%")
        ['DeepSeek-V3', '工程師', '曾', '任職', '輝達', ',', '升', '3.5%']
        """
        narrow = _narrow(text)
        return [narrow[start:end] for start, end in self.spans(text)]

    def knows(self, word: str) -> bool:
        """Whether the dictionary or the lexicon lists a word of Chinese characters.

        >>> cutter = Segmenter(load_lexicon())
        >>> cutter.knows("立法會"), cutter.knows("潘梓正")
        (True, False)
        """
        return len(word) == 1 or self._jieba.has_word(word) or self._jieba.has_word(self._convert(word))

    def _convert(self, han: str) -> str:
        simplified = self._to_simplified.convert(han)
        return simplified if len(simplified) == len(han) else han


def segment(text: str, lexicon: Lexicon | None = None) -> list[str]:
    """Return the tokens of `text` as they stand in it: every non-blank character kept, in order.

    Parameters
    ----------
    text : str
        Any text.
    lexicon : Lexicon, optional
        Whose words stay whole; without it, the shipped lexicon.

    Examples
    --------
    >>> segment("立法會議員討論１，２００億元撥款")
    ['立法會', '議員', '討論', '１，２００億', '元', '撥款']
    """
    return [text[start:end] for start, end in segmenter(lexicon or load_lexicon()).spans(text)]


_SEGMENTERS: dict[str, Segmenter] = {}
_LOCK = threading.Lock()


def segmenter(lexicon: Lexicon) -> Segmenter:
    """Return the segmenter of `lexicon`, made once a process.

    >>> segmenter(load_lexicon()) is segmenter(load_lexicon())
    True
    """
    with _LOCK:
        if lexicon.key not in _SEGMENTERS:
            _SEGMENTERS[lexicon.key] = Segmenter(lexicon)
        return _SEGMENTERS[lexicon.key]


def _jieba() -> "rjieba.Jieba":
    """A dictionary of jieba's, with its model.

    The package makes one when it is imported, for its own functions: 25 megabytes and a tenth of a second in every
    process, and words added to it would be everyone's. So its extension is loaded without it.
    """
    name = "rjieba.rjieba"
    package = None if name in sys.modules else find_spec("rjieba")
    inner = package and PathFinder.find_spec(name, package.submodule_search_locations)
    if inner and inner.loader:
        module = module_from_spec(inner)
        inner.loader.exec_module(module)
        sys.modules[name] = module  # where the package finds it, should anyone import that too
    return cast("rjieba.Jieba", importlib.import_module(name).Jieba())


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("hk2s")


def _narrow(text: str) -> str:
    """Full-width forms as half-width ones; the length stays."""
    return text.translate(_FULL_WIDTH)


def _edged(word: str) -> str:
    """A pattern for a mixed word: at Latin edges where it begins or ends in Latin."""
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", word) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", word) else ""
    return left + re.escape(word) + right
