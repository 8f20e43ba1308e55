"""One notebook in a kernel of its own: limits, deaths, what is no notebook."""

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
