"""Counters of fixed size never say too little."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.text.sketch import may_reach, sketch

PARAGRAPHS = st.lists(
    st.sampled_from(["（綜合報道）", "分享至 Facebook", "本報訊", "圖片：資料圖片"]), max_size=20
)


def keys_of(paragraphs: list[str]) -> np.ndarray:
    return pd.util.hash_array(np.array(paragraphs, dtype=object))


@given(PARAGRAPHS)
def test_what_is_there_often_enough_is_always_let_through(paragraphs: list[str]) -> None:
    keys = keys_of(paragraphs)
    often = [paragraphs.count(paragraph) for paragraph in paragraphs]
    assert may_reach(sketch(keys), keys, np.array(often)).all()


@settings(max_examples=30)
@given(PARAGRAPHS, PARAGRAPHS)
def test_counters_of_parts_add_up_to_those_of_the_whole(one: list[str], other: list[str]) -> None:
    assert (sketch(keys_of(one)) + sketch(keys_of(other)) == sketch(keys_of(one + other))).all()


def test_among_many_different_paragraphs_hardly_one_is_let_through_that_stands_once() -> None:
    keys = keys_of([f"第{number}段" for number in range(200_000)])
    assert may_reach(sketch(keys), keys, 5).mean() < 0.001


def test_without_anything_there_is_nothing_to_count() -> None:
    assert sketch(keys_of([])).sum() == 0
