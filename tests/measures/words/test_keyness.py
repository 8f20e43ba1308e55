"""Keyness, rising terms, collocates, n-grams and co-occurrence, counted by hand on small corpora."""

import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.measures import stats
from analytics.measures.engine.provenance import provenance
from analytics.schema import arrow_schema, empty, to_pandas


def table(*bodies: str, **columns: list[object]) -> pd.DataFrame:
    """Articles whose tokens are parted by blanks in the body."""
    rows = []
    for number, body in enumerate(bodies):
        row: dict[str, object] = {
            "id": f"a{number}",
            "path": f"{number}.md",
            "title": "",
            "body": body.replace(" ", ""),
        }
        row |= {name: [] for name in ("categories", "tags", "headings", "captions", "related")}
        row |= {"tokens": ["\n", *body.split()], "published": pd.Timestamp("2025-01-27", tz="Asia/Hong_Kong")}
        rows.append(row | {name: values[number] for name, values in columns.items()})
    return to_pandas(pa.Table.from_pylist(rows, schema=arrow_schema()))


def row_of(result: pd.DataFrame, column: str, value: str) -> pd.Series:
    return result.set_index(column).loc[value]


def test_keyness_counts_and_calls_the_formulas() -> None:
    articles = table("晶片 晶片 晶片 股價 。", "天氣 天氣 股價 ， 晶片", outlet=["甲報", "乙報"])
    result = analytics.keyness(articles, analytics.Query("outlet:甲報"), min_frequency=1)
    row = row_of(result, "term", "晶片")
    assert row[
        ["target_frequency", "reference_frequency", "target_articles", "reference_articles"]
    ].tolist() == [3, 1, 1, 1]
    assert row["target_rate"] == 750_000
    assert row["log_likelihood"] == float(stats.log_likelihood(3, 1, 4, 4))
    assert row["log_ratio"] == float(stats.log_ratio(3, 1, 4, 4))
    assert provenance(result).details["tested"] == len(result) == 3


def test_keyness_has_both_directions_and_the_targets_terms_first() -> None:
    articles = table("晶片 晶片 晶片", "天氣 天氣 天氣", outlet=["甲報", "乙報"])
    result = analytics.keyness(articles, analytics.Query("outlet:甲報"))
    assert result["term"].tolist() == ["晶片", "天氣"]
    assert np.sign(result["log_likelihood"]).tolist() == [1, -1]


def test_keyness_swapped_is_the_same_with_the_other_sign() -> None:
    articles = table("晶片 晶片 晶片 股價 股價", "天氣 天氣 股價 股價 股價", outlet=["甲報", "乙報"])
    mine, theirs = (
        analytics.keyness(articles, analytics.Query(f"outlet:{name}"), min_frequency=1)
        for name in ("甲報", "乙報")
    )
    swapped = theirs.set_index("term")["log_likelihood"]
    assert np.allclose(mine.set_index("term")["log_likelihood"].reindex(swapped.index), -swapped)


def test_keyness_takes_an_explicit_reference_and_refuses_an_overlap() -> None:
    articles = table("晶片", "天氣", "樓市", outlet=["甲報", "乙報", "丙報"])
    a, b = analytics.Query("outlet:甲報"), analytics.Query("outlet:乙報")
    assert set(analytics.keyness(articles, a, b, min_frequency=1)["term"]) == {"晶片", "天氣"}
    with pytest.raises(ArgumentError, match="share articles"):
        analytics.keyness(articles, a, analytics.Query("outlet:甲報 OR outlet:乙報"))


@pytest.mark.parametrize("articles", [empty(), table("晶片")], ids=["no article", "one article"])
def test_keyness_without_a_reference_has_no_numbers_to_compare(articles: pd.DataFrame) -> None:
    result = analytics.keyness(articles, pd.Series(True, index=articles.index), min_frequency=1)
    assert result["log_likelihood"].notna().sum() == 0


def test_rising_terms_are_those_of_a_period_against_all_before() -> None:
    days = [pd.Timestamp(day, tz="Asia/Hong_Kong") for day in ("2025-01-06", "2025-01-13", "2025-01-20")]
    articles = table(
        "股價 " * 30, "股價 " * 30 + "晶片 " * 9, "股價 " * 30 + "晶片 " * 3 + "關稅 " * 9, published=days
    )
    result = analytics.rising(articles)
    assert result[["period", "term"]].to_numpy().tolist() == [
        [pd.Timestamp("2025-01-13"), "晶片"],
        [pd.Timestamp("2025-01-20"), "關稅"],
    ]
    assert result["reference_frequency"].tolist() == [0, 0]


def test_rising_terms_of_one_period_are_none() -> None:
    assert len(analytics.rising(table("晶片 晶片 晶片"))) == 0
    assert list(analytics.rising(empty()).columns) == list(analytics.rising(table("晶片")).columns)


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
    assert row["log_likelihood"] == float(stats.association(2, 3, 2, 6, "g2"))
    assert row["dice"] == 2 * 2 / (2 + 2)
    assert row["delta_p"] == pytest.approx(2 / 3 - 0 / 3)


def test_a_token_near_two_nodes_counts_once() -> None:
    articles = table("輝達 股價 輝達")
    assert analytics.collocates(articles, "輝達", min_frequency=1)["together"].tolist() == [1]


def test_a_window_does_not_cross_from_one_article_to_the_next() -> None:
    assert len(analytics.collocates(table("晶片 輝達", "天氣 樓市"), "輝達", min_frequency=1)) == 1


def test_collocations_refuse_a_window_of_nothing() -> None:
    with pytest.raises(ArgumentError, match="window must be 1 or more"):
        analytics.collocates(table("輝達"), "輝達", window=0)


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


def test_cooccurrence_of_tags_by_hand() -> None:
    articles = table("甲", "乙", "丙", tags=[["晶片", "美股"], ["晶片", "美股"], ["晶片"]])
    result = analytics.cooccurrence(articles)
    assert result.iloc[0][["first", "second", "together", "first_articles", "second_articles"]].tolist() == [
        "晶片", "美股", 2, 3, 2,
    ]  # fmt: skip
    assert result["jaccard"].tolist() == [2 / 3]


def test_cooccurrence_of_entities_counts_articles_and_not_mentions() -> None:
    articles = table("輝達 DeepSeek 輝達", "英偉達 DeepSeek", "DeepSeek")
    result = analytics.cooccurrence(articles, "entities", entities=["nvidia", "deepseek"])
    assert result[["first", "second", "together"]].to_numpy().tolist() == [["DeepSeek", "英偉達", 2]]


@pytest.mark.parametrize("of", ["tags", "categories", "topic", "entities"])
def test_cooccurrence_of_nothing_is_an_empty_table(of: str) -> None:
    assert len(analytics.cooccurrence(empty(), of)) == 0


def test_measures_do_not_change_their_input() -> None:
    articles = table("輝達 股價 晶片", "天氣 輝達")
    before = articles.copy(deep=True)
    for measure in (analytics.keyness, analytics.collocates):
        measure(articles, "nvidia", min_frequency=1)
    analytics.ngrams(articles)
    analytics.rising(articles)
    pd.testing.assert_frame_equal(articles, before)
