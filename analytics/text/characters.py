"""What a character is: Han, letter, blank, end of a sentence. The whole library uses these definitions.

Each kind is a table over all code points, for arrays; `HAN` and `LETTER` are also the inside of a regular expression's
character class.
"""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np

EVERY = 0x110000  # the number of code points

# The inside of character classes. Script=Han in Unicode: radicals, 々, 〇, Hangzhou numerals, the ideographs, and the
# compatibility ideographs
HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Format characters, fillers and variation selectors: they show nothing of their own
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
# Scripts that separate words by blanks lie in these blocks; Han, kana, hangul, bopomofo and Yi lie between them
_ALPHABETIC = (
    "\x00-\u10ff\u1200-\u2e7f\ua4d0-\ua95f\ua980-\uabff\ufb00-\uff65\U00010000-\U00011fff\U0001d400-\U0001d7ff"
    "\U0001e000-\U0001e9ff"
)
# The gap between two texts (`points.GAP`) ends a sentence too
_SENTENCE_ENDS = "。！？!?；;\n\0"


# Radicals that stand in for ideographs in text taken from PDF files; Unicode maps only the Kangxi block (U+2F00) itself
_RADICALS = dict(
    zip(
        "⺄⺈⺊⺍⺎⺒⺓⺗⺜⺝⺠⺧⺫⺬⺮⺶⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻱⻲",
        "乙刀卜小兀巳幺心日月民牛目示竹羊肉虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龜亀",
        strict=True,
    )
)


def table_of(wanted: Iterable[str]) -> np.ndarray:
    """Return for each code point whether it is one of these characters, shape (EVERY,), bool."""
    table = np.zeros(EVERY, dtype=bool)
    table[[ord(char) for char in wanted]] = True
    return table


def table_of_class(inside: str) -> np.ndarray:
    """Return the same for the characters of a character class.

    >>> table_of_class("a-cx")[[ord(char) for char in "bx-"]].tolist()
    [True, True, False]
    """
    table = np.zeros(EVERY, dtype=bool)
    for low, high in re.findall("(.)(?:-(.))?", inside, re.DOTALL):
        table[ord(low) : ord(high or low) + 1] = True
    return table


def _letters() -> list[str]:
    """Letters, the marks on them and decimal figures of every script that separates words by blanks.

    × ÷ ، । ™ ① ½ are none of these, so that a name beside one of them stands at a word edge.
    """
    every = map(chr, np.flatnonzero(table_of_class(_ALPHABETIC)).tolist())
    return [
        char
        for char in every
        if char.isalpha() or char.isdecimal() or unicodedata.category(char) in ("Mn", "Mc")
    ]


def _character_class(chars: list[str]) -> str:
    """Return the inside of a character class that matches these characters, given in order."""
    ranges: list[list[int]] = []
    for code in map(ord, chars):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(rf"\U{low:08x}-\U{high:08x}" for low, high in ranges)


def _plain_forms() -> np.ndarray:
    forms = np.arange(EVERY, dtype=np.uint32)
    forms[0xFF01:0xFF5F] -= 0xFEE0
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        char = _RADICALS.get(chr(code), unicodedata.normalize("NFKC", chr(code)))
        forms[code] = ord(char)
    return forms


def narrow_form(text: str) -> str:
    """Return half-width forms for full-width ones, and ideographs for radicals; the length stays.

    >>> narrow_form("ＤｅｅｐＳｅｅｋ在⾹港")
    'DeepSeek在香港'
    """
    return text.translate(_NARROW)


IS_HAN = table_of_class(HAN)
IS_INVISIBLE = table_of_class(INVISIBLE)
IS_BLANK = table_of(chr(code) for code in range(0x3001) if chr(code).isspace())
IS_SENTENCE_END = table_of(_SENTENCE_ENDS)
LETTER = _character_class(letters := _letters())
IS_LETTER = table_of(letters)
del letters

# Half-width forms for full-width ones, ideographs for radicals and compatibility ideographs; one for one
PLAIN_FORM = _plain_forms()
_NARROW = {int(code): int(PLAIN_FORM[code]) for code in np.flatnonzero(np.arange(EVERY) != PLAIN_FORM)}
