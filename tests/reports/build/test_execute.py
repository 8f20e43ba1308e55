"""One notebook in a kernel of its own: limits, deaths, what is no notebook."""

import signal
import subprocess
import sys

import nbformat
import psutil
import pytest

from analytics import ReportError
from analytics.reports import build_reports
from analytics.reports.build.execute import execute, in_background, read_notebook

from .notebooks import TITLE
from .processes import FAMILY, ended, started


def test_a_kernel_that_dies_fails_its_report_alone(write_notebook, lonely, out):
    write_notebook("a", TITLE, "1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    died, other = build_reports(notebooks=write_notebook("b", "# 財經摘要", "2 + 2"), corpus=lonely, out=out)
    assert died.error == "code cell 2: the kernel died (killed, or out of memory)"
    assert other.ok


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"cell_seconds": 1}, "code cell 2: no end within 1 s"),
        ({"seconds": 4}, "code cell 2: stopped after 4 s"),
    ],
)
def test_a_notebook_that_never_ends_is_ended(write_notebook, limits, told):
    folder = write_notebook("a", TITLE, "1", "import time\ntime.sleep(60)")
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(ReportError, match=told):
        in_background(execute(read_notebook(folder / "a.ipynb"), folder, {}, **limits))
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def test_what_is_no_notebook_is_told(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    (folder / "b.ipynb").write_text("{", encoding="utf-8")
    good, bad = build_reports(notebooks=folder, corpus=lonely, out=out)
    assert good.ok and "b.ipynb: not a notebook" in bad.error


def test_what_a_kernel_that_died_had_started_ends_too(write_notebook, lonely, out, tmp_path):
    told = tmp_path / "pids"
    folder = write_notebook("a", TITLE, FAMILY.format(file=str(told), then="os.kill(os.getpid(), 9)"))
    (result,) = build_reports(notebooks=folder, corpus=lonely, out=out)
    assert "the kernel died" in result.error
    assert ended(started(told))
    (last,) = nbformat.read(out.with_name(f"{out.name}.failed") / "a.ipynb", 4).cells[-1].outputs
    assert (last.output_type, last.evalue) == ("error", result.error)


@pytest.fixture
def start_build(write_notebook, lonely, out, tmp_path):
    """Start a build whose kernel has a child and never ends; return the process and the numbers of both."""
    processes = []

    def start():
        pids = tmp_path / "pids"
        folder = write_notebook("a", TITLE, FAMILY.format(file=str(pids), then="import time; time.sleep(90)"))
        command = [sys.executable, "-m", "analytics", "report", str(folder / "a.ipynb")]
        command += ["--corpus", str(lonely), "--out", str(out)]
        processes.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        return processes[-1], started(pids)

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX's")
def test_kernels_and_what_they_started_end_with_a_build_that_is_killed(start_build):
    build, family = start_build()
    build.kill()
    assert ended(family)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_stopped_ends_its_kernels_and_blames_no_report(start_build, out, number):
    build, family = start_build()
    build.send_signal(number)
    _, shown = build.communicate(timeout=60)
    assert build.returncode == 128 + number
    assert "failed" not in shown
    assert [path.name for path in out.parent.rglob(f"{out.name}*/*") if path.name != ".lock"] == []
    assert ended(family)
