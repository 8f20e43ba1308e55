"""The words, phrases and wildcards of a query, and words close together."""

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .characters import IS_BLANK, IS_LETTER, LETTER
from .fold import SHADOW, FoldedColumn, fold_word
from .hits import leftmost_longest
from .points import GAP, code_points
from .rarest import Patterns

_ANY_LETTERS = r"[^\W_]{0,100}?"  # of `*` in a text; without an end, long runs of letters would take for ever

Spans = tuple[np.ndarray, np.ndarray]  # begin and end of each, in the match-copy of a block


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
        self._words = self._parts[::2]
        is_plain = all(word and not IS_BLANK[code_points(word)].any() for word in self._words)
        self._is_phrase = not wild and is_plain

    def fits(self, value: str) -> bool:
        """Whether it matches a whole value, such as a tag; `*` stands for anything."""
        return re.fullmatch(self._core(".*?", re.escape), fold_word(value)) is not None

    def spans(self, column: FoldedColumn, frequency: np.ndarray) -> Spans:
        """Return the span of each match in the match-copy of texts, in order; none overlaps another.

        Parameters
        ----------
        column : FoldedColumn
            The texts.
        frequency : numpy.ndarray
            How often each code point occurs, about.
        """
        return (self._phrases if self._is_phrase else self._matches)(column, frequency)

    def _phrases(self, column: FoldedColumn, frequency: np.ndarray) -> Spans:
        """Find a phrase: its first word, and from there on one word after the other."""
        codes = column.codes
        _, low = Patterns(self._words[:1], frequency).standing(column.codes)
        low.sort()
        high = low + len(self._words[0])
        if _is_letter(self._words[0][0]):
            fits = ~column.are_letters(low - 1)
            low, high = low[fits], high[fits]
        for before, word in zip(self._words, self._words[1:], strict=False):
            begin = high.copy()
            blank = np.flatnonzero(IS_BLANK.take(codes[begin]))
            while len(blank):
                begin[blank] += 1
                blank = blank[IS_BLANK.take(codes[begin[blank]])]
            fits = begin > high if _is_letter(before[-1]) and _is_letter(word[0]) else begin >= high
            for offset, code in enumerate(code_points(word).tolist()):
                fits &= codes.take(begin + offset, mode="clip") == code
            low, high = low[fits], begin[fits] + len(word)
        if _is_letter(self._words[-1][-1]):
            fits = ~column.are_letters(high)
            low, high = low[fits], high[fits]
        kept = leftmost_longest(low, high)
        return low[kept], high[kept]

    def _matches(self, column: FoldedColumn, frequency: np.ndarray) -> Spans:
        """Find wildcards, in the texts that have the rarest character of the pattern."""
        numbers = self._candidates(column, frequency)
        text, places = column.edged_text(numbers)
        lengths = column.ends[numbers] - column.begins[numbers] + len(GAP)
        ends = np.cumsum(lengths)
        spans = _as_array(self._expression(re.escape).finditer(text))
        shadowed = column.has_shadows(numbers)
        if shadowed.any():
            # letters that were moved up match too, but a pattern for both takes ten times as long
            both = self._expression(lambda char: f"[{char}{chr(ord(char) + int(SHADOW))}]")
            other = [
                _as_array(both.finditer(text, int(ends[number] - lengths[number]), int(ends[number])))
                for number in np.flatnonzero(shadowed)
            ]
            plain = spans[~shadowed[np.searchsorted(ends, spans[:, 0], side="right")]]
            spans = np.concatenate([plain, *other])
            spans = spans[np.argsort(spans[:, 0])]
        return places[spans[:, 0]], places[spans[:, 1] - 1] + 1

    def _candidates(self, column: FoldedColumn, frequency: np.ndarray) -> np.ndarray:
        """Return the numbers of the texts that have the rarest character of a pattern."""
        solid = [part for part in self._parts if not (self._wild and part in ("*", "?"))]
        codes = [code for code in code_points("".join(solid)).tolist() if not IS_BLANK[code]]
        rarest = min(codes, key=lambda code: frequency[code] if code < len(frequency) else 0)
        return np.unique(column.number_of(np.flatnonzero(column.codes == rarest)))

    def _expression(self, letter: Callable[[str], str]) -> re.Pattern[str]:
        core = self._core(_ANY_LETTERS, letter)
        first = "".join(self._parts)[:1]
        # The edge after the letter: an expression that begins with a letter is found faster
        if _is_letter(first):
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


def _is_letter(char: str) -> bool:
    return bool(char) and bool(IS_LETTER[ord(char)])


def _as_array(matches: Iterable[re.Match[str]]) -> np.ndarray:
    return np.array([match.span() for match in matches], dtype=np.int64).reshape(-1, 2)


def close_together(column: FoldedColumn, frequency: np.ndarray, words: Sequence[str], most: int) -> Spans:
    """Return the spans of the words that stand close together, in any order.

    Each place of a word is taken together with the latest place of each other word before it.

    Parameters
    ----------
    column : FoldedColumn
        The texts.
    frequency : numpy.ndarray
        How often each code point occurs, about.
    words : sequence of str
        The words.
    most : int
        The most characters between the first and the last word, those of the words between them not counted.
    """
    found = [Pattern(word, wild=False).spans(column, frequency) for word in words]
    low, high = (np.concatenate(ends) for ends in zip(*found, strict=True))
    word = np.repeat(np.arange(len(words)), [len(starts) for starts, _ in found])
    order = np.lexsort((word, high, low))
    low, high, word = low[order], high[order], word[order]
    number = column.number_of(low)
    # For each place the latest place of each word so far, -1 before there is one.
    latest = np.where(word == np.arange(len(words))[:, None], np.arange(len(word)), -1)
    latest = np.maximum.accumulate(latest, axis=1).T
    latest = latest[(latest >= 0).all(axis=1)]
    latest = np.sort(latest, axis=1)  # places are numbered in their order
    latest = latest[number[latest[:, 0]] == number[latest[:, -1]]]
    ends, begins = high[latest[:, :-1]], low[latest[:, 1:]]
    latest = latest[(ends <= begins).all(axis=1)]
    ends, begins = high[latest[:, :-1]], low[latest[:, 1:]]
    close = column.counted_between(ends, begins).sum(axis=1) <= most
    chosen = np.unique(latest[close])
    both = np.unique(np.stack([low[chosen], high[chosen]], axis=1), axis=0)
    return both[:, 0], both[:, 1]
