"""The length of a text: Chinese characters and Latin words."""

import re
from collections.abc import Sequence

import numpy as np

from .points import EVERY, code_points

_CHINESE = (
    *(("\u3007", "\u3007"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff")),
    ("\U00020000", "\U0003ffff"),
)
_LATIN = (("0", "9"), ("A", "Z"), ("a", "z"), ("\u00c0", "\u024f"))
_CHARACTER, _LETTER = 1, 2
_SPANS = [f"[{''.join(f'{low}-{high}' for low, high in ranges)}]" for ranges in (_CHINESE, _LATIN)]
_WORDS = re.compile("{}|{}+".format(*_SPANS))
_AT_ONCE = 256  # texts looked at together
_KINDS = np.zeros(EVERY, dtype=np.uint8)
for kind, ranges in ((_CHARACTER, _CHINESE), (_LETTER, _LATIN)):
    for low, high in ranges:
        _KINDS[ord(low) : ord(high) + 1] = kind


def length(text: str) -> int:
    """Return the number of Chinese characters and Latin words in `text`.

    >>> length("DeepSeek推出R1模型")
    6
    """
    return len(_WORDS.findall(text))


def lengths(texts: Sequence[str]) -> np.ndarray:
    """Return the length of each of many texts, shape (len(texts),), int64.

    >>> lengths(["甲乙", "OpenAI 與 R1"]).tolist()
    [2, 3]
    """
    blocks = [_lengths(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate([np.empty(0, dtype=np.int64), *blocks])


def _lengths(texts: Sequence[str]) -> np.ndarray:
    kinds = _KINDS.take(code_points("".join(f"\n{text}" for text in texts)))
    counts = kinds == _CHARACTER
    counts[1:] |= (kinds[1:] == _LETTER) & (kinds[:-1] != _LETTER)  # where a word begins
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
    return np.add.reduceat(counts, begins, dtype=np.int64)
