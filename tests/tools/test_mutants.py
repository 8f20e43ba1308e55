"""Faults in a small library: one that a test notices is killed, one that changes nothing survives, and so on."""

from contextlib import redirect_stdout
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from tools.mutants import main, pick

MODULE = "analytics/measures/toy.py"
TEST = "tests/measures/test_toy.py"
LARGER = "def larger(a, b):\n    return a if a > b else b\n"
NOTICES = "from analytics.measures.toy import larger\n\n\ndef test_larger():\n    assert larger(1, 2) == larger(2, 1) == 2\n"


def library(folder: Path) -> Path:
    files = {
        "analytics/__init__.py": "",
        "analytics/measures/__init__.py": "",
        MODULE: LARGER,
        TEST: NOTICES,
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-q --import-mode=importlib"\n',
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path)


def mutants(root: Path) -> int:
    return main(["--root", str(root), "--only", MODULE])


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The library after all its faults were tried, the exit status, and what was printed."""
    root, printed = library(tmp_path_factory.mktemp("library")), StringIO()
    with redirect_stdout(printed):
        status = mutants(root)
    return root, status, printed.getvalue()


def test_a_noticed_fault_is_killed_and_one_that_changes_nothing_survives(
    tried: tuple[Path, int, str],
) -> None:
    _, status, said = tried
    assert status == 0
    assert "+    return a if a >= b else b" in said
    assert "+    return a if a <= b else b" not in said
    assert said.endswith("    1 killed     1 survived     0 timed out  in all\n")


def test_the_tree_itself_is_never_changed(tried: tuple[Path, int, str]) -> None:
    assert (tried[0] / MODULE).read_text() == LARGER


def test_a_fault_that_never_ends_times_out(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tools.trial.LEAST", 2.5)
    monkeypatch.setattr("tools.trial.PATIENCE", 1)
    (root / MODULE).write_text("def larger(a, b):\n    while a < b:\n        a += 1\n    return a\n")
    mutants(root)
    ends = capsys.readouterr().out.split("tests: ")
    (before,) = [before for before, after in pairwise(ends) if "+        a -= 1" in after]
    assert f"timed out {MODULE}" in before.splitlines()[-1]


def test_a_test_that_fails_without_a_fault_is_named_and_kills_none(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / TEST).write_text(NOTICES + "\n\ndef test_broken():\n    assert larger(1, 1) == 2\n")
    mutants(root)
    said = capsys.readouterr().out
    assert f"{MODULE}: failed without any fault: {TEST}::test_broken" in said
    assert said.endswith("    1 killed     1 survived     0 timed out  in all\n")


def test_a_module_whose_tests_all_fail_without_a_fault_is_not_tried(root: Path) -> None:
    (root / TEST).write_text("def test_broken():\n    assert False\n")
    assert mutants(root) == 1


def test_a_module_without_tests_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / TEST).unlink()
    assert mutants(root) == 1
    assert f"{MODULE}: no tests" in capsys.readouterr().out


def test_the_same_seed_picks_the_same_faults(root: Path) -> None:
    (root / MODULE).write_text(LARGER * 50)
    one, again, other = (pick(root, [MODULE], 10, seed) for seed in (1, 1, 2))
    assert one == again != other
    assert len(one) == 10
