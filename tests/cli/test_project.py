"""init and new report: a project that works at once, and settings that commands use."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from .runs import Run, error_line


@pytest.fixture
def project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    run("init", str(tmp_path / "press"))
    monkeypatch.chdir(tmp_path / "press")
    return tmp_path / "press"


def test_a_project_has_settings_a_pack_a_report_and_articles(project: Path) -> None:
    assert {path.name for path in project.iterdir()} == {
        "analytics.toml",
        "entities.toml",
        "notebooks",
        "articles",
    }
    assert len(list((project / "articles").rglob("*.md"))) > 200
    nbformat.validate(nbformat.read(project / "notebooks" / "my_report.ipynb", as_version=4))


def test_commands_use_its_corpus_and_an_option_goes_before_it(
    project: Path, run: Run, tmp_path: Path
) -> None:
    counted = json.loads(run("trend", "-e", "deepseek", "--freq", "quarter", "--format", "json").text)
    assert counted[0]["matching"] > 50
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.md").write_text(
        "---\ntitle: 深度求索\ndate: 2025-01-02\n---\n港鐵加價。\n", "utf-8"
    )
    other = json.loads(run("trend", str(tmp_path / "own"), "-e", "deepseek", "--format", "json").text)
    assert [row["matching"] for row in other] == [1]


def test_its_own_pack_counts(project: Path, run: Run) -> None:
    (project / "entities.toml").write_text('[mtr]\nlabel = { zh = "港鐵" }\nhk = ["港鐵"]\n', "utf-8")
    assert json.loads(run("mentions", "-e", "mtr", "--format", "json").text)


def test_the_folder_itself_names_its_corpus(project: Path, run: Run) -> None:
    (project / "pages").mkdir()
    (project / "pages" / "index.html").write_text("<h1>頁面</h1><p>不是文章。</p>", "utf-8")
    whole = json.loads(run("load", ".", "--format", "json").text)
    assert whole == json.loads(run("load", "articles", "--format", "json").text)


def test_a_wrong_setting_stops_every_command_with_one_line(project: Path, run: Run) -> None:
    (project / "analytics.toml").write_text("keep = 0\n", "utf-8")
    done = run("load", "articles")
    assert done.status == 2 and "analytics.toml, line 1: keep must be" in error_line(done)


def test_what_is_there_is_never_written_over(project: Path, run: Run) -> None:
    before = (project / "analytics.toml").read_bytes()
    assert "has analytics.toml" in error_line(run("init", "."))
    run("new", "report", "weekly")
    assert "is there already" in error_line(run("new", "report", "weekly"))
    assert (project / "analytics.toml").read_bytes() == before


def test_a_new_report_has_the_title_given(project: Path, run: Run) -> None:
    run("new", "report", "weekly", "--title", "每周摘要")
    first = json.loads((project / "notebooks" / "weekly.ipynb").read_text("utf-8"))["cells"][0]
    assert "".join(first["source"]).startswith("# 每周摘要\n")


def test_own_reports_are_built_by_name_and_by_path(project: Path, run: Run) -> None:
    assert run("report", "my_report").text.startswith("built     my_report")
    assert (project / "pages" / "my_report" / "latest.html").exists()
    place = str(project / "notebooks" / "my_report.ipynb")
    assert "unchanged my_report" in run("report", place).text


def test_words_labels_and_the_time_zone_reach_reports_and_schedules(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(
        "analytics.reports.build_reports", lambda names, **options: given.update(options) or []
    )
    settings = (project / "analytics.toml").read_text("utf-8").replace("Asia/Hong_Kong", "Europe/London")
    settings += 'words = "own.txt"\nstopwords = "stop.txt"\n[values]\n"要聞" = "港聞"\n'
    (project / "analytics.toml").write_text(settings, "utf-8")
    (project / "own.txt").write_text("青川嶼電\n", "utf-8")
    (project / "stop.txt").write_text("公司\n", "utf-8")
    run("report")
    assert given["stopwords"] == project / "stop.txt"
    assert (given["words"], given["timezone"]) == (project / "own.txt", "Europe/London")
    assert given["labels"] == project / "analytics.toml"
    run("report", "--timezone", "Asia/Tokyo")
    assert given["timezone"] == "Asia/Tokyo"
    line = run("schedule", "cron").text
    for part in ("--words own.txt", "--stop stop.txt", "--labels analytics.toml"):
        option, name = part.split()
        assert f"{option} {project / name}" in line
    assert "--timezone Europe/London" in line


def test_its_owners_and_classes_are_dimensions_and_another_file_goes_before_it(
    project: Path, run: Run, tmp_path: Path
) -> None:
    with (project / "analytics.toml").open("a", encoding="utf-8") as file:
        file.write('[outlets."電車軌"]\nowner = "甲集團"\nclass = "大眾化"\n')
    for by, value in (("owner", "甲集團"), ("outlet_class", "大眾化")):
        rows = json.loads(run("distribution", "--by", by, "--format", "json").text)
        assert {row["value"]: row["matching"] for row in rows}[value] == 67
    (tmp_path / "own.toml").write_text('[outlets."電車軌"]\nowner = "乙集團"\n', "utf-8")
    other = run("distribution", "--by", "owner", "--labels", str(tmp_path / "own.toml"), "--format", "json")
    assert "乙集團" in other.text and "甲集團" not in other.text


def test_without_labels_no_owner_is_known(project: Path, run: Run) -> None:
    assert "unknown column 'owner'" in error_line(run("distribution", "--by", "owner"))


def test_a_report_refuses_words_that_are_not_there_before_it_begins(project: Path, run: Run) -> None:
    assert "own.txt" in error_line(run("report", "--words", "own.txt"))


def test_a_page_about_nobody_says_so_at_its_top_and_whom_the_articles_mention(
    project: Path, run: Run
) -> None:
    run("report", "my_report", "--entity", "港督府")
    page = (project / "pages" / "my_report" / "latest.html").read_text("utf-8")
    top = page[: page.index("<h2")]
    assert "港督府" in top and "DeepSeek" in top


def test_a_schedule_names_what_the_project_says(project: Path, run: Run) -> None:
    line = run("schedule", "cron", "--report", "my_report").text.splitlines()[-1]
    for part in (
        "--corpus",
        str(project / "articles"),
        "--notebooks",
        str(project / "notebooks"),
        "my_report",
    ):
        assert part in line
    assert "did you mean 'my_report'" in error_line(run("schedule", "cron", "--report", "my_reprot"))


def test_a_schedule_is_checked_before_it_is_printed(project: Path, run: Run) -> None:
    assert "no such file or folder" in error_line(run("schedule", "cron", "--corpus", "nowhere"))
    assert "unknown time zone" in error_line(run("schedule", "cron", "--timezone", "Asia/HongKong"))
    assert "no such notebook" in error_line(run("schedule", "cron", "--report", "other.ipynb"))
