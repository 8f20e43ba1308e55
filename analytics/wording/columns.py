"""How columns and cells of a table are written for readers, in the language that is set."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from . import catalogue, either, filled, has, text
from .formats import percent, points

_ALL_OUTLETS = ("gaps", "anomalies", "timing")  # measures in which a missing outlet means all of them
_LEAST_P = 0.001
_NOISE = 1e-6  # below it a number is what sums of floating-point numbers leave of zero


def heading(column: str, measure: str | None = None) -> str:
    """Return what readers call a column of a measure; its own name where the catalogue has none.

    A column that is not `common` and that only one measure has keeps its heading in any other table.

    Parameters
    ----------
    column : str
        Name of the column.
    measure : str, optional
        The measure whose table it is.

    Examples
    --------
    >>> heading("within", "xray"), heading("outlet"), heading("own_column")
    ('文章中的位置', '媒體', 'own_column')
    """
    known = _entry(column, measure)
    return either(known["zh"], known["en"]) if known else column


def value(content: object, column: str, measure: str | None = None) -> str:
    """Return how a coded value of a column is written; the value itself where it has no code.

    Examples
    --------
    >>> value("date_missing", "code"), value(5, "weekday"), value(None, "outlet")
    ('沒有日期', '星期五', '（未註明）')
    >>> value(None, "outlet", "gaps")
    '全部媒體'
    """
    if content is None or content is pd.NA or content != content:
        if column == "outlet" and measure in _ALL_OUTLETS:
            return text("values.missing.all_outlets")
        key = f"values.missing.{column}"
        return text(key) if has(key) else "–"
    known = catalogue("values").get(column, {}).get(str(content))
    # A name that has a plural stands in a table as the plural.
    return filled(either(known["zh"], known["en"]), count=0) if known else str(content)


def written(content: Any, column: str, measure: str | None = None) -> str:
    """Return a cell as tables and sentences write it: the one place where figures are rounded.

    Examples
    --------
    >>> written(0.25, "share"), written(-0.134, "difference", "compare"), written(0.0004, "p")
    ('25.0%', '−13.4', '<0.001')
    >>> written(0.14837, "hhi", "concentration"), written(1234, "articles"), written(True, "partial")
    ('0.15', '1,234', '✓')
    >>> written(0.0217, "expected", "ngrams"), written(-1e-12, "log_likelihood")
    ('0.022', '0.0')
    >>> written(["晶片", "股價"], "terms", "bursts")
    '晶片、股價'
    """
    if isinstance(content, list | tuple | np.ndarray):
        separator = "\n" if column == "headlines" else either("、", "; ")
        return separator.join(map(str, content)) or "–"
    if pd.isna(content) or isinstance(content, str):
        return value(content, column, measure)
    if isinstance(content, bool | np.bool_):
        return "✓" if content else ""
    if isinstance(content, pd.Timestamp):
        day_only = (
            content.tzinfo is None or content == content.normalize()
        )  # at midnight only the day is known
        return f"{content:%Y-%m-%d}" if day_only else f"{content:%Y-%m-%d %H:%M}"
    if str(content) in catalogue("values").get(column, {}):
        return value(content, column, measure)
    return _number(content, form_of(column, measure))


def form_of(column: str, measure: str | None = None) -> str:
    """Return how the numbers of a column are written; empty where the catalogue does not say.

    >>> form_of("share"), form_of("low", "agreement")
    ('percent', '0.00')
    """
    return (_entry(column, measure) or {}).get("form", "")


def _number(number: Any, form: str) -> str:
    if form == "percent":
        return percent(number)
    if form == "points":
        return points(number)
    if form == "p":
        return f"<{_LEAST_P}" if number < _LEAST_P else f"{number:.3f}"
    if np.isinf(number):
        return "∞" if number > 0 else "−∞"
    decimals = len(form.partition(".")[2]) if form else int(isinstance(number, float | np.floating))
    rounded = round(float(number), decimals) + 0.0  # + 0.0 turns −0.0 into 0.0
    shown = f"{rounded:,.{decimals}f}"
    if rounded == 0 and abs(number) > _NOISE:  # what is little is not nothing
        shown = np.format_float_positional(number, precision=2, fractional=False, trim="-")
    return shown.replace("-", "−")


def _entry(column: str, measure: str | None) -> Mapping[str, str] | None:
    columns = catalogue("columns")
    for table in (measure or "", "common"):
        if column in columns.get(table, {}):
            found: Mapping[str, str] = columns[table][column]
            return found
    only = [table[column] for table in columns.values() if column in table]
    return only[0] if len(only) == 1 else None
