"""The concordance."""

import pandas as pd
import pytest
from wcwidth import wcswidth

import analytics
from analytics.errors import ArgumentError

from .tables import table_of


def test_kwic_shows_the_original_and_not_the_match_copy(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "deepseek")
    assert lines["match"].tolist() == ["ＤｅｅｐＳｅｅｋ", "DeepSeek", "DeepSeek"]
    assert lines["right"].tolist()[0] == "登頂"


def test_kwic_lines_align_on_the_match_on_a_terminal(articles: pd.DataFrame) -> None:
    printed = str(analytics.kwic(articles, "DeepSeek", width=9)).split("\n")
    assert len({wcswidth(line[: line.index("〈")]) for line in printed}) == 1


def test_kwic_contexts_keep_to_their_width(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "DeepSeek", width=9)
    assert all(wcswidth(text) <= 9 for side in ("left", "right") for text in lines[side])
    assert lines["left"].tolist() == ["", "研究員稱", "三百點，"]


@pytest.mark.parametrize(
    ("sort", "expected"), [("right", ["登頂", "概念", "模型"]), (None, ["登頂", "模型", "概念"])]
)
def test_kwic_sorts_by_context(articles: pd.DataFrame, sort: str | None, expected: list[str]) -> None:
    assert [right[:2] for right in analytics.kwic(articles, "DeepSeek", sort=sort)["right"]] == expected


def test_kwic_sorted_by_the_left_reads_backwards() -> None:
    lines = analytics.kwic(table_of({"body": "甲乙港股。丙甲港股。丁乙港股。"}), "港股", sort="left", width=4)
    assert [left[-1] for left in lines["left"]] == ["乙", "乙", "甲"]


@pytest.mark.parametrize(
    ("order", "expected"), [("strokes", ["丁", "林", "張", "龍"]), ("pinyin", ["丁", "林", "龍", "張"])]
)
def test_kwic_sorts_chinese_by_strokes_or_pinyin(order: str, expected: list[str]) -> None:
    lines = analytics.kwic(
        table_of(*({"title": f"港鐵{word}"} for word in "張龍丁林")), "港鐵", sort="right", order=order
    )
    assert lines["right"].tolist() == expected


def test_kwic_without_a_match_keeps_its_columns(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "不存在")
    assert list(lines.columns) == list(analytics.kwic(articles, "DeepSeek").columns)
    assert str(lines) == "no match"
    assert lines._repr_html_() == "<p>no match</p>"


def test_kwic_in_a_notebook_escapes_the_text() -> None:
    page = analytics.kwic(table_of({"body": "港股<script>alert(1)</script>上升"}), "港股")._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_kwic_refuses_a_width_of_nothing(articles: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="width must be a whole number, 1 or more"):
        analytics.kwic(articles, "DeepSeek", width=0)


def test_kwic_of_an_entity_shows_all_its_names() -> None:
    articles = table_of({"title": "甲", "body": "輝達跌。英偉達再跌。Nvidia回應。"})
    nvidia = analytics.load_entities()["nvidia"]
    assert analytics.kwic(articles, nvidia)["match"].tolist() == ["輝達", "英偉達", "Nvidia"]
    ad_hoc = analytics.Entity("晶片 巨頭", "晶片 巨頭", "", nvidia.aliases)
    assert len(analytics.kwic(articles, ad_hoc)) == 3


def test_a_sorted_concordance_puts_the_same_word_together_whatever_its_width_case_script_and_marks() -> None:
    after = ["A線", "「加價", "东铁", "a線", "加價", "東鐵", "Ａ線"]
    lines = analytics.kwic(table_of(*({"title": f"港鐵{word}"} for word in after)), "港鐵", sort="right")
    firsts = [word.strip("「").casefold().replace("Ａ", "a").replace("ａ", "a")[0] for word in lines["right"]]
    assert firsts in (["a"] * 3 + ["东", "東"] + ["加"] * 2, ["a"] * 3 + ["加"] * 2 + ["东", "東"])
