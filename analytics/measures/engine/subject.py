"""The seam between measures and whatever holds the articles, and what every measure counts from.

A measure is `finish(tally(articles, count, merge))`. `count` makes additive counts of a part of the articles; `merge`
puts those of several parts together, in the order of the parts; zero-fill, shares and intervals come after, once. A
pandas table is one part. Another engine registers itself with `tally` and `mapped`, and every measure takes its tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from ...errors import EntityError, QueryError
from ...text.entities import Entity, as_entity
from ...text.fields import texts
from ...text.match import Spans, find, find_each
from ...text.query import Query

Subject: TypeAlias = str | Sequence[str] | Entity | Query | pd.Series
COVERAGE = ("title", "body")  # the fields that coverage is counted in unless asked otherwise


@dataclass(frozen=True)
class Chosen:
    """Articles chosen by a condition of the analyst's own: a boolean Series over the article table, or their ids."""

    mask: pd.Series | frozenset[str]
    label: str
    label_en: str

    def inside(self, articles: pd.DataFrame) -> np.ndarray:
        """Return for each of `articles` whether it was chosen."""
        if isinstance(self.mask, frozenset):
            return articles["id"].isin(self.mask).to_numpy(dtype=bool)
        if not (self.mask.index.is_unique and articles.index.isin(self.mask.index).all()):
            raise QueryError(
                "the Series of chosen articles must have one value for each of the table's; make it from this "
                "table, after reset_index(drop=True) if its index repeats itself"
            )
        return self.mask.loc[articles.index].to_numpy(dtype=bool)


Counted: TypeAlias = Entity | Query | Chosen


def as_subject(wanted: Subject) -> Counted:
    """Return what a measure is asked to count: an entity, a query, or articles chosen already.

    Raises
    ------
    EntityError
        A key or name is no entity.
    QueryError
        A Series is not boolean.

    Examples
    --------
    >>> as_subject("deepseek").label
    'DeepSeek'
    """
    if isinstance(wanted, pd.Series):
        if not pd.api.types.is_bool_dtype(wanted.dtype) or wanted.isna().any():
            raise QueryError(
                f"a Series of articles must be boolean, True or False for each, not {wanted.dtype}"
                f"{' with missing values' if wanted.isna().any() else ''}"
            )
        name = str(wanted.name) if wanted.name is not None else ""
        return Chosen(wanted, name or "所選文章", name or "chosen articles")
    if not isinstance(wanted, (str, Sequence, Entity, Query)):
        raise EntityError(f"expected a key of the entity pack, names or a query, not {type(wanted).__name__}")
    return wanted if isinstance(wanted, Query) else as_entity(wanted)


def spans_in(articles: pd.DataFrame, entity: Entity, field: str) -> tuple[pd.DataFrame, Spans]:
    """Return a field's texts and where they mention `entity`; `Spans.text` counts in the texts."""
    table = texts(articles, field)
    return table, find(table["text"], entity)


def mention_counts(articles: pd.DataFrame, subject: Counted, fields: Sequence[str]) -> np.ndarray:
    """Return the number of mentions in each article, shape (len(articles),), int64.

    A query's mentions are the places of its words that are not negated, and at least one where it matches; an
    article that was chosen counts as one.
    """
    if isinstance(subject, Chosen):
        return subject.inside(articles).astype(np.int64)
    if isinstance(subject, Query):
        matching, places = replace(subject, fields=tuple(fields)).found_in(articles)
        counted = np.bincount(places["row"].to_numpy(dtype=np.int64), minlength=len(articles))
        return np.where(matching, np.maximum(counted, 1), 0)
    return mention_counts_of(articles, [subject], fields)[0]


def mention_counts_each(
    articles: pd.DataFrame, subjects: Sequence[Counted], fields: Sequence[str]
) -> list[np.ndarray]:
    """Return the mention counts of each of several subjects; the texts are searched once for all entities."""
    entities = [subject for subject in subjects if isinstance(subject, Entity)]
    found = iter(mention_counts_of(articles, entities, fields) if entities else [])
    return [
        next(found) if isinstance(subject, Entity) else mention_counts(articles, subject, fields)
        for subject in subjects
    ]


def mention_counts_of(
    articles: pd.DataFrame, entities: Sequence[Entity], fields: Sequence[str]
) -> list[np.ndarray]:
    """Return the mention counts of each of several entities; the texts are read once for all."""
    counts = [np.zeros(len(articles), dtype=np.int64) for _ in entities]
    for field in fields:
        table = texts(articles, field)
        row = table["row"].to_numpy()
        for count, spans in zip(counts, find_each(table["text"], entities), strict=True):
            count += np.bincount(row[spans.text], minlength=len(articles))
    return counts
