"""Disagreements: the articles on which coders differ, with who said what."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import CorpusError

from .tables import by_coder, codes_of

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture
def four(table_of: TableOf) -> pd.DataFrame:
    return table_of(*({"title": name, "body": f"{name}的內文。"} for name in "甲乙丙丁"))


def test_articles_on_which_coders_differ_are_listed(four: pd.DataFrame) -> None:
    table = analytics.disagreements(four, by_coder(b="yynn", a="ynny"))
    assert table["title"].tolist() == ["乙", "丁"]
    assert table["answers"].tolist() == ["a: no; b: yes", "a: yes; b: no"]


def test_an_answer_that_is_missing_is_no_disagreement(four: pd.DataFrame) -> None:
    assert analytics.disagreements(four, by_coder(a="yy..", b="..nn")).empty


@pytest.mark.parametrize(("end", "listed"), [(15, False), (6, True)])
def test_passages_that_hardly_overlap_are_listed(four: pd.DataFrame, end: int, listed: bool) -> None:
    spans = [("a", "a0", '[["body", 0, 20]]'), ("b", "a0", f'[["body", 0, {end}]]')]
    codes = codes_of(*spans, kind="spans").assign(number=np.nan)
    assert len(analytics.disagreements(four, codes)) == listed


def test_coded_articles_that_are_gone_are_told(four: pd.DataFrame) -> None:
    with pytest.raises(
        CorpusError, match="1 of 4 coded articles are not among these articles, such as a0: they have"
    ):
        analytics.disagreements(four.iloc[1:], by_coder(a="yynn", b="ynny"))


def test_articles_that_changed_since_are_told(four: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="4 articles have changed since they were coded"):
        analytics.disagreements(four, by_coder(a="yynn", b="ynny").assign(digest="0" * 12))
