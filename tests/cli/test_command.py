"""Exit statuses, error messages, and how the program starts."""

import subprocess
import sys

import pytest

import analytics
from analytics import cli
from analytics.errors import CorpusError

from .runs import Run, error_line, process


def test_a_command_that_did_its_work_exits_0(run: Run, press: str) -> None:
    assert run("check", press).status == 0


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["trend", "/不存在", "-e", "deepseek"], 1, "/不存在: no such file or folder"),
        (["trend", "PRESS", "-e", "deepsek"], 2, "unknown entity 'deepsek'; did you mean 'deepseek'?"),
        (["trend", "PRESS"], 2, "say what to count: --entity deepseek"),
        (["trend", "PRESS", "-e", "deepseek", "--freq", "weekly"], 2, "did you mean 'week'?"),
        (["trend", "PRESS", "-e", "deepseek", "--fields", "titel"], 2, "did you mean 'title'?"),
        (["trend", "PRESS", "-e", "deepseek", "--fields", ""], 2, "give at least one field"),
        (["trend", "PRESS", "-e", "deepseek", "--from", "明天"], 2, "start: not a date: '明天'"),
        (
            ["trend", "PRESS", "-e", "deepseek", "--from", "2025-02-01", "--to", "2025-01-01"],
            2,
            "before it starts",
        ),
        (["trend", "PRESS", "-e", "deepseek", "--format", "xls"], 2, "'xls' is not one of"),
        (["trend", "PRESS", "-e", "deepseek", "--frequency", "week"], 2, "No such option: --frequency"),
        (["trend", "PRESS", "-e", "deepseek", "--entities", "/no.toml"], 2, "/no.toml: cannot be read"),
        (["trend"], 2, "Missing argument"),
        (["distribution", "PRESS"], 2, "Missing option '--by'"),
        (["distribution", "PRESS", "--by", "tag"], 2, "unknown column 'tag'; did you mean 'tags'?"),
        (["terms", "PRESS", "--top", "0"], 2, "--top"),
        (["terms", "PRESS", "--words", "/no.txt"], 1, "/no.txt: cannot be read"),
        (["load", "PRESS", "--timezone", "Hongkong/Central"], 1, "unknown time zone"),
        (["trends", "PRESS"], 2, "say what to count: --entity deepseek"),
        (["trends", "PRESS", "-e", "deepseek", "--window", "2"], 2, "window must be odd"),
        (
            ["compare", "PRESS", "-e", "nvidia", "--before", "2025-01", "--after", "a..b"],
            2,
            "--before must be two days",
        ),
        (["behind", "PRESS", "-e", "deepseek", "--value", "AI"], 2, "--value is of a column; say of which"),
        (
            ["behind", "PRESS", "-e", "deepseek", "--period", "2026-01-01"],
            2,
            "2026-01-01 is not in the range",
        ),
        (["behind", "PRESS", "--by", "tags", "--value", "科枝"], 2, "unknown value '科枝'"),
        (["trendz"], 2, "No such command 'trendz'"),
        ([], 2, "give a command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_on_stderr(
    run: Run, press: str, arguments: list[str], status: int, message: str
) -> None:
    outcome = run(*(press if argument == "PRESS" else argument for argument in arguments))
    assert outcome.status == status
    assert message in error_line(outcome)


def test_an_unforeseen_error_is_one_line_too(run: Run, press: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "terms", lambda *_, **__: 1 / 0)
    outcome = run("terms", press)
    assert outcome.status == 1
    assert error_line(outcome).startswith("ZeroDivisionError: division by zero")


def test_debug_lets_the_traceback_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["analytics", "--debug", "trend", "/不存在", "-e", "deepseek"])
    with pytest.raises(CorpusError):
        cli.main()


def test_the_module_runs_like_the_command() -> None:
    outcome = process("trend", "--help")
    assert outcome.status == 0
    assert "Count the articles that mention an entity" in outcome.text


def test_the_command_line_starts_without_what_only_a_command_at_work_needs() -> None:
    slow = ("pandas", "pyarrow", "numpy", "opencc", "matplotlib", "nbclient", "scipy.stats")
    code = f"import sys, analytics.cli; print(*(name for name in {slow} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == ""
