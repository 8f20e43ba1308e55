"""Processes that tests start, and whether they end."""

import time

import psutil

# A kernel that starts a process of its own, and writes down the numbers of both.
FAMILY = """import os, pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(90)"])
pathlib.Path({file!r}).write_text(f"{{os.getpid()}} {{child.pid}}")
{then}"""


def started(file, within=90):
    """The numbers that a kernel of `FAMILY` wrote down."""
    deadline = time.monotonic() + within
    while not (file.exists() and len(file.read_text().split()) == 2) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [int(number) for number in file.read_text().split()]


def ended(numbers):
    """Whether processes end within some seconds."""
    family = [psutil.Process(number) for number in numbers if psutil.pid_exists(number)]
    _, left = psutil.wait_procs(family, timeout=20)
    return not [process for process in left if process.status() != psutil.STATUS_ZOMBIE]
