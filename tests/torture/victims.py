"""Processes that load or build and may be killed: forked from one that has the library loaded, so that each is cheap."""

import contextlib
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


class Killer:
    """Kills processes like one that was run to its end, each at a random moment of its life.

    Parameters
    ----------
    draw : Random
        What draws the moments.
    run, *arguments
        What such a process does.
    """

    def __init__(self, draw: random.Random, run: Callable[..., None], *arguments: object) -> None:
        start(len, "").join()  # the process that all are forked from takes seconds to load the library
        began = time.monotonic()
        process = start(run, *arguments)
        process.join()
        assert process.exitcode == 0
        self.draw, self.longest = draw, time.monotonic() - began

    def kill(self, process: multiprocessing.process.BaseProcess) -> bool:
        """Kill a process; return whether it still ran. All that it started must end."""
        process.join(self.draw.uniform(0.0, self.longest))
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):  # it may end just now
            family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.join()
        _, left = psutil.wait_procs(family, timeout=20)
        assert [one.cmdline() for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
        ran = process.exitcode != 0
        self.longest *= 1.0 if ran else 0.9  # the machine may have become faster since it was measured
        return ran
