"""A query -> a predicate over articles, and the places that make it true.

The grammar is Lucene's, parsed by luqum: AND, OR, NOT, parentheses, "phrases", wildcards, fields, date ranges and
"proximity"~10. Words and phrases are matched as entity names are: on the match-copy, Latin ones at word edges.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
from luqum import tree
from luqum.exceptions import ParseError
from luqum.parser import parser
from wcwidth import wcswidth

from ..errors import QueryError, one_of
from ..schema import TEXT_FIELDS
from .characters import HAN, LETTER
from .entities import Entity, load_entities
from .fields import texts
from .fold import FoldedColumn, fold_word
from .match import find
from .points import GAP

VALUE_FIELDS = ("tags", "categories", "outlet", "section", "topic", "lang")
QUERY_FIELDS = (*TEXT_FIELDS, *VALUE_FIELDS, "published", "entity")

_FULL_WIDTH = str.maketrans("（）：＂“”「」", '():"""""')
_PLACES = ["row", "field", "item", "start", "end"]
_WORDS = re.compile(rf"[{HAN}]|[{LETTER}]+")


@dataclass(frozen=True)
class Query:
    """A parsed query.

    Attributes
    ----------
    text : str
        As it was written.
    fields : tuple of str
        Where words without a field are looked for.
    entities : dict of str to Entity
        What `entity:` names.
    """

    text: str
    fields: tuple[str, ...] = ("title", "body")
    entities: dict[str, Entity] = field(default_factory=load_entities, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.found_in(None)

    @property
    def key(self) -> str:
        """What tables and charts call it."""
        return self.text

    @property
    def label(self) -> str:
        """What charts call it."""
        return self.text

    label_en = label

    @property
    def named(self) -> dict[str, Entity]:
        """The entities that it names, by key."""
        evaluation = _Evaluation(self, None)
        evaluation.node(self._tree, None)
        return evaluation.named

    @cached_property
    def _tree(self) -> tree.Item:
        try:
            return parser.parse(self.text.translate(_FULL_WIDTH), lexer=None)
        except ParseError as wrong:
            place = re.search(r"position (\d+)", str(wrong))
            at = int(place[1]) if place else len(self.text)
            ends = "the query ends too soon: a word, a quote or a parenthesis is missing"
            quote = "this quote is never closed" if self.text[at : at + 1] in ('"', "「", "“") else None
            raise self.wrong(at, quote or ("this is not expected here" if place else ends)) from None

    def wrong(self, at: int, message: str) -> QueryError:
        """Return an error that shows the query and a caret under the place."""
        blank = " " * max(wcswidth(self.text[:at]), 0)
        return QueryError(f"{message}\n  {self.text}\n  {blank}^")

    def found_in(self, articles: pd.DataFrame | None) -> tuple[np.ndarray, pd.DataFrame]:
        """Return for each article whether it matches, and the places of the words that are not negated.

        Without articles the query is only checked.
        """
        evaluation = _Evaluation(self, articles)
        matching, places = evaluation.node(self._tree, None)
        if places and articles is not None:
            table = pd.concat(places, ignore_index=True)
            table = table[matching[table["row"].to_numpy()]]
            order = {name: number for number, name in enumerate(TEXT_FIELDS)}
            table = table.assign(order=table["field"].map(order)).sort_values(
                ["row", "order", "item", "start", "end"]
            )
            return matching, table[_PLACES].drop_duplicates().reset_index(drop=True)
        return matching, pd.DataFrame({name: pd.Series(dtype="int64") for name in _PLACES}).astype(
            {"field": "str"}
        )


def of_entity(entity: Entity, also: Query | None = None) -> Query:
    """Return the query for the mentions of an entity, in a pack or not, in articles that `also` finds.

    >>> of_entity(load_entities()["nvidia"]).text
    'entity:"nvidia"'
    """
    key = entity.key.casefold().replace('"', "")
    text = f'entity:"{key}"' + (f" AND ({also.text})" if also else "")
    return Query(text, entities={**(also.entities if also else {}), key: entity})


_Found = tuple[np.ndarray, list[pd.DataFrame]]


class _Evaluation:
    """One pass over a query's tree; each field is folded once."""

    def __init__(self, query: Query, articles: pd.DataFrame | None) -> None:
        self.query = query
        self.articles = articles
        self.size = 0 if articles is None else len(articles)
        self.columns: dict[str, tuple[pd.DataFrame, FoldedColumn]] = {}
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
        return self.query.wrong(item.pos or 0, message)

    def _all(self, item: tree.Item, name: str | None) -> _Found:
        found = [self.node(child, name) for child in item.children]
        return np.logical_and.reduce([mask for mask, _ in found]), [
            place for _, places in found for place in places
        ]

    def _any(self, item: tree.Item, name: str | None) -> _Found:
        found = [self.node(child, name) for child in item.children]
        return np.logical_or.reduce([mask for mask, _ in found]), [
            place for _, places in found for place in places
        ]

    def _none(self, item: tree.Item, name: str | None) -> _Found:
        return ~self.node(item.children[0], name)[0], []

    def _inner(self, item: tree.Item, name: str | None) -> _Found:
        return self.node(item.children[0], name)

    def _field(self, item: tree.SearchField, name: str | None) -> _Found:
        if name is not None:
            raise self.wrong(item, "a field cannot stand inside another field")
        try:
            one_of("field", item.name, list(QUERY_FIELDS), QueryError)
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
        wild = isinstance(item, tree.Word)
        folded = fold_word(written).strip()
        if not re.search(r"\w", folded):
            raise self.wrong(item, "there is nothing to search for")
        if name in VALUE_FIELDS:
            return self._value(name, re.compile(_pattern(folded, wild, edges=False)))
        return self._search(re.compile(_pattern(folded, wild)), name)

    def _near(self, item: tree.Proximity, name: str | None) -> _Found:
        if not isinstance(item.term, tree.Phrase) or name in (*VALUE_FIELDS, "published", "entity"):
            raise self.wrong(item, 'proximity is for phrases in texts: "輝達 股價"~10')
        words = [re.compile(_pattern(word, False)) for word in fold_word(item.term.value[1:-1]).split()]
        if len(words) < 2:
            raise self.wrong(item, "proximity needs two words or more between the quotes")
        mask, places = np.zeros(self.size, dtype=bool), []
        for each in (name,) if name else self.query.fields:
            table, column = self._column(each)
            spans = _close_together(column.text, words, int(item.degree))
            hits, located = self._located(each, table, column, spans)
            mask |= hits
            places.append(located)
        return mask, places

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
        try:
            entity = known[one_of("entity", written.casefold(), list(known), QueryError)]
        except QueryError as unknown:
            raise self.wrong(item, str(unknown)) from None
        self.named[written.casefold()] = entity
        mask = np.zeros(self.size, dtype=bool)
        places: list[pd.DataFrame] = []
        if self.articles is None:
            return mask, places
        for each in self.query.fields:
            table = texts(self.articles, each)
            spans = find(table["text"], entity)
            found = table.iloc[spans.text]
            mask[found["row"].to_numpy()] = True
            places.append(found[["row", "item"]].assign(field=each, start=spans.start, end=spans.end))
        return mask, places

    def _value(self, name: str, pattern: re.Pattern[str]) -> _Found:
        mask = np.zeros(self.size, dtype=bool)
        if self.articles is not None:
            table = texts(self.articles, name)
            fits = {
                value: bool(pattern.fullmatch(fold_word(value))) for value in table["text"].dropna().unique()
            }
            mask[table["row"][table["text"].map(fits).fillna(False).astype(bool)].to_numpy()] = True
        return mask, []

    def _search(self, pattern: re.Pattern[str], name: str | None) -> _Found:
        mask, places = np.zeros(self.size, dtype=bool), []
        for each in (name,) if name else self.query.fields:
            table, column = self._column(each)
            spans = [match.span() for match in pattern.finditer(column.text)]
            hits, located = self._located(each, table, column, spans)
            mask |= hits
            places.append(located)
        return mask, places

    def _column(self, name: str) -> tuple[pd.DataFrame, FoldedColumn]:
        if name not in self.columns:
            if self.articles is None:
                table = pd.DataFrame({"row": [], "item": [], "text": []}, dtype="int64")
            else:
                table = texts(self.articles, name).dropna(subset="text").reset_index(drop=True)
            self.columns[name] = table, FoldedColumn(table["text"].tolist())
        return self.columns[name]

    def _located(
        self, name: str, table: pd.DataFrame, column: FoldedColumn, spans: list[tuple[int, int]]
    ) -> tuple[np.ndarray, pd.DataFrame]:
        mask = np.zeros(self.size, dtype=bool)
        starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
        number, start, end = column.locate(starts, ends)
        found = table.iloc[number]
        mask[found["row"].to_numpy(dtype=np.int64)] = True
        return mask, found[["row", "item"]].assign(field=name, start=start, end=end)


def _pattern(folded: str, wild: bool, edges: bool = True) -> str:
    """A regular expression for a word or phrase of the match-copy."""
    pieces = []
    for piece in re.split(r"(\s+|[*?])" if wild else r"(\s+)", folded):
        if wild and piece in ("*", "?"):
            pieces.append(r"[^\W_]*?" if piece == "*" else r"[^\W_]")
        elif piece.isspace():
            pieces.append(r"\s*")
        else:
            pieces.append(re.escape(piece))
    # Latin words are parted by blanks, Chinese ones need not be.
    core = re.sub(rf"(?<=[{LETTER}])\\s\*(?=[{LETTER}])", lambda _: r"\s+", "".join(pieces))
    if not edges:
        return core.replace(r"[^\W_]*?", ".*")
    left = rf"(?<![{LETTER}])" if re.match(rf"[{LETTER}]", folded) else ""
    right = rf"(?![{LETTER}])" if re.search(rf"[{LETTER}][*?]*$", folded) else ""
    return left + core + right


def _close_together(text: str, words: list[re.Pattern[str]], most: int) -> list[tuple[int, int]]:
    """Spans of the words that stand, in any order, with at most `most` characters between first and last."""
    hits = [[match.span() for match in word.finditer(text)] for word in words]
    if not all(hits):
        return []
    order = sorted((start, end, number) for number, found in enumerate(hits) for start, end in found)
    counted = np.zeros(len(text) + 1, dtype=np.int64)
    counted[[match.start() + 1 for match in _WORDS.finditer(text)]] = 1
    counted = np.cumsum(counted)  # characters that start before each place
    last: dict[int, tuple[int, int]] = {}
    spans: set[tuple[int, int]] = set()
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
