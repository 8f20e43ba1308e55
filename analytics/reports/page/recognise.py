"""Which measure made a table, by what it says or by its columns."""

import tomllib
from functools import cache
from pathlib import Path

import pandas as pd

from ...measures.engine.provenance import Provenance, provenance


@cache
def _columns() -> dict[str, frozenset[str]]:
    """Return the columns by which each measure's table is known."""
    written = tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))
    return {measure: frozenset(columns.split()) for measure, columns in written.items()}


def measure_of(table: pd.DataFrame) -> str | None:
    """Return the measure that made a table: the one it names, or else the one whose columns it has.

    Where several fit, the one with most columns is taken. None where none fits.

    Examples
    --------
    >>> measure_of(pd.DataFrame(columns=["item", "value"]))
    'health'
    >>> measure_of(pd.DataFrame(columns=["甲"])) is None
    True
    """
    known = provenance(table).measure or table.attrs.get("measure")
    if known:
        return str(known)
    own = set(table.columns)
    sizes = {measure: len(columns) for measure, columns in _columns().items() if columns <= own}
    return max(sizes, key=sizes.__getitem__) if sizes else None


def frequency_of(table: pd.DataFrame, origin: Provenance | None = None) -> str | None:
    """Return the length of a table's periods: as it says, or else as far as its periods lie apart.

    Examples
    --------
    >>> frequency_of(pd.DataFrame({"period": ["2025-01-06", "2025-01-13"]}))
    'week'
    """
    known = (origin or provenance(table)).freq
    if known or "period" not in table:
        return known
    periods = pd.to_datetime(table["period"]).dropna().drop_duplicates().sort_values()
    if len(periods) < 2:
        return None
    days = periods.diff().min().days
    return next((freq for most, freq in ((1, "day"), (7, "week"), (31, "month")) if days <= most), "quarter")
