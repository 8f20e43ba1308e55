"""What several of these tests build their tables from."""

from collections.abc import Callable

import pandas as pd
from pandas.testing import assert_frame_equal

from analytics.measures.stats.proportions import wilson

TableOf = Callable[..., pd.DataFrame]


TREND = {
    "period": "datetime64[us]",
    "matching": "int64",
    "total": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "mentions": "int64",
    "partial": "bool",
}


OUTLETS = {"period": "datetime64[us]", "outlet": "str"} | {n: t for n, t in TREND.items() if n != "period"}


DISTRIBUTION = {
    "period": "datetime64[us]",
    "value": "str",
    "matching": "int64",
    "total": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
}


def expected(columns: dict[str, object], dtypes: dict[str, str]) -> pd.DataFrame:
    """A whole table from its counts: share and interval follow from them."""
    table = pd.DataFrame(columns)
    table["share"] = table["matching"] / table["total"].where(table["total"] > 0)
    table["low"], table["high"] = wilson(table["matching"], table["total"])
    return table.astype(dtypes)[list(dtypes)]


def assert_same(table: pd.DataFrame, wanted: pd.DataFrame) -> None:
    assert_frame_equal(table, wanted, check_exact=False, rtol=1e-12, check_freq=False)
    assert table.dtypes.equals(wanted.dtypes)


def dtypes_of(table: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in table.dtypes.items()}
