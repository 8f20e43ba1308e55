"""What a character is: the tables and the character classes say the same, and say it right."""

import re
import unicodedata

import pytest

from analytics.text.characters import EVERY, HAN, IS_BLANK, IS_HAN, IS_LETTER, IS_SENTENCE_END, LETTER

ALL = [chr(code) for code in range(EVERY) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize(("inside", "table"), [(HAN, IS_HAN), (LETTER, IS_LETTER), (r"\s", IS_BLANK)])
def test_a_character_class_matches_what_its_table_marks(inside: str, table: object) -> None:
    matches = re.compile(f"[{inside}]").match
    assert [char for char in ALL if bool(matches(char)) != table[ord(char)]] == []  # type: ignore[index]


@pytest.mark.parametrize("char", "〇々⽇⻑㐀一鿿豈𠮷")
def test_ideographs_radicals_and_iteration_marks_are_han(char: str) -> None:
    assert IS_HAN[ord(char)]


@pytest.mark.parametrize("char", "，。「」丶あ가ㄅA1　")
def test_marks_kana_hangul_and_letters_are_not_han(char: str) -> None:
    assert IS_HAN[ord(char)] == (char == "丶")


@pytest.mark.parametrize("char", "aZÀéßñΩЯאعहิ9٣Ａ９\u0301")
def test_letters_and_figures_of_scripts_with_blanks_between_words_are_letters(char: str) -> None:
    assert IS_LETTER[ord(char)]


@pytest.mark.parametrize("char", "×÷،।™①½²㎡_-'·、あ가ㄅ日 \n")
def test_marks_symbols_and_letters_of_unspaced_scripts_are_no_letters(char: str) -> None:
    assert not IS_LETTER[ord(char)]


def test_no_letter_is_a_mark_of_another_category() -> None:
    assert {unicodedata.category(char)[0] for char in ALL if IS_LETTER[ord(char)]} == {"L", "M", "N"}


def test_line_ends_and_full_stops_end_a_sentence() -> None:
    assert {char for char in ALL if IS_SENTENCE_END[ord(char)]} == set("。！？!?；;\n\0")
