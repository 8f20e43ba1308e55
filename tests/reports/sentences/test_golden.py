"""Every sentence is the one that was reviewed, and every figure in it is one of its table's."""

import inspect
import re

import pandas as pd
import pytest

import analytics as an
from analytics.reports.page.recognise import measure_of
from analytics.reports.sentences import SENTENCES
from analytics.wording import LANGUAGES
from tools.figures import unknown_figures

from .golden import TABLES, path_of, sentences, tables
from .golden import written as golden

MEASURES = {
    name
    for name in an.__all__
    if re.fullmatch(r"analytics\.measures\.(?!engine).*", getattr(getattr(an, name), "__module__", ""))
    and inspect.isfunction(getattr(an, name))
}
# These return no table, or a table of articles.
WITHOUT = {"match", "sample_size", "without_boilerplate"}


@pytest.fixture(scope="module")
def counted() -> dict[str, pd.DataFrame]:
    return tables()


@pytest.fixture(scope="module")
def told(counted: dict[str, pd.DataFrame]) -> dict[str, str]:
    return dict(sentences(counted, "zh-HK"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_is_the_one_that_was_reviewed(counted: dict[str, pd.DataFrame], code: str) -> None:
    assert golden(counted, code) == path_of(code).read_text(encoding="utf-8"), (
        "review, then run `make golden`"
    )


def test_every_measure_with_a_table_has_a_sentence() -> None:
    assert set(SENTENCES) == MEASURES - WITHOUT | {"problems"}


def test_every_sentence_is_kept(counted: dict[str, pd.DataFrame]) -> None:
    assert {measure_of(table) for table in counted.values()} == set(SENTENCES)


# --- figures


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_of_a_sentence_is_in_its_table(
    counted: dict[str, pd.DataFrame], told: dict[str, str], name: str
) -> None:
    assert unknown_figures(counted[name], told[name]) == set()
