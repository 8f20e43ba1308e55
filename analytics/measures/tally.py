"""The seam between measures and whatever holds the articles, and what every measure counts from.

A measure is `finish(tally(articles, count, merge))`. `count` makes additive counts of a part of the articles; `merge`
puts those of several parts together, in the order of the parts; zero-fill, shares and intervals come after, once. A
pandas table is one part. Another engine registers itself with `tally` and `mapped`, and every measure takes its tables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, singledispatch
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from ..errors import CorpusError, EntityError, QueryError, one_of
from ..read.corpus import Corpus
from ..schema import NAMES, TEXT_FIELDS
from ..text.entities import Entity, as_entity
from ..text.fields import texts
from ..text.match import Spans, find, find_each
from ..text.query import Query

Subject: TypeAlias = str | Sequence[str] | Entity | Query | pd.Series

COVERAGE = ("title", "body")  # the fields that coverage is counted in unless asked otherwise
Counts = TypeVar("Counts")


@singledispatch
def tally(
    articles: Any,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    """Count over a table of articles, whatever engine holds it.

    Parameters
    ----------
    articles : DataFrame
        The article table, of pandas or of an engine that is registered.
    count : callable
        From a part of the table, a pandas DataFrame, to its counts. The parts lie one after the other: their indexes
        are those of the whole.
    merge : callable
        From the counts of one or several parts, in order, to those of all. It is associative.
    columns : sequence of str
        What `count` looks at; an engine need not fetch the rest.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> tally(empty(), len, sum)
    0
    """
    raise CorpusError(f"expected an article table, such as load(…).articles, not {type(articles).__name__}")


@tally.register
def _(
    articles: pd.DataFrame,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    # where rows are taken, they are taken of these columns alone
    return merge([count(articles[list(dict.fromkeys(columns))])])


@singledispatch
def mapped(articles: Any, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Any:
    """Return the table with each of its parts changed: fewer rows, or other texts, never other columns.

    >>> from analytics.schema import empty
    >>> len(mapped(empty(), lambda part: part[part["outlet"] == "海角日報"]))
    0
    """
    raise CorpusError(f"expected an article table, such as load(…).articles, not {type(articles).__name__}")


@mapped.register
def _(articles: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return change(articles)


def kept(articles: Any, chosen: pd.Series) -> Any:
    """Return the articles that are chosen, True for each in a Series indexed like them, whatever engine holds them.

    >>> from analytics.schema import empty
    >>> len(kept(empty(), pd.Series(dtype=bool)))
    0
    """
    return mapped(articles, partial(_kept, chosen=chosen))


def _kept(part: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    return part[chosen.loc[part.index].to_numpy(dtype=bool)]


def summed(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Add up the numbers of a table by its keys, in their order; a missing key is a key.

    >>> summed(pd.DataFrame({"outlet": ["乙", "甲", "乙"], "articles": [1, 2, 3]}), ["outlet"])["articles"].tolist()
    [4, 2]
    """
    if not keys:
        return table.sum().to_frame().T
    return table.groupby(list(keys), as_index=False, dropna=False).sum()


def added(*keys: str) -> Callable[[list[pd.DataFrame]], pd.DataFrame]:
    """Return the merge of tables that `summed` made by these keys.

    >>> one = pd.DataFrame({"outlet": ["甲"], "articles": [2]})
    >>> added("outlet")([one, one])["articles"].tolist()
    [4]
    """

    def merge(parts: list[pd.DataFrame]) -> pd.DataFrame:
        return parts[0] if len(parts) == 1 else summed(pd.concat(parts), keys)

    return merge


def strung(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Merge tables of rows: one after the other, with their own index.

    >>> strung([pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["b"]}, index=[1])])["id"].tolist()
    ['a', 'b']
    """
    return parts[0] if len(parts) == 1 else pd.concat(parts)


def totalled(parts: list[np.ndarray]) -> np.ndarray:
    """Merge arrays of counts of one shape.

    >>> totalled([np.array([1, 2]), np.array([3, 4])]).tolist()
    [4, 6]
    """
    return parts[0] if len(parts) == 1 else np.add.reduce(parts)


def each(**merges: Callable[[list[Any]], Any]) -> Callable[[list[dict[str, Any]]], dict[str, Any]]:
    """Return the merge of several counts under their names.

    >>> each(articles=sum, words=sum)([{"articles": 1, "words": 20}, {"articles": 2, "words": 5}])
    {'articles': 3, 'words': 25}
    """

    def merge(parts: list[dict[str, Any]]) -> dict[str, Any]:
        return {name: put([part[name] for part in parts]) for name, put in merges.items()}

    return merge


def checked(articles: Any) -> Any:
    """Return the article table of a corpus, or the table itself if it has such a table's columns.

    Raises
    ------
    CorpusError
        It is no article table, or lacks columns of one.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> len(checked(empty()))
    0
    """
    if isinstance(articles, Corpus):
        return articles.articles
    if tally.dispatch(type(articles)) is tally.dispatch(object):
        raise CorpusError(
            f"expected an article table, such as load(…).articles, not {type(articles).__name__}"
        )
    missing = [name for name in NAMES if name not in articles.columns]
    if missing:
        raise CorpusError(
            f"the article table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}"
        )
    if not pd.api.types.is_datetime64_any_dtype(articles.dtypes["published"]):
        raise CorpusError(
            f"the article table's column published holds {articles['published'].dtype}, not times; "
            "read the table with load(…), or apply pandas.to_datetime"
        )
    return articles


def checked_fields(fields: Sequence[str]) -> tuple[str, ...]:
    """Return `fields`, each once, if each is a text field of an article."""
    names = (fields,) if isinstance(fields, str) else tuple(dict.fromkeys(fields))
    if not names:
        raise QueryError(f"give at least one field; known: {', '.join(TEXT_FIELDS)}")
    return tuple(one_of("field", name, list(TEXT_FIELDS), QueryError) for name in names)


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
