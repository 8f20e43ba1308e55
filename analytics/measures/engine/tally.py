"""The seam between measures and whatever holds the articles, and what every measure counts from.

A measure is `finish(tally(articles, count, merge))`. `count` makes additive counts of a part of the articles; `merge`
puts those of several parts together, in the order of the parts; zero-fill, shares and intervals come after, once. A
pandas table is one part. Another engine registers itself with `tally` and `map_parts`; every measure takes its tables.
"""

from collections.abc import Callable, Sequence
from functools import partial, singledispatch
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ...errors import CorpusError
from ...read.corpus import Corpus
from ...schema import NAMES

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
def map_parts(articles: Any, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Any:
    """Return the table with each of its parts changed: fewer rows, or other texts, never other columns.

    >>> from analytics.schema import empty
    >>> len(map_parts(empty(), lambda part: part[part["outlet"] == "海角日報"]))
    0
    """
    raise CorpusError(f"expected an article table, such as load(…).articles, not {type(articles).__name__}")


@map_parts.register
def _(articles: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return change(articles)


def kept(articles: Any, chosen: pd.Series) -> Any:
    """Return the articles that are chosen, True for each in a Series indexed like them, whatever engine holds them.

    >>> from analytics.schema import empty
    >>> len(kept(empty(), pd.Series(dtype=bool)))
    0
    """
    return map_parts(articles, partial(_kept, chosen=chosen))


def _kept(part: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    return part[chosen.loc[part.index].to_numpy(dtype=bool)]


def sum_by(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Add up the numbers of a table by its keys, in their order; a missing key is a key.

    >>> sum_by(pd.DataFrame({"outlet": ["乙", "甲", "乙"], "articles": [1, 2, 3]}), ["outlet"])["articles"].tolist()
    [4, 2]
    """
    if not keys:
        return table.sum().to_frame().T
    return table.groupby(list(keys), as_index=False, dropna=False).sum()


def merge_sums(*keys: str) -> Callable[[list[pd.DataFrame]], pd.DataFrame]:
    """Return the merge of tables that `sum_by` made by these keys.

    >>> one = pd.DataFrame({"outlet": ["甲"], "articles": [2]})
    >>> merge_sums("outlet")([one, one])["articles"].tolist()
    [4]
    """

    def merge(parts: list[pd.DataFrame]) -> pd.DataFrame:
        return parts[0] if len(parts) == 1 else sum_by(pd.concat(parts), keys)

    return merge


def concat(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Merge tables of rows: one after the other, with their own index.

    >>> concat([pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["b"]}, index=[1])])["id"].tolist()
    ['a', 'b']
    """
    return parts[0] if len(parts) == 1 else pd.concat(parts)


def merge_arrays(parts: list[np.ndarray]) -> np.ndarray:
    """Merge arrays of counts of one shape.

    >>> merge_arrays([np.array([1, 2]), np.array([3, 4])]).tolist()
    [4, 6]
    """
    return parts[0] if len(parts) == 1 else np.add.reduce(parts)


def merge_each(**merges: Callable[[list[Any]], Any]) -> Callable[[list[dict[str, Any]]], dict[str, Any]]:
    """Return the merge of several counts under their names.

    >>> merge_each(articles=sum, words=sum)([{"articles": 1, "words": 20}, {"articles": 2, "words": 5}])
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
