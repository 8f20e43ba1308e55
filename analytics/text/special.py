"""Tokens that hold more than Chinese characters: Latin words, numbers, dates, addresses and mixed user words."""

import re
from collections.abc import Iterable

import numpy as np

from .characters import HAN, IS_BLANK, IS_HAN, IS_LETTER, LETTER, table_of_class

_KANA, _HANGUL = "\u3040-\u30ff\u31f0-\u31ff", "\u1100-\u11ff\uac00-\ud7af"
ADDRESS = r"https?://|www\.|[^@\s]+@[^@\s.]+\."  # how the address of a page or a mailbox begins, folded
_IS_ADDRESS = re.compile(ADDRESS, re.IGNORECASE)

# Characters that may form a token with their neighbours; any other mark is a token by itself
_IS_WORDY = IS_LETTER | table_of_class(_KANA + _HANGUL)

_PATTERN = r"""
    (?P<address> https?://[!-;=?-~]+[A-Za-z0-9_/#=&-] | www\.[!-;=?-~]+[A-Za-z0-9_/#=&-]
               | [A-Za-z0-9_.+-]{{1,64}}+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++ )
  | (?P<user> {user} )
  | (?P<date> \d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}[日號号])?)? | \d{{1,2}}月\d{{1,2}}[日號号]
            | \d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}} | \d{{1,2}}:\d{{2}}(?::\d{{2}})? )
  | (?P<shares> (?<![A-Za-z0-9])[ABHN]股 )
  | (?P<number> (?:(?:US|HK|NT|AU|CA|SG|RMB|A|C|S)?[$€£¥])?\d+(?:,\d{{3}})*(?:\.\d+)?
                (?:%|‰|℃|°C?|[萬万億亿兆]+(?![A-Za-z])|[百千](?=[萬万億亿])[萬万億亿]+)?(?![A-Za-z0-9]) )
  | (?P<latin> [{latin}]++ (?:[-.'’&+_/@][{latin}]++)*+ \+{{0,2}} )
  | (?P<han> [{han}]+ )
  | (?P<kana> [{kana}]+ | [{hangul}]+ )
  | (?P<mark> (?P<same>[^\w\s])(?P=same)* | \S )
"""


def is_address(token: str) -> bool:
    """Whether a token is the address of a page or of a mailbox.

    >>> [is_address(token) for token in ["https://a.example/x", "desk@harbour.example", "GPT-4o", "@deepseek"]]
    [True, True, False, False]
    """
    return _IS_ADDRESS.match(token) is not None


class SpecialTokens:
    """Finds special tokens, user words of Chinese and other characters among them.

    Parameters
    ----------
    mixed : iterable of str
        User words that are not of Chinese characters alone, in half-width forms.
    """

    def __init__(self, mixed: Iterable[str]) -> None:
        words = sorted(mixed, key=len, reverse=True)
        user = "|".join(map(_edged, words)) or r"(?!)"
        scripts = {"han": HAN, "latin": LETTER, "kana": _KANA, "hangul": _HANGUL}
        self._pattern = re.compile(_PATTERN.format(user=user, **scripts), re.VERBOSE)
        # the pattern is tried where other characters than Chinese begin, and where one of these may
        self._chinese_first = [word for word in words if re.match(f"[{HAN}]", word)]

    def spans(self, narrow: str, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the starts and ends of the special tokens of a text, in order.

        Parameters
        ----------
        narrow : str
            The text in half-width forms.
        codes : numpy.ndarray
            Its code points.
        """
        other = ~(IS_BLANK.take(codes) | IS_HAN.take(codes))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], other, [False]]).astype(np.int8)))
        firsts, lasts = edges[::2], edges[1::2]
        wordy = _IS_WORDY.take(codes)
        wordy[1:] |= codes[1:] == codes[:-1]
        sums = np.concatenate([[0], np.cumsum(wordy & other)])
        formed = sums[lasts] > sums[firsts]  # single marks stand for themselves
        runs = dict(zip(firsts[formed].tolist(), lasts[formed].tolist(), strict=True))
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


def _edged(word: str) -> str:
    """Return the pattern of a mixed word: at a word edge where it begins or ends with a Latin letter."""
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", word) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", word) else ""
    return left + re.escape(word) + right
