"""CSV and its relatives: the delimiter is found, and no cell is dropped without a word."""

import pytest

from analytics.read.delimited import Record, delimited_records
from analytics.read.problems import Problem

HEADER = "title,date,content,source\n"


def rows(text: str) -> list[dict[str, str]]:
    return [record.values for record in delimited_records("a.csv", text) if isinstance(record.values, dict)]


def problems(text: str) -> list[tuple[str, str, int | None]]:
    found: list[Problem] = []
    for record in delimited_records("a.csv", text):
        found += [*record.problems, *([record.values] if isinstance(record.values, Problem) else [])]
    return [(problem.path, problem.code, problem.line) for problem in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_known_columns(delimiter: str) -> None:
    text = "title,content\n港鐵,加價。\n".replace(",", delimiter)
    assert rows(text) == [{"title": "港鐵", "content": "加價。"}]


def test_a_delimiter_may_be_stated_in_the_first_line() -> None:
    (record,) = delimited_records("a.csv", "sep=;\n甲;乙\n港鐵;加價。\n")
    assert record == Record(1, {"甲": "港鐵", "乙": "加價。"})


def test_lines_of_problems_count_the_line_that_states_the_delimiter() -> None:
    assert problems("sep=;\ntitle;content\na;b;c\n") == [("a.csv#1", "too_many_cells", 3)]


def test_a_row_with_too_many_cells_is_an_error_and_the_next_is_read() -> None:
    text = HEADER + "港鐵加價,2025-01-31,港鐵宣布,加價。,獅山報\n巴士減班,2025-02-01,宣布減班。,獅山報\n"
    assert problems(text) == [("a.csv#1", "too_many_cells", 2)]
    assert [row["title"] for row in rows(text)] == ["巴士減班"]


def test_empty_cells_beyond_the_header_are_no_problem() -> None:
    text = "title,content\n港鐵,加價。,,\n"
    assert (rows(text), problems(text)) == ([{"title": "港鐵", "content": "加價。"}], [])


def test_a_row_with_too_few_cells_is_read_with_a_warning() -> None:
    text = "title,content,source\n港鐵,加價。\n"
    assert (rows(text), problems(text)) == (
        [{"title": "港鐵", "content": "加價。"}],
        [("a.csv#1", "too_few_cells", 2)],
    )


def test_a_quote_that_is_never_closed_ends_with_its_line() -> None:
    text = HEADER + '甲,2025-01-31,"沒有關上,報\n乙,2025-02-01,二。,報\n丙,2025-02-02,三。,報\n'
    assert [row["content"] for row in rows(text)] == ["沒有關上", "二。", "三。"]
    assert problems(text) == [("a.csv#1", "quote_repaired", 2)]


def test_a_quote_that_closes_rows_later_swallows_none_of_them() -> None:
    text = HEADER + '甲,2025-01-31,"沒有關上,報\n乙,2025-02-01,二。,報\n丙,2025-02-02,三",報\n'
    assert [row["title"] for row in rows(text)] == ["甲", "乙", "丙"]
    assert [code for _, code, _ in problems(text)] == ["quote_repaired"]


def test_a_row_whose_quotes_cannot_be_paired_is_an_error_and_the_next_is_read() -> None:
    text = HEADER + '甲,2025-01-31,"說"好", 是",報\n乙,2025-02-01,二。,報\n'
    assert [row["title"] for row in rows(text)] == ["乙"]
    assert problems(text) == [("a.csv#1", "quote_broken", 2)]


def test_a_cell_of_several_lines_with_doubled_quotes_is_one_cell() -> None:
    text = HEADER + '甲,2025-01-31,"首段「""港鐵""」。\n\n尾段, 完。",報\n'
    assert rows(text)[0]["content"] == '首段「"港鐵"」。\n\n尾段, 完。'
    assert problems(text) == []


def test_quotes_may_be_escaped_by_a_backslash() -> None:
    assert rows('title,content\n"a \\"q\\" b",c\n') == [{"title": 'a "q" b', "content": "c"}]


def test_a_heading_that_stands_twice_keeps_both_columns() -> None:
    assert rows("title,note,note\na,b,c\n") == [{"title": "a", "note": "b", "note (2)": "c"}]


def test_empty_lines_are_no_rows() -> None:
    assert rows("\n\ntitle,content\n\na,b\n\n") == [{"title": "a", "content": "b"}]


def test_gdelt_knowledge_graph_without_a_header() -> None:
    cells = ["20250131010000-1", "20250131010000", "1", "lion.example", "https://lion.example/1"]
    text = "\t".join([*cells, *[""] * 21, "<PAGE_TITLE>MTR &amp; fares</PAGE_TITLE>"])
    (row,) = rows(text)
    assert [row[name] for name in ("title", "date", "outlet", "url")] == [
        *("MTR &amp; fares", "20250131010000Z", "lion.example", "https://lion.example/1")
    ]


def test_lines_of_a_quote_that_give_the_wrong_number_of_cells_are_rows_each() -> None:
    text = 'title,content,source\n甲,"開始,報\n乙,二"\n丙,三,報\n'
    assert [row["title"] for row in rows(text)] == ["甲", "乙", "丙"]
    assert [code for _, code, _ in problems(text)] == ["quote_repaired", "too_few_cells"]


def test_the_row_after_one_whose_quotes_cannot_be_paired_is_read_whatever_its_length() -> None:
    text = HEADER + '甲,2025-01-31,"說"好", 是",報\n乙,2025-02-01,二。\n'
    assert [code for _, code, _ in problems(text)] == ["quote_broken", "too_few_cells"]
