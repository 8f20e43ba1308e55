import pandas as pd
import pytest
from lxml import html

from analytics import (
    ReportError,
    charts,
    distribution,
    gaps,
    headlines,
    health,
    load,
    mentions,
    outlets,
    terms,
    trend,
)
from analytics.measures.engine.provenance import provenance
from analytics.reports import figure, say, table


@pytest.fixture(scope="module")
def corpus(lonely):
    return load(lonely)


@pytest.fixture
def english():
    charts.language("en")
    yield
    charts.language("zh-HK")


def cells(piece):
    return [cell.text_content() for cell in html.fromstring(piece.html).iter("td", "th")]


def test_shares_are_percentages_and_bounds_one_column():
    frame = pd.DataFrame({"outlet": ["海角日報"], "share": [0.25], "low": [0.1], "high": [0.5]})
    assert cells(table(frame)) == ["媒體", "比例", "95%置信區間", "海角日報", "25.0%", "10.0%–50.0%"]


def test_a_missing_share_is_a_dash_and_a_missing_outlet_is_said_to_be():
    frame = pd.DataFrame(
        {"outlet": [None], "share": [float("nan")], "low": [float("nan")], "high": [float("nan")]}
    )
    assert cells(table(frame))[3:] == ["（未註明）", "–", "–"]


def test_a_title_links_to_its_original_and_text_is_escaped():
    frame = pd.DataFrame({"title": ["<b>升</b>"], "source_url": ["https://haijiao.example/?a=1&b=2"]})
    (link,) = html.fromstring(table(frame).html).iter("a")
    assert (link.text, link.get("href")) == ("<b>升</b>", "https://haijiao.example/?a=1&b=2")


def test_what_no_font_can_draw_is_shown_as_unknown():
    assert cells(table(pd.DataFrame({"title": ["佢\ue3a1行"]})))[1] == "佢\ufffd行"


def test_only_addresses_of_the_web_become_links():
    frame = pd.DataFrame({"title": ["升"], "source_url": ["javascript:alert(1)"]})
    assert "<a" not in table(frame).html


def test_every_header_has_a_scope_and_the_frame_can_be_reached_by_keyboard():
    tree = html.fromstring(table(pd.DataFrame({"term": ["人工智能"], "frequency": [3]})).html)
    assert [cell.get("scope") for cell in tree.iter("th")] == ["col", "col", "row"]
    assert tree.get("tabindex") == "0" and tree.get("aria-label")


def test_rows_left_out_are_counted():
    piece = table(pd.DataFrame({"term": list("甲乙丙"), "frequency": [3, 2, 1]}), top=1)
    assert "另有2行沒有列出" in piece.html and "乙" not in piece.html


def test_shared_columns_stand_once_above_their_rows():
    weeks = pd.to_datetime(["2025-01-27", "2025-01-27", "2025-02-03"])
    frame = pd.DataFrame({"period": weeks, "matching": [2, 2, 1], "title": ["甲", "乙", "丙"]})
    provenance(frame).freq = "week"
    groups = [
        name.text_content()
        for name in html.fromstring(table(frame, by=["period", "matching"]).html).iter("th")
    ]
    assert groups == ["標題", "2025年1月27日起一周　2篇", "甲", "乙", "2025年2月3日起一周　1篇", "丙"]


def test_a_table_without_rows_says_so():
    assert "沒有資料" in table(pd.DataFrame({"term": []}), "詞語").html


def test_a_list_of_headlines_is_a_list():
    piece = table(
        pd.DataFrame({"burst": [1], "headlines": [["晶片股急升", "港股跟升"]], "terms": [["晶片", "升"]]})
    )
    assert [item.text for item in html.fromstring(piece.html).iter("li")] == ["晶片股急升", "港股跟升"]
    assert cells(piece)[-1] == "晶片、升"


def test_what_stands_before_a_match_leans_on_it():
    tree = html.fromstring(
        table(pd.DataFrame({"left": ["微軟查"], "match": ["DeepSeek"], "right": ["外流"]})).html
    )
    assert [cell.get("class") for cell in tree.iter("td", "th")] == ["before", "date", "date"] * 2


def test_a_folded_table_is_one_click_away():
    piece = table(pd.DataFrame({"term": ["甲"]}), ("詞語", "Terms"), folded=True)
    assert piece.html.startswith("<details><summary>詞語</summary>")


def test_a_day_without_a_time_shows_no_midnight():
    stamps = pd.to_datetime(["2025-02-10 09:30", "2025-02-11 00:00"]).tz_localize("Asia/Hong_Kong")
    assert cells(table(pd.DataFrame({"published": stamps})))[1:] == ["2025-02-10 09:30", "2025-02-11"]


def test_headings_are_english_where_the_page_is(english):
    assert cells(table(pd.DataFrame({"outlet": ["A"], "total": [1]})))[:2] == ["Outlet", "Of"]


def test_a_figure_has_its_words_and_its_table(corpus):
    ax = charts.trend(trend(corpus, "deepseek"))
    tree = html.fromstring(figure(ax, ("一句說明", "A line")).html)
    assert tree.find(".//*[@role='img']").get("aria-label") == charts.describe(ax)
    assert tree.findtext("figcaption") == "一句說明"
    assert "2025-02-10" in tree.find("details").text_content()


def test_a_chart_of_nothing_becomes_an_honest_line(corpus):
    piece = figure(charts.distribution(distribution(corpus, "tags")))
    assert "<svg" not in piece.html and "沒有數據可畫" in piece.html


def test_every_measure_has_a_sentence(corpus):
    told = {
        "trend": say(trend(corpus, "deepseek")),
        "never": say(trend(corpus, "tencent")),
        "tags": say(distribution(corpus, "tags")),
        "outlet": say(distribution(corpus, "outlet")),
        "weekday": say(distribution(corpus, "weekday")),
        "weeks": say(distribution(corpus, "section", freq="week")),
        "outlets": say(outlets(corpus, "deepseek")),
        "gaps": say(gaps(corpus)),
        "health": say(health(corpus)),
        "health of a table": say(health(corpus.articles)),
        "problems": say(corpus.problems),
        "headlines": say(headlines(corpus, "tencent")),
        "mentions": say(mentions(corpus, "deepseek")),
        "terms": say(terms(corpus)),
    }
    assert {name: repr(piece) for name, piece in told.items()} == {
        "trend": "這段時間有1篇有日期的文章，1篇提及DeepSeek，佔100.0%，合共提及2次。",
        "never": "這段時間有1篇有日期的文章，沒有一篇提及「騰訊」。",
        "tags": "沒有一篇文章註明標籤。",
        "outlet": "1篇文章來自1間媒體：「海角日報」（1篇，100.0%）。",
        "weekday": "1篇文章之中，最多在星期一發布（1篇，100.0%）。",
        "weeks": "單一時段之內，文章最多的版面是「港聞」：2025年2月10日起一周有1篇，佔該時段的100.0%。",
        "outlets": "篇數最多的是「海角日報」，1篇，佔其文章的100.0%。",
        "gaps": "找不到採集中斷：沒有文章的日子都不出各媒體平日的規律。",
        "health": "語料庫有1個檔案，讀成1篇文章，發布日期由2025年2月10日至2025年2月10日。",
        "health of a table": "語料庫有1篇文章，發布日期由2025年2月10日至2025年2月10日。",
        "problems": "讀入時沒有發現問題。",
        "headlines": "有日期的文章之中，沒有一篇提及「騰訊」，因此沒有標題可列。",
        "mentions": "在1篇文章中找到2次提及，其中1次在標題；用上1個名稱，最常見的是「DeepSeek」（2次）。",
        "terms": repr(told["terms"]),
    }


def test_sentences_are_english_where_the_page_is(corpus, english):
    assert repr(say(distribution(corpus, "outlet"))) == "1 article from 1 outlet: 海角日報 (1, 100.0%)."
    assert repr(say(trend(corpus, "tencent"))) == "None of the 1 dated articles mentions Tencent."


def test_a_table_that_no_measure_made_has_no_sentence():
    with pytest.raises(ReportError, match="no sentence for a table of 甲"):
        say(pd.DataFrame({"甲": [1]}))
