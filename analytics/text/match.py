"""Where texts name entities: aliases -> spans of the original text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from .characters import EVERY
from .entities import Entity
from .fold import FoldedColumn, are_plain, fold_plain, fold_word, plain_codes
from .points import Laid, blocks, code_points

Folding: TypeAlias = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Spans:
    """Matches, one an element: text number, alias number, and the span in the original text."""

    text: np.ndarray
    alias: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.text)


def find(texts: Iterable[str | None], entity: Entity) -> Spans:
    """Find every mention of `entity` in `texts`: leftmost, longest, none overlapping another.

    Parameters
    ----------
    texts : iterable of str or None
        The texts; None and NaN hold no match.
    entity : Entity
        Latin names match at Latin word edges only; a match inside an `unless` context is void.

    Returns
    -------
    Spans
        In order of text, then place. `alias` counts in `entity.aliases`.

    Examples
    --------
    >>> from analytics.text.entities import as_entity
    >>> spans = find(["OpenAI與DeepSeek-V3", None, "深度求索"], as_entity("deepseek"))
    >>> spans.text.tolist(), spans.start.tolist(), spans.end.tolist()
    ([0, 2], [7, 0], [15, 4])
    """
    return find_each(texts, [entity])[0]


def find_each(texts: Iterable[str | None], entities: Sequence[Entity]) -> list[Spans]:
    """Find every mention of each of several entities; the texts are searched once for all of them.

    >>> from analytics.text.entities import as_entity
    >>> [len(spans) for spans in find_each(["OpenAI與輝達"], [as_entity("openai"), as_entity("nvidia")])]
    [1, 1]
    """
    matcher = matcher_of(tuple(entities))
    hits = Hits.joined([hits for _, hits in matcher.search(texts)] or [NO_HITS])
    kept, owner = matcher.kept(hits)
    alias = matcher.alias[hits.pattern]
    bounds = np.searchsorted(owner, np.arange(len(entities) + 1))
    own = [kept[low:high] for low, high in pairwise(bounds)]
    return [Spans(hits.text[at], alias[at], hits.start[at], hits.end[at]) for at in own]


@dataclass(frozen=True)
class Hits:
    """Where names and contexts stand, one an element; among them those that overlap, and those that are void.

    Attributes
    ----------
    pattern : numpy.ndarray
        Number of the name or context.
    text, start, end : numpy.ndarray
        Number of the text, and the span in it.
    low, high : numpy.ndarray
        The span in the match-copy of all texts: what overlaps is told by it.
    """

    pattern: np.ndarray
    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def joined(cls, parts: Sequence["Hits"]) -> "Hits":
        """Return those of several parts, one after the other."""
        return cls(
            *(np.concatenate(columns) for columns in zip(*(part._columns for part in parts), strict=True))
        )

    @property
    def _columns(self) -> tuple[np.ndarray, ...]:
        return self.pattern, self.text, self.start, self.end, self.low, self.high

    def only(self, chosen: np.ndarray) -> "Hits":
        """Return the hits that are chosen."""
        return Hits(*(column[chosen] for column in self._columns))

    def moved(self, texts: int, places: int) -> "Hits":
        """Return the same, so many texts and places further on."""
        return Hits(
            self.pattern, self.text + texts, self.start, self.end, self.low + places, self.high + places
        )


NO_HITS = Hits(*np.empty((6, 0), dtype=np.int64))


class Matcher:
    """All names and contexts of several entities, searched at once.

    A place is a candidate where the first two characters of a pattern stand; the few that there are, are compared
    with the rest of those patterns alone. Most texts fold character by character: of these only the candidates are
    folded. A text that holds another character is folded whole.

    Attributes
    ----------
    owner, alias : numpy.ndarray
        For each pattern the number of its entity, and of the name among the entity's own.
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        names = [[fold_word(alias.text) for alias in entity.aliases] for entity in entities]
        contexts = [[fold_word(context) for context in entity.unless] for entity in entities]
        patterns = [[*own, *voids] for own, voids in zip(names, contexts, strict=True)]
        flat = [pattern for own in patterns for pattern in own]
        self.owner = np.repeat(np.arange(len(entities)), [len(own) for own in patterns])
        self.alias = np.array([place for own in patterns for place in range(len(own))], dtype=np.int64)
        self._context = self.alias >= np.array([len(own) for own in names], dtype=np.int64)[self.owner]
        self._left = ~self._context & np.array([_latin(pattern[0]) for pattern in flat], dtype=bool)
        self._right = ~self._context & np.array([_latin(pattern[-1]) for pattern in flat], dtype=bool)
        self._lengths = np.array([len(pattern) for pattern in flat], dtype=np.int64)
        self._letters = np.zeros((len(flat), int(self._lengths.max(initial=2))), dtype=np.uint32)
        for row, pattern in zip(self._letters, flat, strict=True):
            row[: len(pattern)] = code_points(pattern)
        self._single = np.flatnonzero(self._lengths == 1)
        longer = np.flatnonzero(self._lengths > 1)
        begin = self._letters[longer, :2].astype(np.int64)
        self._pairs, pair = np.unique(begin[:, 0] << 32 | begin[:, 1], return_inverse=True)
        # the patterns of each pair, one pair after the other
        self._begun = longer[np.argsort(pair, kind="stable")]
        self._first = np.concatenate([[0], np.cumsum(np.bincount(pair, minlength=len(self._pairs)))])
        self._starters, self._seconds = np.zeros((2, EVERY), dtype=bool)
        self._starters[self._letters[:, 0]] = True
        self._seconds[self._letters[longer, 1]] = True
        self._mark()

    def search(self, texts: Iterable[str | None]) -> Iterator[tuple[Laid, Hits]]:
        """Search texts block by block; hits count texts and places from the first block on."""
        first = places = 0
        for block in blocks(texts):
            yield block, self._hits(block).moved(first, places)
            first += len(block.begins)
            places += 2 * len(block.codes)

    def kept(self, hits: Hits) -> tuple[np.ndarray, np.ndarray]:
        """Choose hits: of an entity's own the leftmost, longest, none overlapping another, none inside a context.

        Returns
        -------
        kept, owner : numpy.ndarray
            The numbers of the hits, in order of entity and place; and the entity of each.
        """
        # each entity on a stretch of its own
        shift = self.owner[hits.pattern] * (int(hits.high.max(initial=0)) + 1)
        low, high = hits.low + shift, hits.high + shift
        order = np.lexsort((low, high))
        low, high = low[order], high[order]
        void = _void(self._context[hits.pattern[order]], low, high)
        kept = order[_leftmost_longest(low, high, ~void)]
        owner, text = self.owner[hits.pattern[kept]], hits.text[kept]
        # texts that were folded whole stand behind the others of their block
        in_order = np.argsort(owner * (int(text.max(initial=0)) + 1) + text, kind="stable")
        return kept[in_order], owner[in_order]

    def _mark(self) -> None:
        """Note which code points are not plain, and which others fold into what a pattern begins with."""
        plain = plain_codes()
        self._odd = np.ones(EVERY, dtype=bool)
        self._odd[plain] = False
        self._marked = self._odd.copy()
        self._marked[plain] = self._starters[fold_plain(plain)]

    def _hits(self, block: Laid) -> Hits:
        at = np.flatnonzero(self._marked.take(block.codes))
        odd = at[self._odd.take(block.codes.take(at))]
        if are_plain(block.codes[odd]).any():  # met for the first time
            self._mark()
            return self._hits(block)
        found = self._fitting(block, at, fold_plain)
        if not len(odd):
            return found
        numbers = np.unique(block.locate(odd, odd)[0])
        column = FoldedColumn(block.only(numbers))
        other = self._fitting(column, np.flatnonzero(self._starters.take(column.codes)), _as_they_are)
        other = replace(other.moved(0, len(block.codes)), text=numbers[other.text])
        return Hits.joined([found.only(~np.isin(found.text, numbers)), other])

    def _fitting(self, column: Laid | FoldedColumn, at: np.ndarray, folded: Folding) -> Hits:
        """The patterns that stand at some of the places; Latin names at Latin edges only."""
        codes = column.codes
        pattern, low = self._places(codes, at, folded)
        high = low + self._lengths[pattern]
        fits = ~(self._left[pattern] & _LATIN[folded(codes[low - 1])])
        fits &= ~(self._right[pattern] & _LATIN[folded(codes[high])])
        pattern, low, high = pattern[fits], low[fits], high[fits]
        return Hits(pattern, *column.locate(low, high), low, high)

    def _places(self, codes: np.ndarray, at: np.ndarray, folded: Folding) -> tuple[np.ndarray, np.ndarray]:
        """Every occurrence of every pattern, overlapping or not: pattern and start."""
        first = folded(codes.take(at))
        second = folded(codes.take(at + 1))  # a place follows each
        near = np.flatnonzero(self._seconds.take(second))
        pairs = first[near].astype(np.int64) << 32 | second[near]
        pair = np.searchsorted(self._pairs, pairs)
        hit = np.flatnonzero(pair < len(self._pairs))
        hit = hit[self._pairs[pair[hit]] == pairs[hit]]
        place, pair = at[near[hit]], pair[hit]
        # each place with every pattern that its two characters begin
        several = np.diff(self._first)[pair]
        within = np.arange(int(several.sum())) - np.repeat(np.cumsum(several) - several, several)
        place, pattern = (
            np.repeat(place, several),
            self._begun[np.repeat(self._first[pair], several) + within],
        )
        for offset in range(2, int(self._lengths.max(initial=0))):
            found = folded(codes.take(place + offset, mode="clip"))  # the gap at the end is in no pattern
            fits = (self._letters[pattern, offset] == found) | (self._lengths[pattern] <= offset)
            place, pattern = place[fits], pattern[fits]
        for number in self._single:
            alone = at[first == self._letters[number, 0]]
            place = np.concatenate([place, alone])
            pattern = np.concatenate([pattern, np.full(len(alone), number)])
        return pattern, place


@lru_cache(maxsize=8)
def matcher_of(entities: tuple[Entity, ...]) -> Matcher:
    """Return the matcher of these entities, made once."""
    return Matcher(entities)


def _as_they_are(codes: np.ndarray) -> np.ndarray:
    return codes


def _void(context: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Contexts themselves, and hits that lie inside one; hits are in order of their ends."""
    void = context.copy()
    for begin, end in zip(low[context].tolist(), high[context].tolist(), strict=True):
        near = slice(np.searchsorted(high, begin), np.searchsorted(high, end, side="right"))
        void[near] |= low[near] >= begin
    return void


def _leftmost_longest(low: np.ndarray, high: np.ndarray, candidate: np.ndarray) -> np.ndarray:
    """Indices of the hits to keep, in order of place."""
    order = np.flatnonzero(candidate)
    order = order[np.lexsort((-high[order], low[order]))]
    low, high = low[order], high[order]
    reach = np.maximum.accumulate(np.concatenate([[-1], high]))
    alone = low >= reach[:-1]  # it overlaps none before it
    kept = alone.copy()
    free = 0
    for index in np.flatnonzero(~alone | np.append(~alone[1:], False)).tolist():
        kept[index] = alone[index] or low[index] >= free
        if kept[index]:
            free = high[index]
    return order[kept]


def _latin(char: str) -> bool:
    return char.isalnum() and char < "\u1100"


_LATIN = np.zeros(EVERY, dtype=bool)
_LATIN[:0x1100] = [_latin(chr(code)) for code in range(0x1100)]
