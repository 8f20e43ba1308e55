"""A change split into within and between outlets."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analytics
from analytics import ArgumentError
from analytics.measures.stats.proportions import kitagawa
from analytics.schema import empty

BEFORE, AFTER = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")


def press(*rows: tuple[str | None, str, int, int]) -> pd.DataFrame:
    """Articles of (outlet, day, how many, how many of them on DeepSeek)."""
    flat = [
        (outlet, day, "DeepSeek推新模型" if n < matching else "維港煙花")
        for outlet, day, count, matching in rows
        for n in range(count)
    ]
    frame = pd.DataFrame(
        {
            "id": [f"a{n}" for n in range(len(flat))],
            "title": [title for _, _, title in flat],
            "outlet": pd.Series([outlet for outlet, _, _ in flat], dtype="str"),
            "published": pd.to_datetime([f"{day} 08:00" for _, day, _ in flat])
            .tz_localize("Asia/Hong_Kong")
            .as_unit("us"),
        }
    )
    return frame.reindex(columns=empty().columns).astype({"published": empty()["published"].dtype})


COUNTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).map(
        lambda four: (min(four[0], four[1]), four[1], min(four[2], four[3]), four[3])
    ),
    min_size=1,
    max_size=6,
)


def exactly(groups: list[tuple[int, int, int, int]]) -> tuple[list[Fraction], list[Fraction]]:
    """Kitagawa's two parts in whole numbers, as the formula has them."""
    n, m = sum(group[1] for group in groups), sum(group[3] for group in groups)
    whole = (Fraction(sum(g[0] for g in groups), n) + Fraction(sum(g[2] for g in groups), m)) / 2
    within, between = [], []
    for a, of_a, b, of_b in groups:
        before = Fraction(a, of_a) if of_a else Fraction(b, of_b) if of_b else Fraction(0)
        after = Fraction(b, of_b) if of_b else before
        within.append((after - before) * (Fraction(of_a, n) + Fraction(of_b, m)) / 2)
        between.append((Fraction(of_b, m) - Fraction(of_a, n)) * ((before + after) / 2 - whole))
    return within, between


@given(COUNTS)
def test_the_parts_are_kitagawas_and_add_up_to_the_change(groups: list[tuple[int, int, int, int]]) -> None:
    n, m = sum(group[1] for group in groups), sum(group[3] for group in groups)
    within, between = kitagawa(*np.array(groups).T)
    if not n or not m:
        assert np.isnan(within).all()
        assert np.isnan(between).all()
        return
    inside, mixed = exactly(groups)
    change = Fraction(sum(g[2] for g in groups), m) - Fraction(sum(g[0] for g in groups), n)
    assert sum(inside) + sum(mixed) == change
    assert within == pytest.approx([float(part) for part in inside], abs=1e-15)
    assert between == pytest.approx([float(part) for part in mixed], abs=1e-15)


def test_outlets_that_keep_their_share_change_nothing_within() -> None:
    table = analytics.decomposition(
        press(
            ("港聲報", "2025-01-10", 10, 5),
            ("南風社", "2025-01-10", 10, 1),
            ("港聲報", "2025-02-10", 30, 15),
            ("南風社", "2025-02-10", 10, 1),
        ),
        "deepseek",
        BEFORE,
        AFTER,
    )
    assert table["within"].tolist() == [0.0, 0.0]
    assert table["between"].sum() == pytest.approx(16 / 40 - 6 / 20)


def test_outlets_that_keep_their_weight_change_nothing_between() -> None:
    table = analytics.decomposition(
        press(
            ("港聲報", "2025-01-10", 10, 5),
            ("南風社", "2025-01-10", 10, 1),
            ("港聲報", "2025-02-10", 20, 16),
            ("南風社", "2025-02-10", 20, 2),
        ),
        "deepseek",
        BEFORE,
        AFTER,
    )
    assert table["between"].tolist() == pytest.approx([0.0, 0.0])
    assert dict(zip(table["outlet"], table["within"], strict=True)) == pytest.approx(
        {"南風社": 0, "港聲報": 0.15}
    )


def test_an_outlet_of_one_period_only_is_all_between() -> None:
    table = analytics.decomposition(
        press(
            ("港聲報", "2025-01-10", 10, 5), ("港聲報", "2025-02-10", 10, 5), ("新來者", "2025-02-10", 10, 10)
        ),
        "deepseek",
        BEFORE,
        AFTER,
    ).set_index("outlet")
    assert table.loc["新來者", "within"] == 0
    assert np.isnan(table.loc["新來者", "before_share"])
    assert table["change"].sum() == pytest.approx(15 / 20 - 5 / 10)


def test_articles_that_state_no_outlet_are_a_row_of_their_own() -> None:
    table = analytics.decomposition(
        press((None, "2025-01-10", 4, 1), (None, "2025-02-10", 4, 2), ("港聲報", "2025-02-10", 4, 0)),
        "deepseek",
        BEFORE,
        AFTER,
    )
    assert table["outlet"].isna().tolist() == [False, True]
    assert table.loc[1, ["before_total", "after_total"]].tolist() == [4, 4]


def test_where_one_period_is_empty_the_parts_are_missing() -> None:
    table = analytics.decomposition(press(("港聲報", "2025-01-10", 4, 1)), "deepseek", BEFORE, AFTER)
    assert table[["within", "between", "change"]].isna().all(axis=None)
    assert table["before_share"].tolist() == [0.25]


def test_an_empty_corpus_gives_no_rows() -> None:
    assert analytics.decomposition(empty(), "deepseek", BEFORE, AFTER).empty


def test_the_periods_must_follow_each_other() -> None:
    with pytest.raises(ArgumentError, match="must be over"):
        analytics.decomposition(empty(), "deepseek", AFTER, BEFORE)
