"""What ends a build ends its kernels; messages hold no credentials."""

import signal
import subprocess
import sys
import time

import psutil
import pytest

from analytics import CorpusError
from analytics.reports import build_reports

from .notebooks import TITLE
from .processes import FAMILY, ended, started


def test_a_polite_end_takes_the_kernels_along(write_notebook, lonely, out, tmp_path):
    told = tmp_path / "pid"
    sleep = (
        f"import os, pathlib, time\npathlib.Path({str(told)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    )
    folder = write_notebook("a", TITLE, sleep)
    call = f"from analytics import reports\nreports.build_reports(notebooks={str(folder)!r}, corpus={str(lonely)!r}, out={str(out)!r})"
    build_process = subprocess.Popen([sys.executable, "-c", call])
    deadline = time.monotonic() + 40
    while not (told.exists() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.1)
    kernel = psutil.Process(int(told.read_text()))
    build_process.send_signal(signal.SIGTERM)
    assert build_process.wait(20) == 128 + signal.SIGTERM
    psutil.wait_procs([kernel], timeout=5)
    assert not kernel.is_running()
    assert not list(out.rglob("*.html"))


# A build as a program of its own. Signals are as in a terminal, whatever the tests themselves were started with: a shell
# starts background jobs with interrupts ignored, and nohup ignores the end of the terminal.
BUILD = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.{hangup})
from analytics import reports
reports.build_reports(notebooks={notebooks!r}, corpus={corpus!r}, out={out!r})"""


@pytest.fixture
def start_build(write_notebook, lonely, out, tmp_path):
    """Start a build whose kernel has started a process; return the build, the kernel and that process."""
    running = []

    def start(hangup="SIG_DFL", then="import time\ntime.sleep(90)"):
        file = tmp_path / "numbers"
        folder = write_notebook("a", TITLE, FAMILY.format(file=str(file), then=then))
        code = BUILD.format(hangup=hangup, notebooks=str(folder), corpus=str(lonely), out=str(out))
        running.append(subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL))
        return running[0], *started(file)

    yield start
    for process in running:
        process.kill()
        process.wait(20)


@pytest.mark.parametrize(
    ("number", "statuses"),
    [
        (signal.SIGINT, (1, -signal.SIGINT)),
        (signal.SIGHUP, (128 + signal.SIGHUP,)),
        (signal.SIGTERM, (128 + signal.SIGTERM,)),
    ],
)
def test_a_signal_that_ends_a_build_ends_its_kernels_and_publishes_nothing(
    number, statuses, start_build, out
):
    build, kernel, child = start_build()
    build.send_signal(number)
    assert build.wait(60) in statuses
    assert ended([kernel, child])
    assert not list(out.rglob("*.html")) and not list(out.rglob("*.part"))


def test_kernels_of_a_killed_build_end_too(start_build, out):
    build, kernel, child = start_build()
    build.kill()
    build.wait(60)
    assert ended([kernel])
    assert not list(out.rglob("*.html"))
    psutil.Process(child).kill()  # nobody is left to end the kernel's own process


def test_a_hangup_that_is_ignored_does_not_end_a_build(start_build, out):
    build, *_ = start_build("SIG_IGN", then="import time\ntime.sleep(2)\nchild.kill()")
    build.send_signal(signal.SIGHUP)
    assert build.wait(60) == 0
    assert (out / "a" / "latest.html").exists()


ADDRESS = "https://wong:hunter22@127.0.0.1:9/a.zip?token=abcdef123"


def test_an_address_that_cannot_be_reached_is_told_without_its_credentials(write_notebook, out):
    with pytest.raises(CorpusError) as told:
        build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=ADDRESS, out=out)
    assert "127.0.0.1" in str(told.value)
    assert not [secret for secret in ("hunter22", "abcdef123") if secret in str(told.value)]
