"""Kernels of a build are forked from one process, and end as any kernel."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from analytics.reports import build_reports
from analytics.reports.build.kernels import KernelStarter

from .notebooks import TITLE
from .processes import ended

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")

# What a kernel that prints its arguments would be started with
COMMAND = ["python", "-m", "ipykernel_launcher", "--version"]


@pytest.fixture(scope="module")
def starter():
    with KernelStarter() as starter:
        yield starter


def test_a_forked_kernel_has_its_own_environment_and_folder(write_notebook, lonely, out, monkeypatch):
    monkeypatch.setenv("ANALYTICS_TEST", "of the build")
    told = out.parent / "told.txt"
    cell = f"import os, random, sys\nopen({str(told)!r}, 'a').write(' '.join([os.environ['ANALYTICS_TEST'], "
    cell += "os.path.basename(os.getcwd()), str('scipy.stats' in sys.modules), str(hash('港鐵')), "
    cell += "str(random.random())]) + '\\n')"
    write_notebook("a", TITLE, cell)
    results = build_reports(notebooks=write_notebook("b", "# 財經摘要", cell), corpus=lonely, out=out)
    assert all(result.ok for result in results)
    (first, second) = (line.rsplit(" ", 1) for line in told.read_text().splitlines())
    assert first[0] == second[0]
    assert first[0].startswith("of the build ") and " True " in first[0]
    assert first[1] != second[1]


def test_the_end_of_a_forked_process_is_seen(starter):
    kernel = starter.start(COMMAND, dict(os.environ), "/")
    assert kernel.wait() == 1 == kernel.poll()
    kernel.kill()


def test_a_forked_process_gets_signals(starter):
    kernel = starter.start([*COMMAND[:-1], "--IPKernelApp.transport=ipc"], dict(os.environ), "/tmp")
    kernel.send_signal(signal.SIGSTOP)
    assert kernel.poll() is None
    kernel.kill()
    assert kernel.wait() == 1


def test_nothing_is_left_of_a_starter():
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with KernelStarter() as own:
        own.start(COMMAND, dict(os.environ), "/").wait()
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def test_a_process_that_starts_kernels_and_ends_is_told():
    with KernelStarter() as own:
        own.start(COMMAND, dict(os.environ), "/")
        own._server.kill()
        own._server.wait()
        with pytest.raises(RuntimeError, match="has ended"):
            own.start(COMMAND, dict(os.environ), "/")


# A build that is killed at once; each forked process stops before it does anything
_STOPPED = (
    "import os, signal\nos.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGSTOP))\n"
)
_KILLED = """
import os, signal
from analytics.reports.build.kernels import KernelStarter
with KernelStarter() as starter:
    kernel = starter.start(["python", "-m", "ipykernel_launcher", "--IPKernelApp.transport=ipc"], dict(os.environ), ".")
    print(kernel.pid, starter._server.pid, flush=True)
    os.kill(os.getpid(), signal.{ending})
    starter._server.wait(20)
"""


@pytest.mark.parametrize("ending", ["SIGKILL", "SIGINT"])
def test_a_kernel_that_began_no_line_yet_ends_with_its_build(tmp_path, ending):
    (tmp_path / "sitecustomize.py").write_text(_STOPPED, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED.format(ending=ending)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    ) as build:
        kernel, server = map(int, build.stdout.readline().split())
    try:
        assert ended([server])
        os.kill(kernel, signal.SIGCONT)
        assert ended([kernel])
    finally:
        if psutil.pid_exists(kernel):
            os.kill(kernel, signal.SIGKILL)
