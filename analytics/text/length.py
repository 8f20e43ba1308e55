"""The length of a text: Chinese characters and words of other scripts."""

from collections.abc import Sequence

import numpy as np

from .characters import IS_HAN, IS_LETTER
from .points import code_points

_BATCH = 256  # texts counted together


def length(text: str) -> int:
    """Return the number of Chinese characters and of words in other scripts.

    >>> length("DeepSeek推出R1模型")
    6
    """
    return int(lengths([text])[0])


def lengths(texts: Sequence[str]) -> np.ndarray:
    """Return the length of each of many texts, shape (len(texts),), int64.

    >>> lengths(["甲乙", "OpenAI 與 R1"]).tolist()
    [2, 3]
    """
    batches = [_lengths(texts[first : first + _BATCH]) for first in range(0, len(texts), _BATCH)]
    return np.concatenate([np.empty(0, dtype=np.int64), *batches])


def _lengths(texts: Sequence[str]) -> np.ndarray:
    codes = code_points("".join(f"\n{text}" for text in texts))
    letter = IS_LETTER.take(codes)
    counts = IS_HAN.take(codes)
    counts[1:] |= letter[1:] & ~letter[:-1]  # where a word begins
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
    return np.add.reduceat(counts, begins, dtype=np.int64)
