"""Where texts name entities: aliases -> spans of the original text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pandas as pd

from .blanks import silent_blanks
from .characters import EVERY, IS_BLANK, IS_HAN
from .contexts import Contexts
from .entity import Entity
from .fields import texts as texts_of
from .fold import FoldedColumn, are_plain, fold_plain, fold_word, is_letter, plain_codes
from .hits import NO_HITS, Hits, Spans, leftmost_longest
from .points import Laid, blocks, code_points

Folding: TypeAlias = Callable[[np.ndarray], np.ndarray]
SUPPORT_FIELDS = ("title", "body")  # where an article supports a weak name
_STARTS, _BLANK, _ODD, _MAYBE_NEW = 1, 2, 4, 8


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

    A weak name counts where its own text supports it; `find_in` looks at the whole article.

    >>> from analytics.text.entities import as_entity
    >>> [len(spans) for spans in find_each(["OpenAI與輝達"], [as_entity("openai"), as_entity("nvidia")])]
    [1, 1]
    """
    column = pd.Series(texts if isinstance(texts, pd.Series) else list(texts), dtype="str")
    return find_in(pd.DataFrame({"body": column}), entities, "body")[1]


def find_in(
    articles: pd.DataFrame, entities: Sequence[Entity], field: str
) -> tuple[pd.DataFrame, list[Spans]]:
    """Find every mention of each of several entities in a field of articles.

    Parameters
    ----------
    articles : DataFrame
        The article table; title and body are looked at for what supports a weak name.
    entities : sequence of Entity
        The entities.
    field : str
        A text field.

    Returns
    -------
    table : DataFrame
        The texts of the field, as `fields.texts` gives them.
    spans : list of Spans
        For each entity where they name it; `Spans.text` is the position in `table`.

    Examples
    --------
    >>> from analytics.text.entities import load_entities
    >>> fruit = pd.DataFrame({"title": ["蘋果豐收", "蘋果推新iPhone"], "body": ["果農笑", "定價不變"]}, dtype="str")
    >>> find_in(fruit, [load_entities()["apple"]], "title")[1][0].text.tolist()
    [1]
    """
    table = texts_of(articles, field)
    row = table["row"].to_numpy()
    found = _search(table["text"], entities)
    return table, [
        spans.only(is_supported(entity, spans.alias, row[spans.text], articles))
        for entity, spans in zip(entities, found, strict=True)
    ]


def is_supported(entity: Entity, alias: np.ndarray, row: np.ndarray, articles: pd.DataFrame) -> np.ndarray:
    """Return for each mention whether it counts: its name is not weak, or the article supports it.

    Parameters
    ----------
    entity : Entity
        Whom they mention.
    alias, row : numpy.ndarray
        The number of each mention's name, and the position of its article.
    articles : DataFrame
        The article table.
    """
    weak = np.array([name.weak for name in entity.aliases], dtype=bool)[alias]
    if not weak.any():
        return np.asarray(~weak)
    rows = np.unique(row[weak])
    doubtful = articles.iloc[rows]
    supported = np.zeros(len(rows), dtype=bool)
    for field in SUPPORT_FIELDS:
        if entity.support is not None and field in doubtful:
            table = texts_of(doubtful, field)
            (spans,) = _search(table["text"], [entity.support])
            supported[table["row"].to_numpy()[spans.text]] = True
    return np.asarray(~weak | supported.take(np.searchsorted(rows, row), mode="clip"))


def _search(texts: Iterable[str | None], entities: Sequence[Entity]) -> list[Spans]:
    """Return every mention of each entity, those of weak names too."""
    matcher = matcher_of(tuple(entities))
    hits = Hits.joined([hits for _, hits in matcher.search(texts)] or [NO_HITS])
    kept, owner = matcher.kept(hits)
    alias = matcher.alias[hits.pattern[kept]]
    mentions = Spans(hits.text[kept], alias, hits.start[kept], hits.end[kept])
    bounds = np.searchsorted(owner, np.arange(len(entities) + 1))
    return [mentions.only(np.arange(low, high)) for low, high in pairwise(bounds)]


def find_word(texts: Iterable[str | None], word: str) -> Spans:
    """Find a word or phrase in `texts` as the name of an entity is found; it may have a single character.

    >>> find_word(["OpenAI與AI×港股"], "AI").start.tolist()
    [7]
    """
    matcher = Matcher([[fold_word(word).strip()]], [[]])
    hits = Hits.joined([hits for _, hits in matcher.search(texts)] or [NO_HITS])
    kept, _ = matcher.kept(hits)
    return Spans(hits.text[kept], matcher.alias[hits.pattern[kept]], hits.start[kept], hits.end[kept])


class Matcher:
    """All names of several entities, searched at once; a name inside a context of its entity is none.

    A place is a candidate if the first two characters of a pattern stand there; only candidates are compared with
    the rest of the pattern. Most texts fold character by character, and of these only the candidates are folded. A
    text with another character, or with a blank that only interrupts it, is folded as a whole.

    Attributes
    ----------
    owner, alias : numpy.ndarray
        For each name the number of its entity, and its number among the names of the entity.

    Parameters
    ----------
    names, contexts : sequence of sequence of str
        For each entity its names, and the contexts that void them; all folded and not empty.
    """

    def __init__(self, names: Sequence[Sequence[str]], contexts: Sequence[Sequence[str]]) -> None:
        patterns = [name for own in names for name in own]
        self.owner = np.repeat(np.arange(len(names)), [len(own) for own in names])
        self.alias = np.array([place for own in names for place in range(len(own))], dtype=np.int64)
        self._contexts = Contexts(patterns, [contexts[owner] for owner in self.owner.tolist()])
        self._lengths = np.array([len(pattern) for pattern in patterns], dtype=np.int64)
        self._letters = np.zeros((len(patterns), int(self._lengths.max(initial=2))), dtype=np.uint32)
        for row, pattern in zip(self._letters, patterns, strict=True):
            row[: len(pattern)] = code_points(pattern)
        first, second = self._letters[:, 0], self._letters[:, 1]  # 0 where a pattern has one character
        self._pairs, pair = np.unique(first.astype(np.int64) << 32 | second, return_inverse=True)
        # the patterns ordered by their first two characters, and where each pair begins in them
        self._by_pair = np.argsort(pair, kind="stable")
        self._pair_begins = np.concatenate([[0], np.cumsum(np.bincount(pair, minlength=len(self._pairs)))])
        self._can_start, self._can_follow = np.zeros((2, EVERY), dtype=bool)
        self._can_start[first] = True
        self._can_follow[second] = True
        self._has_single = bool((self._lengths == 1).any())
        self._classify()

    def search(self, texts: Iterable[str | None]) -> Iterator[tuple[Laid, Hits]]:
        """Search texts block by block; hits count texts and places from the first block on."""
        first = places = 0
        for block in blocks(texts):
            yield block, self._hits(block).moved(first, places)
            first += len(block.begins)
            places += 2 * len(block.codes)

    def kept(self, hits: Hits) -> tuple[np.ndarray, np.ndarray]:
        """Choose hits: for each entity the leftmost, longest, none overlapping another.

        Returns
        -------
        kept, owner : numpy.ndarray
            The numbers of the hits, in order of entity and place; and the entity of each.
        """
        # each entity on a stretch of its own
        shift = self.owner[hits.pattern] * (int(hits.high.max(initial=0)) + 1)
        kept = leftmost_longest(hits.low + shift, hits.high + shift)
        owner, text = self.owner[hits.pattern[kept]], hits.text[kept]
        # texts that were folded as a whole stand behind the others of their block
        in_order = np.argsort(owner * (int(text.max(initial=0)) + 1) + text, kind="stable")
        return kept[in_order], owner[in_order]

    def _classify(self) -> None:
        """Classify the code points: what can start a pattern, what is not plain, what is a blank."""
        plain = plain_codes()
        folded = fold_plain(plain)
        self._kinds = np.full(EVERY, _ODD | _MAYBE_NEW, dtype=np.uint8)
        self._kinds[plain] = np.where(self._can_start[folded], _STARTS, 0)
        self._kinds[plain[IS_HAN[folded] & ~IS_HAN[plain]]] = _ODD  # ㊀: beside a blank the copy decides
        self._kinds[IS_BLANK] |= _BLANK
        self._is_special = self._kinds > 0

    def _hits(self, block: Laid) -> Hits:
        at = np.flatnonzero(self._is_special.take(block.codes))
        kinds = self._kinds.take(block.codes.take(at))
        odd = at[(kinds & _ODD) > 0]
        if are_plain(block.codes[at[(kinds & _MAYBE_NEW) > 0]]).any():
            self._classify()
            return self._hits(block)
        found = self._fitting(block, at[(kinds & _STARTS) > 0], fold_plain)
        odd = np.concatenate([odd, silent_blanks(block.codes, at[(kinds & _BLANK) > 0])])
        if not len(odd):
            return found
        numbers = np.unique(block.locate(odd, odd)[0])
        column = FoldedColumn(block.only(numbers))
        other = self._fitting(column, np.flatnonzero(self._can_start.take(column.codes)), _unchanged)
        other = replace(other.moved(0, len(block.codes)), text=numbers[other.text])
        return Hits.joined([found.only(~np.isin(found.text, numbers)), other])

    def _fitting(self, column: Laid | FoldedColumn, at: np.ndarray, folded: Folding) -> Hits:
        """Return the names that stand at some of the places: at word edges, and in none of their contexts."""
        codes = column.codes
        pattern, low = self._places(codes, at, folded)
        high = low + self._lengths[pattern]
        if isinstance(column, FoldedColumn):
            inside = [column.letters[place - 1] & column.letters[place] for place in (low, high)]
        else:
            inside = [is_letter(codes[place - 1]) & is_letter(codes[place]) for place in (low, high)]
        fits = ~(inside[0] | inside[1])
        pattern, low, high = pattern[fits], low[fits], high[fits]
        fits = ~self._contexts.hold(pattern, low, lambda places: folded(codes.take(places, mode="clip")))
        pattern, low, high = pattern[fits], low[fits], high[fits]
        return Hits(pattern, *column.locate(low, high), low, high)

    def _places(self, codes: np.ndarray, at: np.ndarray, folded: Folding) -> tuple[np.ndarray, np.ndarray]:
        """Return every occurrence of every pattern, overlapping or not: pattern and start."""
        first = folded(codes.take(at)).astype(np.int64) << 32
        second = folded(codes.take(at + 1))  # a gap follows the last text
        begun = np.flatnonzero(self._can_follow.take(second))
        place, pattern = self._begun(at[begun], first[begun] | second[begun])
        if self._has_single:
            alone = self._begun(at, first)
            place, pattern = np.concatenate([place, alone[0]]), np.concatenate([pattern, alone[1]])
        for offset in range(2, int(self._lengths.max(initial=0))):
            found = folded(codes.take(place + offset, mode="clip"))  # the gap at the end is in no pattern
            fits = (self._letters[pattern, offset] == found) | (self._lengths[pattern] <= offset)
            place, pattern = place[fits], pattern[fits]
            if not (self._lengths[pattern] > offset + 1).any():
                break
        return pattern, place

    def _begun(self, at: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return each place with every pattern that begins with the pair of characters there."""
        pair = np.searchsorted(self._pairs, pairs)
        hit = np.flatnonzero(pair < len(self._pairs))
        hit = hit[self._pairs[pair[hit]] == pairs[hit]]
        pair = pair[hit]
        counts = np.diff(self._pair_begins)[pair]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(at[hit], counts), self._by_pair[np.repeat(self._pair_begins[pair], counts) + within]


@lru_cache(maxsize=8)
def matcher_of(entities: tuple[Entity, ...]) -> Matcher:
    """Return the matcher of these entities, made once."""
    return Matcher(
        [[fold_word(alias.text) for alias in entity.aliases] for entity in entities],
        [[fold_word(context) for context in entity.unless] for entity in entities],
    )


def _unchanged(codes: np.ndarray) -> np.ndarray:
    return codes
