"""Names of the pack are never split."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.characters import HAN
from analytics.text.entities import load_entities
from analytics.text.entity import Entity
from analytics.text.lexicon import load_lexicon
from analytics.text.tokens import segment, segmenter

NAMES = [
    (alias.text, entity.unless)
    for entity in load_entities().values()
    for alias in entity.aliases
    if re.fullmatch(f"[{HAN}]+", alias.text)
]
# characters that make words with those of names, and others of running text
BESIDE = st.text(
    "記程期目題通法中華的為人到頂文字面奏括在發公司經濟國家政府今日上不一書達里節件", min_size=1, max_size=4
)


@given(before=BESIDE, named=st.sampled_from(NAMES), after=BESIDE)
def test_a_name_of_the_pack_is_one_token_or_inside_one_in_any_context(
    before: str, named: tuple[str, tuple[str, ...]], after: str
) -> None:
    name, unless = named
    text = before + name + after
    if text.count(name) > 1 or any(context in text for context in unless if name in context):
        return
    start, end = len(before), len(before) + len(name)
    others = [other for other, _ in NAMES if other in text and other != name and other not in name]
    spans = list(segmenter(load_lexicon()).spans(text))
    assert others or any(first <= start and end <= last for first, last in spans), text


@pytest.mark.parametrize(("text", "token"), [("他在臉書記下", "臉書"), ("訪問川普通過", "川普")])
def test_a_name_of_the_pack_holds_against_a_word_across_its_end(text: str, token: str) -> None:
    assert token in segment(text)


def test_a_name_inside_a_context_that_voids_it_is_cut_as_before() -> None:
    assert "千問" not in segment("一千問題")


def test_names_of_an_own_pack_are_not_split_either() -> None:
    own = Entity("tide", "潮聲", "Tide", ["潮聲"], unless=["海潮聲"])
    lexicon = load_lexicon([own])
    assert "潮聲" in segment("新潮聲音", lexicon)
    assert lexicon.key != load_lexicon([Entity("tide", "潮聲", "Tide", ["潮聲"])]).key
