"""Regular expressions for the words, phrases and wildcards of a query."""

import re
from itertools import pairwise

import numpy as np

from .characters import HAN, IS_LETTER, LETTER
from .fold import SHADOW, FoldedColumn, fold_word
from .points import GAP

_COUNTED = re.compile(rf"[{HAN}]|[{LETTER}]+")  # what the distance between two words is counted in


def pattern_of(written: str, wild: bool, edges: bool = True) -> str:
    """Return the regular expression for a word or phrase, to search the `edged_text` of a column.

    Blanks in it match any number of blanks, none too, but one at least between Latin words. Where it begins or ends
    with a letter it matches at a word edge.

    Parameters
    ----------
    written : str
        The word or phrase.
    wild : bool
        Whether `*` stands for any letters and `?` for one.
    edges : bool
        Whether the match must begin and end at word edges; otherwise `*` stands for anything.
    """
    pieces: list[str] = []
    folded = [fold_word(word) for word in re.split(r"(\s+|[*?])" if wild else r"(\s+)", written.strip())]
    for number, piece in enumerate(folded):
        if wild and piece in ("*", "?"):
            pieces.append(("[^\\W_]*?" if edges else ".*") if piece == "*" else "[^\\W_]")
        elif piece.isspace():
            between_words = _is_letter(folded[number - 1][-1:]) and _is_letter(folded[number + 1][:1])
            pieces.append(r"\s+" if between_words else r"\s*")
        else:
            pieces += [
                f"[{char}{chr(ord(char) + SHADOW)}]" if _is_letter(char) else re.escape(char)
                for char in piece
            ]
    core = "".join(pieces)
    if not edges:
        return core
    solid = [char for char in "".join(folded) if not (wild and char in "*?")]
    left = rf"(?<![{LETTER}])" if _is_letter("".join(folded)[:1]) else ""
    right = rf"(?![{LETTER}])" if solid and _is_letter(solid[-1]) else ""
    return left + core + right


def _is_letter(char: str) -> bool:
    return bool(char) and bool(IS_LETTER[ord(char)])


def close_together(column: FoldedColumn, words: list[re.Pattern[str]], most: int) -> np.ndarray:
    """Return the spans of the words that stand close together, in any order, shape (2, spans).

    Parameters
    ----------
    column : FoldedColumn
        The texts.
    words : list of re.Pattern
        The words.
    most : int
        The most characters between the first and the last word, those of the words between them not counted.
    """
    text = column.edged_text
    hits = [[match.span() for match in word.finditer(text)] for word in words]
    spans: set[tuple[int, int]] = set()
    if not all(hits):
        return np.empty((2, 0), dtype=np.int64)
    order = sorted((start, end, number) for number, found in enumerate(hits) for start, end in found)
    counted = np.zeros(len(text) + 1, dtype=np.int64)
    counted[[match.start() + 1 for match in _COUNTED.finditer(column.text)]] = 1
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
    return np.array(sorted(spans), dtype=np.int64).reshape(-1, 2).T
