"""Which headlines are of different stories, and which of one story, a series or a running story."""

import numpy as np
import pytest

from analytics.read.headlines import HeadlineJudge

DIFFERENT = [
    "西貢海鮮檔加租三成",
    "屯馬線信號故障延誤廿分鐘",
    "三甲醫院試行網上覆診",
    "維園年宵攤位底價下調",
    "小學派位結果公布",
    "大嶼山纜車停駛檢修",
]


def judged(titles: list[str], others: list[str] = []) -> tuple[int, bool]:  # noqa: B006
    judge = HeadlineJudge([*titles, *others], np.zeros(len(titles) + len(others), dtype=int))
    return judge(np.arange(len(titles)))


def test_headlines_of_different_stories_are_counted() -> None:
    assert judged(DIFFERENT) == (6, False)


def test_one_headline_many_times_is_one() -> None:
    assert judged([DIFFERENT[0]] * 8) == (1, True)


@pytest.mark.parametrize("title", ["第{}篇", "每日金價（{}）", "Article {}", "第{}回 夜走麥城"])
def test_numbers_make_no_different_headlines(title: str) -> None:
    assert judged([title.format(n) for n in range(1, 40)]) == (1, True)


@pytest.mark.parametrize("numeral", ["一", "十二", "二十", "一百零三"])
def test_chinese_numbers_make_none_either(numeral: str) -> None:
    assert judged([f"第{numeral}章", "第三章", "第四章"]) == (1, True)


def test_variations_of_one_headline_are_one() -> None:
    words = ("快訊", "更新", "不斷更新", "持續更新", "詳情", "有片")
    assert judged([f"{word}：八號烈風信號生效 全港學校停課" for word in words]) == (1, True)


def test_numbered_headlines_without_other_words_are_different() -> None:
    """Files that are called by numbers alone: their names say nothing."""
    assert judged(["0001", "0002", "0003"])[0] == 3


def test_a_label_before_the_headlines_is_no_story() -> None:
    assert judged([f"【讀者來論】{title}" for title in DIFFERENT], DIFFERENT * 20) == (6, False)


RUNNING = ["輝達收市挫一成", "分析員睇好輝達後市", "輝達供應商齊升", "議員問輝達晶片去向", "黃仁勳談輝達佈局"]


def test_headlines_that_all_name_what_others_do_not_are_of_a_running_story() -> None:
    assert judged(RUNNING, DIFFERENT * 10) == (1, False)


def test_where_nearly_all_headlines_have_the_name_it_tells_no_story() -> None:
    others = [f"輝達{title}" for title in DIFFERENT * 10]
    assert judged(RUNNING, others) == (5, False)


def test_a_latin_name_makes_a_running_story_too() -> None:
    titles = [
        "DeepSeek tops the charts",
        "Why banks fear deepseek",
        "Schools ban DeepSeek app",
        "Rivals copy DeepSeek prices",
        "DeepSeek hires in Hangzhou",
    ]
    others = ["The ferry to Lamma is late", "Rain in the north", "Why rents fall in Tai Po"] * 20
    assert judged(titles, others)[0] == 1


def test_common_words_make_no_running_story() -> None:
    titles = [
        "The ferry is late",
        "Rain floods the tunnel",
        "Who pays the bill",
        "Up goes the rent",
        "Mind the gap",
    ]
    others = ["The park opens", "Where the birds go", "Rain in the north", "Why rents fall"] * 20
    assert judged(titles, others)[0] == 5


def test_only_the_outlet_s_own_headlines_tell_what_is_rare() -> None:
    titles = [*RUNNING, *(f"輝達{title}" for title in DIFFERENT * 10), *DIFFERENT * 10]
    outlets = np.array([0] * 5 + [0] * 60 + [1] * 60)
    assert HeadlineJudge(titles, outlets)(np.arange(5)) == (5, False)
