"""Commands of validation, from a sample to a corrected trend."""

import json
from pathlib import Path

import pytest

from .runs import Run, error_line

SAMPLE, CODES = "data/sample", "data/codes"
ASKED = ("--codes", CODES, "--question", "about", "--entity", "deepseek", "--format", "json")


def rows(outcome) -> list[dict]:  # type: ignore[no-untyped-def]
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.text)


def test_sample_draws_by_strata(run: Run) -> None:
    drawn = rows(
        run("sample", SAMPLE, "--n", "8", "--by", "matching", "-e", "deepseek", "--equal", "--format", "json")
    )
    assert sorted(row["stratum"] for row in drawn) == ["matching"] * 4 + ["other"] * 4


def test_sample_size_prints_a_number(run: Run) -> None:
    assert run("sample-size", "1000").text == "278\n"


def test_code_writes_a_page_for_each_coder(run: Run, tmp_path: Path) -> None:
    sample = tmp_path / "sample.parquet"
    assert run("sample", SAMPLE, "--n", "3", "--out", str(sample)).status == 0
    book = ("--codebook", f"{CODES}/codebook.toml", "--out", str(tmp_path))
    done = run("code", str(sample), *book, "--coder", "陳", "--coder", "Wong")
    assert done.text.splitlines() == [str(tmp_path / "code-陳.html"), str(tmp_path / "code-Wong.html")]
    assert (tmp_path / "code-陳.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("form", "ending"), [("doccano", "jsonl"), ("label-studio", "json"), ("csv", "csv")])
def test_code_writes_files_for_other_programs(run: Run, tmp_path: Path, form: str, ending: str) -> None:
    sample = tmp_path / "sample.csv"
    run("sample", SAMPLE, "--n", "3", "--out", str(sample))
    run("code", str(sample), "--codebook", f"{CODES}/codebook.toml", "--form", form, "--out", str(tmp_path))
    assert (tmp_path / f"sample-{form}.{ending}").stat().st_size > 500


def test_agree_and_confusion_read_a_folder(run: Run) -> None:
    found = rows(run("agree", CODES, "--repeats", "10", "--format", "json"))
    assert {row["coefficient"] for row in found} >= {"alpha", "cohen_kappa", "fleiss_kappa", "gwet_ac1"}
    assert rows(run("confusion", CODES, "--format", "json"))[0]["question"] == "mentions"


def test_validate_misjudged_remedies_and_disagreements(run: Run) -> None:
    found = {row["quantity"]: row["estimate"] for row in rows(run("validate", SAMPLE, *ASKED))}
    assert found["recall"] > 0.9 > 0.5 < found["precision"]
    assert {row["error"] for row in rows(run("misjudged", SAMPLE, *ASKED))} == {"false_positive", "miss"}
    tried = rows(run("remedies", SAMPLE, *ASKED, "--unless", "竄紅的DeepSeek"))
    assert [(row["change"], row["mended"]) for row in tried] == [("none", 0), ("unless", 2)]
    assert rows(run("disagreements", SAMPLE, "--codes", CODES, "--format", "json"))


@pytest.mark.parametrize(("by", "count"), [((), 3), (("--by", "outlet"), 3 * 6), (("--by", "section"), 3)])
def test_correct_takes_a_trend_outlets_or_a_distribution(run: Run, by: tuple[str, ...], count: int) -> None:
    found = rows(run("correct", SAMPLE, *ASKED, "--freq", "month", *by))
    assert len(found) >= count
    assert all("corrected" in row for row in found)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["validate", SAMPLE, "--question", "about", "-e", "deepseek"], 2, "say where the codes are"),
        (
            ["validate", SAMPLE, "--codes", CODES, "--question", "abuot", "-e", "deepseek"],
            2,
            "did you mean 'about'",
        ),
        (
            ["validate", SAMPLE, "--codes", "nowhere", "--question", "about", "-e", "deepseek"],
            1,
            "no such file",
        ),
        (
            ["validate", "PRESS", "--codes", CODES, "--question", "about", "-e", "deepseek"],
            1,
            "are not among these",
        ),
        (["agree", f"{CODES}/invented-a.json"], 1, "needs two coders"),
        (["sample", SAMPLE], 2, "how many articles to draw"),
        (["sample", SAMPLE, "--n", "5", "--by", "outlets"], 2, "did you mean 'outlet'"),
        (["sample-size", "100", "--error", "5"], 2, "error must be between 0 and 1"),
        (["code", "nowhere.parquet", "--codebook", f"{CODES}/codebook.toml"], 1, "nowhere.parquet"),
        (["code", SAMPLE, "--codebook", f"{CODES}/codebook.toml"], 1, "not a sample"),
        (["code", SAMPLE, "--form", "docano"], 2, "did you mean 'doccano'"),
    ],
)
def test_mistakes_are_one_line(run: Run, press: str, arguments: list[str], status: int, message: str) -> None:
    outcome = run(*[press if argument == "PRESS" else argument for argument in arguments])
    assert outcome.status == status
    assert message in error_line(outcome)
