"""The seam: how measures count over a table of articles, whatever engine holds it.

A measure is `finish(tally(articles, count, merge))`. `count` returns additive counts of one part of the articles.
`merge` combines the counts of several parts, in the order of the parts. Zero-filling, shares and intervals follow
once, at the end. A pandas table is one part. Another engine registers itself with `tally` and `map_parts`.
"""

from collections.abc import Callable, Sequence
from functools import partial, singledispatch
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from ...errors import CorpusError
from ...read.corpus import Corpus
from ...schema import NAMES, ZONE
from .fresh import check_tokens

if TYPE_CHECKING:
    from dask.dataframe import DataFrame as DaskFrame

# An article table of any engine, and what a measure takes: a table or a whole corpus.
Table: TypeAlias = "pd.DataFrame | DaskFrame"
Articles: TypeAlias = "Table | Corpus"
Counts = TypeVar("Counts")
Rows = TypeVar("Rows", pd.DataFrame, pd.Series)
_NAMED = 6  # columns that are missing and named in a message


@singledispatch
def tally(
    articles: Any,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    """Count each part of an article table and merge the counts.

    Parameters
    ----------
    articles : DataFrame
        The article table, of pandas or of a registered engine.
    count : callable
        Takes a part of the table, a pandas DataFrame with the index that it has in the whole; returns its counts.
    merge : callable
        Takes the counts of one or more parts, in order; returns the counts of all. It must be associative.
    columns : sequence of str
        The columns that `count` reads; an engine need not fetch the others.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> tally(empty(), len, sum)
    0
    """
    raise no_articles(articles)


@tally.register
def _(
    articles: pd.DataFrame,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    if "tokens" in columns and {"title", "body", "tokens"} <= set(articles.columns):
        check_tokens(articles)
    # Filtering rows copies every column, so only those that are read are passed on.
    return merge([count(articles[list(dict.fromkeys(columns))])])


@singledispatch
def map_parts(articles: Any, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Any:
    """Apply a function to each part of a table; it may drop rows or change texts, but keeps the columns.

    >>> from analytics.schema import empty
    >>> len(map_parts(empty(), lambda part: part[part["outlet"] == "海角日報"]))
    0
    """
    raise no_articles(articles)


@map_parts.register
def _(articles: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return change(articles)


def filtered(articles: Table, chosen: pd.Series) -> Any:
    """Return the articles for which a boolean Series, indexed like them, is True.

    >>> from analytics.schema import empty
    >>> len(filtered(empty(), pd.Series(dtype=bool)))
    0
    """
    return map_parts(articles, partial(_filtered_part, chosen=chosen))


def _filtered_part(part: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    return part[chosen.loc[part.index].to_numpy(dtype=bool)]


def filtered_rows(part: pd.DataFrame, ids: frozenset[str]) -> pd.DataFrame:
    """Return the articles of a part that have one of these ids.

    >>> len(filtered_rows(pd.DataFrame({"id": ["a", "b"]}), frozenset(["b"])))
    1
    """
    return part[part["id"].isin(ids)]


def sum_by(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Group a table by `keys` and sum its numbers, in the order of the keys; NaN counts as a group.

    >>> sum_by(pd.DataFrame({"outlet": ["乙", "甲", "乙"], "articles": [1, 2, 3]}), ["outlet"])["articles"].tolist()
    [4, 2]
    """
    if not keys:
        return table.sum().to_frame().T
    return table.groupby(list(keys), as_index=False, dropna=False).sum()


def merge_sums(*keys: str) -> Callable[[list[pd.DataFrame]], pd.DataFrame]:
    """Return a function that merges tables which `sum_by` made with these keys.

    >>> one = pd.DataFrame({"outlet": ["甲"], "articles": [2]})
    >>> merge_sums("outlet")([one, one])["articles"].tolist()
    [4]
    """

    def merge(parts: list[pd.DataFrame]) -> pd.DataFrame:
        return parts[0] if len(parts) == 1 else sum_by(pd.concat(parts), keys)

    return merge


def concat(parts: list[Rows]) -> Rows:
    """Concatenate the rows of tables, keeping each part's index.

    >>> concat([pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["b"]}, index=[1])])["id"].tolist()
    ['a', 'b']
    """
    return parts[0] if len(parts) == 1 else pd.concat(parts)


def merge_arrays(parts: list[np.ndarray]) -> np.ndarray:
    """Add arrays of counts that have the same shape.

    >>> merge_arrays([np.array([1, 2]), np.array([3, 4])]).tolist()
    [4, 6]
    """
    return parts[0] if len(parts) == 1 else np.add.reduce(parts)


def merge_each(**merges: Callable[[list[Any]], Any]) -> Callable[[list[dict[str, Any]]], dict[str, Any]]:
    """Return a function that merges dictionaries of counts, each entry with its own function.

    >>> merge_each(articles=sum, words=sum)([{"articles": 1, "words": 20}, {"articles": 2, "words": 5}])
    {'articles': 3, 'words': 25}
    """

    def merge(parts: list[dict[str, Any]]) -> dict[str, Any]:
        return {name: combine([part[name] for part in parts]) for name, combine in merges.items()}

    return merge


def checked(articles: Articles) -> Table:
    """Return the article table of a corpus, or a table that has the columns of one.

    Raises
    ------
    CorpusError
        It is not an article table, it lacks columns, or its times were converted to another time zone.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> len(checked(empty()))
    0
    """
    if isinstance(articles, Corpus):
        articles = articles.articles
    if tally.dispatch(type(articles)) is tally.dispatch(object):
        raise no_articles(articles)
    missing = [name for name in NAMES if name not in articles.columns]
    if missing:
        raise no_articles(articles, missing)
    if not pd.api.types.is_datetime64_any_dtype(articles.dtypes["published"]):
        raise CorpusError(
            f"the article table's column published holds {articles['published'].dtype}, not times; "
            "read the table with load(…), or apply pandas.to_datetime"
        )
    _check_zone(articles)
    return articles


def no_articles(given: Any, missing: Sequence[str] = ()) -> CorpusError:
    """Return the error about what is given in place of articles, or about a table that lacks columns of theirs."""
    from .provenance import provenance  # it stands on this module

    measure = provenance(given).measure if missing else None
    if measure:
        return CorpusError(f"this is a table of analytics.{measure}; give articles, such as load(…).articles")
    if missing:
        rest = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        return CorpusError(
            f"the article table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing[:_NAMED])}{rest}; "
            "analytics.articles(frame) makes one of any DataFrame with a headline or a text"
        )
    ways: dict[type, str] = {
        str: "; articles come first, then what is counted",
        list: "; pd.concat(…) makes one of several",
    }
    way = ways.get(type(given), "")
    return CorpusError(
        f"expected an article table, such as load(…).articles, not {type(given).__name__}{way}"
    )


def _check_zone(articles: Table) -> None:
    """Raise an error if `published` was converted to another time zone: articles would fall on other days."""
    stated = getattr(articles, "attrs", {}).get(ZONE)
    zone = getattr(articles.dtypes["published"], "tz", None)
    if stated is None or zone is None or str(zone) == stated:
        return
    published = articles["published"]
    moved = int((published.dt.date != published.dt.tz_convert(stated).dt.date)[published.notna()].sum())
    if moved:
        raise CorpusError(
            f"published was converted from {stated} to {zone}: {moved:,} article{'s' * (moved != 1)} would fall on "
            f"other days; convert it back, or set articles.attrs[{ZONE!r}] = {str(zone)!r} to count days there"
        )
