"""Terms: frequencies by hand, what is left out, what is one term."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal

from analytics import load_lexicon, terms
from analytics.errors import CorpusError
from analytics.measures.engine.provenance import provenance
from analytics.measures.engine.tokens import articles_with, tokens_of
from analytics.text.fold import fold_word

TableOf = Callable[..., pd.DataFrame]

DTYPES = {
    "term": "str",
    "frequency": "int64",
    "document_frequency": "int64",
    "relative_frequency": "float64",
    "tf_idf": "float64",
    "rank": "int64",
}


@pytest.fixture
def weather(table_of: TableOf) -> pd.DataFrame:
    """Three articles with tokens cut by hand: 10 words, 2 of them stop words, 1 a number; marks are no words."""
    return table_of(
        {"tokens": ["天文台", "\n", "天文台", "的", "預測", "，", "準確", "。"]},
        {"tokens": ["颱風", "\n", "颱風", "的", "預測", "8", "！"]},
        {"tokens": ["颱風"]},
    )


def test_terms_of_three_articles_by_hand(weather: pd.DataFrame) -> None:
    idf = {df: math.log((1 + 3) / (1 + df)) + 1 for df in (1, 2)}
    wanted = pd.DataFrame(
        {
            "term": ["颱風", "天文台", "預測", "準確"],
            "frequency": [3, 2, 2, 1],
            "document_frequency": [2, 1, 2, 1],
            "relative_frequency": [3 / 11 * 1e6, 2 / 11 * 1e6, 2 / 11 * 1e6, 1 / 11 * 1e6],
            "tf_idf": [3 * idf[2], 2 * idf[1], 2 * idf[2], 1 * idf[1]],
            "rank": [1, 2, 2, 4],
        }
    ).astype(DTYPES)
    assert_frame_equal(terms(weather), wanted)


def test_relative_frequency_is_per_million_tokens_stop_words_and_numbers_counted_marks_not(
    weather: pd.DataFrame,
) -> None:
    table = terms(weather)
    assert provenance(table).details == {"articles": 3, "tokens": 11}
    assert_series_equal(
        table["relative_frequency"], table["frequency"] / 11 * 1e6, check_names=False, check_exact=True
    )


def test_a_term_of_every_article_keeps_its_frequency_as_tf_idf(table_of: TableOf) -> None:
    table = terms(table_of({"tokens": ["立法會"]}, {"tokens": ["立法會", "立法會"]}))
    assert table["tf_idf"].tolist() == [3.0]


def test_ties_share_the_lowest_rank_and_stand_by_name(table_of: TableOf) -> None:
    table = terms(table_of({"tokens": ["馬會", "馬會", "中環", "灣仔", "銅鑼灣"]}))
    assert table["term"].tolist() == ["馬會", "中環", "銅鑼灣", "灣仔"]
    assert table["rank"].tolist() == [1, 2, 2, 2]


@pytest.mark.parametrize(
    "token",
    [
        "的",
        "了",
        "在",
        "。",
        "，",
        "「",
        "…",
        "\n",
        "2025",
        "3.5",
        "１２３",
        "the",
        "http://letter.example/news",
    ],
)
def test_stop_words_marks_and_bare_numbers_are_left_out(table_of: TableOf, token: str) -> None:
    assert terms(table_of({"tokens": ["港鐵", token]}))["term"].tolist() == ["港鐵"]


@pytest.mark.parametrize("token", ["5G", "DeepSeek-V3", "R1", "廿四味", "鑊氣", "A股"])
def test_names_and_words_stay(table_of: TableOf, token: str) -> None:
    assert terms(table_of({"tokens": [token]}))["term"].tolist() == [token]


def test_a_stop_word_in_the_other_script_is_left_out_too(table_of: TableOf) -> None:
    assert len(terms(table_of({"tokens": ["這", "这", "為", "为"]}))) == 0


def test_stop_words_of_the_lexicon_are_left_out(table_of: TableOf, tmp_path: Path) -> None:
    stop = tmp_path / "stop.txt"
    stop.write_text("本報\n-的\n", encoding="utf-8")
    table = terms(table_of({"tokens": ["本報", "的", "記者"]}), lexicon=load_lexicon(stop=stop))
    assert table["term"].tolist() == ["的", "記者"]


def test_writings_of_a_term_are_one_term_in_its_most_frequent_writing(table_of: TableOf) -> None:
    table = terms(
        table_of({"tokens": ["发展", "發展", "發展", "DEEPSEEK", "DeepSeek", "ＤｅｅｐＳｅｅｋ", "DeepSeek"]})
    )
    assert table["term"].tolist() == ["DeepSeek", "發展"]
    assert table["frequency"].tolist() == [4, 3]


def test_writings_in_one_article_are_one_document(table_of: TableOf) -> None:
    table = terms(table_of({"tokens": ["开放", "開放"]}, {"tokens": ["开放"]}))
    assert table[["frequency", "document_frequency"]].to_numpy().tolist() == [[3, 2]]


def test_of_writings_equally_frequent_the_choice_does_not_depend_on_order(table_of: TableOf) -> None:
    one = terms(table_of({"tokens": ["发展"]}, {"tokens": ["發展"]}))
    other = terms(table_of({"tokens": ["發展"]}, {"tokens": ["发展"]}))
    assert_frame_equal(one, other)


def test_regional_words_stay_different_terms(table_of: TableOf) -> None:
    table = terms(table_of({"tokens": ["英偉達", "輝達", "英伟达"]}))
    assert table["frequency"].tolist() == [2, 1]


def test_a_filtered_table_has_only_the_terms_of_its_own_articles(weather: pd.DataFrame) -> None:
    table = terms(weather.iloc[[2]])
    assert table["term"].tolist() == ["颱風"]
    assert table["relative_frequency"].tolist() == [1e6]


def test_terms_of_two_halves_add_up_to_the_whole(press: pd.DataFrame) -> None:
    numbers = ["frequency", "document_frequency"]
    halves = [terms(part).set_index("term")[numbers] for part in (press.iloc[::2], press.iloc[1::2])]
    sum_by = halves[0].add(halves[1], fill_value=0).astype("int64")
    whole = terms(press).set_index("term")[numbers]
    assert_frame_equal(sum_by.loc[whole.index], whole)
    assert len(sum_by) == len(whole)


def test_terms_of_joined_tables_are_those_of_both(weather: pd.DataFrame, press: pd.DataFrame) -> None:
    table = terms(pd.concat([weather, press, weather]))
    assert table.loc[table["term"] == "颱風", "frequency"].tolist() == [6]


def test_title_and_body_are_counted_and_captions_not(table_of: TableOf) -> None:
    table = terms(table_of({"title": "颱風襲港", "body": "颱風逼近。", "captions": ["颱風路徑圖"]}))
    assert table.loc[table["term"] == "颱風", "frequency"].tolist() == [2]


@pytest.mark.parametrize("rows", [[], [0], [1]])
def test_hardly_any_articles_give_the_same_columns(table_of: TableOf, rows: list[int]) -> None:
    articles = table_of({"tokens": ["颱風"]}, {"title": "", "tokens": []}).iloc[rows]
    table = terms(articles)
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == DTYPES
    assert len(table) == (rows == [0])


def test_the_articles_are_never_changed(press: pd.DataFrame) -> None:
    articles = press.copy(deep=True)
    before = [list(tokens) for tokens in articles["tokens"]]
    terms(articles)
    assert [list(tokens) for tokens in articles["tokens"]] == before
    assert_frame_equal(articles.drop(columns="tokens"), press.drop(columns="tokens"))


def test_every_token_belongs_to_its_article(weather: pd.DataFrame) -> None:
    tokens = tokens_of(weather)
    assert np.diff(tokens.edges).tolist() == [8, 7, 1]
    assert [tokens.vocabulary[term] for term in tokens.term_of[tokens.spelling[tokens.edges[2] :]]] == [
        fold_word("颱風")
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=20), st.integers(7, 9))
def test_articles_with_a_number_are_counted_once_each(drawn: list[tuple[int, int]], size: int) -> None:
    article, number = np.array(sorted(drawn), dtype=np.int64).reshape(-1, 2).T
    expected = [len({place for place, own in drawn if own == wanted}) for wanted in range(size)]
    assert articles_with(number, article, size).tolist() == expected


def test_tables_put_together_count_as_one_whose_tokens_share_a_dictionary(weather: pd.DataFrame) -> None:
    parts = [weather.iloc[[place]] for place in (2, 0, 1)]
    alone = [part.assign(tokens=tokens_alone(part)) for part in parts]
    assert_frame_equal(terms(pd.concat(alone)), terms(weather))


def tokens_alone(part: pd.DataFrame) -> pd.Series:
    """The tokens of a part under a dictionary of its own."""
    lists = pa.array(part["tokens"].array)
    kind = pa.list_(pa.dictionary(pa.int32(), pa.string()))
    return pd.Series(pa.array(lists.to_pylist(), kind), dtype=pd.ArrowDtype(kind), index=part.index)


def test_what_is_no_article_table_is_refused() -> None:
    with pytest.raises(CorpusError, match="expected an article table"):
        terms("data/sample")  # type: ignore[arg-type]
