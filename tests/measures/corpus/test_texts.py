"""Articles whose text is not theirs are one finding each, with an example."""

import pandas as pd
import pytest

from analytics import anomalies, health
from analytics.measures.corpus.texts import text_findings
from tests.read.test_recurring import headlines

from ..calendars import TableOf
from ..parts import Parts

BODY = "就加價一事，街坊昨日到場了解，並向當局遞交請願信。"


def found(table: pd.DataFrame) -> list[list[object]]:
    return text_findings(table)[["kind", "articles"]].values.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "Temporarily Offline",
        "404 Not Found",
        "Access Denied\n\nYou don't have permission to access this server.",
        "403 Forbidden",
        "503 Service Unavailable",
        "Page not found",
        "Sorry, the page you requested could not be found.",
        "系統維護中，請稍後再試。",
        "網站正在維護，不便之處，敬請原諒。",
        "抱歉，頁面不存在",
        "文章已被刪除",
        "找不到您要的網頁",
        "Just a moment...",
        "Please enable JavaScript and cookies to continue",
        "伺服器錯誤",
        "您的訪問被拒絕",
    ],
)
def test_an_error_page_is_told(table_of: TableOf, text: str) -> None:
    assert found(table_of({"title": "港鐵加價", "body": text})) == [["error_page", 1]]


def test_an_error_page_that_has_only_its_headline_is_told(table_of: TableOf) -> None:
    assert found(table_of({"title": "404 Not Found", "body": ""})) == [["error_page", 1]]


@pytest.mark.parametrize(
    "text",
    [
        "銀行周日凌晨進行系統維護，提款服務暫停六小時，市民應預早提款。",
        "警方在公園尋獲失物，事主說找不到車匙已兩日。",
        "A court denied access to the archive on Friday, and the paper appealed.",
        "國泰404號航班延誤三小時，乘客獲安排午餐。",
        "議員批評網站設計混亂，長者找不到申請表。",
    ],
)
def test_news_about_faults_is_no_error_page(table_of: TableOf, text: str) -> None:
    assert found(table_of({"title": "港鐵加價", "body": text})) == []


def test_a_farewell_in_place_of_texts_is_one_finding(table_of: TableOf) -> None:
    farewell = "本台由今日起停止運作，感謝觀眾多年支持。"
    rows = [{"title": title, "body": farewell, "outlet": "港聲台"} for title in headlines(7)]
    table = table_of(*rows, {"title": "樓市淡靜", "body": BODY, "outlet": "港聲台"})
    assert text_findings(table).values.tolist() == [["stub", "港聲台", 7, farewell]]


def test_a_stub_that_was_left_out_of_the_bodies_is_told_too(table_of: TableOf) -> None:
    line = "本篇只供紙本讀者。"
    rows = [{"title": title, "body": "", "boilerplate": [line], "outlet": "港聲台"} for title in headlines(3)]
    assert text_findings(table_of(*rows)).values.tolist() == [["stub", "港聲台", 3, line]]


def test_headlines_alone_are_told(table_of: TableOf) -> None:
    table = table_of({"title": "港鐵加價", "body": ""}, {"title": "樓市淡靜", "body": BODY})
    assert text_findings(table)[["kind", "articles", "example"]].values.tolist() == [
        ["no_body", 1, "港鐵加價"]
    ]


def test_headings_that_outweigh_the_body_are_told_with_the_choice_of_fields(table_of: TableOf) -> None:
    digest = {
        "title": "晨早新聞摘要",
        "body": "早晨。",
        "headings": [
            "港鐵宣布下月加價三個百分點，議員批評加幅過高",
            "恒指高開二百點，科技股造好，成交額創年內新高紀錄",
        ],
    }
    few = {"title": "專訪", "body": BODY, "headings": ["生平", "作品"]}
    table = table_of(digest, few)
    assert found(table) == [["headings", 1]]
    assert health(table).set_index("item")["value"]["headings"] == "1"


def test_each_kind_is_one_row_for_the_corpus_with_its_example(table_of: TableOf) -> None:
    rows = [
        {"title": title, "body": "Temporarily Offline", "outlet": outlet}
        for title, outlet in zip(headlines(4), "甲甲乙丙", strict=True)
    ]
    table = anomalies(table_of(*rows, {"title": "樓市淡靜", "body": BODY, "outlet": "甲"}))
    whole = table[(table["kind"] == "error_page") & table["outlet"].isna()]
    assert whole[["articles", "share", "example"]].values.tolist() == [[4, 0.8, "Temporarily Offline"]]


def test_findings_are_the_same_when_the_articles_lie_in_parts(table_of: TableOf) -> None:
    farewell = "本台由今日起停止運作，感謝觀眾多年支持。"
    rows = [{"title": title, "body": farewell, "outlet": "港聲台"} for title in headlines(6)]
    table = table_of(*rows, {"title": "加價", "body": ""}, {"title": "減價", "body": "404 Not Found"})
    pd.testing.assert_frame_equal(text_findings(Parts.of(table, [2, 4])), text_findings(table))  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "stubs"), [(4, 0), (5, 5)])
def test_five_articles_make_a_stub(table_of: TableOf, number: int, stubs: int) -> None:
    rows = [
        {"title": title, "body": "本台由今日起停止運作。", "outlet": "港聲台"} for title in headlines(number)
    ]
    assert sum(count for _, count in found(table_of(*rows))) == stubs
