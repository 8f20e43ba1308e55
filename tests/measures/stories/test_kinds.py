"""Kinds of articles that recur, are cut or are reworded: which of them are one story."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

import analytics

from ..parts import Parts
from .tables import LEAD, OTHER, table

REST = (
    "有大學教授認為，成果反映本地人才具備競爭力，但要轉化為可持續的業務，仍須配合資金及市場。公司計劃下月起邀請企業試用。",
    "公司的數據中心設於將軍澳，採用輝達的人工智慧晶片，預計明年擴充一倍。負責人說，電力與散熱是最大的難題，正與大學合作研究。",
    "市場人士指出，同類產品在海外已有多家供應商，本地公司要靠價錢和廣東話的表現取勝。有客戶表示，試用後會考慮把客戶服務改用新系統。",
)
PARAGRAPHS = (LEAD, OTHER, *REST)
REGIONAL = {"輝達": "英偉達", "數據": "資料", "人工智慧": "人工智能", "晶片": "芯片", "價錢": "價格"}


def stories(*rows: tuple[str, str | None, str | None], titles: tuple[str, ...] | None = None) -> int:
    """The number of stories of (body, outlet, published), with headlines that differ unless they are given."""
    articles = table(*rows)
    return int(analytics.stories(articles.assign(title=titles) if titles else articles)["first"].sum())


@settings(max_examples=35)
@given(st.integers(0, len(PARAGRAPHS) - 1), st.booleans(), st.sets(st.sampled_from(sorted(REGIONAL))))
def test_a_copy_without_any_paragraph_in_other_script_and_regional_words_is_the_same_story(
    left_out: int, simplified: bool, replaced: set[str]
) -> None:
    copy = "\n\n".join(text for number, text in enumerate(PARAGRAPHS) if number != left_out)
    for word in replaced:
        copy = copy.replace(word, REGIONAL[word])
    copy = OpenCC("hk2s").convert(copy) if simplified else copy
    rows = ("\n\n".join(PARAGRAPHS), "甲報", "2025-01-27"), (copy, "乙報", "2025-01-28")
    assert stories(*rows) == 1
    articles = table(*rows, (OTHER, "丙報", "2025-01-28"))
    in_parts = analytics.stories(Parts.of(articles, [1, 2]))
    pd.testing.assert_frame_equal(in_parts, analytics.stories(articles), check_exact=True)


def test_a_typhoon_notice_that_recurs_after_weeks_is_another_story() -> None:
    assert stories(*[(OTHER, "天文台", f"2025-{month}-16 10:00") for month in ("07", "08", "09")]) == 3


def test_daily_columns_with_the_same_opening_are_stories_of_their_own() -> None:
    opening = "本欄逢周一至周五見報，談城中飲食，歡迎讀者來信分享心水食肆。"
    texts = [opening + text for text in (LEAD, OTHER, REST[0] + REST[1])]
    assert stories(*[(text, "甲報", f"2025-01-2{day}") for day, text in enumerate(texts, 7)]) == 3


def test_forecasts_of_the_same_form_with_other_weather_are_stories_of_their_own() -> None:
    forms = [
        "天氣報告：今日大致天晴，日間炎熱，最高氣溫約三十三度，吹輕微至和緩偏東風，展望未來兩三日持續酷熱。",
        "天氣報告：今日大致多雲，有幾陣驟雨及局部地區性雷暴，最高氣溫約二十八度，吹和緩西南風，展望周末好轉。",
    ]
    assert stories(*[(text, "天文台", f"2025-07-0{day}") for day, text in enumerate(forms, 1)]) == 2


def test_draws_of_a_lottery_are_stories_of_their_own() -> None:
    draws = [
        "六合彩今晚攪珠，攪出號碼為3、9、17、25、31、46，特別號碼為12，頭獎一注中，獨得二千三百萬元。",
        "六合彩昨晚攪珠，結果為1、14、22、28、39、40，特別號碼為7，頭獎無人中，下期多寶估計四千萬元。",
    ]
    assert stories(*[(text, "甲報", f"2025-07-0{day}") for day, text in enumerate(draws, 1)]) == 2


def test_a_brief_that_grows_by_the_hour_is_one_story() -> None:
    rows = [("".join(PARAGRAPHS[:count]), "電訊社", f"2025-01-27 1{count}:00") for count in (2, 3, 4, 5)]
    assert stories(*rows, titles=("初創公司公布語言模型測試成績（更新）",) * 4) == 1


def test_a_copy_under_another_headline_is_the_same_story() -> None:
    rows = (LEAD + OTHER, "甲報", "2025-01-27"), (LEAD + OTHER, "乙報", "2025-01-27")
    assert stories(*rows, titles=("本地初創模型過關", "大學教授：人才有競爭力")) == 1


def test_a_reprint_in_the_same_outlet_is_the_same_story() -> None:
    rows = (LEAD, "甲報", "2025-01-27 08:00"), (LEAD, "甲報", "2025-01-27 20:00")
    assert stories(*rows, titles=("本地初創模型過關", "大學教授：人才有競爭力")) == 1


def test_a_translated_copy_is_a_story_of_its_own() -> None:
    english = "A local start-up said on Monday that its application passed several tests on a tenth of the usual power."
    assert stories((LEAD, "甲報", "2025-01-27"), (english, "The Paper", "2025-01-27")) == 2


def test_a_correction_that_quotes_one_sentence_is_a_story_of_its_own() -> None:
    notice = "更正：本報昨日報道誤植公司名稱，現予更正，並向讀者及有關公司致歉。原文「成績與海外大型企業的產品相若」一句應刪。"
    assert stories((LEAD + REST[0], "甲報", "2025-01-27"), (notice, "甲報", "2025-01-28")) == 2


def test_two_parts_of_a_feature_are_two_stories() -> None:
    first, second = LEAD + REST[0] + "（二之一）", OTHER + REST[1] + REST[2] + "（二之二）"
    rows = (first, "甲報", "2025-01-27"), (second, "甲報", "2025-01-28")
    assert stories(*rows, titles=("人工智能專題 上", "人工智能專題 下")) == 2


@pytest.mark.parametrize("body", ["有圖。", "詳情稍後公布。", "（只限訂戶）"])
def test_very_short_bodies_join_nothing(body: str) -> None:
    assert stories((body, "甲報", "2025-01-27"), (body, "乙報", "2025-01-27")) == 2


def test_leads_of_one_outlet_that_share_their_background_are_two_stories() -> None:
    background = (
        "百萬網紅阿明與妻子的親子品牌近日捲入抄襲風波，多款服飾被指神似日本品牌，事件持續發酵，引起網民熱議。"
    )
    rows = (
        (background + "日方公司今日首度回應。", "甲報", "2025-01-27 08:00"),
        (background + "妻子今晚發文道歉。", "甲報", "2025-01-27 20:00"),
    )
    assert stories(*rows, titles=("日方開腔：正在評估後續措施", "阿明妻淚崩致歉 交代設計流程")) == 2


def test_a_credit_that_agency_items_open_with_is_no_part_of_them() -> None:
    credit = "（環球通訊社華盛頓十三日綜合外電報導）"
    rows = (
        (credit + "美國軍方周三發表聲明表示，將於明天開始恢復對港口的封鎖行動。", "甲社", "2025-01-27 08:00"),
        (
            "美國軍方周三發表聲明表示，將於明天開始恢復對港口的封鎖行動。路透引述官員說，艦隻已在途中，盟國亦獲知會。",
            "乙報",
            "2025-01-27 09:00",
        ),
        (credit + "最高法院裁定部分關稅違法，當局已經退還稅款。", "甲社", "2025-01-27 10:00"),
    )
    assert stories(*rows, titles=("恢復封鎖港口", "恢復封鎖港口", "退還關稅")) == 2


def test_a_form_that_states_another_date_is_another_story() -> None:
    rows = [(OTHER, "甲台", f"2025-01-2{day} 18:00") for day in (7, 8)]
    assert stories(*rows, titles=("【重溫】1月27日新聞天地", "【重溫】1月28日新聞天地")) == 2
    assert stories(*rows, titles=("【重溫】新聞天地", "【重溫】新聞天地")) == 1


def test_an_analysis_that_quotes_its_outlets_report_is_a_story_of_its_own() -> None:
    report = LEAD + OTHER + REST[0] + REST[2]
    remarks = "".join(f"分析指出第{n}項因素影響第{n + 3}類客戶的決定。" for n in range(30))
    analysis = remarks + report[: len(report) * 7 // 10]
    rows = [(report, "甲報", "2025-01-27"), (analysis, "甲報", "2025-01-28")]
    assert stories(*rows, titles=("初創模型過關", "網民怎樣看本地科技")) == 2


def test_a_short_notice_does_not_join_two_stories_that_are_not_alike() -> None:
    common = "港島電車公司昨天宣布調高車費一成，今天收回這項決定，改以與廣告商合作的收入補貼虧損，並凍結全體管理層的薪酬。"
    first = common[:36] + "工會代表對此表示歡迎，並且要求公司增聘車長，公司股價應聲上升。"
    second = common[14:] + "區議員批評決策朝令夕改，要求當局交代審批的經過及法律依據。"
    rows = [
        (first, "甲社", "2025-01-27 08:00"),
        (common, "乙報", "2025-01-27 10:00"),
        (second, "丙社", "2025-01-27 09:00"),
    ]
    titles = ("電車收回加價決定", "電車公司急轉彎", "議員批評朝令夕改")
    assert stories(*rows, titles=titles) == 2


def test_a_headline_alone_joins_nothing_on_another_day() -> None:
    rows = [("", "甲報", f"2025-01-{day} 04:10") for day in (27, 27, 28)]
    assert stories(*rows, titles=("來信選登：人間副刊",) * 3) == 2


def test_a_lead_that_an_editor_rewords_word_by_word_is_the_same_story() -> None:
    one = "渡輪公司今日宣布，下月起增設兩條前往離島的假日航線，首班船清晨六時開出，成人票價三十元，長者及小童半價優惠。"
    other = "渡輪公司公布，下月起增設兩條前往離島的假期航線，首班船清晨六時開出，成人票價為三十元，長者及小童可享半價優惠。"
    rows = (one, "甲報", "2025-01-27 14:00"), (other, "乙報", "2025-01-27 18:00")
    assert stories(*rows, titles=("假日航線下月開航", "往離島多兩線")) == 1
