"""Subjects: what is counted, with one meaning in every measure.

- A string is a key or any name of the entity pack; any other string is looked for as a name, as written. One that
  nearly equals a key or a name is refused, and so is one in query syntax.
- `Names(...)` is several names of one subject, `Entity(...)` an entity of one's own, `Query(...)` a query.
- A boolean Series chooses articles by any condition.
- A list means several subjects.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from ...errors import ArgumentError, EntityError
from ...read.corpus import Corpus
from ...text.entities import PACK, Entity, Names, entities_from_json, find_entity, load_entities, near_miss
from ...text.match import find_in
from ...text.query import Query

COVERAGE = ("title", "body")  # the fields that coverage is counted in unless asked otherwise

_QUERY_SYNTAX = re.compile(
    r'["*?~^()]|\b(?:AND|OR|NOT)\b|^\s*[-+!]|\b\w+:(?!//)|\[(?>[^\[\]]*? TO )[^\[\]]*+\]'
)


@dataclass(frozen=True)
class Chosen:
    """Articles chosen by a condition: a boolean Series over the article table, or their ids."""

    mask: pd.Series | frozenset[str]
    label: str
    label_en: str

    def inside(self, articles: pd.DataFrame) -> np.ndarray:
        """Return for each of `articles` whether it was chosen."""
        if isinstance(self.mask, frozenset):
            return articles["id"].isin(self.mask).to_numpy(dtype=bool)
        if not (self.mask.index.is_unique and articles.index.isin(self.mask.index).all()):
            raise ArgumentError(
                "the Series of chosen articles must have one value for each of the table's; make it from this "
                "table, after reset_index(drop=True) if its index repeats itself"
            )
        return self.mask.loc[articles.index].to_numpy(dtype=bool)


Subject: TypeAlias = str | Entity | Query | Chosen | pd.Series  # what a caller gives
Counted: TypeAlias = Entity | Query | Chosen  # what it means
Named: TypeAlias = Entity | Query  # what has places in a text

# The measure to use for several subjects, by the measure that takes one.
_PLURALS = {"trend": "trends"}


def pack_of(articles: Any) -> Mapping[str, Entity]:
    """Return the entity pack that an article table was loaded with; else the shipped one.

    >>> from analytics.schema import empty
    >>> "deepseek" in pack_of(empty())
    True
    """
    if isinstance(articles, Corpus):
        articles = articles.articles
    attrs = getattr(articles, "attrs", None) or getattr(getattr(articles, "_meta", None), "attrs", {})
    written = attrs.get(PACK)
    return _parsed(written) if isinstance(written, str) else load_entities()


@lru_cache(maxsize=8)
def _parsed(written: str) -> Mapping[str, Entity]:
    return entities_from_json(written)


def subjects(wanted: Any, articles: Any, measure: str, *, several: bool = False) -> list[Counted]:
    """Return what a measure is asked to count.

    Parameters
    ----------
    wanted : subject or sequence of subjects
        What the caller gave.
    articles : DataFrame
        The article table, which brings its entity pack.
    measure : str
        Who asks; for the message.
    several : bool
        Whether a list is allowed.

    Raises
    ------
    EntityError
        A string nearly equals a key or a name of the pack, or a name is too short.
    ArgumentError
        A list where one subject is wanted, an empty list, a query as a string, or something that is no subject.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> [subject.label for subject in subjects(["特朗普", "港鐵"], empty(), "trends", several=True)]
    ['特朗普', '港鐵']
    """
    pack = pack_of(articles)
    if isinstance(wanted, (list, tuple)):
        if not several:
            plural = _PLURALS.get(measure)
            use = f"use {plural}(…) for several subjects, or " if plural else ""
            raise ArgumentError(
                f"{measure} counts one subject, and a list means several; {use}"
                "write several names of one subject as Names('深度求索', 'DeepSeek')"
            )
        if not wanted:
            raise ArgumentError("give at least one subject, such as ['deepseek', 'openai']")
        return [one_subject(each, pack) for each in wanted]
    return [one_subject(wanted, pack)]


def one_subject(
    wanted: Any,
    pack: Mapping[str, Entity],
    *,
    as_query: str = "write Query({!r})",
    as_written: str = "give Names({!r})",
) -> Counted:
    """Return what one subject means, given the entity pack.

    Parameters
    ----------
    wanted : subject
        A string, an entity, a query or a boolean Series.
    pack : mapping of str to Entity
        The entities by key.
    as_query, as_written : str
        What a message tells a caller to do with a string that is refused: where to write a query, and how to look for
        a name as written.

    Examples
    --------
    >>> one_subject("trump", load_entities()) == one_subject("特朗普", load_entities())
    True
    """
    if isinstance(wanted, (Entity, Query, Chosen)):
        return wanted
    if isinstance(wanted, pd.Series):
        return _chosen(wanted)
    if not isinstance(wanted, str):
        raise ArgumentError(
            "expected a key or name of the entity pack, Names(…), an Entity, a Query or a boolean Series, "
            f"not {type(wanted).__name__}"
        )
    found = find_entity(wanted, pack)
    if found is not None:
        return found
    if _QUERY_SYNTAX.search(wanted):
        raise ArgumentError(f"{wanted!r} is written like a query; {as_query.format(wanted)}")
    near = near_miss(wanted, pack)
    if near is not None:
        raise EntityError(
            f"unknown entity {wanted!r}; did you mean {near!r}? "
            f"To look for it as written, {as_written.format(wanted)}"
        )
    return Names(wanted)


def _chosen(mask: pd.Series) -> Chosen:
    if not pd.api.types.is_bool_dtype(mask.dtype) or mask.isna().any():
        raise ArgumentError(
            f"a Series of articles must be boolean, True or False for each, not {mask.dtype}"
            f"{' with missing values' if mask.isna().any() else ''}"
        )
    name = str(mask.name) if mask.name is not None else ""
    return Chosen(mask, name or "所選文章", name or "chosen articles")


def with_places(subject: Counted, measure: str) -> Named:
    """Return a subject that has places in a text: an entity or a query.

    Raises
    ------
    ArgumentError
        It is a Series of articles.

    Examples
    --------
    >>> with_places(Names("港鐵"), "kwic").label
    '港鐵'
    """
    if isinstance(subject, Chosen):
        raise ArgumentError(
            f"{measure} needs words to look for; a Series of articles has none. Filter the articles with it, "
            "and give a name or a query"
        )
    return subject


def with_names(subject: Counted, measure: str) -> Entity:
    """Return a subject that has names: an entity.

    Raises
    ------
    ArgumentError
        It is a query or a Series of articles.

    Examples
    --------
    >>> with_names(Names("港鐵"), "mentions").label
    '港鐵'
    """
    subject = with_places(subject, measure)
    if isinstance(subject, Query):
        raise ArgumentError(
            f"{measure} needs names, and a query is a condition; give a key, Names(…) or an Entity, "
            "or list the places of the query with kwic"
        )
    return subject


def numbered(wanted: Sequence[Counted]) -> dict[str, Counted]:
    """Return subjects by their labels; a label that several share is numbered.

    >>> list(numbered([Names("深度求索"), Names("深度求索", "DS")]))
    ['深度求索', '深度求索 (2)']
    """
    labels: dict[str, Counted] = {}
    for subject in wanted:
        label, number = subject.label, 1
        while label in labels:
            number += 1
            label = f"{subject.label} ({number})"
        labels[label] = subject
    return labels


def mention_counts(articles: pd.DataFrame, subject: Counted, fields: Sequence[str]) -> np.ndarray:
    """Return the number of mentions in each article, shape (len(articles),), int64.

    A query's mentions are the places of its words that are not negated, and at least one where it matches; an
    article that was chosen counts as one.
    """
    return mention_counts_each(articles, [subject], fields)[0]


def mention_counts_each(
    articles: pd.DataFrame, wanted: Sequence[Counted], fields: Sequence[str]
) -> list[np.ndarray]:
    """Return the mention counts of each of several subjects; the texts are searched once for all entities."""
    entities = [subject for subject in wanted if isinstance(subject, Entity)]
    counts = [np.zeros(len(articles), dtype=np.int64) for _ in entities]
    for field in fields if entities else ():
        folded, found = find_in(articles, entities, field)
        for count, spans in zip(counts, found, strict=True):
            count += np.bincount(folded.row[spans.text], minlength=len(articles))
    of_entities = iter(counts)
    return [
        next(of_entities) if isinstance(subject, Entity) else _matches_of(articles, subject, fields)
        for subject in wanted
    ]


def _matches_of(articles: pd.DataFrame, subject: Query | Chosen, fields: Sequence[str]) -> np.ndarray:
    if isinstance(subject, Chosen):
        return subject.inside(articles).astype(np.int64)
    return replace(subject, fields=tuple(fields)).found_in(articles).mentions


def places(articles: pd.DataFrame, subject: Named, fields: Sequence[str]) -> pd.DataFrame:
    """Return where articles name a subject, in order of article, field and place.

    Returns
    -------
    DataFrame
        `row` (int64, position of the article), `field` (str), `item` (int64, which text of a list field), `start`,
        `end` (int64, span in that text).
    """
    if isinstance(subject, Query):
        return replace(subject, fields=tuple(fields)).found_in(articles).places
    parts = []
    for field in fields:
        folded, (spans,) = find_in(articles, [subject], field)
        row, item = folded.row[spans.text], folded.item[spans.text]
        parts.append(
            pd.DataFrame({"row": row, "field": field, "item": item, "start": spans.start, "end": spans.end})
        )
    return pd.concat(parts, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
