"""The tokens of an article table as arrays."""

import numpy as np
import pandas as pd
import pytest

from analytics import load_lexicon
from analytics.measures.engine.tokens import (
    Tokens,
    articles_with,
    is_content,
    is_word,
    names_of,
    token_lists,
    tokens_of,
)
from analytics.schema import empty

from ..words.tables import table


def articles_of(tokens: Tokens) -> list[int]:
    return tokens.article_at(np.arange(len(tokens.spelling))).tolist()


def sentences_of(tokens: Tokens) -> np.ndarray:
    """The number of the sentence of each token."""
    begins = np.append(0, tokens.ends[tokens.spelling]).astype(np.int64)
    begins[tokens.edges] = 1
    return np.cumsum(begins[:-1]) - 1


def test_every_token_has_its_term_and_its_article() -> None:
    found = tokens_of(table("天 地", "地 人"))
    assert [found.vocabulary[term] for term in found.term_of[found.spelling]] == [
        "\n",
        "天",
        "地",
        "\n",
        "地",
        "人",
    ]
    assert articles_of(found) == [0, 0, 0, 1, 1, 1]


def test_the_vocabulary_is_sorted_and_holds_a_term_once() -> None:
    found = tokens_of(table("人 天 AI 人 ai"))
    assert found.vocabulary == sorted(set(found.vocabulary))


def test_spellings_that_differ_in_case_width_and_script_are_one_term() -> None:
    found = tokens_of(table("AI ai ＡＩ 輝達 辉达"))
    assert found.vocabulary == ["\n", "ai", "辉达"]


def test_each_spelling_has_its_own_frequency() -> None:
    writings = tokens_of(table("AI ai AI")).writings
    own = writings[writings["term"] == "ai"]
    assert own[["written", "frequency"]].to_numpy().tolist() == [["AI", 2], ["ai", 1]]


def test_a_filtered_table_has_no_terms_of_the_others() -> None:
    articles = table("天 地", "人")
    assert tokens_of(articles.iloc[1:]).vocabulary == ["\n", "人"]


def test_no_articles_have_no_tokens() -> None:
    found = tokens_of(empty())
    assert (len(found.spelling), found.vocabulary, len(found.writings)) == (0, [], 0)


def test_an_article_whose_tokens_are_missing_has_none() -> None:
    articles = table("天", "地", "人")
    articles["tokens"] = articles["tokens"].where([True, False, True])
    assert articles_of(tokens_of(articles)) == [0, 0, 2, 2]


def test_tables_with_dictionaries_of_their_own_are_one_list_array() -> None:
    joined = pd.concat([table("天 地"), table("地 人")], ignore_index=True)
    assert token_lists(joined).to_pylist() == [["\n", "天", "地"], ["\n", "地", "人"]]


@pytest.mark.parametrize("end", ["。", "！", "?", "；", "……"])
def test_a_sentence_begins_after_the_mark_that_ends_one(end: str) -> None:
    sentence = sentences_of(tokens_of(table(f"天 {end} 地")))
    assert sentence.tolist() == [0, 1, 1, 2]


def test_a_sentence_ends_with_its_article() -> None:
    assert sentences_of(tokens_of(table("天", "地"))).tolist() == [0, 1, 2, 3]


def test_a_comma_ends_no_sentence() -> None:
    assert sentences_of(tokens_of(table("天 ， 地"))).tolist() == [0, 1, 1, 1]


def test_no_tokens_have_no_sentences() -> None:
    assert sentences_of(tokens_of(empty())).tolist() == []


def test_the_first_of_the_most_frequent_spellings_is_the_name() -> None:
    writings = pd.DataFrame(
        {"term": ["ai", "ai", "b", "b"], "written": ["AI", "Ai", "B", "b"], "frequency": [2, 2, 1, 3]}
    )
    assert names_of(writings).to_dict() == {"ai": "AI", "b": "b"}


def test_punctuation_is_no_word() -> None:
    assert is_word(["天", "2025", "，", "_", "a1", "%"]).tolist() == [True, True, False, False, True, False]


def test_stop_words_numbers_punctuation_and_addresses_are_no_content() -> None:
    terms = ["天气", "的", "2025", "。", "https://news.example/1", "r1"]
    assert is_content(terms, load_lexicon()).tolist() == [True, False, False, False, False, True]


def test_no_terms_are_no_words() -> None:
    assert is_word([]).tolist() == []


@pytest.mark.parametrize("size", [3, 5])
def test_an_article_counts_once_for_each_number(size: int) -> None:
    number, article = np.array([2, 0, 2, 2, 0]), np.array([0, 0, 0, 3, 3])
    assert articles_with(number, article, size).tolist() == [2, 0, 2, 0, 0][:size]


def test_nothing_is_in_no_article() -> None:
    nothing = np.empty(0, np.int64)
    assert articles_with(nothing, nothing, 2).tolist() == [0, 0]


def test_words_of_articles_are_counted_without_punctuation() -> None:
    assert tokens_of(table("天 。 地", "，", "人")).words_of_articles.tolist() == [2, 0, 1]
    assert tokens_of(empty()).words_of_articles.tolist() == []


def test_stretches_cover_every_article_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.measures.engine.tokens.CHUNK", 2)
    tokens = tokens_of(table("天 地", "", "人 天 地", "人"))
    covered = [row for first, last in tokens.stretches() for row in range(first, last)]
    assert covered == [0, 1, 2, 3]
    assert tokens.words_of_articles.tolist() == [2, 0, 3, 1]
