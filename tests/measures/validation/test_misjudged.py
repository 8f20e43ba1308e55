"""Misjudged: false positives with what was found, misses with what coders marked."""

from collections.abc import Callable

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError

from .tables import by_coder, codes_of

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture
def articles(table_of: TableOf) -> pd.DataFrame:
    return table_of(
        {"title": "蘋果價格上升", "body": "水果店說貴了。蘋果每磅十元。"},
        {"title": "蘋果推新手機", "body": "發布會在今晚。"},
        {"title": "庫克出席發布會", "body": "他沒有回應。庫克其後離開。"},
        {"title": "天氣清涼", "body": "氣溫回落。"},
    )


APPLE = analytics.Names("蘋果")


def validated(articles: pd.DataFrame) -> pd.DataFrame:
    return analytics.validate(articles, by_coder(a="nyyn"), APPLE, question="about")


def test_false_positives_come_with_each_place_and_its_sentence(articles: pd.DataFrame) -> None:
    table = analytics.misjudged(articles, validated(articles))
    rows = table[table["error"] == "false_positive"]
    assert rows["id"].tolist() == ["a0", "a0"]
    assert rows["text"].tolist() == ["蘋果", "蘋果"]
    assert rows["sentence"].tolist() == ["蘋果價格上升", "蘋果每磅十元。"]


def test_a_miss_comes_with_its_first_sentence(articles: pd.DataFrame) -> None:
    (row,) = analytics.misjudged(articles, validated(articles)).query("error == 'miss'").to_dict("records")
    assert (row["id"], row["text"], row["sentence"]) == ("a2", "", "他沒有回應。")


def test_a_miss_comes_with_what_coders_marked(articles: pd.DataFrame) -> None:
    spans = codes_of(("a", "a2", '[["title", 0, 2], ["body", 6, 8]]'), kind="spans", question="names")
    codes = pd.concat([by_coder(a="nyyn"), spans.assign(number=float("nan"))], ignore_index=True)
    table = analytics.misjudged(articles, validated(articles), codes=codes).query("error == 'miss'")
    assert table["text"].tolist() == ["庫克", "庫克"]
    assert table["sentence"].tolist() == ["庫克出席發布會", "庫克其後離開。"]


def test_a_mark_in_a_caption_that_is_gone_shows_nothing(articles: pd.DataFrame) -> None:
    spans = codes_of(("a", "a2", '[["captions", 0, 2]]'), kind="spans", question="names")
    codes = pd.concat([by_coder(a="nyyn"), spans.assign(number=float("nan"))], ignore_index=True)
    table = analytics.misjudged(articles, validated(articles), codes=codes).query("error == 'miss'")
    assert table["text"].tolist() == [""]


def test_nothing_wrong_is_an_empty_table(articles: pd.DataFrame) -> None:
    validation = analytics.validate(articles, by_coder(a="yynn"), APPLE, question="about")
    assert analytics.misjudged(articles, validation).empty


def test_a_series_has_no_places(articles: pd.DataFrame) -> None:
    chosen = pd.Series([True, False, False, False], index=articles.index)
    validation = analytics.validate(articles, by_coder(a="nnnn"), chosen, question="about", value="no")
    assert set(analytics.misjudged(articles, validation)["error"]) == {"miss"}


def test_another_table_is_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="give the table of validate"):
        analytics.misjudged(articles, analytics.trend(articles, APPLE))
    with pytest.raises(ArgumentError, match="after CSV"):
        analytics.misjudged(articles, pd.DataFrame(validated(articles).to_dict("list")))
