"""Codes: one table of whatever coders hand in; what is wrong is told with the file and the article."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError

BOOK = """title = "t"
[[question]]
key = "about"
ask = "?"
kind = "yes-no"
[[question]]
key = "tone"
ask = "?"
kind = "ordinal"
values = ["bad", "mid", "good"]
only_if = { about = "yes" }
[[question]]
key = "sources"
ask = "?"
kind = "interval"
min = 0
max = 9
[[question]]
key = "places"
ask = "?"
kind = "spans"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def page_file(
    folder: Path, coder: str, answers: dict[str, dict[str, Any]], name: str = "", **meta: Any
) -> Path:
    """What the coding page exports."""
    articles = [{"id": key, "answers": given, **meta} for key, given in answers.items()]
    path = folder / f"{name or coder}.json"
    content = {"format": "analytics-codes", "version": 1, "coder": coder, "articles": articles}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_codes_of_the_page_become_rows(folder: Path) -> None:
    answers = {
        "a1": {"about": "yes", "tone": "mid", "sources": 3, "places": [["body", 0, 4]]},
        "a2": {"about": "no"},
    }
    page_file(folder, "Chan", answers, digest="d", probability=0.5)
    codes = analytics.load_codes(folder)
    assert codes["question"].tolist() == ["about", "tone", "sources", "places", "about"]
    assert codes["value"].tolist() == ["yes", "mid", "3", '[["body", 0, 4]]', "no"]
    assert codes["number"].tolist()[:3] == [1, 2, 3]
    assert (codes["probability"] == 0.5).all()


def test_two_coders_stand_one_after_the_other(folder: Path) -> None:
    page_file(folder, "Wong", {"a1": {"about": "yes"}})
    page_file(folder, "Chan", {"a1": {"about": "no"}})
    assert analytics.load_codes(folder)["coder"].tolist() == ["Chan", "Wong"]


def test_a_coder_twice_is_refused(folder: Path) -> None:
    page_file(folder, "Chan", {"a1": {"about": "yes"}})
    page_file(folder, "Chan", {"a1": {"about": "no"}}, name="copy")
    with pytest.raises(
        CorpusError, match=r"coder 'Chan' coded article a1 twice, in Chan\.json and in copy\.json"
    ):
        analytics.load_codes(folder)


def test_a_coder_twice_in_one_file_is_refused(folder: Path) -> None:
    (folder / "Chan.csv").write_text("id,about\na1,yes\na1,no\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"twice, in Chan\.csv"):
        analytics.load_codes(folder)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"about": "maybe"}, "'maybe' is no value of 'about'; the codebook has yes, no"),
        ({"abuot": "yes"}, "did you mean 'about'"),
        ({"about": "no", "tone": "bad"}, "it is asked only if about is yes"),
        ({"tone": "bad"}, "it is asked only if about is yes"),
        ({"sources": 12}, "must be a number from 0 to 9, not 12"),
        ({"sources": "many"}, "must be a number"),
        ({"sources": True}, "must be a number"),
        ({"places": [["body", 5, 2]]}, "must be spans"),
        ({"places": "here"}, "must be spans"),
        ({"places": [["summary", 0, 2]]}, "must be spans"),
    ],
)
def test_wrong_answers_are_told_with_file_and_article(
    folder: Path, answers: dict[str, Any], message: str
) -> None:
    page_file(folder, "Chan", {"a1": answers})
    with pytest.raises(CorpusError) as error:
        analytics.load_codes(folder)
    assert "Chan.json, article a1: " in str(error.value)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "line 1: not JSON"),
        ("a.json", '{"format": "other"}', "neither codes of the coding page nor"),
        ("a.json", '{"format": "analytics-codes", "version": 9}', "of version 9"),
        ("a.csv", "article,about\n", "needs a column `id`"),
        ("a.jsonl", '{"label": ["about"], "article": "a1"}', "a question and a value"),
        ("a.jsonl", '{"label": ["about=yes"]}', "names no article"),
        ("a.json", '{"format": "analytics-codes", "version": 1, "articles": []}', "no answers yet"),
    ],
)
def test_files_that_are_no_codes_are_refused(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        analytics.load_codes(folder)


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / "a.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="not UTF-8"):
        analytics.load_codes(folder)


def test_no_file_no_folder_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        analytics.load_codes(tmp_path / "none.json")
    with pytest.raises(CorpusError, match="no codes in this folder"):
        analytics.load_codes(tmp_path)
    (tmp_path / "a.csv").write_text("id,about\n", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"no codebook\.toml beside"):
        analytics.load_codes(tmp_path)
    with pytest.raises(ArgumentError, match="at least one file"):
        analytics.load_codes([])


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return analytics.sample(analytics.load("data/sample"), 6, by="matching", entity="deepseek", equal=True)


def test_the_sample_brings_probabilities(folder: Path, drawn: pd.DataFrame) -> None:
    rows = "\n".join(f"{key},yes" for key in drawn["id"])
    (folder / "Chan.csv").write_text(f"id,about\n{rows}\n", encoding="utf-8")
    codes = analytics.load_codes(folder, sample=drawn)
    assert codes["probability"].tolist() == drawn["probability"].tolist()
    assert set(codes["stratum"]) == {"matching", "other"}
    assert codes["digest"].str.len().eq(12).all()


def test_articles_outside_the_sample_are_refused(folder: Path, drawn: pd.DataFrame) -> None:
    (folder / "Chan.csv").write_text("id,about\nnowhere,yes\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="1 coded articles are not in the sample, such as nowhere"):
        analytics.load_codes(folder, sample=drawn)


def test_articles_that_changed_since_are_refused(folder: Path, drawn: pd.DataFrame) -> None:
    page_file(folder, "Chan", {drawn["id"].iloc[0]: {"about": "yes"}}, digest="000000000000")
    with pytest.raises(CorpusError, match="1 articles have changed since they were coded"):
        analytics.load_codes(folder, sample=drawn)


def test_codes_saved_as_csv_read_back_the_same(folder: Path) -> None:
    page_file(
        folder, "Chan", {"a1": {"about": "yes", "tone": "good", "sources": 2.5}}, digest="d", probability=0.25
    )
    codes = analytics.load_codes(folder / "Chan.json")
    codes.to_csv(folder / "long.csv", index=False)
    pd.testing.assert_frame_equal(analytics.load_codes(folder / "long.csv"), codes)


def test_the_shipped_codes_are_marked_as_invented() -> None:
    for file in Path("data/codes").glob("*.json"):
        content = json.loads(file.read_text("utf-8"))
        assert content["note"].startswith("synthetic")
        assert content["coder"].startswith("invented")


def test_the_generator_makes_the_shipped_codes() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_codes", "data/make_codes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, content in module.files().items():
        assert Path("data/codes", name).read_text("utf-8") == content
