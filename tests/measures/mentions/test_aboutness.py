"""Aboutness: whether an article is about its subject."""

import math

import pandas as pd

import analytics

from .tables import table_of


def test_aboutness_is_nought_exactly_where_the_entity_is_not_named(articles: pd.DataFrame) -> None:
    scores = analytics.aboutness(articles, "openai")
    assert scores["score"].tolist() == [0.0, 0.0]


def test_aboutness_adds_its_four_features_as_documented(articles: pd.DataFrame) -> None:
    first = analytics.aboutness(articles, "deepseek").iloc[0]
    body = "研究員稱DeepSeek模型省電。\n\n對手觀望。"
    position = 1 - body.index("DeepSeek") / len(body)
    assert (first["title"], first["lead"], first["sentence_share"]) == (True, True, 0.5)
    assert math.isclose(first["score"], 0.35 + 0.20 + 0.30 * 1.0 + 0.15 * position)


def test_aboutness_tells_a_story_from_a_passing_mention() -> None:
    story = {"title": "DeepSeek登頂", "body": "DeepSeek登上榜首。\n\n公司未有回應。"}
    passing = {
        "title": "美股收市",
        "body": "道指升一成。\n\n科網股普遍上升。\n\n金價回落。\n\n有分析提及DeepSeek。",
    }
    scores = analytics.aboutness(table_of(story, passing), "deepseek")["score"]
    assert scores[0] >= 0.5
    assert 0 < scores[1] < 0.25


def test_an_article_without_a_body_is_scored_by_its_headline_and_flagged() -> None:
    rows = (
        {"title": "DeepSeek登頂", "body": ""},
        {"title": "登頂的DeepSeek", "body": " "},
        {"title": "美股收市"},
    )
    scores = analytics.aboutness(table_of(*rows), "deepseek")
    assert scores["title_only"].tolist() == [True, True, True]
    assert scores["mentions"].tolist() == [1, 1, 0]
    assert scores["score"].tolist() == [1.0, 0.35 + 0.2 + 0.3 + 0.15 * (1 - 3 / 11), 0.0]


def test_an_article_with_a_body_is_not_flagged() -> None:
    scores = analytics.aboutness(table_of({"title": "DeepSeek登頂", "body": "公司未有回應。"}), "deepseek")
    assert scores["title_only"].tolist() == [False]
    assert scores["score"].tolist() == [0.35]


def test_coverage_can_be_cut_at_a_threshold_of_aboutness() -> None:
    story = {"title": "DeepSeek登頂", "body": "DeepSeek登上榜首。"}
    passing = {"title": "美股收市", "body": "道指升。\n\n金價跌。\n\n油價跌。\n\n有分析提及DeepSeek。"}
    articles = table_of(story, passing)
    about = analytics.aboutness(articles, "deepseek")["score"] >= 0.5
    assert analytics.trend(articles, "deepseek")["matching"].tolist() == [2]
    assert analytics.trend(articles, about)["matching"].tolist() == [1]
