"""What stories do: how far they went, how much of the volume is copies, and who is first."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from .cells import members, needed
from .counted import Counting, counting, told
from .periods import Span, every_period, extent, span
from .periods import partial as cut
from .stats import wilson
from .stories import told_stories
from .tally import COVERAGE, Subject, added, checked, summed, tally


def syndicated(articles: pd.DataFrame, *, least: int = 2) -> pd.DataFrame:
    """List the stories that several articles tell: who was first, how far and how fast they went.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    least : int
        Articles from which a story is listed.

    Returns
    -------
    DataFrame
        =============  ==========  ======================================================================
        story          str         id of the earliest article
        title          str         its headline
        published      datetime64  when it was published, in the corpus' time zone
        outlet         str         who published it; missing where not stated
        articles       int64       articles that tell the story
        outlets        int64       outlets that tell it
        hours          float64     from the earliest to the latest article; missing where they are undated
        =============  ==========  ======================================================================

        Most articles first, then the earliest.

    Examples
    --------
    >>> import analytics
    >>> bool((syndicated(analytics.load("data/sample").articles)["articles"] >= 2).all())
    True
    """
    found = told_stories(checked(articles))
    hours = found.groupby("story")["delay"].max().rename("hours")
    result = (
        found[found["first"] & (found["articles"] >= least)]
        .join(hours, on="story")
        .sort_values(["articles", "published", "story"], ascending=[False, True, True])
    )
    columns = ["story", "title", "published", "outlet", "articles", "outlets", "hours"]
    result = result[columns].reset_index(drop=True)
    result.attrs = {"measure": "syndicated", "least": least, "articles": len(found)}
    return result


def syndication(
    articles: pd.DataFrame,
    entity: Subject | None = None,
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count raw against collapsed: the articles of each period, and the stories that are told for the first time.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool, optional
        Count only articles that mention it; a story by its earliest article.
    freq : {"day", "week", "month", "quarter"}
        Weeks are ISO weeks and go by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default the corpus'.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        ==============  ==========  ======================================================================
        period          datetime64  first day of the period
        articles        int64       articles (that mention the entity)
        stories         int64       those of them that are a story's earliest article
        copies          int64       the others: articles − stories
        total_articles  int64       all articles of the period
        total_stories   int64       all stories first told in the period
        article_share   float64     articles / total_articles, 0 to 1; missing where nothing was published
        story_share     float64     stories / total_stories, 0 to 1; missing where no story begins
        partial         bool        whether range or corpus covers the period only in part
        ==============  ==========  ======================================================================

        Zero-filled over the whole range. A story that is told on for weeks counts in the first of them.

    Raises
    ------
    EntityError
        The entity is unknown.
    QueryError
        A frequency, a field or a date is wrong.

    Examples
    --------
    >>> import analytics
    >>> table = syndication(analytics.load("data/sample").articles, freq="month")
    >>> bool((table["articles"] == table["stories"] + table["copies"]).all())
    True
    """
    table = checked(articles)
    wanted = [entity] if entity is not None else []
    how = counting("syndication", wanted, freq=freq, start=start, end=end, fields=fields)
    known = extent(table)
    asked = span(known, start, end)
    if isinstance(table, pd.DataFrame):
        table = table.reset_index(drop=True)
    first = told_stories(table)["first"]
    count = partial(_by_period, how=how, asked=asked, first=first)
    counts = tally(table, count, added("period"), columns=needed(how))
    periods = every_period(asked, freq)
    sums = counts.set_index("period").reindex(periods, fill_value=0).rename_axis("period").reset_index()
    result = pd.DataFrame(
        {
            "period": sums["period"],
            "articles": sums["matching"],
            "stories": sums["stories"],
            "copies": sums["matching"] - sums["stories"],
            "total_articles": sums["total"],
            "total_stories": sums["first"],
            "article_share": (sums["matching"] / sums["total"].where(sums["total"] > 0)).astype("float64"),
            "story_share": (sums["stories"] / sums["first"].where(sums["first"] > 0)).astype("float64"),
            "partial": cut(periods, asked, freq).to_numpy(),
        }
    )
    return told(result, table, how, known)


def _by_period(part: pd.DataFrame, how: Counting, asked: Span, first: pd.Series) -> pd.DataFrame:
    """The articles and the stories first told in each period of a part."""
    counts = members(part, how, asked).of(0).assign(total=1)
    counts["first"] = first.loc[part.index].to_numpy(dtype=np.int64)[counts.index]
    counts["stories"] = counts["first"] * counts["matching"]
    return summed(counts[["period", "matching", "stories", "total", "first"]], ["period"])


def leads(articles: pd.DataFrame) -> pd.DataFrame:
    """Tell who is first: of the stories that several outlets told, how many each told before the others.

    Outlets that published at the same moment were both first; an outlet that gives dates only is at midnight, and looks
    earlier than it was.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.

    Returns
    -------
    DataFrame
        ============  =======  ======================================================================
        outlet        str      the outlet
        stories       int64    stories it told that another outlet told too
        led           int64    those of them that nobody told earlier
        share         float64  led / stories, 0 to 1
        low           float64  lower bound of the share: Wilson score interval, 95 %
        high          float64  upper bound of the share
        median_delay  float64  hours behind the earliest, where it was not first; missing where it always was
        ============  =======  ======================================================================

        Most stories told first, then by name. Articles that state no outlet, or no date, are nobody's.

    Examples
    --------
    >>> import analytics
    >>> table = leads(analytics.load("data/sample").articles)
    >>> bool((table["led"] <= table["stories"]).all())
    True
    """
    found = told_stories(checked(articles))
    shared = found[(found["outlets"] > 1) & found["outlet"].notna() & found["delay"].notna()]
    own = shared.groupby(["outlet", "story"], as_index=False)["delay"].min()
    own["led"] = (own["delay"] == 0).astype("int64")
    behind = own["delay"].where(own["led"] == 0)
    result = (
        own.assign(behind=behind)
        .groupby("outlet", as_index=False)
        .agg(stories=("story", "size"), led=("led", "sum"), median_delay=("behind", "median"))
    )
    result = result.astype({"outlet": "str", "stories": "int64", "led": "int64", "median_delay": "float64"})
    low, high = wilson(result["led"], result["stories"])
    result = result.assign(share=(result["led"] / result["stories"]).astype("float64"), low=low, high=high)
    result = result.sort_values(["stories", "outlet"], ascending=[False, True], ignore_index=True)
    result = result[["outlet", "stories", "led", "share", "low", "high", "median_delay"]]
    result.attrs = {"measure": "leads", "stories": int(shared["story"].nunique())}
    return result
