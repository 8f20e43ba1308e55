"""Outside totals: how many articles there were in all, from another source, as the denominator of shares.

A table of search hits has no denominator of its own. Archives and services (Media Cloud) give the totals.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

import pandas as pd

from ...errors import ArgumentError
from .cells import with_shares
from .periods import FREQUENCIES, period_of
from .request import Request

Totals: TypeAlias = pd.DataFrame | pd.Series | Mapping[str, int]
_PERIODS = ("period", "date", "day", "week", "month", "quarter")
_COUNTS = ("total_count", "total", "articles", "count")  # Media Cloud's `count` are the hits
# Days that the shortest step of a table has at least, and the frequencies that it can be summed up into.
_STEPS = ((89, "quarter", ("quarter",)), (28, "month", ("month", "quarter")), (7, "week", ("week",)))


def outside_totals(totals: Totals, freq: str) -> pd.DataFrame:
    """Read a table of outside totals.

    Parameters
    ----------
    totals : DataFrame, Series or mapping
        A column of dates (`period`, `date`, `day`, `week`, `month` or `quarter`) and one of counts (`total_count`,
        `total`, `articles` or `count`, the first that is there); or counts by date.
    freq : str
        The length of the periods that it is for.

    Returns
    -------
    DataFrame
        `date` (datetime64, ascending) and `total` (int64).

    Raises
    ------
    ArgumentError
        A column is missing, a date or a count is wrong, a date stands twice, or the dates do not fit the periods.

    Examples
    --------
    >>> outside_totals({"2025-01-01": 812, "2025-01-02": 790}, "day")["total"].tolist()
    [812, 790]
    """
    table = _two_columns(totals)
    found = pd.DataFrame({"date": _dates(table["date"]), "total": _counts(table["total"])})
    twice = found.loc[found["date"].duplicated(), "date"]
    if len(twice):
        raise ArgumentError(f"totals: {twice.iloc[0]:%Y-%m-%d} stands twice; give each period once")
    found = found.sort_values("date", ignore_index=True)
    _check_step(found["date"], freq)
    return found


def with_totals_span(asked: Request, totals: pd.DataFrame) -> Request:
    """Return the request with the range of the totals: where there were articles but no hits, the share is 0."""
    if totals.empty:
        return asked
    first, last = totals["date"].iloc[0], _last_day(totals["date"])
    own = asked.span
    covered = replace(
        own,
        corpus_first=min(filter(None, [own.corpus_first, first])),
        corpus_last=max(filter(None, [own.corpus_last, last])),
    )
    reach = replace(
        covered,
        first=own.first if asked.start else covered.corpus_first,
        last=own.last if asked.end else covered.corpus_last,
    )
    return replace(asked, span=reach)


def apply_totals(result: pd.DataFrame, totals: pd.DataFrame, asked: Request) -> pd.DataFrame:
    """Return a trend with outside totals in place of its own, and with the shares that follow.

    Parameters
    ----------
    result : DataFrame
        The rows of one or more trends.
    totals : DataFrame
        As `outside_totals` returns it.
    asked : Request
        What was counted.

    Raises
    ------
    ArgumentError
        A period has more matching articles than articles in all.
    """
    first, last = asked.span.first, asked.span.last
    if _step_of(totals["date"]) < 7:  # days outside the range asked for are in no period
        totals = totals[totals["date"].between(first, last)]  # type: ignore[arg-type]
    sums = totals.groupby(period_of(totals["date"], str(asked.freq)))["total"].sum()
    known = sums.reindex(result["period"]).to_numpy()
    for period, matching, total in zip(result["period"], result["matching"], known, strict=True):
        if matching > total:
            raise ArgumentError(
                f"totals: the period of {period:%Y-%m-%d} has {int(total):,} articles in all, but {matching:,} "
                "match; the totals must count the articles that were searched"
            )
    counted = with_shares(result.assign(total=pd.Series(known).fillna(0).astype("int64").array))
    return counted[list(result.columns)]


def totals_details(result: pd.DataFrame) -> dict[str, object]:
    """Return what the provenance of a trend with outside totals says: the periods that have none."""
    periods = result.loc[result["total"] == 0, "period"].drop_duplicates()
    return {"outside_totals": True, "without_total": [f"{period:%Y-%m-%d}" for period in periods]}


def _two_columns(totals: Totals) -> pd.DataFrame:
    if isinstance(totals, Mapping):
        totals = pd.Series(totals)
    if isinstance(totals, pd.Series):
        return pd.DataFrame({"date": totals.index, "total": totals.to_numpy()})
    if not isinstance(totals, pd.DataFrame):
        raise ArgumentError(f"totals must be a table of dates and counts, not {type(totals).__name__}")
    names = {str(name).strip().lower(): name for name in totals.columns}
    chosen = [next((names[name] for name in known if name in names), None) for known in (_PERIODS, _COUNTS)]
    for kind, name, known in zip(("dates", "counts"), chosen, (_PERIODS, _COUNTS), strict=True):
        if name is None:
            raise ArgumentError(
                f"totals: no column of {kind} among {', '.join(map(str, totals.columns))}; call it {known[0]!r}"
            )
    return pd.DataFrame({"date": totals[chosen[0]].array, "total": totals[chosen[1]].array})


def _dates(column: pd.Series) -> pd.Series:
    """Return days as naive midnights: ISO dates, months (2025-01) and times, of which the day counts."""
    if pd.api.types.is_datetime64_any_dtype(column):
        found = column.dt.tz_localize(None)
    elif isinstance(column.dtype, pd.PeriodDtype):
        found = column.dt.start_time
    else:
        written = column.astype("str").str.strip().str.slice(0, 10)
        found = pd.to_datetime(written, format="ISO8601", errors="coerce")
    wrong = column[found.isna()]
    if len(wrong):
        raise ArgumentError(f"totals: not a date: {wrong.iloc[0]!r}; write it as 2025-01-27")
    day: pd.Series = found.dt.normalize().astype("datetime64[us]")
    return day


def _counts(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce")
    wrong = column[numbers.isna() | (numbers < 0) | (numbers % 1 != 0)]
    if len(wrong):
        raise ArgumentError(f"totals: not a number of articles: {wrong.iloc[0]!r}")
    return numbers.astype("int64")


def _step_of(dates: pd.Series) -> int:
    """Return the smallest number of days between two dates; 1 where there is one date."""
    return int(dates.diff().dt.days.min()) if len(dates) > 1 else 1


def _check_step(dates: pd.Series, freq: str) -> None:
    """Raise an error if the dates lie too far apart for periods of this length, or cut across them."""
    for days, name, fitting in _STEPS:
        if _step_of(dates) < days:
            continue
        if freq not in fitting:
            hint = f"freq={fitting[0]!r}" if freq in FREQUENCIES else "another freq"
            raise ArgumentError(
                f"totals: they are by {name}, the table is by {freq}; use {hint} or finer totals"
            )
        if name == "week" and (dates.dt.day_of_week != 0).any():
            raise ArgumentError(
                "totals: these weeks do not begin on Monday, as ISO weeks do; give totals by day"
            )
        return


def _last_day(dates: pd.Series) -> pd.Timestamp:
    """Return the last day that the totals cover."""
    last, step = pd.Timestamp(dates.iloc[-1]), _step_of(dates)
    if step < 7:
        return last
    code = FREQUENCIES[next(name for days, name, _ in _STEPS if step >= days)]
    return last.to_period(code).end_time.normalize().as_unit("us")
