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
        undecided      bool        whether dates alone do not say which outlet was first
        hours          float64     hours from the earliest to the latest article with a time of day; missing if the
                                   earliest gives none
        =============  ==========  ======================================================================

        Sorted by `articles`, descending, then by `published`. `provenance(table).details` has the number of all
        `articles` of the corpus, and of the `undecided` stories.

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
    exact = found["delay"].mask(found["date_only"])
    hours = exact.groupby(found["story"]).max().rename("hours")
    result = (
        found[found["first"] & (found["articles"] >= min_articles)]
        .join(hours, on="story")
        .sort_values(["articles", "published", "story"], ascending=[False, True, True])
    )
    columns = ["story", "title", "published", "outlet", "articles", "outlets", "undecided", "hours"]
    result = result[columns].reset_index(drop=True)
    details = {
        "min_articles": min_articles,
        "articles": len(found),
        "undecided": int(result["undecided"].sum()),
    }
    return attach(result, Provenance("syndicated", details=details))
