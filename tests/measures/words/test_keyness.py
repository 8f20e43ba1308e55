"""Keyness: one set of articles against another."""

import numpy as np
import pandas as pd
import pytest
import scipy.stats

import analytics
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import provenance
from analytics.measures.stats.keyness import log_likelihood, log_ratio
from analytics.schema import empty

from .tables import row_of, table


def test_keyness_counts_and_calls_the_formulas() -> None:
    articles = table("晶片 晶片 晶片 股價 。", "天氣 天氣 股價 ， 晶片", outlet=["甲報", "乙報"])
    result = analytics.keyness(articles, analytics.Query("outlet:甲報"), min_frequency=1)
    row = row_of(result, "term", "晶片")
    assert row[
        ["target_frequency", "reference_frequency", "target_articles", "reference_articles"]
    ].tolist() == [3, 1, 1, 1]
    assert row["target_rate"] == 750_000
    assert row["log_likelihood"] == float(log_likelihood(3, 1, 4, 4))
    assert row["log_ratio"] == float(log_ratio(3, 1, 4, 4))
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
def test_keyness_without_a_reference_or_a_target_has_no_rows(articles: pd.DataFrame) -> None:
    for everything in (True, False):
        chosen = pd.Series(everything, index=articles.index, dtype=bool)
        assert analytics.keyness(articles, chosen, min_frequency=1).empty


def test_the_test_over_articles_is_scipys_on_the_shares_of_their_words() -> None:
    target, reference = (
        ["晶片 晶片 股價 。", "晶片 天氣 天氣", "天氣"],
        ["天氣 晶片 股價 股價", "股價 天氣", "，"],
    )
    articles = table(*target, *reference, outlet=["甲報"] * 3 + ["乙報"] * 3)
    row = row_of(analytics.keyness(articles, analytics.Query("outlet:甲報"), min_frequency=1), "term", "晶片")
    # Punctuation is no word, and an article without words is none of the sample.
    expected = scipy.stats.ttest_ind([2 / 3, 1 / 3, 0], [1 / 4, 0], equal_var=False)
    assert row["article_t"] == pytest.approx(expected.statistic)
    assert row["article_p"] == pytest.approx(expected.pvalue)


def test_a_word_that_one_article_repeats_is_sure_by_tokens_and_not_by_articles() -> None:
    texts = ["晶片 " * 60 + "股價 天氣", *["股價 天氣 港鐵"] * 9, *["股價 天氣 港鐵"] * 20]
    articles = table(*texts, outlet=["甲報"] * 10 + ["乙報"] * 20)
    row = row_of(analytics.keyness(articles, analytics.Query("outlet:甲報")), "term", "晶片")
    assert row["p_adjusted"] < 1e-9
    assert row["article_t"] == pytest.approx(1)
    assert row["article_p"] == pytest.approx(0.343, abs=0.001)


def test_the_test_over_articles_is_missing_where_a_side_has_one_article() -> None:
    articles = table("晶片 晶片", "天氣", "天氣 股價", outlet=["甲報", "乙報", "乙報"])
    result = analytics.keyness(articles, analytics.Query("outlet:甲報"), min_frequency=1)
    assert result[["article_t", "article_p", "article_p_adjusted"]].isna().all(axis=None)


def test_measures_do_not_change_their_input() -> None:
    articles = table("輝達 股價 晶片", "天氣 輝達")
    before = articles.copy(deep=True)
    for measure in (analytics.keyness, analytics.collocates):
        measure(articles, "nvidia", min_frequency=1)
    analytics.ngrams(articles)
    analytics.rising(articles)
    pd.testing.assert_frame_equal(articles, before)
