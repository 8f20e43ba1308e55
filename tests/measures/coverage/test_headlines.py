"""Headlines behind the periods with most articles."""

import pandas as pd
import pytest

from analytics import Query, headlines, trend
from analytics.errors import ArgumentError

from ..mentions.tables import TableOf, dtypes_of

HEADLINES = {
    "period": "datetime64[us]",
    "matching": "int64",
    "published": "datetime64[us, Asia/Hong_Kong]",
    "outlet": "str",
    "title": "str",
    "mentions": "int64",
    "id": "str",
    "path": "str",
    "source_url": "str",
}


@pytest.fixture(scope="module")
def run(table_of: TableOf) -> pd.DataFrame:
    """Weeks of 1, 3 and 2 articles on Tencent, and one on nothing."""
    stories = [
        ("2025-01-06 09:00", "港聲報", "騰訊回購", ""),
        ("2025-01-13 12:00", "海傍日報", "騰訊派息", "騰訊增派息，騰訊股價升。"),
        ("2025-01-14 08:00", "港聲報", "騰訊派息", "騰訊。"),
        ("2025-01-15 08:00", "港聲報", "遊戲股急升", "騰訊領漲。"),
        ("2025-01-15 07:00", "維港財經", "大市反覆", "焦點在騰訊。"),
        ("2025-01-21 08:00", "港聲報", "微信改版", "騰訊稱未有時間表。"),
        ("2025-01-22 08:00", "海傍日報", "騰訊雲加價", ""),
        ("2025-01-28 08:00", "海傍日報", "年宵市場開鑼", "人頭湧湧。"),
        (None, "海傍日報", "騰訊騰訊騰訊", "騰訊"),
    ]
    names = ("published", "outlet", "title", "body")
    return table_of(*(dict(zip(names, story, strict=True)) for story in stories))


def test_the_periods_with_most_articles_stand_in_order_of_time(run: pd.DataFrame) -> None:
    table = headlines(run, "tencent", periods=2)
    assert table["period"].dt.strftime("%m-%d").tolist() == ["01-13"] * 3 + ["01-20"] * 2
    assert table["matching"].tolist() == [4, 4, 4, 2, 2]


def test_in_each_period_most_mentions_come_first_then_the_earliest(run: pd.DataFrame) -> None:
    table = headlines(run, "tencent", periods=1)
    assert table["title"].tolist() == ["騰訊派息", "大市反覆", "遊戲股急升"]
    assert table["mentions"].tolist() == [3, 1, 1]


def test_a_headline_stands_once_and_its_copies_still_count_as_matching(run: pd.DataFrame) -> None:
    table = headlines(run, "tencent", periods=1)
    assert table["title"].is_unique
    assert table.loc[0, ["id", "outlet", "matching"]].tolist() == ["a1", "海傍日報", 4]


def test_each_says_how_many_headlines_a_period_has(run: pd.DataFrame) -> None:
    assert headlines(run, "tencent", each=1)["title"].tolist() == ["騰訊回購", "騰訊派息", "微信改版"]


def test_of_periods_with_equally_many_articles_the_earlier_is_taken(run: pd.DataFrame) -> None:
    table = headlines(run, "tencent", freq="day", periods=1)
    assert table["period"].unique().tolist() == [pd.Timestamp("2025-01-15")]
    assert headlines(run.iloc[:3], "tencent", freq="day", periods=1)["id"].tolist() == ["a0"]


def test_undated_articles_are_behind_no_period(run: pd.DataFrame) -> None:
    assert "a8" not in headlines(run, "tencent", freq="quarter", each=20)["id"].tolist()


def test_the_matching_articles_are_those_of_the_trend(run: pd.DataFrame) -> None:
    counted = trend(run, "tencent").set_index("period")["matching"]
    shown = headlines(run, "tencent", periods=9).groupby("period")["matching"].first()
    assert shown.to_dict() == counted[counted > 0].to_dict()


def test_the_range_limits_the_headlines(run: pd.DataFrame) -> None:
    table = headlines(run, "tencent", start="2025-01-15", end="2025-01-21")
    assert table["id"].tolist() == ["a4", "a3", "a5"]
    assert table["matching"].tolist() == [2, 2, 1]


def test_headlines_take_queries_and_chosen_articles(run: pd.DataFrame) -> None:
    assert headlines(run, Query("騰訊 AND NOT title:騰訊"), periods=1)["id"].tolist() == ["a4", "a3"]
    assert headlines(run, run["outlet"] == "維港財經")["title"].tolist() == ["大市反覆"]


@pytest.mark.parametrize("rows", [[], [7], [8]], ids=["empty", "without a mention", "all undated"])
def test_no_headlines_give_the_same_columns(run: pd.DataFrame, rows: list[int]) -> None:
    assert dtypes_of(headlines(run.iloc[rows], "tencent")) == HEADLINES
    assert len(headlines(run.iloc[rows], "tencent")) == 0
    assert dtypes_of(headlines(run, "tencent")) == HEADLINES


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"periods": 0}, "periods must be a whole number, 1 or more"),
        ({"each": -1}, "each must be a whole number, 1 or more"),
        ({"freq": "weeks"}, "did you mean 'week'"),
        ({"fields": ("text",)}, "unknown field 'text'"),
    ],
    ids=str,
)
def test_a_wrong_argument_of_headlines_is_told(
    run: pd.DataFrame, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        headlines(run, "tencent", **asked)
