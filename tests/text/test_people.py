"""Names of people that no dictionary lists."""

import numpy as np
import pytest

from analytics.text.lexicon import load_lexicon
from analytics.text.people import PeopleFinder
from analytics.text.points import code_points
from analytics.text.tokens import segment, segmenter


def found(tokens: list[str], known: set[str]) -> list[str]:
    """The names found among tokens, which are written in Simplified characters."""
    text = "".join(tokens)
    edges = np.cumsum([0, *map(len, tokens)])
    spans = PeopleFinder(known.__contains__).spans(text, code_points(text), edges, np.zeros(len(text), int))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "text",
    [
        "沙田區議員潘梓珊表示反對",
        "導演馮皓楓的新片",
        "對羅雋軒的回應",
        "潘梓珊續稱計劃可行",
        "由裁判官鄺焯霖審理",
        "被告譚卓嵐承認控罪",
        "行政總裁岑梁穎珊出席",  # two surnames
        "立委洪昱睿今天質詢",
        "潘梓珊说明情况，议员反对",
    ],
)
def test_a_name_that_no_dictionary_lists_is_one_token(text: str) -> None:
    names = ("潘梓珊", "馮皓楓", "羅雋軒", "鄺焯霖", "譚卓嵐", "岑梁穎珊", "洪昱睿")
    assert any(name in segment(text) for name in names)


@pytest.mark.parametrize(
    ("text", "token"),
    [("李律師說", "李律師"), ("張姓男子", "張姓男"), ("穆薩·白俊文", "白俊文")],
)
def test_a_surname_with_an_address_and_a_piece_of_a_foreign_name_are_no_names(text: str, token: str) -> None:
    assert token not in segment(text)


def test_a_word_of_the_dictionary_is_not_cut_for_a_name() -> None:
    assert found(["梁", "俊", "杰出"], {"杰出"}) == []
    assert found(["梁", "俊", "杰"], {"杰出"}) == ["梁俊杰"]


def test_words_inside_a_name_count_against_it_and_a_title_before_it_in_its_favour() -> None:
    assert found(["白", "金明"], {"金明"}) == []
    assert found(["议员", "白", "金明"], {"议员", "金明"}) == ["白金明"]


def test_a_name_that_was_found_once_is_taken_elsewhere_in_the_same_text() -> None:
    assert found(["把梁俊杰送"], set()) == []
    assert found(["梁", "俊杰", "。", "把梁俊杰送"], set()) == ["梁俊杰", "梁俊杰"]


def test_a_name_of_another_text_is_no_evidence() -> None:
    cutter = segmenter(load_lexicon())
    alone, together = cutter.cuts(["把梁俊傑送院"]), cutter.cuts(["梁俊傑說", "把梁俊傑送院"])
    assert alone.counts[0] == together.counts[1]


def test_texts_cut_together_are_cut_as_each_alone() -> None:
    texts = ["議員潘梓珊表示", "", "對羅雋軒的回應\n\n羅雋軒說", "𠝹潘梓珊DeepSeek-V3羅雋軒"]
    cutter = segmenter(load_lexicon())
    together = cutter.cuts(texts)
    assert together.counts.tolist() == [len(cutter.tokens(text)) for text in texts]
