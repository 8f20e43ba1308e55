"""The length of texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import length as length_module
from analytics.text.characters import HAN, LETTER
from analytics.text.length import length, lengths

COUNTED = re.compile(f"[{HAN}]|[{LETTER}]+")


def test_a_chinese_character_and_a_latin_word_count_one_each() -> None:
    assert length("㗎！OpenAI推出GPT-4o，𠮷野家與〇號，3×4") == 1 + 1 + 2 + 2 + 3 + 1 + 2 + 2


@given(st.lists(st.one_of(st.text(), st.text("甲㐀aÀ9 -，"))), st.integers(1, 3))
def test_many_texts_are_as_long_as_a_pattern_finds_each(texts: list[str], together: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(length_module, "_BATCH", together)
        assert lengths(texts).tolist() == [len(COUNTED.findall(text)) for text in texts]
    assert [length(text) for text in texts] == [len(COUNTED.findall(text)) for text in texts]
