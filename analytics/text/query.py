"""Queries: which articles match, and the places that make them match.

The grammar is Lucene's, parsed by luqum: AND, OR, NOT, parentheses, "phrases", wildcards, fields, date ranges and
"proximity"~10. Words and phrases are found as names of entities are: on the match-copy, at word edges.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from luqum import tree
from luqum.exceptions import ParseError
from luqum.parser import parser
from wcwidth import wcswidth

from ..errors import QueryError
from ..schema import TEXT_FIELDS
from .entities import Entity, load_entities
from .evaluation import PLACES, Evaluation

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

    def found_in(self, articles: pd.DataFrame | None) -> tuple[np.ndarray, pd.DataFrame]:
        """Return for each article whether it matches, and the places of the words that are not negated.

        Without articles the query is only checked.
        """
        evaluation = Evaluation(self, articles)
        matching, places = evaluation.node(self._tree, None)
        if places and articles is not None:
            table = pd.concat(places, ignore_index=True)
            table = table[matching[table["row"].to_numpy()]]
            order = {name: number for number, name in enumerate(TEXT_FIELDS)}
            table = table.assign(order=table["field"].map(order)).sort_values(
                ["row", "order", "item", "start", "end"]
            )
            return matching, table[PLACES].drop_duplicates().reset_index(drop=True)
        return matching, pd.DataFrame({name: pd.Series(dtype="int64") for name in PLACES}).astype(
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
