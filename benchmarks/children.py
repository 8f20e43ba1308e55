"""Running a program as a child of its own, with its wall-clock seconds and the memory it took at most."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

MEMORY = "sum of the peaks (VmHWM in /proc) of a program and its workers; what they share counts in each"
_EVERY = 0.1  # seconds between two looks at the processes' peaks


@dataclass(frozen=True)
class Ran:
    """What a child printed, the wall-clock seconds from its start to its end, and its peak memory in bytes."""

    out: str
    seconds: float
    peak: int


def run(command: list[str], environment: dict[str, str]) -> Ran:
    """Run a program to its end; if it fails, so does the benchmark."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )
    peaks: dict[int, int] = {}
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, peaks, ended))
    watcher.start()
    try:
        out, _ = child.communicate()
    finally:
        ended.set()
        watcher.join()
    seconds = time.perf_counter() - began
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with status {child.returncode}")
    return Ran(out, seconds, sum(peaks.values()))


def _watch(root: int, peaks: dict[int, int], ended: threading.Event) -> None:
    """Keep the highest peak of each process of the tree until the root has ended."""
    while not ended.wait(_EVERY):
        try:
            tree = [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
        except psutil.NoSuchProcess:
            return
        for pid in tree:
            peaks[pid] = max(peaks.get(pid, 0), _peak_of(pid))


def _peak_of(pid: int) -> int:
    """The most memory that a process ever had resident, in bytes; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
