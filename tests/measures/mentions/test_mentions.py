"""Mentions: every place of a name."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics import Entity, Query, headlines, mentions, trend
from analytics.errors import ArgumentError, EntityError
from analytics.text.entities import as_entity

from .tables import TableOf, dtypes_of

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


def test_the_articles_are_never_changed(press: pd.DataFrame) -> None:
    articles = press.copy(deep=True)
    mentions(articles, Entity("恒指", "恒指", "HSI", as_entity(["恒指"]).aliases))
    headlines(articles, "deepseek")
    assert_frame_equal(articles, press)
