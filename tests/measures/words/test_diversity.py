"""Diversity."""

import pytest

import analytics
from analytics import ArgumentError
from analytics.measures.stats.diversity import mtld
from analytics.schema import empty

from .tables import TableOf


def test_each_outlet_has_the_measures_of_its_own_words(table_of: TableOf) -> None:
    news = table_of(
        {"outlet": "港聲報", "title": "晶片股上升", "body": "晶片需求增加，晶片短缺。"},
        {"outlet": "海傍日報", "title": "寒流襲港", "body": "氣溫下降。"},
    )
    table = analytics.diversity(news).set_index("value")
    words = [token for token in news["tokens"].iloc[0] if token.isalnum()]
    assert table.loc["港聲報", "tokens"] == len(words)
    assert table.loc["港聲報", "types"] == len(set(words))
    assert table.loc["港聲報", "mtld"] == pytest.approx(mtld(words))


def test_articles_that_state_no_outlet_come_last(table_of: TableOf) -> None:
    news = table_of({"title": "甲乙"}, {"title": "丙丁"}, {"outlet": "港聲報", "title": "戊己"})
    assert analytics.diversity(news)["value"].isna().tolist() == [False, True]


def test_a_group_without_words_has_no_diversity(table_of: TableOf) -> None:
    table = analytics.diversity(table_of({"outlet": "圖片社", "title": "", "body": ""}))
    assert table[["tokens", "types"]].to_numpy().tolist() == [[0, 0]]
    assert table[["ttr", "mattr", "mtld", "yule_k"]].isna().all(axis=None)


def test_nothing_published_has_no_vocabulary() -> None:
    assert analytics.diversity(empty()).empty


def test_tags_have_no_vocabulary_of_their_own() -> None:
    with pytest.raises(ArgumentError, match="unknown dimension 'tags'"):
        analytics.diversity(empty(), by="tags")


def test_windows_and_runs_do_not_cross_articles(table_of: TableOf) -> None:
    same = {"outlet": "港聲報", "title": "晶片股上升", "body": "輝達帶動恒指造好。"}
    alone, twice = analytics.diversity(table_of(same)), analytics.diversity(table_of(same, same))
    assert twice["tokens"].item() == 2 * alone["tokens"].item()
    assert twice["mattr"].item() == alone["mattr"].item()
    assert twice["mtld"].item() == pytest.approx(2 * alone["mtld"].item())  # no run ends in either article
