"""Which strings that recur in a corpus are names."""

import pytest

from analytics import load_sample, new_words
from analytics.text.lexicon import load_lexicon
from analytics.text.tokens import segmenter

CUTTER = segmenter(load_lexicon())


@pytest.mark.parametrize("word", ["覃炳沁", "卡絲楚", "註冊局", "澤勒布魯", "遠東集團"])
def test_unknown_words_headed_words_and_tight_compounds_of_nouns_are_names(word: str) -> None:
    assert CUTTER.is_name(word, 11.0)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("立法會", "a known word"),
        ("走上街頭", "a verb"),
        ("的運動", "a function word"),
        ("鄧女士", "a form of address"),
        ("陳浩", "a piece of a name"),
        ("國家安全局長", "three words"),
    ],
)
def test_other_strings_are_none(word: str, why: str) -> None:
    assert not CUTTER.is_name(word, 11.0), why


def test_two_nouns_that_stand_together_now_and_then_are_no_name() -> None:
    assert not CUTTER.is_name("政府官員", 6.0)


def test_the_sample_proposes_names_and_new_words_before_compounds_of_known_words() -> None:
    words = new_words(load_sample().articles)["word"].tolist()
    assert {"離境稅", "宋皇臺站", "錦織圭"} <= set(words[:15])
    assert words.index("思考過程") > 15
    assert not {"屋苑", "輪候", "今早"} & set(words)
