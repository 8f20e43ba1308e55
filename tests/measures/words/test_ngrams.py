"""N-grams."""

import math

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError

from .tables import row_of, table


def test_ngrams_do_not_cross_marks_and_are_not_bounded_by_stop_words() -> None:
    articles = table("人工 智能 模型 。 人工 智能 ， 模型 的 股價")
    assert analytics.ngrams(articles, min_frequency=1)["ngram"].tolist() == ["人工 智能", "智能 模型"]
    assert analytics.ngrams(articles, length=3, min_frequency=1)["ngram"].tolist() == [
        "人工 智能 模型",
        "模型 的 股價",
    ]


def test_ngram_score_of_two_words_is_the_smoothed_log_odds_ratio() -> None:
    articles = table("甲公司 收購 。 甲公司 收購 。 甲公司 上市 。 乙公司 收購 。 乙公司 停牌")
    row = row_of(analytics.ngrams(articles, min_frequency=1), "ngram", "甲公司 收購")
    assert row[["frequency", "articles"]].tolist() == [2, 1]
    assert row["expected"] == pytest.approx(3 * 3 / 5)
    assert row["score"] == pytest.approx(math.log(2.5 * 1.5 / (1.5 * 1.5)))


@pytest.mark.parametrize("length", [1, 6])
def test_ngrams_have_two_to_five_words(length: int) -> None:
    with pytest.raises(ArgumentError, match="length must be 2 to 5"):
        analytics.ngrams(table("股價"), length=length)


def test_ngrams_do_not_reach_from_a_body_into_the_next_headline() -> None:
    news = pd.DataFrame({"title": ["股價", "模型"], "text": ["晶片", "天氣"]})
    assert analytics.ngrams(analytics.articles(news), min_frequency=1)["ngram"].tolist() == []
