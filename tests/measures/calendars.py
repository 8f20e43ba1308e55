"""Article tables by the calendar: which outlet had how many articles on which day."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analytics.schema import TIMEZONE

TableOf = Callable[..., pd.DataFrame]


def daily(
    table_of: TableOf, outlets: Mapping[str | None, int], start: str, end: str, *, weekdays: range = range(7)
) -> pd.DataFrame:
    """So many articles of each outlet on each day of a range that is one of the weekdays, hours apart."""
    days = [day for day in pd.date_range(start, end) if day.day_of_week in weekdays]
    rows = [
        (outlet, day + pd.Timedelta(hours=8, minutes=37 * n, seconds=day.day))
        for outlet, number in outlets.items()
        for day in days
        for n in range(number)
    ]
    return dated(table_of, rows)


def dated(table_of: TableOf, rows: list[tuple[str | None, object]]) -> pd.DataFrame:
    """An article for each pair of an outlet and a time of publication."""
    one = table_of({"title": "街坊投訴路面不平", "body": "路政署派員視察。"})
    table = one.iloc[np.zeros(len(rows), dtype=int)].reset_index(drop=True)
    table["id"] = [f"d{number}" for number in range(len(rows))]
    table["path"] = [f"{number:04}.md" for number in range(len(rows))]
    table["outlet"] = pd.Series([outlet for outlet, _ in rows], dtype=table["outlet"].dtype)
    times = pd.Series(pd.to_datetime([time for _, time in rows])).dt.tz_localize(TIMEZONE)
    table["published"] = times.astype(table["published"].dtype)
    return table


def without(table: pd.DataFrame, start: str, end: str, outlet: str | None = None) -> pd.DataFrame:
    """The articles but for those of some days, of all outlets or of one."""
    day = table["published"].dt.tz_localize(None).dt.normalize()
    lost = day.between(start, end) & (True if outlet is None else table["outlet"] == outlet)
    return table[~lost].reset_index(drop=True)
