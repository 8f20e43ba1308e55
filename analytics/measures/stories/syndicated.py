"""Syndicated: the stories that several articles tell, how far and how fast they went."""

import pandas as pd

from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .stories import stories_with_titles


def syndicated(articles: Articles, *, min_articles: int = 2) -> pd.DataFrame:
    """List the stories that several articles tell: who was first, how far and how fast they spread.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    min_articles : int
        Fewest articles of a story that is listed.

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
        hours          float64     hours from the earliest to the latest article; missing if they are undated
        =============  ==========  ======================================================================

        Sorted by `articles`, descending, then by `published`.

    See Also
    --------
    charts.ranking : Draws this table.
    stories : Which story each article tells.

    Examples
    --------
    >>> import analytics
    >>> bool((syndicated(analytics.load("data/sample").articles)["articles"] >= 2).all())
    True
    """
    found = stories_with_titles(checked(articles))
    hours = found.groupby("story")["delay"].max().rename("hours")
    result = (
        found[found["first"] & (found["articles"] >= min_articles)]
        .join(hours, on="story")
        .sort_values(["articles", "published", "story"], ascending=[False, True, True])
    )
    columns = ["story", "title", "published", "outlet", "articles", "outlets", "hours"]
    result = result[columns].reset_index(drop=True)
    return attach(
        result, Provenance("syndicated", details={"min_articles": min_articles, "articles": len(found)})
    )
