"""Ready-made tables: each row ends as an article or as an error of its own."""

import io
import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics import extras
from analytics.read.document import Reading

Read = Callable[..., Reading]

ROW = {
    "title": "港股急升",
    "text": "恒指升三百點。",
    "date": "2025-02-08",
    "source": "港聲報",
    "url": "https://a.example/1",
}


def titles(reading: Reading) -> list[object]:
    return [row["title"] for row in reading.rows]


def errors(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in reading.problems if problem.severity == "error"]


def parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


AS_BYTES: dict[str, Callable[[dict[str, str]], bytes]] = {
    "a.jsonl": lambda row: json.dumps(row).encode(),
    "a.ndjson": lambda row: json.dumps(row, ensure_ascii=False).encode(),
    "a.json": lambda row: json.dumps([row]).encode(),
    "data.json": lambda row: json.dumps({"status": "ok", "articles": [row]}).encode(),
    "one.json": lambda row: json.dumps(row).encode(),
    "a.csv": lambda row: pd.DataFrame([row]).to_csv(index=False).encode(),
    "bom.csv": lambda row: pd.DataFrame([row]).to_csv(index=False).encode("utf-8-sig"),
    "a.tsv": lambda row: pd.DataFrame([row]).to_csv(index=False, sep="\t").encode(),
    "crlf.csv": lambda row: pd.DataFrame([row]).to_csv(index=False, lineterminator="\r\n").encode(),
    "A.CSV": lambda row: pd.DataFrame([row]).to_csv(index=False).encode("big5hkscs"),
    "a.parquet": lambda row: parquet(pa.Table.from_pylist([row])),
}


@pytest.mark.parametrize("name", AS_BYTES)
def test_every_kind_of_table_gives_the_same_article(read_rows: Read, name: str) -> None:
    (row,) = read_rows(AS_BYTES[name](ROW), name).rows
    assert [row[column] for column in ("title", "body", "outlet", "source_url")] == [
        *("港股急升", "恒指升三百點。", "港聲報", "https://a.example/1")
    ]
    assert str(row["published"]) == "2025-02-08 00:00:00+08:00"
    assert row["path"] == f"{name}#1"


@pytest.mark.parametrize("column", ["text", "body", "maintext", "content", "Text", " text "])
def test_the_text_is_found_under_each_of_its_names(read_rows: Read, column: str) -> None:
    (row,) = read_rows(json.dumps({"title": "甲", column: "正文。"}), "a.jsonl").rows
    assert row["body"] == "正文。"


@pytest.mark.parametrize(
    "column", ["date", "published", "date_publish", "publishing_date", "seendate", "pub_date", "Date"]
)
def test_the_date_is_found_under_each_of_its_names(read_rows: Read, column: str) -> None:
    (row,) = read_rows(json.dumps({**ROW, "date": None, column: "20250131T233000Z"}), "a.jsonl").rows
    assert str(row["published"]) == "2025-02-01 07:30:00+08:00"


@pytest.mark.parametrize("column", ["source", "outlet", "domain", "source_domain", "publisher"])
def test_the_outlet_is_found_under_each_of_its_names(read_rows: Read, column: str) -> None:
    (row,) = read_rows(json.dumps({"title": "甲", "text": "乙", column: "港聲報"}), "a.jsonl").rows
    assert row["outlet"] == "港聲報"


def test_a_source_that_is_an_object_gives_its_name_and_is_kept(read_rows: Read) -> None:
    (row,) = read_rows(json.dumps({**ROW, "source": {"id": None, "name": "港聲報"}}), "a.jsonl").rows
    assert row["outlet"] == "港聲報"
    assert json.loads(str(row["extra"])) == {"source": {"id": None, "name": "港聲報"}}


def test_html_in_a_text_is_taken_apart(read_rows: Read) -> None:
    text = "<p>恒指升三百點。</p><h2>樓市</h2><p>成交上升。<img src=a.jpg alt='中環街景'></p>"
    (row,) = read_rows(json.dumps({**ROW, "text": text}), "a.jsonl").rows
    assert row["body"] == "恒指升三百點。\n\n成交上升。"
    assert (row["headings"], row["captions"], row["images"]) == (["樓市"], ["中環街景"], 1)


def test_a_text_with_a_lesser_sign_is_no_html(read_rows: Read) -> None:
    (row,) = read_rows(json.dumps({**ROW, "text": "升幅<5%，跌幅>3%。"}), "a.jsonl").rows
    assert row["body"] == "升幅<5%，跌幅>3%。"


def test_a_description_stands_in_for_a_missing_text(read_rows: Read) -> None:
    (row,) = read_rows(json.dumps({"title": "甲", "text": "", "description": "只有簡介。"}), "a.jsonl").rows
    assert (row["body"], row["summary"]) == ("只有簡介。", "")


def test_other_columns_are_kept(read_rows: Read) -> None:
    (row,) = read_rows(json.dumps({**ROW, "score": 1.25, "ids": [1, None]}), "a.jsonl").rows
    assert json.loads(str(row["extra"])) == {"score": "1.25", "ids": ["1", None]}


# --- rows that are none


def test_a_broken_line_is_an_error_with_its_line_and_the_others_are_read(read_rows: Read) -> None:
    reading = read_rows(f"{json.dumps(ROW)}\n{{broken\n\n{json.dumps(ROW)}\n", "a.jsonl")
    assert len(reading.rows) == 2
    assert [(problem.path, problem.line, problem.code) for problem in reading.problems] == [
        ("a.jsonl#2", 2, "row_unreadable")
    ]


def test_a_separator_within_a_json_line_does_not_break_it(read_rows: Read) -> None:
    assert titles(read_rows('{"title": "港\u2028股", "text": "正文。"}', "a.jsonl")) == ["港 股"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        ('"只是一句話"', "a.json", "table_unreadable"),
        ("5", "a.json", "table_unreadable"),
        ('{"title": ', "a.json", "table_unreadable"),
        ("[" * 100_000, "a.json", "table_unreadable"),
        ("[]", "a.json", "table_empty"),
        ("", "a.csv", "table_empty"),
        ("title,text\n", "a.csv", "table_empty"),
        ("\n\n", "a.jsonl", "table_empty"),
        (b"PAR1 no table", "a.parquet", "table_unreadable"),
        (b"", "a.parquet", "table_unreadable"),
        (bytes(range(128, 256)), "a.csv", "table_unreadable"),
    ],
)
def test_what_is_no_table_is_one_error(read_rows: Read, content: str | bytes, name: str, code: str) -> None:
    reading = read_rows(content, name)
    assert (reading.rows, errors(reading)) == ([], [(name, code)])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (5, "row_unreadable"),
        ("一句話", "row_unreadable"),
        (None, "row_unreadable"),
        ([], "row_unreadable"),
        ({}, "row_unreadable"),
        ({"title": "", "text": None}, "row_unreadable"),
        ({"date": "2025-02-08"}, "no_text"),
        ({"text": " ", "title": "\u3000"}, "no_text"),
    ],
)
def test_a_row_that_is_no_article_is_an_error_of_its_own(read_rows: Read, row: object, code: str) -> None:
    reading = read_rows(json.dumps([ROW, row]), "a.json")
    assert len(reading.rows) == 1
    assert errors(reading) == [("a.json#2", code)]


def test_a_line_nested_without_end_costs_one_row(read_rows: Read) -> None:
    reading = read_rows("[" * 100_000 + "\n" + json.dumps(ROW), "a.jsonl")
    assert (len(reading.rows), errors(reading)) == (1, [("a.jsonl#1", "row_unreadable")])


def test_half_a_surrogate_pair_costs_one_character(read_rows: Read) -> None:
    assert titles(read_rows('{"title": "港\\ud83d股", "text": "正文。"}', "a.jsonl")) == ["港\ufffd股"]


# --- CSV and Parquet


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_a_mark(read_rows: Read, encoding: str) -> None:
    table = "title\tcontent\r\n港鐵加價\t港鐵公司宣布加價。\r\n".encode(encoding)
    assert titles(read_rows(table, "a.csv")) == ["港鐵加價"]


def test_a_draft_of_the_database_of_wordpress_is_skipped(read_rows: Read) -> None:
    reading = read_rows("post_title,post_content,post_status\n港鐵,加價。,draft\n", "a.csv")
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("draft", "skipped")]


def test_quoted_commas_and_line_ends_stay_in_their_cell(read_rows: Read) -> None:
    (row,) = read_rows('title,text\r\n"港股, 急升","首段。\r\n\r\n尾段。"\r\n', "a.csv").rows
    assert (row["title"], row["body"]) == ("港股, 急升", "首段。\n\n尾段。")


def test_a_very_long_cell_is_read(read_rows: Read) -> None:
    (row,) = read_rows(f"title,text\n甲,{'字' * 200_000}\n", "a.csv").rows
    assert row["body"] == "字" * 200_000


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (["2/1/2025", "1/31/2025 9:30", "12/25/2024"], ["2025-02-01", "2025-01-31", "2024-12-25"]),
        (["2/1/2025", "31/1/2025"], ["2025-01-02", "2025-01-31"]),
    ],
)
def test_the_other_rows_of_a_column_decide_whether_the_month_comes_first(
    read_rows: Read, dates: list[str], published: list[str]
) -> None:
    text = "title,text,date\n" + "".join(f"港鐵,加價。,{date}\n" for date in dates)
    reading = read_rows(text, "a.csv")
    assert [str(row["published"])[:10] for row in reading.rows] == published
    assert reading.problems == []


@pytest.mark.parametrize("others", [[], ["31/1/2025", "1/31/2025"]])
def test_a_date_whose_order_nothing_decides_is_a_warning(read_rows: Read, others: list[str]) -> None:
    text = "title,text,date\n" + "".join(f"港鐵,加價。,{date}\n" for date in ["2/1/2025", *others])
    assert ("a.csv#1", "date_order_unknown") in [
        (problem.path, problem.code) for problem in read_rows(text, "a.csv").problems
    ]


def test_a_table_without_known_columns_is_one_error_that_names_them(read_rows: Read) -> None:
    (problem,) = read_rows("甲,乙\n1,2\n3,4\n", "a.csv").problems
    assert (problem.code, problem.severity) == ("columns_unknown", "error")
    assert "there are '甲', '乙'; looked for title" in problem.message


@pytest.mark.parametrize("word", ["nan", "None", "NULL", "NaT", "<NA>"])
def test_a_missing_value_written_out_is_missing(read_rows: Read, word: str) -> None:
    reading = read_rows(f"title,date,content,source\n港鐵,{word},加價。,{word}\n", "a.csv")
    assert reading.rows[0]["outlet"] is None
    assert [problem.code for problem in reading.problems] == ["date_missing"]


def test_a_headline_may_be_such_a_word(read_rows: Read) -> None:
    assert titles(read_rows("title,content\nNone,加價。\n", "a.csv")) == ["None"]


def test_entities_in_a_plain_text_become_characters(read_rows: Read) -> None:
    text = "AT&amp;T 表示&nbsp;加價，&quot;反對&quot;&hellip;"
    (row,) = read_rows(json.dumps({**ROW, "text": text}), "a.jsonl").rows
    assert row["body"] == 'AT&T 表示 加價，"反對"…'


def test_an_escaped_bracket_in_html_stays_a_bracket(read_rows: Read) -> None:
    text = "<p>&lt;港聞組&gt; 港鐵宣布加價。</p>"
    (row,) = read_rows(json.dumps({"title": "港鐵", "description": text}), "a.jsonl").rows
    assert row["body"] == "<港聞組> 港鐵宣布加價。"


def test_html_whose_tags_are_escaped_is_taken_apart(read_rows: Read) -> None:
    text = "&lt;p&gt;港鐵宣布。&lt;/p&gt;&lt;p&gt;加價。&lt;/p&gt;"
    (row,) = read_rows(json.dumps({**ROW, "text": text}), "a.jsonl").rows
    assert row["body"] == "港鐵宣布。\n\n加價。"


def test_a_text_that_a_service_cut_is_a_warning(read_rows: Read) -> None:
    reading = read_rows(json.dumps({**ROW, "text": "港鐵宣布加價… [+1234 chars]"}), "a.jsonl")
    assert [problem.code for problem in reading.problems] == ["body_cut"]
    assert reading.rows[0]["body"] == "港鐵宣布加價"


@pytest.mark.parametrize(
    "tail",
    [
        " 《詳全文...》",
        "（閱讀全文）",
        " [&hellip;]",
        "[…]",
        " (Read more)",
        "【繼續閱讀】",
        " <p>[...]</p>",
        "（详见全文）",
    ],
)
def test_a_feed_s_call_to_read_the_rest_is_no_text_and_is_told(read_rows: Read, tail: str) -> None:
    for text in (f"港鐵宣布加價。{tail}", f"<p>港鐵宣布加價。{tail}</p>"):
        reading = read_rows(json.dumps({**ROW, "text": text}), "a.jsonl")
        assert [problem.code for problem in reading.problems] == ["body_cut"]
        assert reading.rows[0]["body"] == "港鐵宣布加價。"


def test_two_kinds_of_ellipsis_at_the_end_are_a_cut(read_rows: Read) -> None:
    reading = read_rows(json.dumps({**ROW, "text": "議員批評加幅過...…"}), "a.jsonl")
    assert (reading.problems[0].code, reading.rows[0]["body"]) == ("body_cut", "議員批評加幅過")


@pytest.mark.parametrize(
    "text", ["她沉默……", "他著有《更多人生》", "全文完（全文完）", "他說（笑）", "見附表[1]"]
)
def test_the_end_of_a_text_is_no_cut(read_rows: Read, text: str) -> None:
    reading = read_rows(json.dumps({**ROW, "text": text}), "a.jsonl")
    assert ([problem.code for problem in reading.problems], reading.rows[0]["body"]) == ([], text)


def test_many_open_tags_are_searched_in_linear_time(read_rows: Read) -> None:
    began = time.perf_counter()
    read_rows(json.dumps({**ROW, "text": "<p " * 100_000}), "a.jsonl")
    assert time.perf_counter() - began < 3


def test_an_excel_sheet_gives_the_same_article(read_rows: Read) -> None:
    pytest.importorskip("openpyxl")
    buffer = io.BytesIO()
    pd.DataFrame([{**ROW, "date": datetime(2025, 2, 8)}]).to_excel(buffer, index=False)
    (row,) = read_rows(buffer.getvalue(), "a.xlsx").rows
    assert (row["title"], str(row["published"])) == ("港股急升", "2025-02-08 00:00:00+08:00")


def test_a_column_without_a_heading_is_kept(read_rows: Read) -> None:
    pytest.importorskip("openpyxl")
    buffer = io.BytesIO()
    pd.DataFrame([["港鐵", "加價", "備註"]], columns=["title", "text", ""]).to_excel(buffer, index=False)
    assert json.loads(str(read_rows(buffer.getvalue(), "a.xlsx").rows[0]["extra"])) == {"column 3": "備註"}


def test_excel_without_its_reader_names_what_to_install(
    read_rows: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(extras.EXTRAS, "excel", ("no_such_package",))
    (problem,) = read_rows(b"PK", "a.xlsx").problems
    assert "pip install 'hk-media-analytics[excel]'" in problem.message


def test_missing_values_and_times_of_a_parquet_file_are_read(read_rows: Read) -> None:
    frame = pd.DataFrame(
        {
            "title": ["甲", "乙", "丙"],
            "text": ["正文。", None, "正文。"],
            "date": pd.to_datetime(["2025-01-31T23:30Z", None, "2025-02-08T00:00Z"]),
            "source": ["港聲報", None, None],
            "score": [1.5, float("nan"), float("nan")],
            "tags": [["AI", None], None, []],
        }
    )
    reading = read_rows(parquet(pa.Table.from_pandas(frame)), "a.parquet")
    assert [str(row["published"]) for row in reading.rows] == [
        *("2025-02-01 07:30:00+08:00", "None", "2025-02-08 08:00:00+08:00")
    ]
    assert [row["outlet"] for row in reading.rows] == ["港聲報", None, None]
    assert [row["tags"] for row in reading.rows] == [["AI"], [], []]
    assert [json.loads(str(row["extra"])) for row in reading.rows] == [{"score": "1.5"}, {}, {"tags": []}]


@pytest.mark.parametrize(
    ("kind", "value", "published"),
    [
        (pa.timestamp("ns"), datetime(2025, 2, 8, 13, 55), "2025-02-08 13:55:00+08:00"),
        (pa.timestamp("us", "UTC"), datetime(2025, 2, 8, 5, 55), "2025-02-08 13:55:00+08:00"),
        (pa.date32(), datetime(2025, 2, 8), "2025-02-08 00:00:00+08:00"),
        (pa.string(), "2025年2月8日", "2025-02-08 00:00:00+08:00"),
    ],
)
def test_a_time_is_a_time_in_every_type(
    read_rows: Read, kind: pa.DataType, value: object, published: str
) -> None:
    table = pa.table({"title": ["甲"], "text": ["正文。"], "date": pa.array([value]).cast(kind)})
    (row,) = read_rows(parquet(table), "a.parquet").rows
    assert str(row["published"]) == published


def test_numbers_for_headlines_are_text(read_rows: Read) -> None:
    table = pa.table({"title": [404], "tags": [[700, 5]]})
    (row,) = read_rows(parquet(table), "a.parquet").rows
    assert (row["title"], row["tags"]) == ("404", ["700", "5"])


def test_a_table_of_ones_own_loads_from_its_path(tmp_path: Path) -> None:
    import analytics

    pd.DataFrame([ROW, {**ROW, "title": "港股急跌"}]).to_parquet(tmp_path / "a.parquet")
    corpus = analytics.load(tmp_path / "a.parquet", cache=False)
    assert corpus.articles["path"].tolist() == ["a.parquet#1", "a.parquet#2"]
