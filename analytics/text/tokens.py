"""Segmentation: a text -> its tokens, cut on the original characters.

Latin words, model names, numbers with their units, dates and addresses are found first, as single tokens. Han runs
are converted to Simplified characters where that keeps their length, cut with jieba's dictionary and model, and the
cuts laid back on the original characters: on Traditional text the dictionary alone would miss most words.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import rjieba
from opencc import OpenCC

from .lexicon import Lexicon, load_lexicon

BOUNDARY = "\n"  # the token between the title and the body: no window crosses it

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = r"A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u10ff\u1200-\u1fff"  # and other alphabets
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

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
  | (?P<kana> [\u3040-\u30ff\u31f0-\u31ff]+ | [\u1100-\u11ff\uac00-\ud7af]+ )
  | (?P<mark> (?P<same>[^\w\s])(?P=same)* | \S )
"""


class Segmenter:
    """Cuts texts with one lexicon's words. Deterministic, and independent of every other segmenter."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._jieba = rjieba.Jieba()
        self._to_simplified = _simplifier()
        mixed = []
        for word, (frequency, tag) in lexicon.words.items():
            if re.search(r"\s", word):
                continue
            if not re.fullmatch(f"[{_HAN}]+", word):
                if not re.fullmatch(r"[A-Za-z0-9]+(?:[-.'&][A-Za-z0-9]+)*", word):  # these hold by themselves
                    mixed.append(_narrow(word))
                continue
            for form in {word, self._convert(word)}:
                self._jieba.add_word(form, max(frequency or 0, self._jieba.suggest_freq(form)), tag)
        edges = [_edged(word) for word in sorted(mixed, key=len, reverse=True)]
        user = "|".join(edges) if edges else r"(?!)"
        self._pattern = re.compile(_PATTERN.format(user=user, han=_HAN, latin=_LATIN), re.VERBOSE)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the span of each token of `text`, in order; only white space lies between them."""
        narrow = _narrow(text)
        runs, found = [], []
        for match in self._pattern.finditer(narrow):
            han = match.lastgroup == "han"
            found.append((match.start(), match.end(), han))
            if han:
                runs.append(match.group())
        lengths = self._lengths(runs)
        for start, end, han in found:
            if not han:
                yield start, end
                continue
            while start < end:
                length = next(lengths)
                yield start, start + length
                start += length

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

    def _lengths(self, runs: list[str]) -> Iterator[int]:
        """Lengths of the words of all Han runs, one after the other."""
        joined = "\n".join(runs)
        simplified = self._to_simplified.convert(joined)
        if [len(run) for run in simplified.split("\n")] != [len(run) for run in runs]:
            simplified = "\n".join(self._convert(run) for run in runs)
        return (len(word) for word in self._jieba.cut(simplified) if word != "\n")


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
