"""Mentions with their places, and the headlines behind a count."""

from collections.abc import Callable

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics import Entity, Query, headlines, mentions, trend
from analytics.errors import ArgumentError, EntityError
from analytics.text.entities import as_entity

TableOf = Callable[..., pd.DataFrame]

MENTIONS = {
    "id": "str",
    "entity": "str",
    "alias": "str",
    "region": "str",
    "field": "str",
    "item": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "sentence": "str",
}
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


def dtypes_of(table: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


# --- mentions


def test_a_mention_is_a_row_with_its_place_and_sentence(press: pd.DataFrame) -> None:
    wanted = pd.DataFrame(
        [
            ["a2", "deepseek", "深度求索", "cn", "body", 0, 12, 16, "深度求索", "市場歸咎深度求索！"],
            ["a2", "nvidia", "英偉達", "hk", "body", 0, 0, 3, "英偉達", "英偉達跌一成七。"],
        ],
        columns=list(MENTIONS),
    ).astype(MENTIONS)
    assert_frame_equal(mentions(press.iloc[[2]], ["deepseek", "nvidia"]), wanted)


def test_offsets_slice_the_original_and_never_the_match_copy(table_of: TableOf) -> None:
    body = "①「ＤｅｅｐＳｅｅｋ」㍿…英伟达（ＮＶＤＡ）；\n\n辉达\u200b與Deep\u200bSeek。"
    table = mentions(table_of({"body": body}), ["deepseek", "nvidia"])
    assert table["text"].tolist() == ["ＤｅｅｐＳｅｅｋ", "Deep\u200bSeek", "英伟达", "ＮＶＤＡ", "辉达"]
    assert [body[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == table[
        "text"
    ].tolist()


def test_the_alias_is_as_the_pack_writes_it_with_its_region(table_of: TableOf) -> None:
    table = mentions(table_of({"title": "辉达與英伟达", "body": "NVIDIA"}), "nvidia")
    assert table["alias"].tolist() == ["輝達", "英偉達", "Nvidia"]
    assert table["region"].tolist() == ["tw", "hk", "latin"]


def test_names_given_ad_hoc_have_no_region(table_of: TableOf) -> None:
    table = mentions(table_of({"body": "維港煙花照放。"}), as_entity(["維港", "維多利亞港"]))
    assert table[["entity", "alias", "region"]].to_numpy().tolist() == [["維港", "維港", ""]]


def test_the_item_is_the_place_in_a_list_field(table_of: TableOf) -> None:
    articles = table_of({"captions": ["騰訊總部", "街景", "騰訊與騰訊雲"]}, {"captions": []})
    table = mentions(articles, "tencent", fields=("captions",))
    assert table["item"].tolist() == [0, 2, 2]
    assert table["start"].tolist() == [0, 0, 3]
    assert table["field"].unique().tolist() == ["captions"]


def test_mentions_stand_in_order_of_article_entity_field_and_place(press: pd.DataFrame) -> None:
    table = mentions(press, ["nvidia", "deepseek"], fields=("body", "title"))
    assert table["id"].tolist() == ["a0", "a0", "a2", "a2", "a4", "a4", "a4", "a6"]
    assert table["entity"].tolist()[2:4] == ["nvidia", "deepseek"]
    assert table["field"].tolist()[:2] == ["body", "title"]
    assert table["start"].tolist()[4:6] == [3, 10]


def test_mentions_are_as_many_as_the_trend_counts(press: pd.DataFrame) -> None:
    dated = press.iloc[:6]
    assert len(mentions(dated, "deepseek")) == trend(dated, "deepseek")["mentions"].sum()


def test_mentions_of_one_entity_never_overlap(table_of: TableOf) -> None:
    table = mentions(
        table_of({"body": "恒生科技指數恒生指數"}), as_entity(["恒生", "恒生科技", "科技指數", "恒生指數"])
    )
    assert table["text"].tolist() == ["恒生科技", "恒生指數"]
    assert (table["start"].iloc[1:].to_numpy() >= table["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize("rows", [[], [1], [6]], ids=["empty", "without a mention", "undated"])
def test_columns_are_always_the_same(press: pd.DataFrame, rows: list[int]) -> None:
    assert dtypes_of(mentions(press.iloc[rows], "deepseek")) == MENTIONS
    assert len(mentions(press.iloc[rows], "deepseek")) == (rows == [6])


def test_an_unknown_entity_is_told_the_near_miss(press: pd.DataFrame) -> None:
    with pytest.raises(EntityError, match="unknown entity 'nvida'; did you mean 'nvidia'"):
        mentions(press, ["deepseek", "nvida"])


@pytest.mark.parametrize(
    ("entities", "fields", "error", "message"),
    [
        ([], ("title",), ArgumentError, "at least one subject"),
        (["deepseek"], (), ArgumentError, "at least one field"),
        (["deepseek"], ("heading",), ArgumentError, "did you mean 'headings'"),
        (Query("股價"), ("title",), ArgumentError, "a query is a condition"),
        (7, ("title",), ArgumentError, "not int"),
    ],
    ids=str,
)
def test_a_wrong_argument_is_told(
    press: pd.DataFrame, entities: list[str], fields: tuple[str, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        mentions(press, entities, fields=fields)


# --- headlines


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
        ({"periods": 0}, "periods and each must be 1 or more"),
        ({"each": -1}, "periods and each must be 1 or more"),
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


def test_the_articles_are_never_changed(press: pd.DataFrame) -> None:
    articles = press.copy(deep=True)
    mentions(articles, Entity("恒指", "恒指", "HSI", as_entity(["恒指"]).aliases))
    headlines(articles, "deepseek")
    assert_frame_equal(articles, press)
