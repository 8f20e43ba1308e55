"""Gaps: days without articles that chance cannot explain."""

import numpy as np
import pandas as pd

from ...text.collation import by_strokes
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .rhythm import LEAST, Calendar, expected_in

IMPROBABLE = 0.001  # one false alarm in a thousand outlets that never stopped


def gaps(articles: Articles) -> pd.DataFrame:
    """List days without articles that chance cannot explain: the collector probably stopped.

    For the whole corpus, and for each outlet between its first and last article. The usual number of articles on each
    weekday is counted in the eight weeks before and after a silence, so that an outlet without weekend edition has no
    gaps at weekends. If the two sides differ, the lower number counts. Gaps of the whole corpus are not gaps of the
    outlets.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.

    Returns
    -------
    DataFrame
        ========  ==========  =====================================================================================
        outlet    str         the outlet; missing for the whole corpus
        start     datetime64  first day without an article
        end       datetime64  last day without an article
        days      int64       number of days
        expected  float64     articles expected on these days
        p         float64     probability of a silence this unlikely anywhere between the outlet's first and last
                              article: that of `stats.proportions.silence`, times the days; below 0.001
        ========  ==========  =====================================================================================

        Sorted with the whole corpus first, then by `days`, descending. A public holiday can look like a gap.

    See Also
    --------
    charts.trend, charts.trends, charts.outlets, charts.heatmap : Mark the gaps, with `gaps=`.
    anomalies : Gaps and other faults of collection.

    Examples
    --------
    >>> import analytics
    >>> len(gaps(analytics.load("data/sample").articles))
    0
    """
    return gaps_in(Calendar.of(checked(articles)))


def gaps_in(calendar: Calendar) -> pd.DataFrame:
    """List the gaps of a calendar."""
    whole = _gaps_of(None, calendar, calendar.every, np.arange(calendar.length))
    lacking = np.zeros(calendar.length, dtype=bool)
    for start, end in zip(whole["start"], whole["end"], strict=True):
        lacking[calendar.place(start) : calendar.place(end) + 1] = True
    kept = np.flatnonzero(~lacking)
    found = [whole, *(_gaps_of(name, calendar, counts, kept) for name, counts in calendar.outlets.items())]
    columns = {"outlet": "str", "start": "datetime64[us]", "end": "datetime64[us]", "days": "int64"}
    columns |= {"expected": "float64", "p": "float64"}
    result = pd.concat([part for part in found if len(part)] or [whole]).astype(columns)
    result["whole"] = result["outlet"].isna()
    ordered = result.sort_values(
        ["whole", "days", "outlet", "start"], ascending=[False, False, True, True], key=by_strokes
    )
    ordered = ordered.drop(columns="whole").reset_index(drop=True)
    return attach(ordered, Provenance("gaps"))


def _gaps_of(name: str | None, calendar: Calendar, counts: np.ndarray, kept: np.ndarray) -> pd.DataFrame:
    """Return the improbable silences of one outlet on the days `kept`."""
    known = counts[kept]
    live = np.flatnonzero(known)
    own = kept[live[0] : live[-1] + 1] if len(live) >= LEAST else kept[:0]
    known = counts[own]
    quiet = np.concatenate([[False], known == 0, [False]]).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(quiet) == 1), np.flatnonzero(np.diff(quiet) == -1)
    expected, p = expected_in(known, calendar.weekday(own), starts, ends)
    p = np.minimum(p * len(own), 1.0)
    improbable = np.flatnonzero(p < IMPROBABLE)
    first, last = calendar.days(own[starts[improbable]]), calendar.days(own[ends[improbable] - 1])
    return pd.DataFrame(
        {
            "outlet": name,
            "start": first,
            "end": last,
            "days": (last - first).days + 1,
            "expected": expected[improbable],
            "p": p[improbable],
        }
    )
