"""Times of publication as intervals: of an article that gives only a date, the time is anywhere in its day."""

import pandas as pd

_MOSTLY = 0.5  # share of an outlet's written times that are midnights, from which they stand for dates
_DAY = pd.Timedelta(days=1) - pd.Timedelta(seconds=1)


def is_date_only(articles: pd.DataFrame) -> pd.Series:
    """Return for each dated article whether its time of day is unknown.

    It is where only a date is written, and where an outlet writes midnight in half of its articles or more: systems
    that store dates as times do. Midnight of any other outlet is a time.

    Parameters
    ----------
    articles : DataFrame
        `published`, `date_only` and `outlet` of all articles.

    Examples
    --------
    >>> times = pd.to_datetime(["2025-01-27 00:00", "2025-01-27 08:00", "2025-01-28 00:00"])
    >>> rows = pd.DataFrame({"published": times, "outlet": ["甲報", "甲報", "乙報"], "date_only": False})
    >>> is_date_only(rows.iloc[[0, 1, 1, 2]]).tolist()
    [False, False, False, True]
    """
    published, dated = articles["published"], articles["published"].notna()
    written = articles["date_only"].eq(True).fillna(False).astype(bool)
    timed = dated & ~written
    midnight = timed & (published == published.dt.normalize())
    totals = pd.DataFrame({"midnight": midnight, "timed": timed}).groupby(articles["outlet"].fillna("").array)
    sums = totals.transform("sum")
    unknown: pd.Series = (written & dated) | (midnight & (sums["midnight"] >= _MOSTLY * sums["timed"]))
    return unknown


def latest(articles: pd.DataFrame) -> pd.Series:
    """Return the last moment at which each article may have been published; `published` is the first."""
    return articles["published"].where(~articles["date_only"], articles["published"] + _DAY)


def first_outlets(found: pd.DataFrame) -> pd.DataFrame:
    """Compare the outlets of each story by the times at which they may have been first to publish it.

    Parameters
    ----------
    found : DataFrame
        `story`, `outlet`, `published` and `date_only` of articles.

    Returns
    -------
    DataFrame
        A row for each outlet of each story that several outlets tell, as far as outlet and date are known: `story`,
        `outlet`, `led` (no other outlet was earlier), `undecided` (dates alone do not say whether it was first) and
        `hours` behind the earliest; missing where it led, or where one of the two times is a date.
    """
    known = found[found["outlet"].notna() & found["published"].notna()]
    moments = {
        name: times.dt.as_unit("us").astype("int64") // 1_000_000
        for name, times in (("begin", known["published"]), ("end", latest(known)))
    }
    times = known[["story", "outlet"]].assign(**moments)
    own = times.groupby(["story", "outlet"], as_index=False)[["begin", "end"]].min()
    own = own[own.duplicated("story", keep=False)].reset_index(drop=True)
    first = own.groupby("story")["begin"].transform("min")
    led = own["end"] <= _of_others(own, "begin")
    later = _of_others(own, "end") < own["begin"]
    exact = (own["begin"] == own["end"]) | (own["begin"] > first)
    exact = (own["begin"] == own["end"]) & exact.groupby(own["story"]).transform("all")
    hours = ((own["begin"] - first) / 3600).where(later & exact)
    return own[["story", "outlet"]].assign(led=led, undecided=~led & ~later, hours=hours)


def _of_others(own: pd.DataFrame, name: str) -> pd.Series:
    """Return for each outlet of a story the lowest time of its other outlets."""
    ordered = own.sort_values(["story", name], kind="stable")
    place = ordered.groupby("story").cumcount()
    lowest, second = (ordered[place == n].set_index("story")[name] for n in (0, 1))
    # of no rows, `map` gives texts
    least, next_one = (own["story"].map(times).astype("float64") for times in (lowest, second))
    return least.where((place > 0).sort_index(), next_one)
