"""One build at a time in one folder."""

import subprocess
import sys
import time

import pytest
from filelock import FileLock

from analytics import BuildLockedError
from analytics.reports import build_reports
from analytics.reports.build.lock import locked

from .notebooks import TITLE


def test_a_fault_inside_a_build_is_not_taken_for_a_lock(tmp_path):
    with pytest.raises(TimeoutError), locked(tmp_path, wait=False):
        raise TimeoutError
    with pytest.raises(PermissionError), locked(tmp_path, wait=False):
        raise PermissionError


def test_a_second_build_of_a_folder_ends_at_once(write_notebook, lonely, out):
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(BuildLockedError, match="another build is at work"):
        build_reports(notebooks=write_notebook("a", TITLE, "1 + 1"), corpus=lonely, out=out)
    assert [path.name for path in out.iterdir()] == [".lock"]


def test_a_locked_folder_is_exit_status_75(lonely, out):
    out.mkdir()
    with FileLock(out / ".lock"):
        command = [sys.executable, "-m", "analytics", "report", "--corpus", str(lonely), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 75
    assert "another build is at work there; wait for it with --wait" in done.stderr


def test_a_build_can_wait_its_turn(write_notebook, lonely, out):
    out.mkdir()
    folder = write_notebook("a", TITLE, "1 + 1")
    hold = (
        f"import time\nfrom filelock import FileLock\nwith FileLock({str(out / '.lock')!r}):\n"
        "    print('held', flush=True)\n    time.sleep(1.5)"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        began = time.monotonic()
        (result,) = build_reports(notebooks=folder, corpus=lonely, out=out, wait=True)
    assert result.ok
    assert time.monotonic() - began > 0.5


def test_a_lock_whose_holder_was_killed_holds_nobody_up(write_notebook, lonely, out):
    out.mkdir()
    hold = f"import os\nfrom filelock import FileLock\nFileLock({str(out / '.lock')!r}).acquire()\nos.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", hold]).returncode == -9
    assert build_reports(notebooks=write_notebook("a", TITLE, "1 + 1"), corpus=lonely, out=out)[0].ok
