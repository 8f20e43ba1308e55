"""Days, weeks, months, quarters: which period an article falls in, and every period of a range."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ...errors import ArgumentError, one_of
from .tally import Table, merge_each, tally

# pandas' names of the frequencies; it labels a week by its last day
FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC"}


@dataclass(frozen=True)
class Extent:
    """How many articles there are, how many of them undated, and the first and last day of the others."""

    articles: int
    undated: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None


@dataclass(frozen=True)
class Span:
    """Whole days, both ends included, as naive midnights; None where nothing is dated.

    `first` and `last` are the range asked for; `corpus_first` and `corpus_last` the days that the corpus covers.
    """

    first: pd.Timestamp | None
    last: pd.Timestamp | None
    corpus_first: pd.Timestamp | None
    corpus_last: pd.Timestamp | None

    def days(self) -> list[str]:
        """Return first and last day as text; nothing where nothing is dated.

        >>> Span(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-31"), None, None).days()
        ['2025-01-01', '2025-01-31']
        """
        return [f"{day:%Y-%m-%d}" for day in (self.first, self.last) if day is not None]


def checked_frequency(freq: str) -> str:
    """Return pandas' name of a frequency.

    >>> checked_frequency("month")
    'M'
    """
    return FREQUENCIES[one_of("frequency", freq, list(FREQUENCIES), ArgumentError)]


def days(articles: pd.DataFrame) -> pd.Series:
    """Return each article's day in the corpus' time zone, as a naive midnight; NaT where it is undated."""
    published = articles["published"].dt.tz_localize(None)
    day: pd.Series = published.dt.normalize().astype("datetime64[us]")
    return day


def extent(articles: Table) -> Extent:
    """Return how far a table reaches.

    >>> from analytics.schema import empty
    >>> extent(empty())
    Extent(articles=0, undated=0, first=None, last=None)
    """
    found = tally(
        articles,
        _extent_of,
        merge_each(articles=sum, undated=sum, first=_least, last=_greatest),
        columns=["published"],
    )
    return Extent(**found)


def _extent_of(part: pd.DataFrame) -> dict[str, object]:
    dated = days(part).dropna()
    first, last = (dated.min(), dated.max()) if len(dated) else (None, None)
    return {"articles": len(part), "undated": len(part) - len(dated), "first": first, "last": last}


def _least(found: list[pd.Timestamp | None]) -> pd.Timestamp | None:
    return min((day for day in found if day is not None), default=None)


def _greatest(found: list[pd.Timestamp | None]) -> pd.Timestamp | None:
    return max((day for day in found if day is not None), default=None)


def span(known: Extent, start: str | None = None, end: str | None = None) -> Span:
    """Return the range asked for; by default the whole corpus.

    Raises
    ------
    ArgumentError
        A date cannot be read, or the range ends before it starts.
    """
    first, last = known.first, known.last
    begin, finish = checked_day("start", start) or first, checked_day("end", end) or last
    if begin is not None and finish is not None and finish < begin:
        if start and end:
            raise ArgumentError(f"the range ends ({finish:%Y-%m-%d}) before it starts ({begin:%Y-%m-%d})")
        begin, finish = (begin, begin) if start else (finish, finish)
    return Span(begin, finish, first, last)


SIDES = ("before", "after")


def two_spans(known: Extent, before: object, after: object) -> tuple[Span, Span]:
    """Return two ranges given as pairs of days, the first of which is over when the second begins.

    Raises
    ------
    ArgumentError
        One is no pair of days, or they are not one before the other.
    """
    spans = []
    for name, pair in zip(SIDES, (before, after), strict=True):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise ArgumentError(f"{name} must be two days, ('2025-01-01', '2025-01-31'), not {pair!r}")
        first, last = (checked_day(name, day) for day in pair)
        spans.append(span(known, *(f"{day:%Y-%m-%d}" if day is not None else None for day in (first, last))))
    one, two = spans
    if one.last is not None and two.first is not None and one.last >= two.first:
        raise ArgumentError(
            f"the period before (to {one.last:%Y-%m-%d}) must be over when the one after begins "
            f"({two.first:%Y-%m-%d})"
        )
    return one, two


def within(articles: pd.DataFrame, asked: Span) -> pd.Series:
    """Return for each article whether it is dated and falls in the range."""
    day = days(articles)
    if asked.first is None or asked.last is None:
        return day.notna() & False
    return day.between(asked.first, asked.last)


def period_of(day: pd.Series, freq: str) -> pd.Series:
    """Return the first day of the period that each day falls in: weeks are ISO weeks, by their Monday.

    >>> period_of(pd.Series(pd.to_datetime(["2025-02-02"])), "week").dt.strftime("%a %d %b").tolist()
    ['Mon 27 Jan']
    """
    start: pd.Series = day.dt.to_period(checked_frequency(freq)).dt.start_time
    return start.astype("datetime64[us]")


def every_period(asked: Span, freq: str) -> pd.DatetimeIndex:
    """Return the first day of every period that the range touches."""
    code = checked_frequency(freq)
    if asked.first is None or asked.last is None:
        return pd.DatetimeIndex([], dtype="datetime64[us]", name="period")
    periods = pd.period_range(asked.first, asked.last, freq=code)
    return pd.DatetimeIndex(periods.start_time, name="period").as_unit("us")


def partial(periods: pd.DatetimeIndex, asked: Span, freq: str) -> pd.Series:
    """Return for each period whether the range, or the corpus, covers it only in part."""
    last_days = periods.to_period(checked_frequency(freq)).end_time.normalize()
    cut = pd.Series(False, index=periods)
    for first, last in [(asked.first, asked.last), (asked.corpus_first, asked.corpus_last)]:
        if first is not None and last is not None:
            touched = (periods <= last) & (last_days >= first)
            cut |= touched & ~((periods >= first) & (last_days <= last))
    return cut


def checked_day(name: str, text: str | None) -> pd.Timestamp | None:
    """Return a day that a caller gave under `name`, as a naive midnight; None where none was given."""
    if text in (None, ""):
        return None
    try:
        day = text if isinstance(text, date) else date.fromisoformat(str(text).strip())
        return pd.Timestamp(day).tz_localize(None).normalize().as_unit("us")
    except ValueError:
        # ISO only: pandas would take 01/02/2025 for January, Hong Kong means February
        raise ArgumentError(f"{name}: not a date: {text!r}; write it as 2025-01-27") from None
