"""The rhythm of publication: how many articles appear on which day, and what a silence would have held."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .periods import days
from .stats import Floats, silence

NEAR = 56  # days before and after a silence that tell what is usual: eight weeks
_ENOUGH = 28  # fewer days on one side tell too little: then both sides are taken together
LEAST = 14  # fewer days with articles tell nothing
_BUSY = 3.0  # times the usual busy day: what is above says nothing about silence
_STRAY = 0.02  # share of a corpus' articles that may stand apart from all others


@dataclass(frozen=True)
class Calendar:
    """How many articles appeared on each day of a corpus, from its first to its last.

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
    def of(table: pd.DataFrame) -> "Calendar":
        """Count a table's dated articles, but for strays."""
        day = days(table)
        dated = pd.DataFrame({"outlet": table["outlet"].array, "day": day.array})
        dated = dated[(day.notna() & ~strays(day)).to_numpy()]
        if dated.empty:
            return Calendar(pd.Timestamp(0), np.zeros(0, np.int64), {})
        first = dated["day"].min()
        dated["place"] = (dated["day"] - first).dt.days
        length = int(dated["place"].max()) + 1
        own = dated.dropna(subset="outlet").groupby("outlet")["place"]
        return Calendar(
            first,
            np.bincount(dated["place"], minlength=length),
            {str(name): np.bincount(places, minlength=length) for name, places in own},
        )

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


def strays(day: pd.Series) -> pd.Series:
    """Return for each article whether its date stands apart from all others: 1970, say, or 2099.

    At most one article in fifty, before or after the others by more than the time that those span.

    >>> dates = pd.Series(pd.to_datetime(["2025-01-01"] * 60 + ["2025-02-20", "1970-01-01"]))
    >>> strays(dates).sum()
    np.int64(1)
    """
    apart = pd.Series(False, index=day.index)
    for later in (True, False, True):  # without the early ones, some late ones stand out
        left = day[day.notna() & ~apart].sort_values(ascending=later, kind="stable")
        few = int(len(left) * _STRAY)
        if not few:
            continue
        places = np.arange(len(left) - few, len(left))
        span = (left - left.iloc[0]).abs()
        jump = left.diff().abs()
        alone = (jump > span.shift()).to_numpy() & (jump.dt.days > NEAR).to_numpy()
        cut = next((place for place in places if alone[place]), len(left))
        apart[left.index[cut:]] = True
    return apart


def expected_in(
    counts: np.ndarray,
    weekday: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    asked: np.ndarray | None = None,
) -> tuple[Floats, Floats]:
    """Tell what silences would have held, by the days around them.

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
        return sums[:, np.clip(after, 0, last)] - sums[:, np.clip(first, 0, last)]

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
    # a timetable never broken in n days may still be broken once in n + 2 (Laplace)
    dispersion = np.maximum(spread / np.maximum(freedom, 1), 1 / (known + 2))
    return expected, np.where(busy_days.sum(axis=1) >= LEAST, silence(expected, dispersion), 1.0)
