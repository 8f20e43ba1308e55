"""Collocates: words near a word."""

import math

import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.measures.stats.association import association

from .tables import row_of, table


def test_collocates_stand_within_the_window_and_the_sentence() -> None:
    articles = table("晶片 輝達 股價 急挫 。 天氣 輝達 。", "樓市 地產 新盤 呎價 輝達 的 股價")
    result = analytics.collocates(articles, "nvidia", window=1, min_frequency=1)
    together = dict(zip(result["collocate"], result["together"], strict=True))
    assert together == {"晶片": 1, "股價": 1, "天氣": 1, "呎價": 1}


def test_a_stop_word_keeps_its_place_in_the_window() -> None:
    articles = table("輝達 的 股價 急挫")
    assert analytics.collocates(articles, "nvidia", window=1, min_frequency=1)["collocate"].tolist() == []
    assert analytics.collocates(articles, "nvidia", window=2, min_frequency=1)["collocate"].tolist() == [
        "股價"
    ]


def test_collocation_table_by_hand() -> None:
    """Windows hold 股價, 晶片, 股價; the corpus without nodes has six words, two of them 股價."""
    articles = table("股價 輝達 晶片 。 輝達 股價 。 天氣 樓市 新盤")
    row = row_of(analytics.collocates(articles, "輝達", window=1, min_frequency=1), "collocate", "股價")
    assert row[["together", "left", "right", "frequency", "articles"]].tolist() == [2, 1, 1, 2, 1]
    assert row["expected"] == 3 * 2 / 6
    assert row["pmi"] == math.log2(2 / 1)
    assert row["log_likelihood"] == float(association(2, 3, 2, 6, "g2"))
    assert row["dice"] == 2 * 2 / (2 + 2)
    assert row["delta_p"] == pytest.approx(2 / 3 - 0 / 3)


def test_a_token_near_two_nodes_counts_once() -> None:
    articles = table("輝達 股價 輝達")
    assert analytics.collocates(articles, "輝達", min_frequency=1)["together"].tolist() == [1]


def test_a_window_does_not_cross_from_one_article_to_the_next() -> None:
    assert len(analytics.collocates(table("晶片 輝達", "天氣 樓市"), "輝達", min_frequency=1)) == 1


def test_collocations_refuse_a_window_of_nothing() -> None:
    with pytest.raises(ArgumentError, match="window must be a whole number, 1 or more"):
        analytics.collocates(table("輝達"), "輝達", window=0)
