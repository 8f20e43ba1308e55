"""load, check and segment."""

import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from analytics import cli
from analytics.text.characters import IS_INVISIBLE

from .runs import Run, error_line, process, write


def test_load_tells_the_ledger_and_the_fingerprint(run: Run, press: str, corpus: analytics.Corpus) -> None:
    rows = json.loads(run("load", press, "-f", "json").text)
    facts = {row["item"]: row["value"] for row in rows}
    assert (facts["files"], facts["articles"], facts["undated"]) == ("4", "4", "1")
    assert facts["fingerprint"] == corpus.fingerprint


def test_load_writes_the_articles_as_parquet_that_load_reads_again(
    run: Run, press: str, corpus: analytics.Corpus, tmp_path: Path
) -> None:
    file = tmp_path / "articles.parquet"
    assert run("load", press, "--out", str(file)).status == 0
    plain = pd.read_parquet(file)
    assert plain["title"].tolist() == corpus.articles["title"].tolist()
    assert plain["tags"].map(list).tolist() == corpus.articles["tags"].map(list).tolist()
    again = analytics.load(file, cache=False).articles
    assert again["published"].tolist()[:3] == corpus.articles["published"].tolist()[:3]


def test_check_exits_1_if_a_document_was_rejected(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    (folder / "empty.md").write_bytes(b"")
    outcome = run("check", str(folder), "-f", "json")
    assert outcome.status == 1
    assert [row["severity"] for row in json.loads(outcome.text) if row["path"] == "empty.md"] == ["error"]


def blanks_removed(data: bytes) -> str:
    """What stands for something: neither blanks nor characters that nobody sees."""
    text = data.decode("utf-8", errors="surrogateescape")
    return "".join(char for char in "".join(text.split()) if not IS_INVISIBLE[ord(char)])


def test_segment_parts_tokens_by_single_spaces(run: Run) -> None:
    outcome = run("segment", stdin="立法會議員討論ＡＩ政策\n輝達工程師\n".encode())
    assert outcome.text == "立法會 議員 討論 ＡＩ 政策\n輝達 工程師\n"


@pytest.mark.parametrize(
    "line_ends",
    [
        b"",
        b"\n",
        b"\n\n\n",
        b"a\r\nb\r\n",
        b"\xff\xfe\n",
        "末行無換行".encode(),
        b"\x00\x1b[31m\n",
        b"\xe7\xab\n\n\xe7",
    ],
)
def test_segment_keeps_lines_and_characters(run: Run, line_ends: bytes) -> None:
    outcome = run("segment", stdin=line_ends)
    assert outcome.status == 0
    assert blanks_removed(outcome.out) == blanks_removed(line_ends)
    ended = line_ends if line_ends.endswith(b"\n") or not line_ends else line_ends + b"\n"
    assert outcome.out.count(b"\n") == ended.count(b"\n")


TEXT = st.text(
    st.sampled_from("立法會議員DeepSeek-V3 ２０２５年\t\u3000\u200b,。😀𠮷\ue000\r\n'&1%"), max_size=40
)


@settings(deadline=None, max_examples=60)
@given(TEXT | st.text(max_size=20))
def test_segment_keeps_every_non_blank_character_of_any_text(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    given_, written = io.TextIOWrapper(io.BytesIO(data)), io.TextIOWrapper(kept := io.BytesIO())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", given_)
        patch.setattr(sys, "stdout", written)
        cli.reading.segment()
    assert blanks_removed(kept.getvalue()) == blanks_removed(data)
    assert kept.getvalue().count(b"\n") == data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    assert b"  " not in kept.getvalue()


def test_a_program_segments_bytes_that_are_no_text() -> None:
    outcome = process("segment", stdin="港鐵\r\n\n".encode() + b"\xff\xa4\xd9 MTR")
    assert (outcome.status, outcome.out) == (0, "港鐵\n\n".encode() + b"\xff \xa4 \xd9 MTR\n")


def test_load_gives_the_unit_of_each_value(run: Run, press: str) -> None:
    units = {row["item"]: row["unit"] for row in json.loads(run("load", press, "-f", "json").text)}
    assert (units["files"], units["articles"], units["gap_days"], units["characters"]) == (
        *("documents", "articles"),
        *("days", "Chinese characters and Latin words"),
    )
    assert units["fingerprint"] == "SHA-256"


def test_check_groups_on_the_screen_and_lists_each_problem_elsewhere(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    for name in ("empty.md", "void.md"):
        (folder / name).write_bytes(b"")
    line = next(line for line in run("check", str(folder)).text.splitlines() if "empty_file" in line)
    assert line.split()[2] == "2"
    rows = json.loads(run("check", str(folder), "-f", "json").text)
    assert [row["path"] for row in rows if row["code"] == "empty_file"] == ["empty.md", "void.md"]


def test_columns_of_ones_own_are_named_in_pairs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("大題,內文\n港鐵延長服務,通宵行車\n", encoding="utf-8")
    asked = ("load", str(tmp_path / "table.csv"), "--column", "大題=title", "--out", str(tmp_path / "a.json"))
    assert run(*asked).status == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))[0]["title"] == "港鐵延長服務"
    assert "--column must be two names" in error_line(run("load", str(tmp_path), "--column", "大題"))


def test_check_exits_0_if_all_that_was_left_out_are_copies(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    (folder / "copy.md").write_bytes(next(folder.glob("*.md")).read_bytes())
    assert run("check", str(folder)).status == 0


def test_load_and_check_take_labels(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[outlets."電車軌"]\nowner = "甲集團"\n', "utf-8")
    run("load", "data/sample", "--labels", str(tmp_path / "own.toml"), "--out", str(tmp_path / "t.csv"))
    assert pd.read_csv(tmp_path / "t.csv")["owner"].eq("甲集團").sum() == 67
    (tmp_path / "own.toml").write_text('[outlets."電車軌"]\nownr = "甲集團"\n', "utf-8")
    for command in ("load", "check"):
        done = run(command, "data/sample", "--labels", str(tmp_path / "own.toml"))
        assert done.status == 2 and "line 2: unknown key 'ownr'" in error_line(done)
