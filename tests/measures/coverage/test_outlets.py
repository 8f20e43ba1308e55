"""Outlets: each against its own output."""

import numpy as np
import pandas as pd
from pandas.testing import assert_frame_equal

from analytics import outlets, trend

from .tables import OUTLETS, assert_same, expected


def test_an_outlets_share_is_of_its_own_output(press: pd.DataFrame) -> None:
    wanted = expected(
        {
            "period": pd.Series([pd.NaT] * 3, dtype="datetime64[us]"),
            "outlet": ["海傍日報", "港聲報", None],
            "matching": [0, 3, 1],
            "total": [3, 3, 1],
            "mentions": [0, 4, 3],
            "partial": [False] * 3,
        },
        OUTLETS,
    )
    assert_same(outlets(press, "deepseek"), wanted)


def test_an_outlet_that_was_silent_in_a_period_has_no_share_there(press: pd.DataFrame) -> None:
    table = outlets(press, "deepseek", freq="week")
    assert len(table) == 4 * 3
    row = table[(table["outlet"] == "港聲報") & (table["period"] == "2025-02-10")].iloc[0]
    assert (row["total"], row["partial"]) == (0, True)
    assert np.isnan(row["share"])


def test_outlets_by_period_come_in_the_same_order_in_each(press: pd.DataFrame) -> None:
    table = outlets(press, "deepseek", freq="month")
    assert table["outlet"].fillna("").tolist() == ["海傍日報", "港聲報", ""] * 2
    assert table["period"].is_monotonic_increasing


def test_outlets_add_up_to_the_trend(press: pd.DataFrame) -> None:
    numbers = ["matching", "total", "mentions"]
    by_outlet = outlets(press, "deepseek", freq="week").groupby("period")[numbers].sum()
    assert_frame_equal(by_outlet, trend(press, "deepseek").set_index("period")[numbers])


def test_undated_articles_count_by_outlet_only_without_a_range(press: pd.DataFrame) -> None:
    assert outlets(press, "deepseek")["total"].sum() == 7
    assert outlets(press, "deepseek", start="2025-01-01")["total"].sum() == 6
    assert outlets(press, "deepseek", freq="quarter")["total"].sum() == 6
