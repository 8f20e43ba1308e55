"""First to publish: which outlets are the first to tell a story."""

import pandas as pd

from ...text.collation import by_strokes
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from ..stats.proportions import wilson
from .stories import stories_with_titles


def first_to_publish(articles: Articles) -> pd.DataFrame:
    """Count for each outlet, of the stories that several outlets told, how many it told first.

    Outlets that published at the same moment were both first. An outlet that gives only dates counts as publishing at
    midnight, and looks earlier than it was.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.

    Returns
    -------
    DataFrame
        ============  =======  ======================================================================
        outlet        str      the outlet
        stories       int64    stories that it and another outlet told
        led           int64    of these, stories that no outlet told earlier
        share         float64  led / stories, 0 to 1
        low           float64  lower bound of the share: Wilson score interval, 95 %
        high          float64  upper bound of the share
        median_delay  float64  median of the hours behind the earliest, over the stories where it was not first;
                               missing if it was always first
        ============  =======  ======================================================================

        Sorted by `stories`, descending, then by name. Articles without outlet or date are left out.

    See Also
    --------
    charts.ranking : Draws this table.
    stories : Which story each article tells.

    Examples
    --------
    >>> import analytics
    >>> table = first_to_publish(analytics.load("data/sample").articles)
    >>> bool((table["led"] <= table["stories"]).all())
    True
    """
    found = stories_with_titles(checked(articles))
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
    result = result.sort_values(
        ["stories", "outlet"], ascending=[False, True], ignore_index=True, key=by_strokes
    )
    result = result[["outlet", "stories", "led", "share", "low", "high", "median_delay"]]
    return attach(result, Provenance("first_to_publish", details={"stories": int(shared["story"].nunique())}))
