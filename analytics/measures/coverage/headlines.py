"""Headlines: those of the periods in which most articles mention an entity."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from ...errors import whole_number
from ...read.cleaning import line_key
from ..engine.cells import cells, members, needed
from ..engine.provenance import finish
from ..engine.request import Request, request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked, concat, tally

_HEADLINES = ["published", "outlet", "title", "mentions", "id", "path", "source_url"]


def headlines(
    articles: Articles,
    entity: Subject,
    *,
    freq: str = "week",
    periods: int = 3,
    each: int = 5,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Show the headlines behind the periods in which most articles mention an entity.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity, Query or Series of bool
        A key or name of the entity pack, another name, a query, or a boolean Series that chooses articles.
    freq : {"day", "week", "month", "quarter"}
        Length of a period.
    periods, each : int
        Number of periods, and of headlines in each.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        period      datetime64  first day of the period
        matching    int64       articles of the period that mention the entity
        published   datetime64  when the article was published, in the corpus' time zone
        outlet      str         who published it
        title       str         its headline
        mentions    int64       mentions in the article
        id          str         the article
        path        str         where it lies in the corpus
        source_url  str         address of the original
        ==========  ==========  ======================================================================

        Sorted by period, then by `mentions`, descending, then by `published`. A headline that several articles of a
        period share is listed once; topic labels and script make no difference.

    See Also
    --------
    charts.ranking : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> headlines(analytics.load("data/sample").articles, "deepseek", periods=1, each=2)["matching"].nunique()
    1
    """
    table = checked(articles)
    for name, number in (("periods", periods), ("each", each)):
        whole_number(name, number)
    asked = request("headlines", table, entity, freq=freq, start=start, end=end, fields=fields)
    counts = cells(table, asked)[0]
    counts = counts[counts["matching"] > 0]
    top = counts.sort_values(["matching", "period"], ascending=[False, True]).head(periods)
    matching = top.set_index("period")["matching"]
    count = partial(_best_of_part, asked=asked, periods=matching.index, each=each)
    found = tally(
        table,
        count,
        partial(_best, each=each),
        columns=[*needed(asked), "topic", *(name for name in _HEADLINES if name != "mentions")],
    )
    result = found.assign(matching=found["period"].map(matching).astype("int64"))
    result = result[["period", "matching", *_HEADLINES]].reset_index(drop=True)
    return finish(result, table, asked)


def _best_of_part(part: pd.DataFrame, asked: Request, periods: pd.Index, each: int) -> pd.DataFrame:
    """Return the best headlines of the chosen periods in a part."""
    counts = members(part, asked).of(0)
    counts = counts[(counts["matching"] > 0) & counts["period"].isin(periods)]
    found = part.iloc[counts.index]
    keys = [headline_key(title, topic) for title, topic in zip(found["title"], found["topic"], strict=True)]
    found = found.assign(period=counts["period"].array, mentions=counts["mentions"].array, key=keys)
    return _best([found[["period", "key", *_HEADLINES]]], each)


def _best(parts: list[pd.DataFrame], each: int) -> pd.DataFrame:
    """Return the best headlines of each period, each once.

    A row in the top k of all parts is in the top k of its own part, so parts can be cut to k before merging.
    """
    found = concat(parts).sort_values(
        ["period", "mentions", "published", "path"], ascending=[True, False, True, True]
    )
    return found.drop_duplicates(["period", "key"]).groupby("period", sort=False).head(each)


def headline_key(title: str, topic: object) -> str:
    """Return a headline without topic label, script variants and punctuation, to compare headlines.

    >>> headline_key("美股︱輝達急跌", "美股") == headline_key("辉达急跌", None)
    True
    """
    return line_key(title[len(topic) :] if isinstance(topic, str) else title)
