"""The periods of a table: their length, those without a row, and those that stray dates make."""

import numpy as np
import pandas as pd

from ...errors import ChartError
from ...measures.engine.periods import FREQUENCIES
from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.formats import between, year

DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3}
_YEAR = pd.Timedelta(days=366)
_STRAY = 0.05  # at most this part of all articles may be left out as stray


def frequency_of(table: pd.DataFrame) -> str:
    """Return the length of a table's periods: from its provenance, otherwise from their distances.

    >>> frequency_of(pd.DataFrame({"period": pd.to_datetime(["2025-01-06", "2025-01-13"])}))
    'week'
    """
    if provenance(table).freq:
        return str(provenance(table).freq)
    steps = pd.Series(np.sort(table["period"].dropna().unique())).diff().dt.days
    usual = steps.median() if steps.notna().any() else 1
    return next((freq for freq, days in DAYS.items() if usual <= days + 1), "quarter")


def period_range(first: pd.Timestamp, last: pd.Timestamp, freq: str) -> pd.DatetimeIndex:
    """Return the first day of every period from `first` to `last`."""
    starts = pd.period_range(first, last, freq=FREQUENCIES[freq]).start_time
    return pd.DatetimeIndex(starts, name="period").as_unit("us")


def every_period(
    table: pd.DataFrame,
    freq: str,
    counts: tuple[str, ...] = ("matching", "total"),
    like: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return a table with a row for every period; where a row was filtered out, the counts are 0.

    The periods are those between the first and the last of `like`, otherwise of the table itself.

    Raises
    ------
    ChartError
        A period has several rows.
    """
    if table["period"].duplicated().any():
        twice = table.loc[table["period"].duplicated(), "period"].iloc[0]
        raise ChartError(f"the table has several rows for {twice:%Y-%m-%d}; keep the rows of one subject")
    span = table["period"] if like is None else like["period"]
    periods = period_range(span.min(), span.max(), freq)
    full = table.set_index("period").reindex(periods)
    if "partial" in full:
        full["partial"] = full["partial"].eq(True)
    return full.fillna(dict.fromkeys(counts, 0)).reset_index()


def without_strays(table: pd.DataFrame, count: str) -> tuple[pd.DataFrame, list[str]]:
    """Leave out periods before the first article and after the last, and those of a few stray dates.

    Stray are the articles at either end that more than a year without any article separates from the others, if they
    are few: one article dated 1970 must not squeeze the chart.

    Parameters
    ----------
    table : DataFrame
        With a column `period`.
    count : str
        The column that says how many articles there are.

    Returns
    -------
    DataFrame, list of str
        The rows to draw, and the note on those left out.
    """
    totals = table.groupby("period")[count].max()
    totals = totals[totals > 0]
    if totals.empty:
        return table, []
    starts = np.flatnonzero(np.append(True, np.diff(totals.index.to_numpy()) > _YEAR.to_timedelta64()))
    sums = np.add.reduceat(totals.to_numpy(dtype=float), starts)
    bulk, spare = int(sums.argmax()), _STRAY * sums.sum()
    first, last = 0, len(sums) - 1
    while first < bulk and sums[: first + 1].sum() <= spare:
        first += 1
    while last > bulk and sums[last:].sum() <= spare:
        last -= 1
    begin = totals.index[starts[first]]
    end = totals.index[starts[last + 1] - 1] if last + 1 < len(starts) else totals.index[-1]
    left_out = totals[(totals.index < begin) | (totals.index > end)]
    notes = []
    if len(left_out):
        years = between(year(left_out.index[0]), year(left_out.index[-1]))
        notes = [text("charts.note.strays", years=years)]
    return table[table["period"].between(begin, end)], notes
