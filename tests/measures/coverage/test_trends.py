"""Several trends in one table: each is a trend, smoothed, and with every outlet alike."""

from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics import Names, Query, load_entities, trend, trends
from analytics.errors import ArgumentError, EntityError
from analytics.measures.engine import subject as engine
from analytics.measures.stats.proportions import moving_share

TableOf = Callable[..., pd.DataFrame]


def subjects(press: pd.DataFrame) -> list[object]:
    own = load_entities()["huawei"]
    return ["deepseek", Names("英偉達", "恒指"), Query("市 OR 股"), own, press["outlet"].isna(), "nvidia"]


@pytest.mark.parametrize("freq", ["day", "week", "month"])
@pytest.mark.parametrize(
    "asked", [{}, {"start": "2025-01-22", "end": "2025-03-05"}, {"fields": ("title",)}], ids=str
)
def test_the_rows_of_one_entity_are_its_trend(press: pd.DataFrame, freq: str, asked: dict) -> None:  # type: ignore[type-arg]
    table = trends(press, subjects(press), freq=freq, **asked)
    for label, subject in zip(table["entity"].unique(), subjects(press), strict=True):
        own = table[table["entity"] == label].reset_index(drop=True)
        alone = trend(press, subject, freq=freq, **asked)  # type: ignore[arg-type]
        assert_frame_equal(own[alone.columns], alone, check_exact=True)


def test_the_texts_are_searched_once_for_all_entities(press: pd.DataFrame) -> None:
    with patch.object(engine, "find_in", wraps=engine.find_in) as search:
        trends(press, ["deepseek", "nvidia", "openai"])
    assert [(len(call.args[1]), call.args[2]) for call in search.call_args_list] == [
        (3, "title"),
        (3, "body"),
    ]


def test_entities_come_in_the_order_given(press: pd.DataFrame) -> None:
    assert trends(press, ["nvidia", "deepseek"])["entity"].unique().tolist() == ["英偉達", "DeepSeek"]


def test_smoothed_is_the_share_of_the_periods_around_together(press: pd.DataFrame) -> None:
    table = trends(press, ["deepseek"])
    assert table["matching"].tolist() == [1, 2, 0, 0]
    assert table["total"].tolist() == [2, 3, 0, 1]
    assert table["smoothed"].tolist() == [3 / 5, 3 / 5, 2 / 4, 0 / 1]


def test_a_window_of_one_leaves_the_share_as_it_is(press: pd.DataFrame) -> None:
    table = trends(press, ["deepseek"], window=1)
    pd.testing.assert_series_equal(table["smoothed"], table["share"], check_names=False)


def test_smoothed_is_missing_where_the_whole_window_is_silent(table_of: TableOf) -> None:
    articles = table_of({"published": "2025-01-01"}, {"published": "2025-01-06"})
    table = trends(articles, ["deepseek"], freq="day")
    assert table["smoothed"].isna().tolist() == [False, False, True, True, False, False]


def test_a_window_wider_than_the_range_smooths_all_of_it(press: pd.DataFrame) -> None:
    assert trends(press, ["deepseek"], window=99)["smoothed"].tolist() == [3 / 6] * 4


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20).map(
        lambda pairs: [(min(pair), max(pair)) for pair in pairs]
    ),
    st.sampled_from([1, 3, 5, 7]),
)
def test_a_moving_share_is_the_ratio_of_sums(series: list[tuple[int, int]], window: int) -> None:
    matching, total = ([pair[n] for pair in series] for n in (0, 1))
    half = window // 2
    for place, share in enumerate(moving_share(matching, total, window)):
        near = slice(max(place - half, 0), place + half + 1)
        if sum(total[near]):
            assert share == pytest.approx(sum(matching[near]) / sum(total[near]))
        else:
            assert np.isnan(share)


def test_balanced_counts_each_outlet_alike(table_of: TableOf) -> None:
    big = [{"published": "2025-01-06", "outlet": "港聲報", "title": "樓市"} for _ in range(8)]
    small = [{"published": "2025-01-06", "outlet": "海傍日報", "title": "DeepSeek熱潮"} for _ in range(2)]
    table = trends(table_of(*big, *small), ["deepseek"])
    assert table["share"].tolist() == [0.2]
    assert table["balanced"].tolist() == [(0 + 1) / 2]


def test_articles_that_state_no_outlet_are_one_more_group(table_of: TableOf) -> None:
    table = trends(
        table_of(
            {"published": "2025-01-06", "outlet": "港聲報"},
            {"published": "2025-01-06", "title": "DeepSeek熱潮"},
            {"published": "2025-01-06", "title": "DeepSeek降價"},
        ),
        ["deepseek"],
    )
    assert table["balanced"].tolist() == [0.5]


def test_an_outlet_silent_in_a_period_does_not_weigh_there(press: pd.DataFrame) -> None:
    table = trends(press, ["deepseek"])
    # week of 27 January: 港聲報 1 of 1, 海傍日報 0 of 1, one not stated 1 of 1; week of 3 February: nobody
    assert table["balanced"].fillna(-1).tolist() == pytest.approx([1 / 2, 2 / 3, -1, 0])


def test_one_outlet_alone_is_balanced_as_it_is(press: pd.DataFrame) -> None:
    table = trends(press[press["outlet"] == "港聲報"], ["deepseek"])
    pd.testing.assert_series_equal(table["balanced"], table["share"], check_names=False)


@pytest.mark.parametrize("rows", [[], [0], [6]], ids=["empty", "one article", "undated"])
def test_hardly_any_articles_give_the_same_columns(press: pd.DataFrame, rows: list[int]) -> None:
    table, whole = trends(press.iloc[rows], ["deepseek", "nvidia"]), trends(press, ["deepseek", "nvidia"])
    assert table.dtypes.equals(whole.dtypes)
    assert len(table) == (2 if rows == [0] else 0)


def test_one_subject_alone_is_a_list_of_one(press: pd.DataFrame) -> None:
    for subject in ("deepseek", load_entities()["deepseek"], Query("模型"), press["outlet"].isna()):
        assert_frame_equal(trends(press, subject), trends(press, [subject]))  # type: ignore[arg-type]


def test_the_same_entity_twice_keeps_its_rows_apart(press: pd.DataFrame) -> None:
    table = trends(press, ["nvidia", "nvidia"])
    assert table["entity"].unique().tolist() == ["英偉達", "英偉達 (2)"]


@pytest.mark.parametrize(
    ("entities", "asked", "error", "message"),
    [
        ([], {}, ArgumentError, "give at least one subject"),
        (["deepsek"], {}, EntityError, "did you mean 'deepseek'"),
        ([5], {}, ArgumentError, "not int"),
        (5, {}, ArgumentError, "not int"),
        (["deepseek"], {"window": 2}, ArgumentError, "window must be odd"),
        (["deepseek"], {"window": -1}, ArgumentError, "window must be odd"),
        (["deepseek"], {"freq": "weekly"}, ArgumentError, "did you mean 'week'"),
        (["deepseek"], {"fields": ("titel",)}, ArgumentError, "did you mean 'title'"),
        (["deepseek"], {"start": "1/2/2025"}, ArgumentError, "start: not a date"),
    ],
    ids=str,
)
def test_a_wrong_argument_is_told(
    press: pd.DataFrame, entities: object, asked: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        trends(press, entities, **asked)  # type: ignore[arg-type]
