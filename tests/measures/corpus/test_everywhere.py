"""A table that may hold the hits of a search alone says so."""

import pandas as pd

import analytics as an
from analytics.measures.corpus.everywhere import everywhere


def made(*texts: str) -> pd.DataFrame:
    titles = [f"{text}（{number}）" for number, text in enumerate(texts)]
    return an.articles(pd.DataFrame({"title": titles, "text": texts, "date": "2025-01-31"}))


def test_a_name_of_all_articles_is_named_by_its_label() -> None:
    hits = made(*["深度求索推出模型。"] * 6, *["DeepSeek宣布開源。"] * 8)
    assert everywhere(hits) == ["DeepSeek"]


def test_a_word_of_all_articles_is_named_where_the_pack_has_no_such_name() -> None:
    assert everywhere(made(*[f"輕鐵第{number}號列車誤點。" for number in range(14)]))[0] in (
        "輕鐵",
        "列車",
        "誤點",
    )


def test_nine_articles_are_too_few() -> None:
    assert everywhere(made(*["深度求索推出模型。"] * 9)) == []


def test_a_name_of_nine_articles_in_ten_is_not_everywhere() -> None:
    assert everywhere(made(*["深度求索推出模型。"] * 9, "輕鐵誤點。")) == []


def test_health_and_the_page_tell() -> None:
    facts = an.health(made(*["深度求索推出模型。"] * 14))
    assert facts.set_index("item").at["everywhere", "value"] == "DeepSeek"
    assert "幾乎所有文章都有「DeepSeek」" in repr(an.reports.say(facts))


def test_the_sentence_of_a_trend_warns_where_all_articles_match() -> None:
    said = repr(an.reports.say(an.trend(made(*["深度求索推出模型。"] * 14), "deepseek", freq="day")))
    assert "文章全部提及DeepSeek" in said and "須另找全部文章的數目作分母" in said


def test_no_sentence_warns_where_some_articles_do_not_match() -> None:
    mixed = made(*["深度求索推出模型。"] * 14, *["輕鐵誤點。"] * 6)
    assert "分母" not in repr(an.reports.say(an.trend(mixed, "deepseek", freq="day")))
