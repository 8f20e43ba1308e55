"""Texts of strangers: nothing that a spreadsheet runs or a terminal obeys."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.harmless import FORMULA, plain_line, without_formulas


@pytest.mark.parametrize("text", ["=1+1", "+852", "-2+3", "@SUM(A1)", "＝1", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert without_formulas(pd.DataFrame({"tag": [text]}))["tag"].tolist() == [f"'{text}"]


def test_numbers_missing_values_and_words_stay_as_they_are() -> None:
    table = pd.DataFrame(
        {"tag": ["股市", None], "change": [-1.5, 2.0], "day": pd.to_datetime(["2025-01-27", None])}
    )
    pd.testing.assert_frame_equal(without_formulas(table), table, check_dtype=False)


def test_the_table_itself_is_not_changed() -> None:
    table = pd.DataFrame({"tag": ["=1"]})
    without_formulas(table)
    assert table["tag"].tolist() == ["=1"]


@given(st.text())
def test_a_line_has_no_control_and_is_one_line(text: str) -> None:
    line = plain_line(text)
    assert len(line.splitlines()) <= 1
    assert not {char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")} - {"\u200d"}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Co"])))
def test_letters_signs_and_private_characters_stay(text: str) -> None:
    assert plain_line(text) == text


def test_every_sign_of_a_formula_is_known_in_full_width_too() -> None:
    assert {unicodedata.normalize("NFKC", sign) for sign in FORMULA} <= set(FORMULA)
