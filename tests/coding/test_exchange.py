"""Samples for other programs, and answers back from them: nothing is lost on the way."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError

BOOK = "data/codes/codebook.toml"


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return analytics.sample(analytics.load("data/sample"), 4, by="matching", entity="deepseek", equal=True)


@pytest.fixture(scope="module")
def book() -> analytics.Codebook:
    return analytics.load_codebook(BOOK)


def test_doccano_there_and_back(drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in analytics.export_sample(drawn, book, "doccano").splitlines()]
    title = drawn["title"].iloc[0]
    assert lines[0]["text"].startswith(f"{title}\n\n")
    body = len(title) + 2
    lines[0]["label"] = [
        "mentions=yes",
        "about=yes",
        "tone=neutral",
        [body, body + 5, "names"],
        [0, 3, "names"],
    ]
    lines[1]["label"] = ["mentions=no"]
    (tmp_path / "chan.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    codes = analytics.load_codes(tmp_path / "chan.jsonl", book, sample=drawn)
    assert codes["coder"].unique().tolist() == ["chan"]
    assert codes["value"].tolist() == ["yes", "yes", "neutral", '[["body", 0, 5], ["title", 0, 3]]', "no"]
    assert codes["probability"].tolist()[0] == drawn["probability"].iloc[0]


def test_doccano_with_offsets_as_objects(
    drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path
) -> None:
    (line,) = [
        json.loads(line) for line in analytics.export_sample(drawn.head(1), book, "doccano").splitlines()
    ]
    span = {"start_offset": 0, "end_offset": 2, "label": "names"}
    line |= {"label": ["mentions=yes", "about=yes"], "entities": [span], "username": "wong"}
    (tmp_path / "all.jsonl").write_text(json.dumps(line), encoding="utf-8")
    codes = analytics.load_codes(tmp_path / "all.jsonl", book)
    assert codes["coder"].iloc[0] == "wong"
    assert codes["value"].iloc[-1] == '[["title", 0, 2]]'


def test_two_labels_for_one_question_are_refused(
    drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path
) -> None:
    (line,) = [
        json.loads(line) for line in analytics.export_sample(drawn.head(1), book, "doccano").splitlines()
    ]
    line["label"] = ["mentions=yes", "mentions=no"]
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(CorpusError, match="two labels for 'mentions'"):
        analytics.load_codes(tmp_path / "a.jsonl", book)


def test_label_studio_there_and_back(drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path) -> None:
    tasks = json.loads(analytics.export_sample(drawn, book, "label-studio"))
    body = len(drawn["title"].iloc[0]) + 2
    result = [
        {"from_name": "mentions", "type": "choices", "value": {"choices": ["yes"]}},
        {"from_name": "about", "type": "choices", "value": {"choices": ["yes"]}},
        {
            "from_name": "names",
            "type": "labels",
            "value": {"start": body, "end": body + 4, "labels": ["names"]},
        },
    ]
    tasks[0]["annotations"] = [
        {"completed_by": {"email": "chan@news.example"}, "result": result},
        {"completed_by": 7, "result": result[:1]},
    ]
    for task in tasks[1:]:
        task["annotations"] = []
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    codes = analytics.load_codes(tmp_path / "export.json", book, sample=drawn)
    assert codes["coder"].tolist() == ["7", "chan@news.example", "chan@news.example", "chan@news.example"]
    assert codes["value"].iloc[-1] == '[["body", 0, 4]]'


def test_a_choice_of_several_is_refused(
    drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path
) -> None:
    tasks = json.loads(analytics.export_sample(drawn.head(1), book, "label-studio"))
    value = {"from_name": "mentions", "value": {"choices": ["yes", "no"]}}
    tasks[0]["annotations"] = [{"completed_by": 1, "result": [value]}]
    (tmp_path / "a.json").write_text(json.dumps(tasks), encoding="utf-8")
    with pytest.raises(CorpusError, match="is no value of 'mentions'"):
        analytics.load_codes(tmp_path / "a.json", book)


def test_the_interface_of_label_studio_asks_every_question(book: analytics.Codebook) -> None:
    root = ElementTree.fromstring(analytics.export_sample(pd.DataFrame(), book, "label-studio-config"))
    assert [each.get("name") for each in root.iter("Choices")] == ["mentions", "about", "tone"]
    assert [each.get("name") for each in root.iter("Labels")] == ["names"]
    assert root.findall("View")[1].get("whenChoiceValue") == "yes"


def test_a_spreadsheet_there_and_back(drawn: pd.DataFrame, book: analytics.Codebook, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(analytics.export_sample(drawn, book, "csv"))))
    assert rows[0]["title"] == drawn["title"].iloc[0]
    rows[0] |= {"mentions": "yes", "about": "no"}
    with (tmp_path / "chan.csv").open("w", encoding="utf-8-sig") as file:  # as spreadsheets write it
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    codes = analytics.load_codes(tmp_path / "chan.csv", book, sample=drawn)
    assert codes["value"].tolist() == ["yes", "no"]
    assert codes["stratum"].iloc[0] == drawn["stratum"].iloc[0]


def test_a_spreadsheet_runs_no_formula(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    dangerous = drawn.head(1).assign(title='=HYPERLINK("https://news.example")')
    (row,) = csv.DictReader(io.StringIO(analytics.export_sample(dangerous, book, "csv")))
    assert row["title"].startswith("'=")


def test_an_unknown_form_is_refused(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'doccano'"):
        analytics.export_sample(drawn, book, "docano")


def test_what_is_no_sample_is_refused(book: analytics.Codebook) -> None:
    with pytest.raises(CorpusError, match="not a sample"):
        analytics.export_sample(analytics.load("data/sample").articles, book, "csv")
    with pytest.raises(CorpusError, match="has no articles"):
        analytics.export_sample(analytics.sample(analytics.load("data/sample"), 1).head(0), book, "csv")
