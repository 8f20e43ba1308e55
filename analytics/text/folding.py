"""How each character folds, learnt as characters are met."""

import re
import unicodedata
from functools import lru_cache

import numpy as np
from opencc import OpenCC

from .characters import EVERY, INVISIBLE, IS_BLANK, IS_LETTER, PLAIN_FORM

_UNIFIED = {ord(mark): "-" for mark in "‐‑‒–—―−﹣－"}
_UNIFIED |= {ord(mark): '"' for mark in "“”„‟«»「」『』〝〞﹁﹂"}
_UNIFIED |= {ord(mark): "'" for mark in "‘’‚‛′`´"}
_UNIFIED |= {ord(mark): "·" for mark in "•‧∙⋅・･"}
_UNIFIED |= {code: chr(PLAIN_FORM[code]) for code in range(0x2E80, 0x2FD6)}

PLAIN, PLAIN_BLANK, OTHER_LENGTH, JOINS = 1, 2, 3, 4  # 0: a code point that was not met yet


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
def fold_string(text: str) -> str:
    """Fold a character, or a cluster of a character and its marks, until nothing changes any more."""
    for _ in range(8):
        folded = unicodedata.normalize("NFKC", ZERO_WIDTH.sub("", text)).casefold().translate(_UNIFIED)
        folded = "".join(
            _simplify(c) if c > "\u2e7f" and not "\ud800" <= c <= "\udfff" else c for c in folded
        )
        if folded == text:
            break
        text = folded
    return text


ZERO_WIDTH = re.compile(f"[{INVISIBLE}]")


def joins(char: str) -> bool:
    """Whether normalisation may join `char` to what stands before it: marks and Hangul jamo.

    >>> joins("\u0301"), joins("維")
    (True, False)
    """
    return any(
        unicodedata.category(c)[0] == "M" or "\u1161" <= c <= "\u11c2"
        for c in char + unicodedata.normalize("NFKC", char)[:1]
    )


class _Known:
    """What folding does to each code point, learnt as code points are met."""

    def __init__(self) -> None:
        self.kinds = np.zeros(EVERY, dtype=np.uint8)
        self.single = np.arange(EVERY, dtype=np.uint32)
        self.lengths = np.ones(EVERY, dtype=np.uint8)
        self.shadowy = np.zeros(EVERY, dtype=bool)
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
            folded = fold_string(char)
            plain = PLAIN_BLANK if IS_BLANK[code] else PLAIN
            self.kinds[code] = JOINS if joins(char) else plain if len(folded) == 1 else OTHER_LENGTH
            self.shadowy[code] = not IS_LETTER[code] and any(IS_LETTER[ord(part)] for part in folded)
            self.lengths[code] = len(folded)
            if len(folded) == 1:
                self.single[code] = ord(folded)
            else:
                self.strings[code] = folded


KNOWN = _Known()
