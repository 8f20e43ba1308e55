"""First to publish: which outlets are the first to tell a story."""

import pandas as pd

from ..engine.cells import share_of
from ..engine.provenance import Provenance, attach
from ..engine.rows import ENOUGH
from ..engine.tally import Articles, checked
from ..stats.proportions import wilson
from .stories import stories_with_titles
from .times import first_outlets

_DTYPES = {
    "outlet": "str",
    "stories": "int64",
    "led": "int64",
    "undecided": "int64",
    "median_delay": "float64",
}


def first_to_publish(articles: Articles) -> pd.DataFrame:
    """Count for each outlet, of the stories that several outlets told, how many it told first.

    Outlets that published at the same moment were both first. An outlet that gives only a date may have published at
    any time of that day: where this leaves open who was first, the story counts as undecided.

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
        undecided     int64    of these, stories where dates alone do not say whether it was first
        share         float64  led / (stories − undecided), 0 to 1; missing where all are undecided
        low           float64  lower bound of the share: Wilson score interval, 95 %
        high          float64  upper bound of the share
        median_delay  float64  median of the hours behind the earliest, over the stories where it was not first;
                               missing if there are none with times of day
        ============  =======  ======================================================================

        First the outlets of ten stories or more that are decided, by `share`, descending; then the others, by
        `stories`. Articles without outlet or date are left out.
        `provenance(table).details` has the number of all these `stories`, and of those `undecided` for an outlet.

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
    compared = first_outlets(stories_with_titles(checked(articles)))
    result = (
        compared.groupby("outlet", as_index=False)
        .agg(
            stories=("story", "size"),
            led=("led", "sum"),
            undecided=("undecided", "sum"),
            median_delay=("hours", "median"),
        )
        .astype(_DTYPES)
    )
    decided = result["stories"] - result["undecided"]
    low, high = wilson(result["led"], decided)
    share = share_of(result["led"], decided)
    result = result.assign(share=share, low=low, high=high)
    sure = result["share"].where(decided >= ENOUGH)
    result = result.assign(sure=sure).sort_values(
        ["sure", "stories", "outlet"], ascending=[False, False, True], ignore_index=True
    )
    result = result[["outlet", "stories", "led", "undecided", "share", "low", "high", "median_delay"]]
    undecided = compared.loc[compared["undecided"], "story"].nunique()
    details = {"stories": int(compared["story"].nunique()), "undecided": int(undecided)}
    return attach(result, Provenance("first_to_publish", details=details))
