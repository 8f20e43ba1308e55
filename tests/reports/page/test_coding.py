"""What a page says of the codes of people, and what it says where there are none."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

import analytics
from analytics.reports import parameters
from analytics.reports.page import coding
from analytics.reports.page.coding import Coding, coding_of
from analytics.text.entities import load_entities

DEEPSEEK = load_entities()["deepseek"]


@pytest.fixture(scope="module")
def corpus() -> analytics.Corpus:
    return analytics.load("data/sample")


@pytest.fixture(autouse=True)
def _few_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the articles anew only a few times: the tests read no interval."""
    monkeypatch.setattr(coding, "agreement", partial(analytics.agreement, repeats=20))


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    shutil.copytree("data/codes", tmp_path / "codes")
    return tmp_path / "codes"


PARTS = ("sample", "agreement", "validation", "corrected", "cases")


def said(coding: Coding, *parts: str) -> str:
    """What the parts of a page say; without names all parts."""
    pieces = [
        piece
        for name in parts or PARTS
        for piece in getattr(coding, name)(*["month"] * (name == "corrected"))
    ]
    return "\n".join(piece.text for piece in pieces)


def test_a_coded_corpus_is_shown_whole(corpus: analytics.Corpus) -> None:
    given = parameters(corpus="data/sample")
    found = given.coding(corpus)
    text = said(found)
    assert "288篇文章之中，隨機抽出120篇，由2人各自編碼" in text
    assert "Krippendorff α" in text and "準確率" in text and "校正" in text and "分歧" in text
    assert len(found.corrected("month")) == 4


def test_nobody_has_coded_yet(corpus: analytics.Corpus, tmp_path: Path) -> None:
    text = said(coding_of(str(tmp_path / "press"), corpus, DEEPSEEK))
    assert "還未有人編碼" in text
    assert "analytics sample press --n 165 --out sample.parquet" in text
    assert "analytics code sample.parquet --codebook codebook.toml --coder A --coder B" in text
    assert text.count("未有編碼，這部分留空。") == 4


def test_codes_of_another_corpus_are_a_problem_not_an_error(lonely: Path, codes: Path) -> None:
    text = said(coding_of(str(lonely), analytics.load(lonely), DEEPSEEK, str(codes)))
    assert "編碼檔案未能使用：120 of 120 coded articles are not among these articles" in text


def test_an_answer_out_of_the_codebook_is_a_problem_not_an_error(
    corpus: analytics.Corpus, codes: Path
) -> None:
    file = codes / "invented-a.json"
    file.write_text(file.read_text("utf-8").replace('"mentions": "no"', '"mentions": "maybe"'), "utf-8")
    assert "'maybe' is no value of 'mentions'" in said(coding_of("data/sample", corpus, DEEPSEEK, str(codes)))


def test_codes_of_another_subject_validate_nothing(corpus: analytics.Corpus) -> None:
    text = said(coding_of("data/sample", corpus, load_entities()["nvidia"]))
    assert text.count("編碼核對的是deepseek，這份報告追蹤的是英偉達") == 2
    assert "Krippendorff α" in text


def test_one_coder_is_not_enough_for_agreement(corpus: analytics.Corpus, codes: Path) -> None:
    (codes / "invented-b.json").unlink()
    text = said(coding_of("data/sample", corpus, DEEPSEEK, str(codes)))
    assert "只有一位編碼員" in text
    assert "準確率" in text


def test_unknown_chances_are_told(corpus: analytics.Corpus, codes: Path) -> None:
    for file in codes.glob("*.json"):
        content = json.loads(file.read_text("utf-8"))
        for article in content["articles"]:
            del article["probability"]
        file.write_text(json.dumps(content), "utf-8")
    assert "抽中的機會不詳" in said(coding_of("data/sample", corpus, DEEPSEEK, str(codes)), "sample")


def test_a_page_depends_on_the_codes(codes: Path) -> None:
    from analytics.reports.build.input_hash import input_hash

    notebook = Path("notebooks/07_validation.ipynb")
    before = input_hash(notebook, {"codes": str(codes)}, "f")
    (codes / "invented-b.json").unlink()
    assert input_hash(notebook, {"codes": str(codes)}, "f") != before
