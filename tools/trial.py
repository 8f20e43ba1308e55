"""Run tests in a copy of the tree, with a fault and without."""

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

from .mutations import Mutation

MEMORY = 4 << 30  # bytes that a test run may allocate: a fault may make a loop endless
FIRST = 600.0  # seconds that a run without any fault may take
LEAST = 30.0  # seconds that any run may take
PATIENCE = 4  # times the seconds of the run without a fault
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """How a test run ended (`passed`, `failed`, `timed out`, `no tests`), its seconds, and which tests failed."""

    end: str
    seconds: float
    failed: tuple[str, ...] = ()
    any_passed: bool = False  # otherwise nothing can notice a fault


def without_fault(tree: Path, tests: list[str]) -> Run:
    """Run all tests of a module in a whole tree."""
    return _run(tree, tests, FIRST)


def with_fault(tree: Path, tests: list[str], fault: Mutation, whole: Run) -> Run:
    """Run tests in a tree that has a fault until one fails, and mend the tree.

    Tests that failed without the fault do not run: they would notice everything.
    """
    file = tree / fault.path
    source = file.read_bytes()
    compiled = Path(cache_from_source(str(file)))
    left_out = [f"--deselect={test}" for test in whole.failed]
    try:
        compiled.unlink(missing_ok=True)  # Python compares seconds and sizes, which may be the same
        file.write_bytes(fault.apply(source))
        return _run(tree, [*tests, "-x", *left_out], max(LEAST, PATIENCE * whole.seconds))
    finally:
        file.write_bytes(source)
        compiled.unlink(missing_ok=True)


def _run(tree: Path, tests: list[str], seconds: float) -> Run:
    """Run tests in a tree; end the run and all its children after some seconds."""
    if not tests:
        return Run("no tests", 0.0)
    command = [sys.executable, "-m", "pytest", "-rfE", "-n", "0", "-p", "no:cacheprovider", *tests]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as cache:
        environment = {
            **os.environ,
            "PYTHONPATH": str(tree),
            "XDG_CACHE_HOME": cache,  # what a faulty run keeps must not reach the next
            "MPLCONFIGDIR": str(tree / ".matplotlib"),  # the list of fonts may
        }
        child = subprocess.Popen(
            command,
            cwd=tree,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
        )
        try:
            output, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return Run("timed out", time.perf_counter() - began)
    end = {0: "passed", 5: "no tests"}.get(child.returncode, "failed")
    any_passed = re.search(r"\b\d+ passed\b", output) is not None
    return Run(end, time.perf_counter() - began, tuple(_FAILED.findall(output)), any_passed)
