"""Names of people that no dictionary lists: found after the dictionary's own cut, by their characters and surroundings.

A Chinese name is a surname and one or two more characters. Names of three characters are found here, and those of four
with two surnames. `data/people.txt` says how much more likely a character is in a name than elsewhere. The sum of these
log-odds is compared with what the name would cost: words of the dictionary inside it count against it, a title before
it or a verb of speech after it count in its favour. A name that was found once, or that the dictionary's model cut as
one word, is taken at the other places of the same text too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ..shipped import shipped
from .points import code_points

_SIZE = 0x10000
_CANDIDATE, _ACCEPTED = 1.0, 4.5  # log-odds
_GIVEN_LOST, _SURNAME_LOST = 2.0, 3.0  # against a name: a word inside it, without and with its surname
_TITLE, _VERB = 3.0, 2.0  # for a name: a title before it, a verb after it
_TWO_SURNAMES = 4.0  # against a name with two surnames, which are rare
_UNLISTED = 1.0  # a character that the table does not list is rare, and rarer in words than in names
_DOTS = frozenset("·‧・･•")
_TABLES = ("surname", "first", "second")


@dataclass(frozen=True)
class _Facts:
    """What `data/people.txt` holds: log-odds by code point, and sets of words and characters."""

    surname: np.ndarray
    first: np.ndarray
    second: np.ndarray
    common: np.ndarray
    words: dict[str, frozenset[str]]


class PeopleFinder:
    """Finds names of people among the tokens of texts.

    Parameters
    ----------
    knows : callable
        Says whether a token is a word of the dictionary.
    """

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = lru_cache(maxsize=1 << 16)(knows)
        self._facts = _facts()
        self.forms = self._facts.words["form"]  # what follows a surname alone: 先生, 議員

    def is_surname(self, character: str) -> bool:
        """Whether a character is a surname."""
        return len(character) == 1 and bool(self._facts.surname[min(ord(character), _SIZE - 1)] > 0)

    def spans(
        self, text: str, codes: np.ndarray, edges: np.ndarray, document: np.ndarray
    ) -> list[tuple[int, int]]:
        """Return the spans of names that are no tokens yet, in order; none overlaps another.

        Parameters
        ----------
        text : str
            The texts, in Simplified characters.
        codes : numpy.ndarray
            Its code points.
        edges : numpy.ndarray
            Where each token begins, and the length of the text; the tokens leave no character out.
        document : numpy.ndarray
            The number of the text that each character belongs to.
        """
        starts, ends, scores = self._candidates(codes)
        lefts = np.searchsorted(edges, starts, side="right") - 1
        rights = np.searchsorted(edges, ends, side="left")
        places = edges.tolist()
        evidence: set[tuple[int, str]] = set()
        found: list[tuple[float, int, int]] = []
        doubtful: list[tuple[float, int, int, tuple[int, str]]] = []
        rows = zip(*(column.tolist() for column in (starts, ends, scores, lefts, rights)), strict=True)
        for start, end, score, left, right in rows:
            tokens = places[left : right + 1]
            if not self._is_possible(text, tokens, start, end):
                continue
            key = (int(document[start]), text[start:end])
            if tokens == [start, end]:
                if not self._knows(text[start:end]):
                    evidence.add(key)
                continue
            cost = self._cost(text, tokens, start, end)
            if cost is None:
                continue
            around = self._support(text, places, left, right, start, end)
            if score - cost + around >= _ACCEPTED and self._is_separable(text, tokens, start, end):
                evidence.add(key)
                found.append((score, start, end))
            else:
                doubtful.append((score, start, end, key))
        found += [(score, start, end) for score, start, end, key in doubtful if key in evidence]
        return _apart(found)

    def _candidates(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return start, end and log-odds of every string whose characters are those of a name."""
        low = np.minimum(codes, _SIZE - 1)
        facts = self._facts
        surname, first, second = (table.take(low) for table in (facts.surname, facts.first, facts.second))
        three = surname[:-2] + first[1:-1] + second[2:]
        four = surname[:-3] + surname[1:-2] + first[2:-1] + second[3:] - _TWO_SURNAMES
        four[~facts.common.take(low[1:-2]) | (low[:-3] == low[1:-2])] = -np.inf
        places = [np.flatnonzero(score >= _CANDIDATE) for score in (three, four)]
        ends = [place + length for place, length in zip(places, (3, 4), strict=True)]
        scores = [three[places[0]], four[places[1]]]
        return np.concatenate(places), np.concatenate(ends), np.concatenate(scores)

    def _is_possible(self, text: str, tokens: Sequence[int], start: int, end: int) -> bool:
        """Whether a string is more than a surname with a form of address, or a piece of a foreign name."""
        words = self._facts.words
        if (
            text[start - 1 : start] in _DOTS
            or text[end : end + 1] in _DOTS
            or text[end - 2 : end] in words["form"]
        ):
            return False
        return not (text[end - 1] in words["doubtful-second"] and end - 1 in tokens)

    def _cost(self, text: str, tokens: Sequence[int], start: int, end: int) -> float | None:
        """Return what words of the dictionary inside a name count against it; None if it would cut one."""
        cost = 0.0
        for begin, after in pairwise(tokens):
            if after - begin > 1 and self._knows(text[begin:after]):
                if begin < start or after > end:
                    return None
                if end - start < 4 or after - start != 2:  # two surnames that the dictionary lists together
                    cost += _SURNAME_LOST if begin == start else _GIVEN_LOST
        return cost

    def _support(self, text: str, places: list[int], left: int, right: int, start: int, end: int) -> float:
        """Return what the words beside a name count in its favour."""
        begin = places[left - 1] if places[left] == start and left else places[left]
        after = places[min(right + 1, len(places) - 1)] if places[right] == end else places[right]
        words = self._facts.words
        return _TITLE * (text[begin:start] in words["title"]) + _VERB * (text[end:after] in words["verb"])

    def _is_separable(self, text: str, tokens: Sequence[int], start: int, end: int) -> bool:
        """Whether what a name leaves of the tokens around it can stand by itself."""
        before, after = text[tokens[0] : start], text[end : tokens[-1]]
        words = self._facts.words
        return (not before or before in words["before"]) and (not after or after in words["after"])


def _apart(found: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Return the most likely spans that do not overlap, in order."""
    taken: set[int] = set()
    kept = []
    for _, start, end in sorted(found, key=lambda name: (-name[0], name[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end))
    return sorted(kept)


@lru_cache(maxsize=1)
def _facts() -> _Facts:
    tables = {name: np.full(_SIZE, -np.inf, dtype=np.float32) for name in _TABLES}
    for name in ("first", "second"):
        tables[name][0x3400:0xA000] = _UNLISTED
    words: dict[str, frozenset[str]] = {}
    for line in shipped("data/people.txt").read_text(encoding="utf-8").splitlines():
        name, *rest = line.split()
        if name in tables:
            tables[name][code_points(rest[1])] = float(rest[0])
        elif name != "#":
            words[name] = words.get(name, frozenset()) | frozenset(rest)
    for name in ("first", "second"):
        tables[name][code_points("".join(words[f"never-{name}"]))] = -np.inf
    common = np.zeros(_SIZE, dtype=bool)
    common[code_points("".join(words["common"]))] = True
    return _Facts(**tables, common=common, words=words)
