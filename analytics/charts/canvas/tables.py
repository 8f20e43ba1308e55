"""What charts take: a measure's table, also after `concat`, a merge or a round trip through CSV."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from ...errors import ArgumentError, ChartError
from ...measures.engine.provenance import provenance

_ZONE = "Asia/Hong_Kong"
SHARES = {"matching": "number", "total": "number", "share": "number"}
INTERVAL = {"low": "number", "high": "number"}
GAPS = {"outlet": "text", "start": "day", "end": "day"}


def checked(table: pd.DataFrame, measure: str, **columns: str) -> pd.DataFrame:
    """Return a measure's table with a fresh index and its columns in the types that charts need.

    Parameters
    ----------
    table : DataFrame
        What the measure returned, or what `concat`, a merge or CSV made of it.
    measure : str
        The measure, for the message.
    **columns : str
        The columns that the chart needs and their kinds: `day`, `time`, `text`, `number` or `flag`.

    Raises
    ------
    ChartError
        A column is missing or cannot be read as its kind.

    Examples
    --------
    >>> read = pd.DataFrame({"period": ["2025-01-27"], "total": ["12"]})
    >>> checked(read, "trend", period="day", total="number").dtypes.astype(str).tolist()
    ['datetime64[us]', 'int64']
    """
    if not isinstance(table, pd.DataFrame):
        given = f"not {type(table).__name__}; count with it first"
        raise ChartError(f"this chart draws a table of `analytics.{measure}`, {given}")
    missing = [name for name in columns if name not in table.columns]
    if missing and {"title", "body", "published"} <= set(table.columns):
        raise ChartError(
            f"this chart draws a table of `analytics.{measure}`; count the articles with it first"
        )
    if missing:
        counted = provenance(table).measure
        other = f", which `analytics.{counted}` made," if counted and counted != measure else ""
        raise ChartError(
            f"this chart draws a table of `analytics.{measure}`; the one given{other} lacks {', '.join(missing)}"
        )
    result = table.reset_index(drop=True)
    for name, kind in columns.items():
        try:
            converted = _KINDS[kind](result[name])
        except (ValueError, TypeError) as error:
            raise ChartError(f"column {name!r} cannot be read as {kind}: {error}") from None
        if converted is not result[name]:
            result[name] = converted
    return result


def at_least_one(top: int) -> int:
    """Return `top`, the number of rows to draw, if it is one.

    >>> at_least_one(5)
    5
    """
    if not isinstance(top, int) or isinstance(top, bool) or top < 1:
        raise ArgumentError(f"top is {top!r}; it is a number of rows, 1 or more")
    return top


def _day(values: pd.Series) -> pd.Series:
    if values.dtype.kind == "M" and values.dt.tz is None:
        return values
    if values.dtype.kind in "iu":
        raise ValueError("numbers are no dates")
    read = pd.to_datetime(values, format="ISO8601")
    return (read.dt.tz_localize(None) if read.dt.tz is not None else read).dt.as_unit("us")


def _time(values: pd.Series) -> pd.Series:
    if values.dtype.kind == "M" and getattr(values.dt, "tz", None) is not None:
        return values
    if values.dtype.kind in "iu":
        raise ValueError("numbers are no dates")
    return pd.to_datetime(values, utc=True, format="ISO8601").dt.tz_convert(_ZONE)


def _text(values: pd.Series) -> pd.Series:
    if values.dtype.kind in "iub":
        return values.astype("str")
    if values.dtype.kind == "f":  # a column of whole numbers with a gap, as `read_csv` returns it
        whole = values.astype("Int64") if (values.dropna() % 1 == 0).all() else values
        return whole.astype("str").where(values.notna(), None).astype("str")
    return values.astype("str")


def _number(values: pd.Series) -> pd.Series:
    return values if values.dtype.kind in "iuf" else pd.to_numeric(values)


def _flag(values: pd.Series) -> pd.Series:
    return values if values.dtype == bool else values.astype("str").str.lower().isin(["true", "1", "1.0"])


_KINDS: dict[str, Callable[[pd.Series], Any]] = {
    "day": _day,
    "time": _time,
    "text": _text,
    "number": _number,
    "flag": _flag,
}
