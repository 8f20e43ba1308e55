"""Processes that read for another one end with it."""

import signal
import subprocess
import sys

import psutil
import pytest

_PARENT = """
import os, sys, time
import loky
from analytics.read.workers import prepare_worker

with loky.ProcessPoolExecutor(2, initializer=prepare_worker, initargs=(os.getpid(),)) as pool:
    list(pool.map(abs, range(4)))
    print("ready", flush=True)
    time.sleep(90)
"""


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_workers_end_with_their_parent(number: str) -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout and parent.stdout.readline() == b"ready\n"
        family = psutil.Process(parent.pid).children(recursive=True)
        assert len(family) >= 2
        parent.send_signal(getattr(signal, number))
    _, left = psutil.wait_procs(family, timeout=20)
    assert [process.cmdline() for process in left if process.status() != psutil.STATUS_ZOMBIE] == []
