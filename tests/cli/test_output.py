"""How tables are printed and written."""

import csv
import gzip
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

import analytics
from analytics import cli
from analytics.cli.options import Format
from analytics.cli.output import encoded
from analytics.errors import ArgumentError

from .runs import STORIES, Run, error_line, process
from .tables import TABLES


def without_zone(table: pd.DataFrame) -> pd.DataFrame:
    """Times as UTC: Parquet keeps the instant and the zone, CSV and JSON an offset."""
    times = table.select_dtypes(include=["datetimetz"]).columns
    lists = [
        name
        for name, kind in table.dtypes.items()
        if pd.api.types.is_object_dtype(kind) or isinstance(kind, pd.ArrowDtype)
    ]
    table = table.assign(**{name: table[name].map(list).astype(object) for name in lists})
    return pd.DataFrame(table.assign(**{name: table[name].dt.tz_convert("UTC") for name in times}))


@pytest.mark.parametrize("command", TABLES)
def test_parquet_holds_the_librarys_table(
    run: Run, press: str, corpus: analytics.Corpus, tmp_path: Path, command: str
) -> None:
    arguments, measure = TABLES[command]
    file = tmp_path / "table.parquet"
    assert run(command, press, *arguments, "--format", "parquet", "--out", str(file)).status == 0
    wanted = without_zone(measure(corpus))
    assert_frame_equal(without_zone(pd.read_parquet(file)), wanted, check_exact=True)


@pytest.mark.parametrize("command", TABLES)
def test_csv_has_the_librarys_columns_and_rows(
    run: Run, press: str, corpus: analytics.Corpus, command: str
) -> None:
    arguments, measure = TABLES[command]
    outcome = run(command, press, *arguments, "--format", "csv")
    rows = list(csv.reader(io.StringIO(outcome.text)))
    assert (outcome.status, outcome.err) == (0, "")
    assert rows[0] == list(measure(corpus).columns)
    assert len(rows) - 1 == len(measure(corpus))
    assert not outcome.out.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("command", TABLES)
def test_json_is_a_list_of_rows(run: Run, press: str, corpus: analytics.Corpus, command: str) -> None:
    arguments, measure = TABLES[command]
    rows = json.loads(run(command, press, *arguments, "--format", "json").text)
    assert len(rows) == len(measure(corpus))
    assert all(list(row) == list(measure(corpus).columns) for row in rows)


@pytest.mark.parametrize("command", TABLES)
def test_a_table_in_a_pipe_is_a_line_a_row_without_colour(
    run: Run, press: str, corpus: analytics.Corpus, command: str
) -> None:
    arguments, measure = TABLES[command]
    outcome = run(command, press, *arguments)
    assert outcome.status == 0
    assert b"\x1b" not in outcome.out
    assert len(outcome.text.splitlines()) == len(measure(corpus)) + (command != "kwic")
    assert all(line == line.rstrip() for line in outcome.text.splitlines() if command != "kwic")


def test_parquet_keeps_what_the_table_is_about(run: Run, press: str, tmp_path: Path) -> None:
    run("trend", press, "-e", "nvidia", "--out", str(tmp_path / "trend.parquet"))
    assert pd.read_parquet(tmp_path / "trend.parquet").attrs["provenance"]["labels_en"] == {
        "英偉達": "Nvidia"
    }


# These need codes beside a corpus, and have their examples in `test_validation.py`.
VALIDATION = {"sample", "agree", "confusion", "disagreements", "validate", "misjudged", "remedies", "correct"}


def test_every_command_that_gives_a_table_has_an_example_here() -> None:
    tables = {
        command.name or command.callback.__name__  # type: ignore[union-attr]
        for command in cli.app.registered_commands
        if "format" in command.callback.__annotations__  # type: ignore[union-attr]
    }
    assert tables == {*TABLES, *VALIDATION, "load"}


def test_a_missing_share_is_an_empty_cell_in_csv_and_null_in_json(run: Run, press: str) -> None:
    asked = ["trend", press, "-e", "deepseek", "--from", "2025-03-03", "--to", "2025-03-09"]
    assert run(*asked, "-f", "csv").text.splitlines()[1] == "2025-03-03,0,0,,,,0,False"
    assert json.loads(run(*asked, "-f", "json").text) == [
        {
            "period": "2025-03-03", "matching": 0, "total": 0, "share": None, "low": None, "high": None,
            "mentions": 0, "partial": False,
        }
    ]  # fmt: skip


def test_times_are_written_with_their_offset(run: Run, press: str) -> None:
    rows = json.loads(run("kwic", press, "天文台", "-f", "json").text)
    assert rows[0]["published"] == "2025-01-28T23:30:00+08:00"


def test_lists_are_lists_in_json_and_json_in_csv(run: Run, press: str, tmp_path: Path) -> None:
    for name in ("articles.json", "articles.csv"):
        assert run("load", press, "--out", str(tmp_path / name)).status == 0
    tags = STORIES[0][4]
    assert json.loads((tmp_path / "articles.json").read_text(encoding="utf-8"))[0]["tags"] == tags
    assert json.loads(pd.read_csv(tmp_path / "articles.csv")["tags"][0]) == tags


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", b"period,"), ("a.json", b"["), ("a.parquet", b"PAR1"), ("a.txt", b"period,")],
)
def test_a_file_gets_the_format_of_its_name_unless_told(
    run: Run, press: str, tmp_path: Path, name: str, begins: bytes
) -> None:
    outcome = run("trend", press, "-e", "deepseek", "--out", str(tmp_path / "new" / name))
    assert (outcome.status, outcome.out, outcome.err) == (0, b"", "")
    assert (tmp_path / "new" / name).read_bytes().startswith(begins)


def test_the_format_asked_for_goes_before_the_files_name(run: Run, press: str, tmp_path: Path) -> None:
    run("trend", press, "-e", "deepseek", "--format", "csv", "--out", str(tmp_path / "a.json"))
    assert (tmp_path / "a.json").read_bytes().startswith(b"period,")


def test_a_file_is_written_whole_or_not_at_all(
    run: Run, press: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "trend.csv"
    file.write_text("昨天的表", encoding="utf-8")

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    outcome = run("trend", press, "-e", "deepseek", "--out", str(file))
    assert (outcome.status, error_line(outcome)) == (
        1,
        f"{file}: cannot be written (No space left on device)",
    )
    assert file.read_text(encoding="utf-8") == "昨天的表"
    assert [path.name for path in tmp_path.iterdir()] == ["trend.csv"]


def test_a_mistake_leaves_the_file_as_it_was(run: Run, press: str, tmp_path: Path) -> None:
    file = tmp_path / "trend.csv"
    file.write_text("昨天的表", encoding="utf-8")
    assert run("trend", press, "-e", "deepseek", "--freq", "weekly", "--out", str(file)).status == 2
    assert file.read_text(encoding="utf-8") == "昨天的表"


def test_a_folder_is_no_file_to_write(run: Run, press: str, tmp_path: Path) -> None:
    outcome = run("trend", press, "-e", "deepseek", "--out", str(tmp_path))
    assert outcome.status == 1
    assert "cannot be written" in error_line(outcome)


def test_excel_csv_begins_with_a_byte_order_mark(run: Run, press: str) -> None:
    outcome = run("distribution", press, "--by", "tags", "--format", "csv", "--excel")
    assert outcome.out.startswith(b"\xef\xbb\xbfperiod,value,")


@pytest.mark.parametrize("tag", ["=1+1", "+852", "-港股", "＝SUM(A1)"])
def test_excel_csv_neutralises_what_a_spreadsheet_would_run(run: Run, press: str, tag: str) -> None:
    def values(*more: str) -> list[str]:
        text = run("distribution", press, "--by", "tags", "--format", "csv", *more).out.decode("utf-8-sig")
        return [row["value"] for row in csv.DictReader(io.StringIO(text))]

    assert tag in values()
    assert f"'{tag}" in values("--excel")
    assert tag not in values("--excel")


def test_excel_csv_leaves_words_numbers_and_empty_cells_alone(run: Run, press: str) -> None:
    text = run("distribution", press, "--by", "tags", "--format", "csv", "--excel").out.decode("utf-8-sig")
    rows = {row["value"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["科技"]["matching"] == "1"
    assert rows[""]["period"] == ""


def test_excel_goes_with_csv_only(run: Run, press: str) -> None:
    for format_ in ("json", "parquet", "table"):
        outcome = run("terms", press, "--format", format_, "--excel")
        assert (outcome.status, error_line(outcome)) == (2, f"--excel goes with --format csv, not {format_}")


def test_a_list_is_a_cell_of_a_printed_table(capsys: pytest.CaptureFixture[str]) -> None:
    lists = pd.Series([["港股", "樓市"], []], dtype=pd.ArrowDtype(pa.list_(pa.string())))
    cli.output.show(pd.DataFrame({"day": ["一", "二"], "terms": lists}))
    assert capsys.readouterr().out.splitlines()[1:] == ["一   港股；樓市", "二"]


def test_piped_output_has_no_colour_codes(press: str) -> None:
    outcome = process("trend", press, "--entity", "deepseek")
    assert (outcome.status, outcome.err) == (0, "")
    assert b"\x1b" not in outcome.out
    assert outcome.text.split()[:8] == list(analytics.trend(analytics.load(press), "deepseek").columns)


def test_a_reader_that_stops_early_is_no_error(press: str) -> None:
    command = [sys.executable, "-m", "analytics", "mentions", press, "-e", "deepseek", "-f", "csv"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=120)
    os.close(writing)
    assert b"Traceback" not in done.stderr


def test_a_compressed_csv_holds_the_same_bytes(run: Run, press: str, tmp_path: Path) -> None:
    for name in ("a.csv", "a.csv.gz"):
        run("trend", press, "-e", "deepseek", "--out", str(tmp_path / name))
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == (tmp_path / "a.csv").read_bytes()


@pytest.mark.parametrize("name", ["a.xls", "a.docx", "a.csv.zip", "a.xlsx.gz2"])
def test_no_table_is_written_under_a_name_of_another_kind(
    run: Run, press: str, tmp_path: Path, name: str
) -> None:
    outcome = run("trend", press, "-e", "deepseek", "--out", str(tmp_path / name))
    assert outcome.status == 2 and "give one of .json, .parquet, .xlsx, .csv" in error_line(outcome)
    assert not list(tmp_path.iterdir())


def test_a_workbook_has_the_rows_and_reads_back_as_articles(run: Run, press: str, tmp_path: Path) -> None:
    run("load", press, "--out", str(tmp_path / "a.xlsx"))
    (tmp_path / "b").mkdir()
    run("load", press, "--out", str(tmp_path / "b" / "a.csv"))
    read, csv = (
        analytics.load(place, cache=False) for place in (tmp_path / "a.xlsx", tmp_path / "b" / "a.csv")
    )
    assert read.articles["id"].tolist() == csv.articles["id"].tolist()
    assert read.articles["tags"].map(list).tolist() == csv.articles["tags"].map(list).tolist()


def test_a_workbook_runs_no_formula_and_holds_no_control_characters() -> None:
    table = pd.DataFrame(
        {"tag": ["=1+1", "\x07鈴"], "n": [1, None], "day": pd.to_datetime(["2025-01-27", None])}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(encoded(table, Format.xlsx, False))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["tag", "n", "day"], ["=1+1", 1, "2025-01-27"], ["鈴", None, None]
    ]  # fmt: skip
    assert sheet["A2"].data_type == "s"


def test_a_cell_that_excel_cannot_hold_is_refused() -> None:
    with pytest.raises(ArgumentError, match="one of body has 32,768; write it as"):
        encoded(pd.DataFrame({"body": ["長" * 32_768]}), Format.xlsx, False)


def test_a_pipe_is_written_to_and_not_replaced(press: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [
        sys.executable,
        "-m",
        "analytics",
        "trend",
        press,
        "-e",
        "deepseek",
        "--out",
        str(tmp_path / "pipe"),
    ]
    with subprocess.Popen(command) as writing:
        assert (tmp_path / "pipe").read_text("utf-8").startswith("period,")
        assert writing.wait(60) == 0
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_symbolic_link_stays_one(run: Run, press: str, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "a.csv").symlink_to(tmp_path / "kept" / "real.csv")
    run("trend", press, "-e", "deepseek", "--out", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").is_symlink() and (tmp_path / "kept" / "real.csv").read_text().startswith(
        "period,"
    )
