"""Queries: which articles match, and the places that make them match.

The grammar is Lucene's, parsed by luqum: AND, OR, NOT, parentheses, "phrases", wildcards, fields, date ranges and
"proximity"~10. Words and phrases are found as names of entities are: on the match-copy, at word edges.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pandas as pd
from luqum import tree
from luqum.exceptions import ParseError
from luqum.parser import parser
from wcwidth import wcswidth

from ..errors import QueryError
from ..schema import TEXT_FIELDS
from .entities import Entity, load_entities
from .evaluation import Evaluation
from .folded import folded_field

_FULL_WIDTH = str.maketrans("（）：＂“”「」", '():"""""')


@dataclass(frozen=True)
class Query:
    """A parsed query.

    Attributes
    ----------
    text : str
        The query as written.
    fields : tuple of str
        The fields in which words without a field are looked for.
    entities : dict of str to Entity
        The entities that `entity:` may name, by key.
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
        """The entities that it names, by the name in the query."""
        evaluation = Evaluation(self, None)
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

    def found_in(self, articles: pd.DataFrame | None) -> "Found":
        """Return which articles match, and the places of the words that are not negated.

        Without articles the query is only checked.
        """
        matching, found = Evaluation(self, articles).node(self._tree, None)
        parts: list[Places] = []
        for number, name in enumerate(TEXT_FIELDS):
            places = [place for field, place in found if field == name]
            if places and articles is not None:
                folded = folded_field(articles, name)
                text, start, end = _distinct(places)
                inside = matching[folded.row[text]]
                text = text[inside]
                part = folded.row[text], np.full(len(text), number), folded.item[text]
                parts.append((*part, start[inside], end[inside]))
        return Found(matching, parts)


Places: TypeAlias = tuple[np.ndarray, ...]  # row, number of the field, item, start and end


@dataclass(frozen=True)
class Found:
    """What a query found.

    Attributes
    ----------
    matching : numpy.ndarray
        Whether each article matches.
    parts : list of tuple of numpy.ndarray
        For each field searched: row, field (its number in `TEXT_FIELDS`), item, start and end of each place, in order.
    """

    matching: np.ndarray
    parts: list[Places]

    @property
    def mentions(self) -> np.ndarray:
        """The number of places in each article, and at least 1 where it matches."""
        counts = np.zeros(len(self.matching), dtype=np.int64)
        for row, *_ in self.parts:
            counts += np.bincount(row, minlength=len(counts))
        return np.where(self.matching, np.maximum(counts, 1), 0)

    @property
    def places(self) -> pd.DataFrame:
        """`row`, `field`, `item`, `start` and `end` of each place, in order of article, field and place."""
        none = np.empty((5, 0), dtype=np.int64)
        columns = [np.concatenate(arrays) for arrays in zip(none, *self.parts, strict=True)]
        row, field, item, start, end = columns
        if len(self.parts) > 1:
            order = np.argsort(row, kind="stable")
            row, field, item, start, end = (column[order] for column in columns)
        fields = pd.array(np.array(TEXT_FIELDS, dtype=object), dtype="str").take(field)
        return pd.DataFrame({"row": row, "field": fields, "item": item, "start": start, "end": end})


def _distinct(places: Sequence[tuple[np.ndarray, ...]]) -> tuple[np.ndarray, ...]:
    """Return the places of several searches, each once and in order."""
    text, start, end = (np.concatenate(columns) for columns in zip(*places, strict=True))
    if len(places) > 1:  # those of one search are in order
        order = np.lexsort((end, start, text))
        text, start, end = text[order], start[order], end[order]
    new = np.ones(len(text), dtype=bool)
    new[1:] = (np.diff(text) != 0) | (np.diff(start) != 0) | (np.diff(end) != 0)
    return text[new], start[new], end[new]


def of_entity(entity: Entity, also: Query | None = None) -> Query:
    """Return the query for the mentions of an entity, in a pack or not, in articles that `also` finds.

    >>> of_entity(load_entities()["nvidia"]).text
    'entity:"nvidia"'
    """
    key = entity.key.casefold().replace('"', "")
    text = f'entity:"{key}"' + (f" AND ({also.text})" if also else "")
    return Query(text, entities={**(also.entities if also else {}), key: entity})
