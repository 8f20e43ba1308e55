"""Every form in which programs write a list of articles as JSON gives the same records."""

import json

import pandas as pd
import pytest

from analytics.read.json_records import json_lines, json_records, records_in

ROWS = [
    {"title": "港鐵加價", "text": "港鐵公司宣布加價。"},
    {"title": "巴士減班", "text": "巴士公司宣布減班。"},
]
FRAME = pd.DataFrame(ROWS)


@pytest.mark.parametrize("orient", ["records", "split", "index", "columns", "table"])
def test_every_form_of_pandas_gives_the_rows(orient: str) -> None:
    found = [record.values for record in json_records("a.json", FRAME.to_json(orient=orient))]
    assert [{key: row[key] for key in ("title", "text")} for row in found] == ROWS


@pytest.mark.parametrize("form", ["list", "tight"])
def test_every_form_of_to_dict_gives_the_rows(form: str) -> None:
    assert records_in(FRAME.to_dict(form)) == ROWS


def test_rows_without_names_of_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="names no column"):
        records_in(json.loads(FRAME.to_json(orient="values")))


def test_the_first_of_several_lists_may_name_the_columns() -> None:
    assert records_in([["title", "text"], *([row["title"], row["text"]] for row in ROWS)]) == ROWS


@pytest.mark.parametrize(
    "wrapped",
    [
        {"status": "ok", "articles": ROWS},
        {"articles": {"results": ROWS, "totalResults": 2}},
        {"response": {"docs": ROWS}},
        {"hits": {"hits": [{"_source": row} for row in ROWS]}},
        {"data": {"list": [{"node": row} for row in ROWS]}},
        {"anything": {"inner": ROWS}},
    ],
)
def test_the_list_is_found_wherever_it_stands(wrapped: dict[str, object]) -> None:
    assert records_in(wrapped) == ROWS


def test_a_single_article_is_one_record_whatever_lists_it_holds() -> None:
    one = {**ROWS[0], "related": ROWS, "items": [{"title": "連結"}]}
    assert records_in(one) == [one]


def test_an_article_of_wordpress_is_no_table_of_columns() -> None:
    one = {"title": {"rendered": "港鐵"}, "content": {"rendered": "<p>甲。</p>"}}
    assert records_in(one) == [one]


def test_the_name_of_a_feed_goes_to_its_items() -> None:
    assert records_in({"title": "獅山報", "items": [{"title": "港鐵"}]}) == [
        {"feed_title": "獅山報", "title": "港鐵"}
    ]


def test_the_names_of_records_are_kept() -> None:
    assert records_in({"a1": ROWS[0], "a2": ROWS[1]})[0] == {"key": "a1", **ROWS[0]}


def test_json_lines_in_a_json_file_are_read() -> None:
    text = "\n".join(map(json.dumps, ROWS))
    assert [record.values for record in json_records("a.json", text)] == ROWS


@pytest.mark.parametrize("indent", [None, 1])
def test_a_list_in_a_json_lines_file_is_read(indent: int | None) -> None:
    assert [record.values for record in json_lines("a.jsonl", json.dumps(ROWS, indent=indent))] == ROWS


def test_a_row_of_another_length_keeps_its_cells_together() -> None:
    assert records_in({"columns": ["title", "text"], "data": [["甲", "乙", "丙"]]}) == [["甲", "乙", "丙"]]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        records_in({"title": ["甲", "乙"], "text": ["丙"]})


@pytest.mark.parametrize("mark", ["&quot;", "&#34;", "&#x22;"])
def test_json_whose_quotation_marks_were_escaped_is_read(mark: str) -> None:
    rows = [{"title": "AT&T加價", "text": "甲"}, {"title": "巴士", "text": "乙"}]
    lines = [json.dumps(row, ensure_ascii=False).replace("&", "&amp;").replace('"', mark) for row in rows]
    whole = f"[{', '.join(lines)}]"
    for name, text in (("a.json", whole), ("a.jsonl", "\n".join(lines)), ("a.jsonl", whole)):
        read = json_records if name == "a.json" else json_lines
        assert [record.values for record in read(name, text)] == rows
