"""Where texts name entities: aliases -> spans of the original text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from .contexts import Contexts
from .entity import Entity
from .fold import FoldedColumn, fold_word
from .folded import FoldedField, FoldedTexts, folded_field
from .hits import NO_HITS, Hits, Spans, leftmost_longest
from .rarest import Patterns

SUPPORT_FIELDS = ("title", "body")  # where an article supports a weak name


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
) -> tuple[FoldedField, list[Spans]]:
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
    folded : FoldedField
        The texts of the field.
    spans : list of Spans
        For each entity where they name it; `Spans.text` counts in the texts.

    Examples
    --------
    >>> from analytics.text.entities import load_entities
    >>> fruit = pd.DataFrame({"title": ["蘋果豐收", "蘋果推新iPhone"], "body": ["果農笑", "定價不變"]}, dtype="str")
    >>> find_in(fruit, [load_entities()["apple"]], "title")[1][0].text.tolist()
    [1]
    """
    folded = folded_field(articles, field)
    return folded, [
        spans.only(is_supported(entity, spans.alias, folded.row[spans.text], articles))
        for entity, spans in zip(entities, _search(folded, entities), strict=True)
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
    supported = np.zeros(len(articles), dtype=bool)
    for field in SUPPORT_FIELDS:
        if entity.support is not None and field in articles:
            folded = folded_field(articles, field)
            (spans,) = _search(folded, [entity.support])
            supported[folded.row[spans.text]] = True
    return np.asarray(~weak | supported[row])


def _search(texts: FoldedTexts, entities: Sequence[Entity]) -> list[Spans]:
    """Return every mention of each entity, those of weak names too."""
    matcher = matcher_of(tuple(entities))
    mentions, owner = matcher.search(texts)
    bounds = np.searchsorted(owner, np.arange(len(entities) + 1))
    return [mentions.only(slice(low, high)) for low, high in pairwise(bounds.tolist())]


def find_word(texts: FoldedTexts, word: str) -> Spans:
    """Find a word or phrase in `texts` as the name of an entity is found; it may have a single character.

    >>> find_word(FoldedTexts(["OpenAI與AI×港股"]), "AI").start.tolist()
    [7]
    """
    return Matcher([[fold_word(word).strip()]], [[]]).search(texts)[0]


class Matcher:
    """All names of several entities, searched at once; a name inside a context of its entity is none.

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
        self._names = [name for own in names for name in own]
        self._lengths = np.array([len(name) for name in self._names], dtype=np.int64)
        self.owner = np.repeat(np.arange(len(names)), [len(own) for own in names])
        self.alias = np.array([place for own in names for place in range(len(own))], dtype=np.int64)
        self._contexts = Contexts(self._names, [contexts[owner] for owner in self.owner.tolist()])

    def search(self, texts: FoldedTexts) -> tuple[Spans, np.ndarray]:
        """Return the mentions, in order of entity and place, and the number of each one's entity.

        For each entity these are the leftmost and longest, none overlapping another.
        """
        rarest = Patterns(self._names, texts.frequency)
        places = 0
        parts = [NO_HITS]
        for block, first in zip(texts.blocks, texts.first.tolist(), strict=False):
            parts.append(self._hits(block, *rarest.standing(block.codes)).moved(first, places))
            places += len(block.codes)
        return self._kept(Hits.joined(parts))

    def _hits(self, column: FoldedColumn, pattern: np.ndarray, low: np.ndarray) -> Hits:
        """Return the names that stand at word edges, and in none of their contexts."""
        high = low + self._lengths[pattern]
        fits = ~(column.inside_word(low) | column.inside_word(high))
        pattern, low, high = pattern[fits], low[fits], high[fits]
        fits = ~self._contexts.hold(pattern, low, lambda places: column.codes.take(places, mode="clip"))
        pattern, low, high = pattern[fits], low[fits], high[fits]
        return Hits(pattern, *column.locate(low, high), low, high)

    def _kept(self, hits: Hits) -> tuple[Spans, np.ndarray]:
        # each entity on a stretch of its own
        owner = self.owner[hits.pattern]
        shift = owner * (int(hits.high.max(initial=0)) + 1)
        kept = leftmost_longest(hits.low + shift, hits.high + shift)
        alias = self.alias[hits.pattern[kept]]
        return Spans(hits.text[kept], alias, hits.start[kept], hits.end[kept]), owner[kept]


@lru_cache(maxsize=8)
def matcher_of(entities: tuple[Entity, ...]) -> Matcher:
    """Return the matcher of these entities, made once."""
    return Matcher(
        [[fold_word(alias.text) for alias in entity.aliases] for entity in entities],
        [[fold_word(context) for context in entity.unless] for entity in entities],
    )
