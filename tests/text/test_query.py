"""Queries: which articles match, where, and what a wrong query is told."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import QueryError
from analytics.measures.mentions.match import match
from analytics.schema import empty
from analytics.text.fold import fold_word
from analytics.text.query import Query

ROWS = [
    {
        "title": "DeepSeek︱輝達股價急挫",
        "body": "輝達的股價一日跌去一成七。\n\n港股科技股卻逆市上升。",
        "outlet": "維港晚報",
    },
    {"title": "灣仔辦公室租金回落", "body": "灣仔甲級商廈租金按季跌百分之二。", "outlet": "獅山財經"},
    {"title": "OpenAI推新模型", "body": "OpenAI表示，新模型已可使用。英偉達供應晶片。", "outlet": "維港晚報"},
    {"title": "港鐵加開列車", "body": "港鐵周六加開列車，AI負責調度。", "outlet": None},
]


@pytest.fixture
def articles() -> pd.DataFrame:
    rows = pd.DataFrame(ROWS).assign(
        tags=[["人工智能", "美股"], ["樓市"], ["人工智能"], []],
        lang=["zh-HK", "zh-HK", "zh-TW", "zh-HK"],
        published=pd.to_datetime(
            ["2025-01-27 09:00", "2025-02-03 10:00", "2025-01-31 23:59", None]
        ).tz_localize("Asia/Hong_Kong"),
    )
    table = rows.reindex(columns=empty().columns)
    return table.astype({name: kind for name, kind in empty().dtypes.items() if name in rows})


def found(articles: pd.DataFrame, query: str) -> list[int]:
    return match(articles, Query(query))[lambda hits: hits].index.tolist()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("輝達", [0]),
        ("辉达", [0]),
        ("輝達 OR 英偉達", [0, 2]),
        ("entity:nvidia", [0, 2]),
        ("entity:nvidia AND NOT entity:openai", [0]),
        ("entity:nvidia -OpenAI", [0]),
        ("輝達 股價", [0]),
        ("(輝達 OR 租金) AND 灣仔", [1]),
        ("AI", [3]),
        ("Open*", [2]),
        ("港?", [0, 3]),
        ("title:股價", [0]),
        ("title:(港鐵 OR 灣仔)", [1, 3]),
        ("body:OpenAI", [2]),
        ("outlet:維港晚報", [0, 2]),
        ("outlet:維港*", [0, 2]),
        ("tags:人工智能", [0, 2]),
        ("tags:人工", []),
        ("lang:zh-TW", [2]),
        ("published:2025-01", [0, 2]),
        ("published:2025-01-31", [2]),
        ("published:[2025-01-28 TO 2025-02-03]", [1, 2]),
        ("published:[2025-01-31 TO 2025-02-03}", [2]),
        ("published:>=2025-02", [1]),
        ("published:<2025-01-28", [0]),
        ('"甲級 商廈"', [1]),
        ("「甲級商廈」", [1]),
        ('"商廈甲級"', []),
        ('"輝達 一成七"~7', [0]),
        ('"一成七 輝達"~7', [0]),
        ('"輝達 一成七"~6', []),
        ('"輝達 科技股"~99', [0]),
        ('"模型 晶片"~1', []),
        ("（輝達 OR 租金）", [0, 1]),
        ("NOT 輝達", [1, 2, 3]),
    ],
)
def test_query_finds(articles: pd.DataFrame, query: str, expected: list[int]) -> None:
    assert found(articles, query) == expected


@pytest.mark.parametrize(
    ("query", "message", "caret"),
    [
        ("輝達 and 股價", "capitals", 5),
        ("title:輝達 OR titel:股價", "did you mean 'title'?", 14),
        ("entity:deepsek", "did you mean 'deepseek'?", 7),
        ("(輝達 OR 港股", "ends too soon", 13),
        ("輝達 AND OR 港股", "not expected", 9),
        ('輝達 "港股', "quote is never closed", 5),
        ("published:昨日", "not a date", 10),
        ("published:[2025-03 TO 2025-01]", "ends before it starts", 10),
        ("body:[a TO b]", "ranges are for dates", 5),
        ("輝達~", "not offered", 0),
        ('"輝達"~5', "two words", 0),
        ("title:(body:輝達)", "inside another field", 7),
        ("「。」", "nothing to search for", 0),
        ("", "ends too soon", 0),
    ],
)
def test_a_wrong_query_is_shown_with_a_caret_under_the_place(query: str, message: str, caret: int) -> None:
    with pytest.raises(QueryError) as wrong:
        Query(query)
    told, shown, mark = str(wrong.value).split("\n")
    assert message in told
    assert shown == f"  {query}"
    assert mark == " " * (caret + 2) + "^"


def test_places_are_spans_of_the_original_text(articles: pd.DataFrame) -> None:
    places = Query("辉达 OR ｏｐｅｎａｉ").found_in(articles).places
    texts = [articles[row.field][row.row][row.start : row.end] for row in places.itertuples()]
    assert texts == ["輝達", "輝達", "OpenAI", "OpenAI"]


def test_negated_words_have_no_places(articles: pd.DataFrame) -> None:
    places = Query("港股 AND NOT 灣仔").found_in(articles).places
    assert {articles[row.field][row.row][row.start : row.end] for row in places.itertuples()} == {"港股"}


def test_a_query_on_no_articles_matches_nothing() -> None:
    assert match(empty(), Query("輝達 OR entity:deepseek")).tolist() == []


def test_words_look_where_the_query_is_told_to(articles: pd.DataFrame) -> None:
    assert match(articles, Query("股價"), fields=("body",)).tolist() == [True, False, False, False]
    assert match(articles, Query("急挫"), fields=("body",)).tolist() == [False] * 4


@given(st.text(alphabet="輝達港股AIx ", min_size=1, max_size=12))
def test_a_quoted_text_matches_wherever_it_stands(words: str) -> None:
    phrase = " ".join(words.split())
    if not any(char.isalnum() for char in fold_word(phrase)):
        return
    rows = pd.DataFrame({"title": [f"，{phrase}，", "無關"], "body": ["", ""]})
    types = {"title": "str", "body": "str", "published": empty()["published"].dtype}
    table = rows.reindex(columns=empty().columns).astype(types)
    assert match(table, Query(f'"{phrase}"')).tolist() == [True, False]
