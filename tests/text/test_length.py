"""The length of one text and of many is the same."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.length import length, lengths


def test_a_chinese_character_and_a_latin_word_count_one_each() -> None:
    assert length("㗎！OpenAI推出GPT-4o，𠮷野家與〇號") == 1 + 1 + 2 + 2 + 3 + 1 + 2


@given(st.lists(st.text(), max_size=5))
def test_many_texts_are_as_long_as_each_of_them(texts: list[str]) -> None:
    plain = [text.encode("utf-8", "replace").decode() for text in texts]
    assert lengths(pa.array(plain, pa.string())).tolist() == [length(text) for text in plain]
