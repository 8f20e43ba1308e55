"""Rhythm of publication: articles by day, and the number expected on silent days."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...read.strays import suspect_days
from ..engine.periods import days
from ..engine.tally import Table, merge_sums, sum_by, tally
from ..stats.arrays import Floats
from ..stats.proportions import silence

NEAR = 56  # days before and after a silence that define what is usual: eight weeks
_ENOUGH = 28  # with fewer days on one side, both sides are pooled
LEAST = 14  # days with articles that a judgement needs
_BUSY = 3.0  # counts are capped at this many times a usual busy day


@dataclass(frozen=True)
class Calendar:
    """The number of articles on each day of a corpus, from its first to its last.

    Attributes
    ----------
    first : pandas.Timestamp
        The first day; meaningless where `length` is 0.
    every : numpy.ndarray, shape (length,)
        Articles on each day.
    outlets : dict of str to numpy.ndarray
        The same for each outlet.
    """

    first: pd.Timestamp
    every: np.ndarray
    outlets: dict[str, np.ndarray]

    @staticmethod
    def of(articles: Table) -> "Calendar":
        """Count a table's dated articles, but for strays."""
        counts = tally(articles, by_day, merge_sums("outlet", "day"), columns=["outlet", "published"])
        return Calendar.from_counts(counts)

    @staticmethod
    def from_counts(counts: pd.DataFrame) -> "Calendar":
        """Lay out counts of `articles` by `outlet` and `day`, but for undated ones and strays."""
        apart = strays(counts.groupby("day")["articles"].sum())
        dated = counts[counts["day"].notna() & ~counts["day"].isin(apart)]
        if dated.empty:
            return Calendar(pd.Timestamp(0), np.zeros(0, np.int64), {})
        first = dated["day"].min()
        dated = dated.assign(place=(dated["day"] - first).dt.days)
        length = int(dated["place"].max()) + 1

        def on_each_day(part: pd.DataFrame) -> np.ndarray:
            return np.bincount(part["place"], weights=part["articles"], minlength=length).astype(np.int64)

        own = dated.groupby("outlet")
        return Calendar(first, on_each_day(dated), {str(name): on_each_day(part) for name, part in own})

    @property
    def length(self) -> int:
        """Number of days."""
        return len(self.every)

    def place(self, day: pd.Timestamp) -> int:
        """Return the number of a day."""
        return (day - self.first).days

    def days(self, places: np.ndarray) -> pd.DatetimeIndex:
        """Return the days of numbers."""
        return pd.DatetimeIndex(self.first + pd.to_timedelta(places, unit="D")).as_unit("us")

    def weekday(self, places: np.ndarray) -> np.ndarray:
        """Return the weekday of each number, from 0."""
        return (self.first.day_of_week + places) % 7


def strays(articles: pd.Series) -> pd.DatetimeIndex:
    """Return days far from all others, such as days in 1970 or 2099.

    With at most one article in fifty, before or after the others by more than the time that those span; in a corpus of
    less than fifty a single article, by more than a year; and 1970-01-01, which programs write where they have no date.

    Parameters
    ----------
    articles : Series
        How many articles each day has, by the day in order; only days with articles.

    Examples
    --------
    >>> dates = pd.to_datetime(["1970-01-01", "2025-01-01", "2025-02-20"])
    >>> strays(pd.Series([1, 60, 1], index=dates)).strftime("%Y").tolist()
    ['1970']
    """
    days = pd.DatetimeIndex(articles.index)
    number = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    apart = suspect_days(number, articles.to_numpy())
    return days[apart & ~apart.all()]


def usual_days(articles: Table) -> pd.DatetimeIndex:
    """Return the days with articles, in order, without stray days.

    >>> from analytics.schema import empty
    >>> len(usual_days(empty()))
    0
    """
    counts = tally(articles, by_day, merge_sums("outlet", "day"), columns=["outlet", "published"])
    by_date = counts.dropna(subset="day").groupby("day")["articles"].sum()
    return pd.DatetimeIndex(by_date.index.difference(strays(by_date)))


def by_day(part: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of a part by `outlet` and `day`; missing values are a group."""
    counts = pd.DataFrame({"outlet": part["outlet"].array, "day": days(part).array, "articles": 1})
    return sum_by(counts, ["outlet", "day"])


def expected_in(
    counts: np.ndarray,
    weekday: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    asked: np.ndarray | None = None,
) -> tuple[Floats, Floats]:
    """Return the expected articles and P(none) for each silent stretch, from the days around it.

    Parameters
    ----------
    counts, weekday : numpy.ndarray, shape (days,)
        Articles on each day of an outlet's time, and its weekday.
    starts, ends : numpy.ndarray, shape (silences,)
        First day of each, and the day after its last. The days beside a silence have an article by definition and
        are not counted as evidence.
    asked : numpy.ndarray, shape (silences, 7), optional
        How many of each weekday the silence holds, where it lies outside of `counts`.

    Returns
    -------
    expected, probability : numpy.ndarray, shape (silences,)
        Articles expected, and the probability of none; 1 where too few days are known to tell.
    """
    busy = counts[counts > 0]
    capped = np.minimum(counts, _BUSY * np.median(busy)) if len(busy) else counts.astype(float)
    one = np.eye(7)[weekday]
    sums = np.stack([one * amount[:, None] for amount in (capped**0, capped, capped**2, capped > 0)])
    sums = np.concatenate([np.zeros((4, 1, 7)), sums.cumsum(axis=1)], axis=1)
    last = len(counts)

    def between(first: np.ndarray, after: np.ndarray) -> Floats:
        return np.asarray(sums[:, np.clip(after, 0, last)] - sums[:, np.clip(first, 0, last)])

    before, later = between(starts - 1 - NEAR, starts - 1), between(ends + 1, ends + 1 + NEAR)
    both = before + later
    inside = between(starts, ends)[0] if asked is None else asked
    expected = np.full(len(starts), np.inf)
    for side in (before, later):
        enough = side[0].sum(axis=1, keepdims=True) >= _ENOUGH
        number, articles = np.where(enough, side[:2], both[:2])
        expected = np.minimum(expected, (inside * articles / np.maximum(number, 1)).sum(axis=1))
    number, articles, squares, busy_days = both
    usual = articles / np.maximum(number, 1)
    live = usual > 0
    spread = np.where(live, (squares - number * usual**2) / np.where(live, usual, 1), 0).sum(axis=1)
    freedom = np.where(live, number - 1, 0).sum(axis=1)
    known = number.sum(axis=1)
    # Laplace's rule of succession: an outlet silent on 0 of n days is silent with probability 1 / (n + 2).
    dispersion = np.maximum(spread / np.maximum(freedom, 1), 1 / (known + 2))
    return expected, np.where(busy_days.sum(axis=1) >= LEAST, silence(expected, dispersion), 1.0)
