"""Confusion: every pair of answers, counted."""

import numpy as np

import analytics

from .tables import by_coder, codes_of


def test_pairs_of_answers_are_counted() -> None:
    table = analytics.confusion(by_coder(a="yyyn", b="yynn"))
    rows = table[["first_value", "second_value", "articles"]].values.tolist()
    assert rows == [["yes", "yes", 2], ["yes", "no", 1], ["no", "no", 1]]


def test_what_one_coder_left_out_does_not_count() -> None:
    assert analytics.confusion(by_coder(a="y.n", b="yyn"))["articles"].sum() == 2


def test_each_pair_of_coders_has_its_own_rows() -> None:
    table = analytics.confusion(by_coder(a="y", b="y", c="n"))
    assert table[["first", "second"]].values.tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]


def test_values_are_in_the_order_of_the_codebook() -> None:
    codes = codes_of(
        ("a", "1", "low"), ("b", "1", "low"), ("a", "2", "high"), ("b", "2", "high"), kind="ordinal"
    )
    codes["number"] = codes["value"].map({"low": 1.0, "high": 2.0})
    assert analytics.confusion(codes)["first_value"].tolist() == ["low", "high"]


def test_spans_are_left_out() -> None:
    codes = codes_of(("a", "1", "[]"), ("b", "1", "[]"), kind="spans").assign(number=np.nan)
    assert analytics.confusion(codes).empty
