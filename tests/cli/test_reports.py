"""report and schedule."""

import json
from pathlib import Path

import pytest

from analytics import reports

from .runs import Run, error_line


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the command asks the build for, without building anything."""
    given: dict[str, object] = {}

    def build(names: object, **options: object) -> list[reports.Result]:
        given.update(options, names=names)
        return [reports.Result("a", Path("a/latest.html"))]

    monkeypatch.setattr(reports, "build_reports", build)
    return given


def test_report_hands_on_subjects_of_the_pack(run: Run, asked: dict[str, object], tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[observatory]\nhk = ["天文台"]\n', encoding="utf-8")
    run("report", "-e", "天文台", "--other", "深度求索,DeepSeek", "--entities", str(pack))
    assert asked["entity"].key == "observatory"  # type: ignore[attr-defined]
    assert [other.label for other in asked["others"]] == ["深度求索"]  # type: ignore[attr-defined]
    assert asked["entities"] == pack


def test_report_asks_for_all_reports_without_names(run: Run, asked: dict[str, object]) -> None:
    run("report")
    assert (asked["names"], asked["others"], asked["keep"]) == (None, None, 30)


def test_a_log_of_json_holds_the_error_too(run: Run, tmp_path: Path) -> None:
    outcome = run("report", "--log-json", "-e", "deepsek", "--out", str(tmp_path))
    (event,) = [json.loads(line) for line in outcome.err.splitlines()]
    assert (outcome.status, event["event"]) == (2, "ended")
    assert "did you mean 'deepseek'" in event["error"]


def test_schedule_prints_the_command_with_its_options(run: Run) -> None:
    line = run(
        "schedule", "cron", "-e", "nvidia", "--other", "港鐵", "--from", "2025-01-01"
    ).text.splitlines()[-1]
    assert "--entity nvidia --from 2025-01-01 --language zh-HK --keep 30 --other '港鐵' --log-json" in line


def test_schedule_passes_on_what_counts(run: Run) -> None:
    assert "--by-story --boilerplate" in run("schedule", "cron", "--by-story", "--boilerplate").text
    assert "--boilerplate" not in run("schedule", "cron").text


def test_schedule_writes_the_pack_as_an_absolute_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text('[observatory]\nhk = ["天文台"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (
        f"--entities {tmp_path / 'own.toml'}"
        in run("schedule", "cron", "-e", "observatory", "--entities", "own.toml").text
    )


def test_schedule_refuses_an_unknown_entity(run: Run) -> None:
    assert "did you mean 'deepseek'" in error_line(run("schedule", "cron", "-e", "deepsek"))
