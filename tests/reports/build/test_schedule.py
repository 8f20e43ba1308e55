"""What schedulers are given: correct, quoted, and run for real where that can be done here."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from analytics import ReportError
from analytics.reports.build.schedule import schedule

NASTY = "港聞 50% 'x' \"y\" $HOME"


def cron_line(text):
    """The command of the crontab, as cron gives it to sh: an escaped % is one, a bare one ends it."""
    line = text.splitlines()[-1]
    command = line.split(" ", 5)[5]
    return re.sub(r"\\%", "%", command.split("%")[0] if re.search(r"(?<!\\)%", command) else command)


def test_the_line_of_cron_really_builds_the_pages(lonely, tmp_path):
    out = tmp_path / NASTY / "pages"
    arguments = ("--entity", "nvidia", "04_terms")
    command = cron_line(schedule("cron", str(lonely), str(out), arguments=arguments, at="6:30"))
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["/bin/sh", "-c", command], env=home, cwd="/", timeout=120)
    log = (tmp_path / NASTY / "pages.log").read_text(encoding="utf-8")
    assert done.returncode == 0, log
    assert (out / "04_terms" / "latest.html").exists()
    assert '"event": "ended"' in log


def test_cron_is_told_the_time_and_its_zone(lonely):
    lines = schedule("cron", str(lonely), "reports", at="18:05", timezone="UTC").splitlines()
    assert "CRON_TZ=UTC" in lines
    assert lines[-1].startswith("5 18 * * * ")


def units(corpus, out, **options):
    service, timer = schedule("systemd", str(corpus), str(out), **options).split(
        "# ~/.config/systemd/user/analytics-report.timer\n"
    )
    return service, timer


def test_the_units_say_when_and_catch_up_on_what_was_missed(lonely):
    service, timer = units(lonely, "reports", at="6:30")
    assert "OnCalendar=*-*-* 06:30:00 Asia/Hong_Kong" in timer
    assert "Persistent=true" in timer
    assert "SuccessExitStatus=75" in service
    assert sys.executable in service


def test_systemd_finds_nothing_wrong_with_the_units(lonely, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not on this machine")
    service, timer = units(lonely, tmp_path / NASTY)
    for name, text in (("service", service), ("timer", timer)):
        (tmp_path / f"analytics-report.{name}").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"analytics-report.{name}") for name in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, timeout=60)
    told = [line for line in done.stderr.splitlines() if "analytics-report" in line]
    assert (done.returncode, told) == (0, [])


def test_signs_that_systemd_reads_are_doubled(lonely, tmp_path):
    service, _ = units(lonely, tmp_path / NASTY)
    (line,) = [line for line in service.splitlines() if line.startswith("ExecStart=")]
    words = shlex.split(line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$"))
    assert words[words.index("--out") + 1] == str(tmp_path / NASTY)


def test_the_workflow_is_yaml_whose_steps_are_shell(tmp_path):
    told = yaml.safe_load(
        schedule("github", "data/sample", "site's pages", arguments=("--entity", "nvidia"), at="6:30")
    )
    assert told[True]["schedule"] == [{"cron": "30 22 * * *"}]
    assert told["concurrency"] == {"group": "reports", "cancel-in-progress": False}
    steps = told["jobs"]["build"]["steps"]
    for step in steps:
        if "run" in step:
            assert subprocess.run(["bash", "-n"], input=step["run"], text=True).returncode == 0
    (build,) = [step["run"] for step in steps if step.get("name") == "Build"]
    assert shlex.split(build)[:6] == [
        "analytics",
        "report",
        "--corpus",
        "data/sample",
        "--out",
        "site's pages",
    ]


@pytest.mark.parametrize(
    ("kind", "corpus", "out", "options", "message"),
    [
        ("chron", "a", "b", {}, "did you mean 'cron'"),
        ("cron", "a", "b", {"at": "25:00"}, "not a time of day"),
        ("cron", "a\nb", "c", {}, "line break"),
        ("github", "/home/chan/news", "pages", {}, "inside the repository"),
        ("github", "a", "b", {"timezone": "Europe/London"}, "summer time"),
        ("github", "a", "b", {"timezone": "Asia/Hongkong_"}, "unknown time zone"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(kind, corpus, out, options, message):
    with pytest.raises(ReportError, match=message):
        schedule(kind, corpus, out, **options)
