"""Processes that load or build and may be killed: forked from one that has the library loaded, so that each is cheap."""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

import analytics
from analytics.cli import main as command_line
from analytics.read import chunk, corpus, snapshot  # noqa: F401 - loaded before anything is forked
from analytics.reports.build import build_reports  # noqa: F401

_CONTEXT = multiprocessing.get_context("forkserver") if os.name == "posix" else None


def load(cache: str, place: str, workers: int) -> None:
    """Read a corpus with a cache in a folder."""
    os.environ["XDG_CACHE_HOME"] = cache
    analytics.load(place, workers=workers)


def build(cache: str, *arguments: str) -> None:
    """Build reports with a cache in a folder, as the command line does."""
    os.environ["XDG_CACHE_HOME"] = cache
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.argv = ["analytics", "report", *arguments]
    command_line()


def start(run: Callable[..., None], *arguments: object) -> multiprocessing.process.BaseProcess:
    """Start a process that does one of these things."""
    assert _CONTEXT is not None
    _CONTEXT.set_forkserver_preload([__name__])
    process = _CONTEXT.Process(target=run, args=arguments)
    process.start()
    return process


def kill(process: multiprocessing.process.BaseProcess, seconds: float) -> bool:
    """Kill a process after some time; return whether it still ran. All that it started must end."""
    process.join(seconds)
    family = psutil.Process(process.pid).children(recursive=True) if process.is_alive() else []
    process.kill()
    process.join()
    _, left = psutil.wait_procs(family, timeout=20)
    assert [one.cmdline() for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
    return process.exitcode != 0


def moments(draw: random.Random, run: Callable[..., None], *arguments: object) -> Callable[[], float]:
    """Run a process once to its end; return what draws a moment at which one like it runs."""
    began = time.monotonic()
    process = start(run, *arguments)
    process.join()
    assert process.exitcode == 0
    longest = time.monotonic() - began
    return lambda: draw.uniform(0.0, longest)
