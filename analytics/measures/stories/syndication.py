"""Syndication: how many articles of each period are copies."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from ..engine.cells import members, needed, share_of
from ..engine.periods import every_period
from ..engine.periods import partial as cut
from ..engine.provenance import finish
from ..engine.request import Request, request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked, merge_sums, sum_by, tally
from .stories import stories_with_titles


def syndication(
    articles: Articles,
    entity: Subject | None = None,
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count the articles of each period, and how many of them are the first of a story.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity, Query or Series of bool, optional
        Count only articles that mention it; a story counts if its earliest article does.
    freq : {"day", "week", "month", "quarter"}
        Length of a period. Weeks are ISO weeks, named by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default those of the corpus.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        ==============  ==========  ======================================================================
        period          datetime64  first day of the period
        articles        int64       articles (that mention the entity)
        stories         int64       of these, articles that are the earliest of their story
        copies          int64       articles − stories
        total_articles  int64       all articles of the period
        total_stories   int64       all stories whose earliest article is in the period
        article_share   float64     articles / total_articles, 0 to 1; missing where nothing was published
        story_share     float64     stories / total_stories, 0 to 1; missing if no story begins
        partial         bool        whether the range or the corpus covers only a part of the period
        ==============  ==========  ======================================================================

        Every period of the range has a row. A story that runs for several periods counts in the first.
        `provenance(table).details["undecided"]` is the number of stories of which dates alone do not say who was
        first: with an entity, another article of the same day may stand for them.

    Raises
    ------
    EntityError
        The entity is unknown.
    ArgumentError
        A frequency, a field or a date is wrong.

    See Also
    --------
    charts.syndication : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> table = syndication(analytics.load("data/sample").articles, freq="month")
    >>> bool((table["articles"] == table["stories"] + table["copies"]).all())
    True
    """
    table = checked(articles)
    asked = request(
        "syndication", table, entity, freq=freq, start=start, end=end, fields=fields, optional=True
    )
    if isinstance(table, pd.DataFrame):
        table = table.reset_index(drop=True)
    found = stories_with_titles(table)
    first = found["first"]
    count = partial(_by_period, asked=asked, first=first)
    counts = tally(table, count, merge_sums("period"), columns=needed(asked))
    periods = every_period(asked.span, freq)
    sums = counts.set_index("period").reindex(periods, fill_value=0).rename_axis("period").reset_index()
    result = pd.DataFrame(
        {
            "period": sums["period"],
            "articles": sums["matching"],
            "stories": sums["stories"],
            "copies": sums["matching"] - sums["stories"],
            "total_articles": sums["total"],
            "total_stories": sums["first"],
            "article_share": share_of(sums["matching"], sums["total"]),
            "story_share": share_of(sums["stories"], sums["first"]),
            "partial": cut(periods, asked.span, freq).to_numpy(),
        }
    )
    return finish(result, table, asked, undecided=int((first & found["undecided"]).sum()))


def _by_period(part: pd.DataFrame, asked: Request, first: pd.Series) -> pd.DataFrame:
    """Count the articles, and the first articles of stories, in each period of a part."""
    counts = members(part, asked).of(0).assign(total=1)
    counts["first"] = first.loc[part.index].to_numpy(dtype=np.int64)[counts.index]
    counts["stories"] = counts["first"] * counts["matching"]
    return sum_by(counts[["period", "matching", "stories", "total", "first"]], ["period"])
