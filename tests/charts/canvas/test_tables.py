"""Tables that charts take: columns in other types are converted, or refused by name."""

import pandas as pd
import pytest

from analytics import charts
from analytics.charts.canvas.tables import checked
from analytics.errors import ChartError

from ..tables import terms_table, trend_table


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        (["2025-01-06", None], "day", [pd.Timestamp("2025-01-06"), pd.NaT]),
        (["2025-01-06 09:30:00+08:00"], "time", [pd.Timestamp("2025-01-06 09:30", tz="Asia/Hong_Kong")]),
        ([1.0, 2.0], "text", ["1", "2"]),
        (["12", "3.5"], "number", [12, 3.5]),
        (["True", "False", None], "flag", [True, False, False]),
    ],
)
def test_a_column_is_read_as_its_kind(values: list[object], kind: str, expected: list[object]) -> None:
    read = checked(pd.DataFrame({"column": values}), "trend", column=kind)["column"].tolist()
    assert [None if pd.isna(value) else value for value in read] == [
        None if pd.isna(value) else value for value in expected
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("period", "soon", "'period' cannot be read as day"),
        ("period", 20250106, "numbers are no dates"),
        ("total", "many", "'total' cannot be read as number"),
    ],
)
def test_a_column_that_cannot_be_read_is_named(column: str, value: object, said: str) -> None:
    with pytest.raises(ChartError, match=said):
        charts.trend(trend_table().assign(**{column: value}))


def test_the_table_given_is_not_changed() -> None:
    table = trend_table().astype({"period": "str"})
    charts.trend(table)
    assert table["period"].dtype == "str"


def test_an_index_with_repetitions_is_no_hindrance() -> None:
    table = terms_table().set_index([[0, 0, 1, 1, 1]])
    assert len(charts.data(charts.terms(table))) == 5
