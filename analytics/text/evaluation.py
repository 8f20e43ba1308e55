"""The evaluation of a query: which articles its parts match, and where."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd
from luqum import tree

from ..errors import QueryError, one_of
from ..schema import TEXT_FIELDS
from .entities import Entity, find_entity, near_miss
from .fields import texts
from .fold import FoldedColumn, fold_word
from .folded import FoldedField, folded_field
from .match import find_in, find_word
from .patterns import Pattern, close_together

if TYPE_CHECKING:
    from .query import Query

_VALUE_FIELDS = ("tags", "categories", "outlet", "section", "topic", "lang")
_QUERY_FIELDS = (*TEXT_FIELDS, *_VALUE_FIELDS, "published", "entity")
_Places: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray]  # text number, start and end
_Found: TypeAlias = tuple[np.ndarray, list[tuple[str, _Places]]]  # articles that match; places, by field
_Search: TypeAlias = Callable[[FoldedColumn, np.ndarray], tuple[np.ndarray, np.ndarray]]


class Evaluation:
    """One pass over a query's tree. Without articles the query is only checked."""

    def __init__(self, query: "Query", articles: pd.DataFrame | None) -> None:
        self.query = query
        self.articles = articles
        self.size = 0 if articles is None else len(articles)
        self.named: dict[str, Entity] = {}
        self.kinds: dict[type, Callable[[tree.Item, str | None], _Found]] = {
            tree.AndOperation: self._all,
            tree.UnknownOperation: self._all,
            tree.OrOperation: self._any,
            tree.Not: self._none,
            tree.Prohibit: self._none,
            tree.Plus: self._inner,
            tree.Group: self._inner,
            tree.FieldGroup: self._inner,
            tree.SearchField: self._field,
            tree.Word: self._word,
            tree.Phrase: self._word,
            tree.Proximity: self._near,
            tree.Range: self._range,
            tree.From: self._range,
            tree.To: self._range,
        }

    def node(self, item: tree.Item, name: str | None) -> _Found:
        """Evaluate a part of the query within the field `name`."""
        kind = self.kinds.get(type(item))
        if kind is None:
            raise self.wrong(item, f"{type(item).__name__.lower()} searches are not offered")
        return kind(item, name)

    def wrong(self, item: tree.Item, message: str) -> QueryError:
        """Return an error that points at a part of the query."""
        return self.query.wrong(item.pos or 0, message)

    def _all(self, item: tree.Item, name: str | None) -> _Found:
        return self._combined(np.logical_and, item, name)

    def _any(self, item: tree.Item, name: str | None) -> _Found:
        return self._combined(np.logical_or, item, name)

    def _combined(self, operation: np.ufunc, item: tree.Item, name: str | None) -> _Found:
        found = [self.node(child, name) for child in item.children]
        matching = operation.reduce([matching for matching, _ in found])
        return matching, [place for _, places in found for place in places]

    def _none(self, item: tree.Item, name: str | None) -> _Found:
        return ~self.node(item.children[0], name)[0], []

    def _inner(self, item: tree.Item, name: str | None) -> _Found:
        return self.node(item.children[0], name)

    def _field(self, item: tree.SearchField, name: str | None) -> _Found:
        if name is not None:
            raise self.wrong(item, "a field cannot stand inside another field")
        try:
            one_of("field", item.name, list(_QUERY_FIELDS), QueryError)
        except QueryError as unknown:
            raise self.wrong(item, str(unknown)) from None
        return self.node(item.expr, item.name)

    def _word(self, item: tree.Word | tree.Phrase, name: str | None) -> _Found:
        written = item.value[1:-1] if isinstance(item, tree.Phrase) else item.value
        if isinstance(item, tree.Word) and written in ("and", "or", "not", "&&", "||", "!"):
            raise self.wrong(
                item, "write AND, OR and NOT in capitals; put quotes around a word to search for it"
            )
        if name == "published":
            return self._between(item, *self._days(item, written))
        if name == "entity":
            return self._entity(item, written)
        wild = isinstance(item, tree.Word) and re.search("[*?]", written) is not None
        folded = fold_word(written).strip()
        if not re.search(r"\w", folded):
            raise self.wrong(item, "there is nothing to search for")
        if name in _VALUE_FIELDS:
            return self._value(name, Pattern(written, wild))
        fields = (name,) if name else self.query.fields
        if not wild and len(written.split()) == 1:
            return self._located(fields, lambda each: find_word(self._folded(each), written).places)
        search = Pattern(written, wild).spans
        return self._located(fields, lambda each: self._originals(self._folded(each), search))

    def _near(self, item: tree.Proximity, name: str | None) -> _Found:
        if not isinstance(item.term, tree.Phrase) or name in (*_VALUE_FIELDS, "published", "entity"):
            raise self.wrong(item, 'proximity is for phrases in texts: "輝達 股價"~10')
        words, most = item.term.value[1:-1].split(), int(item.degree)
        if len(words) < 2:
            raise self.wrong(item, "proximity needs two words or more between the quotes")
        fields = (name,) if name else self.query.fields
        search = partial(close_together, words=words, most=most)
        return self._located(fields, lambda each: self._originals(self._folded(each), search))

    def _range(self, item: tree.Item, name: str | None) -> _Found:
        if name != "published":
            raise self.wrong(item, "ranges are for dates: published:[2025-01-01 TO 2025-01-31]")
        if isinstance(item, tree.Range):
            low = None if item.low.value == "*" else self._days(item.low, item.low.value)
            high = None if item.high.value == "*" else self._days(item.high, item.high.value)
            begin = None if low is None else low[0] if item.include_low else low[1]
            end = None if high is None else high[1] if item.include_high else high[0]
            return self._between(item, begin, end)
        first, after = self._days(item, item.a.value)
        if isinstance(item, tree.From):
            return self._between(item, first if item.include else after, None)
        return self._between(item, None, after if item.include else first)

    def _days(self, item: tree.Item, written: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First instant of a day, month or year, and the first after it."""
        try:
            whole = pd.Period(written.strip('"'))
        except ValueError:
            raise self.wrong(item, f"not a date: {written!r}; write it as 2025-01-27 or 2025-01") from None
        return whole.start_time, (whole + 1).start_time

    def _between(self, item: tree.Item, begin: pd.Timestamp | None, end: pd.Timestamp | None) -> _Found:
        if begin is not None and end is not None and begin >= end:
            raise self.wrong(item, "the range ends before it starts")
        if self.articles is None:
            return np.zeros(0, dtype=bool), []
        published = self.articles["published"].dt.tz_localize(None)
        mask = published.notna()
        if begin is not None:
            mask &= published >= begin
        if end is not None:
            mask &= published < end
        return mask.to_numpy(dtype=bool), []

    def _entity(self, item: tree.Item, written: str) -> _Found:
        known = self.query.entities
        entity = find_entity(written, known)
        if entity is None:
            near = near_miss(written, known)
            hint = f"did you mean {near!r}?" if near else f"known: {', '.join(known)}"
            raise self.wrong(item, f"unknown entity {written!r}; {hint}")
        self.named[written] = entity
        return self._located(self.query.fields, partial(self._mentions, entity=entity))

    def _mentions(self, name: str, entity: Entity) -> _Places:
        """Return the places of an entity in a field."""
        assert self.articles is not None
        _, (spans,) = find_in(self.articles, [entity], name)
        return spans.places

    def _value(self, name: str, pattern: Pattern) -> _Found:
        mask = np.zeros(self.size, dtype=bool)
        if self.articles is not None:
            table = texts(self.articles, name)
            number, values = pd.factorize(table["text"])
            fits = np.array([*map(pattern.fits, values), False], dtype=bool)  # the last one: no value
            mask[table["row"].to_numpy()[fits[number]]] = True
        return mask, []

    def _folded(self, name: str) -> FoldedField:
        assert self.articles is not None
        return folded_field(self.articles, name)

    def _originals(self, folded: FoldedField, search: _Search) -> _Places:
        """Search the match-copy of a field; return the places in the original texts."""
        parts = []
        for block, first in zip(folded.blocks, folded.first.tolist(), strict=False):
            number, start, end = block.locate(*search(block, folded.frequency))
            parts.append((number + first, start, end))
        none = np.empty((3, 0), dtype=np.int64)
        number, start, end = (np.concatenate(columns) for columns in zip(none, *parts, strict=True))
        return number, start, end

    def _located(self, fields: Sequence[str], search: Callable[[str], _Places]) -> _Found:
        """Search fields: `search` gives text number, start and end of every place in a field."""
        matching = np.zeros(self.size, dtype=bool)
        if self.articles is None:
            return matching, []
        found = [(name, search(name)) for name in fields]
        for name, (number, _, _) in found:
            matching[self._folded(name).row[number]] = True
        return matching, found
