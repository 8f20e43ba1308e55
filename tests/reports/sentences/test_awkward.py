"""On corpora that sentences stumble over no sentence contradicts its table, breaks, or leaves a gap."""

import re
from functools import cache

import pandas as pd
import pytest

import analytics as an
from analytics.reports import say
from analytics.reports import table as table_of
from analytics.wording import LANGUAGES, language
from tools.figures import unknown_figures, without_names

from .awkward import ASKED, CORPORA, Row, made, mixed, row

# What programs write where they have no value, and what templates leave behind.
ODD = re.compile(
    r"\bnan\b|\bNone\b(?! of)|\bNaT\b|<NA>|\binf\b|−0(?:\.0+)?(?![.\d])|[{}]|\b1 articles\b|\bthe 1 "
)
HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def tables_of(corpus: str) -> dict[str, pd.DataFrame]:
    articles = made(CORPORA[corpus])
    return {name: count(articles) for name, count in ASKED.items()}


def said(table: pd.DataFrame, code: str = "zh-HK") -> str:
    before = language()
    language(code)
    try:
        return repr(say(table))
    finally:
        language(before)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_figure_of_every_sentence_is_in_its_table(corpus: str, code: str) -> None:
    wrong = {
        name: (figures, said(table, code))
        for name, table in tables_of(corpus).items()
        if (figures := unknown_figures(table, said(table, code)))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_no_sentence_shows_a_missing_value_or_a_hole(corpus: str, code: str) -> None:
    sentences = {name: without_names(table, said(table, code)) for name, table in tables_of(corpus).items()}
    assert {name: text for name, text in sentences.items() if ODD.search(text) or not text.strip()} == {}


@pytest.mark.parametrize("corpus", CORPORA)
def test_english_sentences_are_english(corpus: str) -> None:
    sentences = {name: without_names(table, said(table, "en")) for name, table in tables_of(corpus).items()}
    assert {name: text for name, text in sentences.items() if HAN.search(text)} == {}


def test_names_of_entities_are_english_in_english() -> None:
    rows = [
        row(number, name=("英偉達", "深度求索")[number % 2]) | {"body": "英偉達和深度求索合作。"}
        for number in range(6)
    ]
    articles = made([*rows, row(9, "天文台", "明日有雨。")])
    table = an.cooccurrence(articles, "entities", entities=["nvidia", "alibaba", "deepseek"])
    assert "“Nvidia” and “DeepSeek”" in said(table, "en") or "“DeepSeek” and “Nvidia”" in said(table, "en")
    assert "“Nvidia”" in said(an.dispersion(articles, ["nvidia", "市場"], by="week"), "en")


# --- superlatives


def test_outlets_that_are_tied_are_said_to_be() -> None:
    text = said(tables_of("ties")["outlets"])
    assert "篇數最多的是「海傍日報」（另有2個並列），8篇" in text


def test_equal_shares_have_no_highest_and_lowest() -> None:
    text = said(an.outlets(made(mixed(60)), "deepseek"))
    assert "在文章不少於10篇的3間媒體之中，比例全部是50.0%。" in text


def test_the_fourth_of_four_equal_tags_is_counted() -> None:
    rows = [row(number, tags=[f"標籤{number % 4}"]) for number in range(24)]
    table = an.distribution(made([*rows, row(24, tags=["標籤9"])]), "tags")
    assert "「標籤2」（6篇，24.0%），另有1個並列。" in said(table)


def test_hours_that_are_all_alike_have_no_first_and_second() -> None:
    text = said(tables_of("one outlet")["distribution by hour"])
    assert text == "23篇文章之中，有23個鐘數同樣最多，各有1篇（4.3%）。"


def test_the_second_is_named_only_where_it_is_the_second() -> None:
    rows = [row(number, published=f"2025-01-{day}") for number, day in enumerate((20, 20, 20, 21, 21, 22))]
    assert "最多在星期一（3篇，50.0%）發布，其次是星期二（2篇，33.3%）。" in said(
        an.distribution(made(rows), "weekday")
    )
    assert "其次" not in said(an.distribution(made([*rows, row(9, published="2025-01-22")]), "weekday"))


def test_terms_that_are_used_alike_have_no_most_even_one() -> None:
    assert said(tables_of("only hits")["dispersion by article"]) == "2個詞用得同樣平均（標準化DP 0.00）。"


def test_a_single_term_is_neither_the_most_even_nor_the_most_concentrated() -> None:
    assert "最" not in said(an.dispersion(made(mixed(12)), "deepseek", by="week"))


def test_a_single_outlet_is_not_the_one_with_most_articles() -> None:
    assert said(tables_of("one outlet")["outlets"]) == "「港聲報」的24篇文章之中，12篇提及DeepSeek，佔50.0%。"


def test_a_single_name_is_not_the_most_frequent() -> None:
    assert said(tables_of("only hits")["mentions"]).endswith("文章只用「DeepSeek」一個名稱。")


def test_a_change_without_parts_has_no_largest_part() -> None:
    assert "影響最大" not in said(tables_of("ties")["decomposition"])


def test_articles_of_one_day_have_no_range_of_dates() -> None:
    assert "全部在2025年1月27日發布" in said(tables_of("one day")["health"])


def test_a_stray_date_is_no_gap_of_decades() -> None:
    found = tables_of("a stray date")
    assert "收集中斷" not in said(found["gaps"]) or found["gaps"].empty
    assert "1篇的日期可疑" in said(found["health"])


def test_rounded_figures_that_do_not_add_up_say_so() -> None:
    table = pd.DataFrame(
        {"outlet": ["甲", "乙"], "before_matching": [60, 0], "before_total": [149, 0], "after_matching": [38, 0],
         "after_total": [136, 0], "within": [-0.13270, 0.0], "between": [0.0094, 0.0], "change": [-0.1233, 0.0]}
    )  # fmt: skip
    table.attrs["provenance"] = {"measure": "decomposition"}
    assert "由40.3%跌至27.9%，減少12.3個百分點（經四捨五入，直接加減略有出入）" in said(table)


def test_values_that_all_have_as_many_articles_have_no_first_ones() -> None:
    rows = [row(number, section=f"版面{number}") for number in range(6)]
    assert said(an.distribution(made(rows), "section")) == "6篇文章分屬6個版面，各有1篇（16.7%）。"


def test_sequences_bound_no_more_than_their_parts_are_not_the_most_tightly_bound() -> None:
    table = an.ngrams(made(mixed(60)), length=3)
    table["z"] = -1.0
    assert "結合得最緊" not in said(table) and "出現最多" in said(table)
    table.loc[table.index[1], "z"] = 0.5
    assert f"結合得最緊（z值最高）的是「{table['ngram'].iloc[1]}」。" in said(table)


def test_evenness_that_is_written_alike_is_tied() -> None:
    table = an.dispersion(made(mixed(60)), ["市場", "deepseek", "天文台"], by="week")
    table["dp_norm"] = [0.2201, 0.2249, 0.6]
    assert "標準化DP 0.22" in said(table) and "，另有1個並列）；最集中" in said(table)


# --- what the articles do not state


def test_values_that_no_article_states_do_not_deny_the_articles() -> None:
    articles = made(CORPORA["no tags"])
    assert said(an.concentration(articles, "section")) == "沒有一篇文章註明版面。"
    assert said(an.concentration(articles, "section", freq="week"), "en") == "No article states its section."


def test_days_below_a_heading_that_names_also_have_are_days() -> None:
    found = pd.DataFrame({"text": ["歡迎來信"], "first": [pd.Timestamp("2025-01-02")], "articles": [9]})
    found.attrs["provenance"] = {"measure": "boilerplate"}
    assert "2025-01-02" in str(table_of(found)) and "00:00" not in str(table_of(found))


# --- stories


def story(number: int, *outlets: str | None) -> list[Row]:
    """As many articles of one text as there are outlets."""
    body = "".join(f"第{number * 97 + line}號船在{line * 31 + number}時駛過燈塔。" for line in range(20))
    return [row(number, title=f"第{number}號船", body=body, outlet=name) for name in outlets]


def test_a_single_story_is_not_the_largest() -> None:
    table = an.syndicated(made([row(1), *story(9, "港聲報", "海傍日報")]))
    assert said(table) == "1則新聞由不止一篇文章報道，有2篇，來自2間媒體。"
    assert said(table, "en") == "1 story is told by more than one article: 2 articles from 2 outlets."


def test_stories_without_an_outlet_come_from_none() -> None:
    assert "間媒體" not in said(an.syndicated(made([*story(9, None, None), *story(8, None, None, None)])))


def test_stories_of_as_many_articles_have_no_largest() -> None:
    two = an.syndicated(made([*story(8, "港聲報", "海傍日報"), *story(9, "港聲報", "獅山報")]))
    assert said(two) == "2則新聞由不止一篇文章報道，合共4篇，每則2篇。"
    rows = [*story(7, *"甲乙丙"), *story(8, *"甲乙丙"), *story(9, *"甲乙")]
    assert said(an.syndicated(made(rows))).endswith("篇數最多的2則各有3篇。")


def test_a_single_outlet_is_not_first_most_often() -> None:
    table = pd.DataFrame(
        {"outlet": ["港聲報", "海傍日報"], "stories": [12, 3], "led": [9, 3], "undecided": [0, 0],
         "share": [0.75, 1.0], "low": [0.5, 0.4], "high": [0.9, 1.0], "median_delay": [0.0, 0.0]}
    )  # fmt: skip
    table.attrs["provenance"] = {"measure": "first_to_publish"}
    assert said(table).startswith("只有「港聲報」報道過至少10則共同新聞：12則之中有9則")
    table["stories"], table["share"] = [12, 12], [0.75, 0.75]
    assert "最常搶先的是「港聲報」（另有1個並列）：" in said(table)


def test_a_single_affair_is_not_the_longest() -> None:
    table = pd.DataFrame({"thread": [0, 0], "title": ["船駛過燈塔"] * 2, "stories": [2, 2], "days": [3, 3]})
    table.attrs["provenance"] = {"measure": "threads"}
    assert "最多" not in said(table)


def test_signs_of_trouble_begin_sentences_in_english() -> None:
    text = said(tables_of("dates without times")["anomalies"], "en")
    assert not re.search(r"\. [a-z]", text)


def test_periods_with_as_many_copies_are_tied() -> None:
    table = an.syndication(made(mixed(60)), freq="week")
    table["articles"], table["copies"] = 20, 2
    assert f"（另有{len(table) - 1}個並列），20篇之中有2篇" in said(table)


def test_key_terms_of_one_article_are_not_called_sure_without_a_warning() -> None:
    table = pd.DataFrame(
        {"term": ["校方"], "p_adjusted": 0.001, "log_ratio_low": 3.0, "log_likelihood": 21.7}
        | {"article_p_adjusted": float("nan")}
    )
    table.attrs["provenance"] = {"measure": "keyness"}
    assert "不足兩篇" in said(table)
    assert "fewer than two articles" in said(table, "en")


@pytest.mark.parametrize(
    ("articles", "begins"),
    [(1, "The one article is no copy of an"), (20, "None of 20 articles is a copy of an earlier one")],
)
def test_articles_without_copies_are_said_without_a_zero(articles: int, begins: str) -> None:
    table = an.syndication(made(mixed(60)), freq="week").head(1)
    table["articles"], table["copies"] = articles, 0
    assert said(table, "en").startswith(begins)


def test_one_pair_shares_articles() -> None:
    table = pd.DataFrame({"first": ["甲"], "second": ["乙"], "together": 2, "log_likelihood": -1.0})
    table.attrs["provenance"] = {"measure": "cooccurrence", "by": "tags"}
    assert said(table, "en").startswith("1 pair of tags shares articles")
