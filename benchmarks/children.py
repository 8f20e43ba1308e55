"""Running a program as a child of its own, with its wall-clock seconds and the memory it took at most."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

MEMORY = (
    "the most that a program and its workers held together (Pss in /proc: what they share counts once), "
    "peaks between two looks (VmHWM) included"
)
_EVERY = 0.1  # seconds between two looks at the processes


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
    held: list[int] = []
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, held, ended))
    watcher.start()
    try:
        out, _ = child.communicate()
    finally:
        ended.set()
        watcher.join()
    seconds = time.perf_counter() - began
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with status {child.returncode}")
    return Ran(out, seconds, max(held, default=0))


def _watch(root: int, held: list[int], ended: threading.Event) -> None:
    """Note what the processes of the tree hold together, at every look until the root has ended."""
    peaks: dict[int, int] = {}
    while not ended.wait(_EVERY):
        try:
            tree = [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
        except psutil.NoSuchProcess:
            return
        held.append(sum(_held_by(pid, peaks) for pid in tree))


def _held_by(pid: int, peaks: dict[int, int]) -> int:
    """A process' share of memory in bytes, and by how much it was exceeded since the last look; 0 when it is gone."""
    try:
        status, shares = (_sizes(Path(f"/proc/{pid}/{name}")) for name in ("status", "smaps_rollup"))
    except OSError:
        return 0
    if "VmHWM" not in status or "Pss" not in shares:  # it is ending
        return 0
    risen = status["VmHWM"] > peaks.get(pid, 0)
    peaks[pid] = status["VmHWM"]
    return shares["Pss"] + max(0, status["VmHWM"] - shares["Rss"] if risen else 0)


def _sizes(file: Path) -> dict[str, int]:
    """The lines of a file of /proc that tell kilobytes, in bytes."""
    lines = (line.split() for line in file.read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[2:] == ["kB"]}
