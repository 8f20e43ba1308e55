"""Sentences around places: the marks and quotes that close them, and many texts at once."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.points import laid
from analytics.text.sentences import sentences_around


def around(texts: Sequence[str] | pd.Series, places: np.ndarray) -> list[list[str]]:
    return [told.to_pylist() for told in sentences_around(laid(texts), *places)]


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("甲升。乙跌一成。丙平。", "乙", "乙跌一成。"),
        ("他說：「乙會跌。」丙同意。", "丙", "丙同意。"),
        ("真的？！乙不信。", "乙", "乙不信。"),
        ("標題\n乙在第二行\n第三行", "乙", "乙在第二行"),
        ("乙沒有句號", "乙", "乙沒有句號"),
        ("升至 3.5% 的乙。", "乙", "升至 3.5% 的乙。"),
        ("前句。" + "長" * 900 + "乙。後句。", "乙", "長" * 900 + "乙。"),
        ("甲。（乙）丙。", "乙", "（乙）丙。"),
    ],
)
def test_the_sentence_is_the_one_around_the_mention(text: str, word: str, sentence: str) -> None:
    start = text.index(word)
    places = np.array([[0], [start], [start + len(word)]])
    assert around([text], places) == [[word], [sentence]]


def plainly(text: str, start: int, end: int) -> str:
    """One sentence, a character at a time."""
    begin = max(text.rfind(mark, 0, start) for mark in "。！？!?；;\n") + 1
    while begin and begin < start and text[begin] in '」』”"）)':
        begin += 1
    after = re.compile(r"[。！？!?；;\n]+[」』”\"）)]*").search(text, end)
    return text[begin : after.end() if after else len(text)].strip()


SPAN = st.tuples(st.text("甲乙 。！」）\n;", min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 11))


@given(st.lists(SPAN, max_size=6))
def test_many_texts_at_once_give_what_each_gives_alone(drawn: list[tuple[str, int, int]]) -> None:
    texts, places = [], []
    for number, (text, one, other) in enumerate(drawn):
        begin, end = sorted((min(one, len(text) - 1), min(other, len(text) - 1)))
        texts.append(text)
        places += [(number, begin, end + 1)] * (number % 3)  # some texts hold no span, some two
    spans = np.array(places, dtype=np.int64).reshape(-1, 3).T
    expected = [texts[number][begin:end] for number, begin, end in places]
    held_in = [plainly(texts[number], begin, end) for number, begin, end in places]
    for column in (texts, pd.Series(texts, dtype="str")):
        assert around(column, spans) == [expected, held_in]
