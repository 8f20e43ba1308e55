"""Paragraphs and the templates that they are copies of."""

import pandas as pd
import pytest

from analytics.measures.corpus.paragraphs import lengths_without_blanks, paragraphs_of

from ..conftest import TableOf


def templates(table: pd.DataFrame) -> list[str]:
    found = paragraphs_of(table)
    return [found.templates[number].as_py() for number in found.template]


def test_bodies_come_first_then_the_summaries(table_of: TableOf) -> None:
    table = table_of({"body": "一段\n\n二段", "summary": "摘要"}, {"body": "三段"})
    found = paragraphs_of(table)
    assert found.texts.to_pylist() == ["一段", "二段", "三段", "摘要"]
    assert found.article.tolist() == [0, 0, 1, 0]
    assert found.in_body.tolist() == [True, True, True, False]


@pytest.mark.parametrize(("title", "masked"), [("港鐵加價", True), ("加價三成", True), ("加價三", False)])
def test_a_headline_of_four_characters_or_more_is_masked(table_of: TableOf, title: str, masked: bool) -> None:
    (template,) = templates(table_of({"title": title, "body": f"重溫：{title}"}))
    assert ("⟨title⟩" in template) == masked


def test_a_template_that_no_paragraph_has_is_among_none(table_of: TableOf) -> None:
    table = table_of({"body": "一段\n\n二段", "outlet": "港聲報"})
    wanted = pd.DataFrame({"outlet": ["港聲報", "港聲報"], "template": ["二段", "無此段"]}).astype("str")
    assert paragraphs_of(table).among(wanted).tolist() == [False, True]
    assert paragraphs_of(table).among(wanted[1:]).tolist() == [False, False]


def test_a_template_of_another_outlet_is_among_none(table_of: TableOf) -> None:
    table = table_of({"body": "一段", "outlet": "港聲報"})
    wanted = pd.DataFrame({"outlet": ["海傍日報"], "template": ["一段"]}).astype("str")
    assert paragraphs_of(table).among(wanted).tolist() == [False]


def test_a_short_line_with_a_counter_is_one_template_and_a_long_one_is_not(table_of: TableOf) -> None:
    short, long = "讚好 {}", "讚" * 29 + "{}"
    both = [templates(table_of({"body": line.format(n)}))[0] for line in (short, long) for n in (12, 34)]
    assert both[0] == both[1]
    assert both[2] != both[3]


def test_lengths_leave_white_space_out(table_of: TableOf) -> None:
    texts = paragraphs_of(table_of({"body": "一 二\n三\n\n四"})).texts
    assert lengths_without_blanks(texts).tolist() == [3, 1]
