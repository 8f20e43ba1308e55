"""Progress: shown to somebody who waits, on standard error; nothing in a pipe or while a report is built."""

import sys
from pathlib import Path

import pytest

import analytics
from analytics.read import progress
from analytics.read.progress import with_progress


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)


@pytest.mark.usefixtures("impatient")
def test_a_bar_is_drawn_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # how rich is told that it stands on a terminal
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    (tmp_path / "a.md").write_text("---\ntitle: 港股上升\n---\n恒指上升。\n", encoding="utf-8")
    analytics.load(tmp_path, cache=False)
    shown = capsys.readouterr()
    assert "reading 1 file " in shown.err
    assert shown.out == ""


@pytest.mark.usefixtures("notebook")
def test_nothing_is_shown_of_what_is_read_within_two_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress("abc", 3, 1000, None)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("notebook")
def test_what_takes_over_two_seconds_is_shown_from_then_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.9, 2.1])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    list(with_progress("abcd", 4, 1000, None))
    assert capsys.readouterr().err == (
        "\rreading 1,000 files: 50%\rreading 1,000 files: 75%\rreading 1,000 files: 100%\n"
    )


@pytest.mark.usefixtures("notebook", "impatient")
def test_a_build_of_reports_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from analytics.reports.page.environment import FIGURES

    monkeypatch.setenv(FIGURES, "somewhere")
    list(with_progress("abcd", 4, 1000, None))
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("notebook", "impatient")
def test_progress_that_is_not_wanted_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    list(with_progress("abcd", 4, 1000, False))
    assert capsys.readouterr().err == ""


def test_nothing_is_shown_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    list(with_progress("abcd", 4, 1000, None))
    assert capsys.readouterr().err == ""


def test_progress_that_is_asked_for_is_shown_in_a_pipe_too(capsys: pytest.CaptureFixture[str]) -> None:
    list(with_progress("ab", 2, 1000, True))
    assert "100%" in capsys.readouterr().err
