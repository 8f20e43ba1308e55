"""The match-copy: what looks equal is equal in it, and what differs stays apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.fold import FoldedColumn, fold, fold_word
from analytics.text.points import GAP, code_points

HAN = st.text(
    st.sampled_from("輝達辉达英偉伟發发髮衞卫裏裡里臺台乾干後后鐘鍾，。「」—股市升跌AIａｉ"), max_size=12
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＤｅｅｐＳｅｅｋ", "deepseek"),
        ("DEEPSEEK", "DeepSeek"),
        ("Deep\u200bSeek", "DeepSeek"),
        ("Deep\u00adSeek", "DeepSeek"),
        ("\ufeff恒指", "恒指"),
        ("GPT–4", "GPT-4"),
        ("GPT\u20114", "GPT-4"),
        ("GPT—4", "GPT-4"),
        ("「風暴」", "“风暴”"),
        ("馬斯克・伊隆", "马斯克·伊隆"),
        ("輝達", "辉达"),
        ("英偉達", "英伟达"),
        ("衞生署", "衛生署"),
        ("裏", "裡"),
        ("臺積電", "台积电"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("㎡", "m2"),
        ("ﾊﾞｲﾄﾞｩ", "バイドゥ"),
        ("①", "1"),
        ("⽇本與⾹港", "日本與香港"),
        ("⻑沙⺠眾", "長沙民眾"),
        ("港\u2060股", "港股"),
        ("豈有", "豈有"),
        ("輝\n達", "輝達"),
        ("王 毅", "王毅"),
        ("立法會 議員 反對 ， 特朗普 回應", "立法會議員反對 ， 特朗普回應"),
    ],
)
def test_what_looks_equal_has_the_same_copy(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("輝達", "英偉達"),
        ("深度求索", "深度搜索"),
        ("café", "cafe"),
        ("AI", "A I"),
        ("四川 普及", "四川普及"),
        ("輝\n\n達", "輝達"),
        ("港交所", "港交"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(HAN, HAN)
def test_the_copy_of_a_text_does_not_depend_on_what_stands_beside_it(left: str, right: str) -> None:
    assert fold(left + right).text == fold(left).text + fold(right).text


@given(st.text(st.characters(exclude_characters="\0"), max_size=8), st.text(max_size=8))
def test_a_text_folds_in_a_column_as_it_does_alone(first: str, second: str) -> None:
    assert FoldedColumn([first, second]).text.strip("\0") == (
        fold(first).text + GAP + fold(second).text
    ).strip("\0")


@given(st.text(max_size=10))
def test_a_byte_order_mark_changes_nothing(text: str) -> None:
    assert fold("\ufeff" + text).text == fold(text).text


def test_a_mark_at_the_start_of_a_text_is_not_joined_to_the_text_before() -> None:
    column = FoldedColumn(["港股", "\u0301恒指"])
    at = column.text.index("\u0301")
    assert [int(place[0]) for place in column.locate(np.array([at]), np.array([at + 1]))] == [1, 0, 1]


def test_a_copy_of_equal_length_needs_no_map() -> None:
    assert fold("輝達升 3.5%").offsets is None


def test_a_character_that_grows_keeps_its_one_place() -> None:
    copy = fold("約㎡價")
    assert copy.text == "约m2价"
    starts, ends = copy.origins
    assert starts.tolist() == [0, 1, 1, 2]
    assert ends.tolist() == [1, 2, 2, 3]


def test_a_character_that_vanishes_leaves_no_place() -> None:
    copy = fold("恒\u200b指")
    assert (copy.text, copy.origins[0].tolist()) == ("恒指", [0, 2])


@pytest.mark.parametrize("text", ["", "\u200b", "\ufeff\u200d"])
def test_a_text_of_nothing_visible_has_an_empty_copy(text: str) -> None:
    assert fold(text).text == ""


def test_half_a_surrogate_pair_does_not_break_folding() -> None:
    assert fold("港\ud83d股").text == "港\ud83d股"


def test_code_points_are_one_a_character_beyond_the_basic_plane_too() -> None:
    assert code_points("𠝹A").tolist() == [0x20779, 0x41]


def test_a_word_folds_as_a_text_does() -> None:
    assert fold_word("ＮＶＩＤＩＡ 輝達") == fold("ＮＶＩＤＩＡ 輝達").text
