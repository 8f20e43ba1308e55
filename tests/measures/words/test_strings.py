"""Frequent strings of Chinese characters, against counts of every substring."""

import re
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.words.strings import frequent_strings, running_text, strings_in
from analytics.schema import empty

from ..parts import Parts
from .tables import table

TEXTS = st.lists(st.text(alphabet="天地人a。", max_size=14), min_size=1, max_size=5)


def counted(texts: list[str], length: int) -> Counter[str]:
    """Every substring of a length in the runs of Chinese characters."""
    runs = [run for text in texts for run in re.findall("[天地人]+", text)]
    return Counter(run[at : at + length] for run in runs for at in range(len(run) - length + 1))


@given(TEXTS, st.integers(1, 3))
def test_the_strings_are_those_that_occur_often_enough(texts: list[str], least: int) -> None:
    found = frequent_strings(table(*texts), 4, least)
    for length in range(1, 5):
        often = {string: n for string, n in counted(texts, length).items() if n >= least or length == 1}
        assert dict(zip(found.texts(length), found.counts[length - 1].tolist(), strict=True)) == often


@given(TEXTS)
def test_a_part_of_a_string_has_its_own_frequency(texts: list[str]) -> None:
    found = frequent_strings(table(*texts), 3, 1)
    every = counted(texts, 2)
    assert found.part(3, 1, 3).tolist() == [every[string[1:]] for string in found.texts(3)]
    assert found.part(3, 0, 2).tolist() == [every[string[:2]] for string in found.texts(3)]


@given(TEXTS)
def test_parts_of_a_corpus_give_the_same_strings(texts: list[str]) -> None:
    articles = table(*texts)
    whole, parts = (frequent_strings(each, 3, 2) for each in (articles, Parts.of(articles, [1])))
    assert [level.tolist() for level in whole.levels] == [level.tolist() for level in parts.levels]
    assert whole.characters == parts.characters == sum(counted(texts, 1).values())


def test_title_and_body_of_an_article_do_not_run_into_each_other() -> None:
    articles = table("地人", title=["天"])
    assert frequent_strings(articles, 2, 1).texts(2) == ["地人"]


def test_the_running_text_begins_with_a_line_end_that_is_in_no_article() -> None:
    codes, article = running_text(table("地", "人", title=["天", ""]))
    assert "".join(map(chr, codes)) == "\n天\n地\n\n人\n"
    assert article.tolist() == [-1, 0, 0, 0, 0, 1, 1, 1]


def test_strings_are_found_at_all_their_places() -> None:
    articles = table("天地天地人")
    levels = frequent_strings(articles, 2, 2).levels
    (one, _), (two, number) = strings_in(running_text(articles)[0], levels)
    assert one.tolist() == [2, 3, 4, 5, 6]  # after the line ends of the title
    assert two.tolist() == [2, 4]
    assert number.tolist() == [0, 0]


def test_nothing_published_has_no_strings() -> None:
    found = frequent_strings(empty(), 3, 1)
    assert found.characters == 0
    assert [len(level) for level in found.levels] == [0, 0, 0]
    assert np.concatenate(found.counts).tolist() == []
