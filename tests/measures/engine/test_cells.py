"""Cells: which articles count for which subject, period and value."""

import pandas as pd
import pytest

from analytics.measures.engine.cells import (
    cells,
    explode,
    fill_values,
    members,
    needed,
    ranked,
    with_shares,
)
from analytics.measures.engine.request import request
from analytics.text.query import Query


def counted(articles: pd.DataFrame, wanted: object, **options: object) -> list[list[object]]:
    asked = request("trends", articles, wanted, several=True, optional=True, **options)  # type: ignore[arg-type]
    found = cells(articles, asked)[0]
    return found[["subject", "value", "matching", "total", "mentions"]].fillna("").to_numpy().tolist()


def test_each_cell_has_matching_and_all_articles_and_the_mentions(press: pd.DataFrame) -> None:
    assert counted(press, "deepseek", by="outlet") == [
        [0, "海傍日報", 0, 3, 0],
        [0, "港聲報", 3, 3, 4],
        [0, "", 1, 1, 3],
    ]


def test_without_a_subject_all_articles_match(press: pd.DataFrame) -> None:
    assert counted(press, None) == [[0, "", 7, 7, 0]]


def test_subjects_are_counted_apart(press: pd.DataFrame) -> None:
    assert counted(press, ["deepseek", "nvidia"]) == [[0, "", 4, 7, 7], [1, "", 1, 7, 1]]


def test_an_article_with_several_tags_is_in_a_cell_of_each(press: pd.DataFrame) -> None:
    asked = request("distribution", press, None, by="tags", optional=True)
    values, whole, _ = cells(press, asked)
    assert values["total"].sum() == 9  # one article has no tag, two have two
    assert whole["articles"].tolist() == [7]


def test_a_tag_given_twice_counts_once(press: pd.DataFrame) -> None:
    twice = press.assign(tags=pd.Series([["AI", "AI"]] * len(press)))
    assert counted(twice, None, by="tags") == [[0, "AI", 7, 7, 0]]


def test_only_matching_articles_count_if_asked(press: pd.DataFrame) -> None:
    asked = request("distribution", press, "deepseek", by="outlet")
    values, whole, _ = cells(press, asked, only_matching=True)
    assert values["total"].tolist() == values["matching"].tolist() == [3, 1]
    assert whole["articles"].tolist() == [4]


def test_undated_articles_count_where_no_period_was_asked_for(press: pd.DataFrame) -> None:
    assert len(members(press, request("outlets", press, "deepseek")).period) == 7
    assert len(members(press, request("outlets", press, "deepseek", freq="week")).period) == 6


@pytest.mark.parametrize("start", ["2025-01-20", "2025-02-10"])  # most articles, and few
def test_a_range_counts_the_same_mentions_however_few_articles_are_left(
    press: pd.DataFrame, start: str
) -> None:
    found = members(press, request("trend", press, "deepseek", start=start))
    whole = members(press, request("trend", press, "deepseek"))
    places = found.period.index
    assert found.mentions[0].tolist() == whole.mentions[0][places].tolist()


def test_by_hour_articles_of_exactly_midnight_are_left_out(press: pd.DataFrame) -> None:
    counts, asked = (
        pd.DataFrame(index=range(len(press))),
        request("distribution", press, by="hour", optional=True),
    )
    assert explode(counts, press, asked)["value"].tolist() == ["9", "10", "8", "23", "12"]


def test_weekdays_begin_with_monday_as_1(press: pd.DataFrame) -> None:
    counts, asked = (
        pd.DataFrame(index=range(len(press))),
        request("distribution", press, by="weekday", optional=True),
    )
    assert explode(counts, press, asked)["value"].tolist() == ["1", "2", "1", "2", "7", "1"]


def test_a_query_may_look_at_all_columns_but_the_tokens(press: pd.DataFrame) -> None:
    columns = needed(request("match", press, Query("tags:AI")))
    assert "tags" in columns
    assert "tokens" not in columns


def test_values_are_ranked_by_articles_then_by_name_the_missing_one_last() -> None:
    values = pd.DataFrame({"value": ["乙", "甲", None, "丙"], "total": [1, 1, 9, 3]}).astype({"value": "str"})
    order = ranked(values)
    assert order[:3] == ["丙", "乙", "甲"]
    assert order[3] != order[3]


def test_every_value_has_a_row_in_every_period() -> None:
    weeks = pd.DatetimeIndex(["2025-01-06", "2025-01-13"], name="period").as_unit("us")
    values = pd.DataFrame(
        {"period": weeks[[0]], "value": ["甲"], "matching": [1], "total": [2], "mentions": [3]}
    )
    result = fill_values(values, ["甲", "乙"], weeks)
    assert result[["value", "matching", "total", "mentions"]].to_numpy().tolist() == [
        ["甲", 1, 2, 3],
        ["乙", 0, 0, 0],
        ["甲", 0, 0, 0],
        ["乙", 0, 0, 0],
    ]


def test_a_share_of_nothing_is_missing() -> None:
    result = with_shares(pd.DataFrame({"matching": [0, 1], "total": [0, 2]}))
    assert result["share"].isna().tolist() == [True, False]
    assert result["share"].iloc[1] == 0.5
    assert result.loc[0, ["low", "high"]].isna().all()
