"""Regular expressions for the words, phrases and wildcards of a query."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from .characters import HAN, IS_LETTER, LETTER
from .fold import SHADOW, FoldedColumn, fold_word
from .points import GAP

_ANY_LETTERS = r"[^\W_]{0,100}?"  # of `*` in a text; without an end, long runs of letters would take for ever
_COUNTED = re.compile(rf"[{HAN}]|[{LETTER}]+")  # what the distance between two words is counted in


class Pattern:
    """A word, phrase or wildcard of a query.

    Blanks in it match any number of blanks, none too, but one at least between Latin words. Where it begins or ends
    with a letter it matches at a word edge.

    Parameters
    ----------
    written : str
        As it stands in the query.
    wild : bool
        Whether `*` stands for any letters, a hundred at most, and `?` for one.
    """

    def __init__(self, written: str, wild: bool) -> None:
        parts = re.split(r"(\s+|[*?])" if wild else r"(\s+)", written.strip())
        self._parts = [fold_word(part) for part in parts]
        self._wild = wild

    def fits(self, value: str) -> bool:
        """Whether it matches a whole value, such as a tag; `*` stands for anything."""
        return re.fullmatch(self._core(".*?", re.escape), fold_word(value)) is not None

    def spans(self, column: FoldedColumn) -> list[tuple[int, int]]:
        """Return the span of each match in the match-copy of a column, in order."""
        text = column.edged_text
        found = [match.span() for match in self._expression(re.escape).finditer(text)]
        shadowed = column.shadowed_texts
        if not shadowed:
            return found
        # letters that were moved up match too, but a pattern for both takes ten times as long
        both = self._expression(lambda char: f"[{char}{chr(ord(char) + int(SHADOW))}]")
        begins = [begin for begin, _ in shadowed]
        plain = [span for span in found if not _is_inside(span, begins, shadowed)]
        other = [match.span() for begin, end in shadowed for match in both.finditer(text, begin, end)]
        return sorted([*plain, *other])

    def _expression(self, letter: Callable[[str], str]) -> re.Pattern[str]:
        core = self._core(_ANY_LETTERS, letter)
        first = "".join(self._parts)[:1]
        if _is_letter(
            first
        ):  # the edge after the letter: an expression that begins with a letter is found faster
            core = core.replace(letter(first), f"{letter(first)}(?<![{LETTER}]{letter(first)})", 1)
        solid = "".join(part for part in self._parts if not (self._wild and part in "*?"))
        return re.compile(core + (f"(?![{LETTER}])" if _is_letter(solid[-1:]) else ""))

    def _core(self, anything: str, letter: Callable[[str], str]) -> str:
        """Return the expression; what stands between two `*` is looked for once, at the first place where it is."""
        parts, pieces = [], []  # type: tuple[list[str], list[str]]
        for number, part in enumerate(self._parts):
            if self._wild and part == "*":
                parts.append("".join(pieces))
                pieces = []
            elif self._wild and part == "?":
                pieces.append(r"[^\W_]")
            elif part.isspace():
                around = self._parts[number - 1][-1:], self._parts[number + 1][:1]
                pieces.append(r"\s+" if all(map(_is_letter, around)) else r"\s*")
            else:
                pieces += [letter(char) if _is_letter(char) else re.escape(char) for char in part]
        first, *between = [*parts, "".join(pieces)]
        if not between:
            return first
        return first + "".join(f"(?>{anything}{part})" for part in between[:-1]) + anything + between[-1]


def _is_inside(span: tuple[int, int], begins: list[int], texts: list[tuple[int, int]]) -> bool:
    place = bisect_right(begins, span[0]) - 1
    return place >= 0 and span[0] < texts[place][1]


def _is_letter(char: str) -> bool:
    return bool(char) and bool(IS_LETTER[ord(char)])


def close_together(column: FoldedColumn, words: Sequence[str], most: int) -> list[tuple[int, int]]:
    """Return the spans of the words that stand close together, in any order.

    Parameters
    ----------
    column : FoldedColumn
        The texts.
    words : sequence of str
        The words.
    most : int
        The most characters between the first and the last word, those of the words between them not counted.
    """
    hits = [Pattern(word, wild=False).spans(column) for word in words]
    if not all(hits):
        return []
    text = column.text
    spans: set[tuple[int, int]] = set()
    order = sorted((start, end, number) for number, found in enumerate(hits) for start, end in found)
    counted = np.zeros(len(text) + 1, dtype=np.int64)
    counted[[match.start() + 1 for match in _COUNTED.finditer(text)]] = 1
    counted = np.cumsum(counted)  # characters that start before each place
    last: dict[int, tuple[int, int]] = {}
    for start, end, number in order:
        last[number] = (start, end)
        if len(last) < len(words):
            continue
        chosen = sorted(last.values())
        apart = all(one[1] <= two[0] for one, two in pairwise(chosen))
        between = sum(int(counted[two[0]] - counted[one[1]]) for one, two in pairwise(chosen))
        if apart and between <= most and GAP not in text[chosen[0][0] : chosen[-1][1]]:
            spans |= set(chosen)
    return sorted(spans)
