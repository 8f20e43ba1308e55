"""Paragraphs and the templates that they are copies of."""

import numpy as np
import pyarrow as pa
import pytest

from analytics.read.paragraphs import folded, lengths_in_tokens, outlet_keys, paragraph_keys, templates
from analytics.text.lexicon import load_lexicon
from analytics.text.tokens import segmenter


def template(text: str, title: str = "無題") -> str:
    return templates([text], folded([title]), np.zeros(1, dtype=int)).to_pylist()[0]


def test_the_summary_comes_first_then_the_paragraphs_of_the_body() -> None:
    keys, sizes = paragraph_keys(["甲", "乙"], ["摘要", ""], ["一段\n\n摘要", "一段"])
    assert sizes.tolist() == [3, 2]
    assert (keys[0] == keys[2], keys[1] == keys[4], keys[0] == keys[1]) == (True, True, False)


@pytest.mark.parametrize("text", ["", "04", "※ ※ ※", "12:30", "——"])
def test_a_paragraph_without_words_has_no_number(text: str) -> None:
    assert paragraph_keys(["甲"], [""], [text])[0].tolist() == [0, 0]


def test_numbers_do_not_depend_on_what_else_is_read() -> None:
    alone = paragraph_keys(["甲"], [""], ["（綜合報道）"])[0][1]
    among = paragraph_keys(["乙", "甲"], ["", ""], ["一段\n\n二段", "（综合报道）"])[0][-1]
    assert alone == among


@pytest.mark.parametrize(("title", "masked"), [("港鐵加價", True), ("加價三成", True), ("加價三", False)])
def test_a_headline_of_four_characters_or_more_is_masked(title: str, masked: bool) -> None:
    assert ("⟨title⟩" in template(f"重溫：{title}", title)) == masked


def test_a_short_line_with_a_counter_is_one_template_and_a_long_one_is_not() -> None:
    short, long = "讚好 {}", "讚" * 29 + "{}"
    assert template(short.format(12)) == template(short.format(34))
    assert template(long.format(12)) != template(long.format(34))


def test_articles_without_an_outlet_have_a_number_of_their_own() -> None:
    keys = outlet_keys(pa.array(["港聲報", None, "海傍日報", None]))
    assert (keys[1] == keys[3], len(set(keys.tolist()))) == (True, 3)


def test_lengths_leave_white_space_out() -> None:
    assert lengths_in_tokens(pa.array(["一 二\n三", "四"])).tolist() == [3, 1]


def test_lengths_are_those_of_the_tokens_whatever_characters_there_are() -> None:
    texts = [
        "".join(map(chr, range(at, at + 256)))
        for at in range(0, 0x20000, 256)
        if not 0xD800 <= at < 0xE000  # surrogates
    ]
    cuts = segmenter(load_lexicon()).cuts(texts)
    tokens = np.array([len(token) for token in cuts.encoded.to_pylist()])
    assert lengths_in_tokens(pa.array(texts)).tolist() == [
        part.sum() for part in np.split(tokens, np.cumsum(cuts.counts)[:-1])
    ]
