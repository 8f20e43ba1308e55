"""What a character is: Han, letter, blank, end of a sentence. The whole library uses these definitions.

Each kind is a table over all code points, for arrays; `HAN` and `LETTER` are also the inside of a regular expression's
character class.
"""

import unicodedata
from collections.abc import Iterable

import numpy as np

EVERY = 0x110000  # the number of code points

# Script=Han in Unicode: radicals, 々, 〇, Hangzhou numerals, the ideographs, and the compatibility ideographs
HAN = (
    r"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_HAN_RANGES = (
    *((0x2E80, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
# Scripts that separate words by blanks lie in these blocks; Han, kana, hangul, bopomofo and Yi lie between them
_ALPHABETIC = (
    *((0x0000, 0x10FF), (0x1200, 0x2E7F), (0xA4D0, 0xA95F), (0xA980, 0xABFF), (0xFB00, 0xFF65)),
    *((0x10000, 0x11FFF), (0x1D400, 0x1D7FF), (0x1E000, 0x1E9FF)),
)
_INVISIBLE_RANGES = (
    *(
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
    ),
    *(
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    ),
    *((0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)),
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


def _han_table() -> np.ndarray:
    table = np.zeros(EVERY, dtype=bool)
    for low, high in _HAN_RANGES:
        table[low : high + 1] = True
    return table


def _letters() -> list[str]:
    """Letters, the marks on them and decimal figures of every script that separates words by blanks.

    × ÷ ، । ™ ① ½ are none of these, so that a name beside one of them stands at a word edge.
    """
    every = (chr(code) for low, high in _ALPHABETIC for code in range(low, high + 1))
    return [
        char
        for char in every
        if char.isalpha() or char.isdecimal() or unicodedata.category(char) in ("Mn", "Mc")
    ]


def _invisible() -> list[str]:
    """Format characters, fillers and variation selectors: they show nothing of their own."""
    return [chr(code) for low, high in _INVISIBLE_RANGES for code in range(low, high + 1)]


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


IS_HAN = _han_table()
IS_BLANK = table_of(chr(code) for code in range(0x3001) if chr(code).isspace())
IS_SENTENCE_END = table_of(_SENTENCE_ENDS)
LETTER = _character_class(letters := _letters())
IS_LETTER = table_of(letters)
del letters

# Half-width forms for full-width ones, ideographs for radicals and compatibility ideographs; one for one
PLAIN_FORM = _plain_forms()
_NARROW = {int(code): int(PLAIN_FORM[code]) for code in np.flatnonzero(np.arange(EVERY) != PLAIN_FORM)}
INVISIBLE = _character_class(invisible := _invisible())
IS_INVISIBLE = table_of(invisible)
del invisible
