"""Timing: hour against weekday."""

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics import EntityError
from analytics.measures.engine.provenance import provenance
from analytics.schema import empty


def published(*rows: tuple[str | None, str | None]) -> pd.DataFrame:
    """Articles of (published, outlet)."""
    frame = pd.DataFrame(
        {
            "id": [f"a{n}" for n in range(len(rows))],
            "title": ["DeepSeek登頂" if n % 2 else "維港煙花" for n in range(len(rows))],
            "outlet": pd.Series([outlet for _, outlet in rows], dtype="str"),
            "published": pd.to_datetime([when for when, _ in rows], format="mixed")
            .tz_localize("Asia/Hong_Kong")
            .as_unit("us"),
        }
    )
    return frame.reindex(columns=empty().columns).astype({"published": empty()["published"].dtype})


WEEK = [
    ("2025-01-27 09:15", "港聲報"),
    ("2025-01-27 09:59", "南風社"),
    ("2025-02-02 23:00", "港聲報"),
    ("2025-01-28 00:00", "港聲報"),
    (None, "港聲報"),
    ("2025-01-29 07:00", None),
]


def at(table: pd.DataFrame, outlet: str | None, weekday: int, hour: int) -> pd.Series:
    own = table["outlet"].isna() if outlet is None else table["outlet"] == outlet
    return table[own & (table["weekday"] == weekday) & (table["hour"] == hour)].iloc[0]


def test_articles_fall_in_their_hour_of_the_week_in_hong_kong() -> None:
    table = analytics.timing(published(*WEEK))
    assert at(table, None, 1, 9)["matching"] == 2
    assert at(table, "港聲報", 1, 9)["matching"] == 1
    assert at(table, "港聲報", 7, 23)["matching"] == 1


def test_every_outlet_has_all_hours_and_all_of_them_come_first() -> None:
    table = analytics.timing(published(*WEEK))
    assert table.groupby("outlet", dropna=False, sort=False).size().to_dict() == {
        np.nan: 168,
        "港聲報": 168,
        "南風社": 168,
    }
    assert table["outlet"].iloc[:168].isna().all()


def test_midnight_and_undated_articles_have_no_hour_and_are_counted_apart() -> None:
    table = analytics.timing(published(*WEEK))
    assert table["total"].iloc[0] == 4
    assert provenance(table).details["untimed"] == 2


def test_shares_are_of_the_outlets_articles_with_a_time() -> None:
    table = analytics.timing(published(*WEEK))
    assert table.groupby("outlet", dropna=False)["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_articles_without_an_outlet_count_only_in_the_whole() -> None:
    table = analytics.timing(published(*WEEK))
    assert at(table, None, 3, 7)["matching"] == 1
    assert table.loc[table["outlet"].notna(), "matching"].sum() == 3


def test_an_entity_leaves_only_its_articles() -> None:
    assert analytics.timing(published(*WEEK), "deepseek")["total"].iloc[0] == 2


def test_nothing_published_is_a_week_of_missing_shares() -> None:
    table = analytics.timing(empty())
    assert (len(table), table["matching"].sum(), table["share"].notna().sum()) == (168, 0, 0)


def test_an_unknown_entity_is_refused() -> None:
    with pytest.raises(EntityError):
        analytics.timing(empty(), "deepsek")
