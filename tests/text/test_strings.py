"""Frequent strings of Chinese characters, against counts of every substring."""

import re
from collections import Counter
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures.engine.tally import tally
from analytics.schema import empty
from analytics.text import strings
from analytics.text.points import code_points
from analytics.text.strings import Strings, frequent_strings, keys_at, merge_counts, texts_of

from ..measures.parts import Parts
from ..measures.words.tables import table

TEXTS = st.lists(st.text(alphabet="天地人a。", max_size=14), min_size=1, max_size=5)


def counted(texts: list[str], length: int) -> Counter[str]:
    """Every substring of a length in the runs of Chinese characters."""
    runs = [run for text in texts for run in re.findall("[天地人]+", text)]
    return Counter(run[at : at + length] for run in runs for at in range(len(run) - length + 1))


def texts(found: Strings, length: int) -> list[str]:
    return texts_of(found.levels[length - 1], length, found.characters)


@given(TEXTS, st.integers(1, 3))
def test_the_strings_are_those_that_occur_often_enough(bodies: list[str], least: int) -> None:
    found = frequent_strings(partial(tally, table(*bodies)), 5, least)
    for length in range(1, 6):
        often = {string: n for string, n in counted(bodies, length).items() if n >= least}
        assert dict(zip(texts(found, length), found.counts[length - 1].tolist(), strict=True)) == often


@settings(max_examples=50)
@given(TEXTS)
def test_the_parts_of_a_string_are_found_among_the_shorter_ones(bodies: list[str]) -> None:
    found = frequent_strings(partial(tally, table(*bodies)), 4, 1)
    pairs, longer = texts(found, 2), texts(found, 4)
    assert [pairs[place] for place in found.places(4, 1, 3)] == [string[1:3] for string in longer]
    assert [pairs[place] for place in found.places(4, 2, 4)] == [string[2:] for string in longer]


@settings(max_examples=25)
@given(TEXTS)
def test_parts_of_a_corpus_give_the_same_strings(bodies: list[str]) -> None:
    articles = table(*bodies)
    whole, parts = (
        frequent_strings(partial(tally, each), 3, 2) for each in (articles, Parts.of(articles, [1]))
    )
    assert [level.tolist() for level in whole.levels] == [level.tolist() for level in parts.levels]
    assert whole.total == parts.total == sum(counted(bodies, 1).values())


def test_a_corpus_read_in_many_chunks_gives_the_same_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = table("天地人", "地人天地", "人", "天天天地人")
    whole = frequent_strings(partial(tally, articles), 3, 2)
    monkeypatch.setattr(strings, "_CHUNK", 1)
    monkeypatch.setattr(strings, "_MERGED", 1)
    parts = frequent_strings(partial(tally, articles), 3, 2)
    assert [level.tolist() for level in whole.levels] == [level.tolist() for level in parts.levels]
    assert [count.tolist() for count in whole.counts] == [count.tolist() for count in parts.counts]


def test_where_too_many_characters_are_frequent_the_most_frequent_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(strings, "_MOST_CHARACTERS", 2)
    found = frequent_strings(partial(tally, table("天地天地人天地人")), 2, 1)
    assert texts(found, 2) == ["地天", "天地"]
    assert found.total == 8


def test_title_and_body_of_an_article_do_not_run_into_each_other() -> None:
    articles = table("地人", title=["天"])
    found = frequent_strings(lambda count, merge: merge([count(articles)]), 2, 1)
    assert texts(found, 2) == ["地人"]


def test_strings_are_found_at_all_their_places() -> None:
    codes = code_points("。天地天地人。")
    (one, _), (two, keys) = keys_at(codes, code_points("天地人"), 2)
    assert one.tolist() == [1, 2, 3, 4, 5]
    assert two.tolist() == [1, 2, 3, 4]
    assert texts_of(keys, 2, code_points("天地人")) == ["天地", "地天", "天地", "地人"]


@pytest.mark.parametrize(
    ("characters", "frequency"), [(0, 5), (5_000_000, 5), (5_000_001, 6), (75_000_000, 75)]
)
def test_the_fewest_occurrences_grow_with_the_corpus(characters: int, frequency: int) -> None:
    assert strings.usual_frequency(characters) == frequency


def test_counts_of_parts_are_added_by_key() -> None:
    one, two = (np.array([1, 3]), np.array([1, 1])), (np.array([2, 3]), np.array([5, 7]))
    assert [column.tolist() for column in merge_counts([one, two])] == [[1, 2, 3], [1, 5, 8]]


def test_nothing_published_has_no_strings() -> None:
    found = frequent_strings(partial(tally, empty()), 3, 1)
    assert found.total == 0
    assert [len(level) for level in found.levels] == [0, 0, 0]
    assert np.concatenate(found.counts).tolist() == []
