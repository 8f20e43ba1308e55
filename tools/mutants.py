"""Put small faults into the library and see whether its tests notice: `make mutants N=300 SEED=1 ONLY=path`.

Each fault goes into a copy of the tree; then the tests that belong to the module run there (`tools.belonging`).
What no test notices is printed as a diff: either a test is missing, or the fault changes nothing.
The same seed picks the same faults as long as the modules are the same.
"""

import argparse
import ast
import difflib
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from .belonging import tests_of
from .mutations import Mutation, mutations
from .trial import Run, with_fault, without_fault

ROOT = Path(__file__).parents[1]
TARGETS = (
    "analytics/measures",
    "analytics/charts",
    "analytics/reports/sentences",
    "analytics/explorer",
    "analytics/text",
)
ENDS = {"failed": "killed", "passed": "survived"}
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "*.egg-info")


def main(given: list[str] | None = None) -> int:
    """Pick faults, run the tests, print what survived and a summary; return 1 if a module could not be tried."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("-n", "--number", type=int, default=300, help="how many faults")
    parser.add_argument("--seed", type=int, default=1, help="picks the faults")
    parser.add_argument("--only", nargs="*", default=[], help="modules or folders to put faults into")
    parser.add_argument("--processes", type=int, default=2, help="test runs at the same time")
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to test")
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.processes) as pool:
        whole = shutil.copytree(options.root, Path(folder) / "whole", ignore=LEFT_OUT, symlinks=True)
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.processes):
            trees.put(shutil.copytree(whole, Path(folder) / str(number), symlinks=True))
        faults = pick(whole, options.only or TARGETS, options.number, options.seed)
        return _try_all(faults, whole, pool, trees)  # meanwhile, work in the tree itself may go on


def pick(root: Path, only: Iterable[str], number: int, seed: int) -> list[Mutation]:
    """Return faults picked at random from all that the modules can get.

    They stay in random order: those tried by the time a run is stopped are a fair sample too.
    """
    files = sorted({file for place in only for file in (root / place, *root.glob(f"{place}/**/*.py"))})
    sources = {file.relative_to(root).as_posix(): file.read_bytes() for file in files if file.suffix == ".py"}
    every = [fault for path, source in sources.items() for fault in mutations(source, path)]
    random.Random(seed).shuffle(every)
    picked = (fault for fault in every if _parses(fault.apply(sources[fault.path])))
    return list(islice(picked, number))


def _parses(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _try_all(faults: list[Mutation], root: Path, pool: ThreadPoolExecutor, trees: "SimpleQueue[Path]") -> int:
    """Run the tests that belong to each fault's module; print as results come.

    The tests of a module run without any fault first: what fails there cannot notice one.
    """
    tests = {path: tests_of(path, root) for path in dict.fromkeys(fault.path for fault in faults)}
    locks = {path: Lock() for path in tests}
    whole: dict[str, Run] = {}

    def trial(fault: Mutation) -> str | None:
        path, tree = fault.path, trees.get()
        try:
            with locks[path]:
                if path not in whole:
                    whole[path] = without_fault(tree, tests[path])
                    if whole[path].end != "passed":
                        named = ", ".join(whole[path].failed or tests[path])
                        print(f"{path}: {whole[path].end} without any fault: {named}", flush=True)
            return with_fault(tree, tests[path], fault, whole[path]).end if whole[path].any_passed else None
        finally:
            trees.put(tree)

    ends: dict[str, Counter[str]] = {}
    tried = {pool.submit(trial, fault): fault for fault in faults}
    for future in as_completed(tried):
        fault, end = tried[future], future.result()
        if end is None:
            continue
        ends.setdefault(fault.path, Counter())[end] += 1
        print(f"{ENDS.get(end, end)} {fault.path}:{fault.line}", flush=True)
        if end != "failed":
            print("tests:", *tests[fault.path])
            print(*diff(fault, root.joinpath(fault.path).read_bytes()), sep="\n", flush=True)
    print(*summary(ends), sep="\n")
    return int(not all(run.any_passed for run in whole.values()))


def diff(fault: Mutation, source: bytes) -> Iterator[str]:
    """Yield the lines of a fault's diff."""
    before, after = (text.decode().splitlines() for text in (source, fault.apply(source)))
    yield from difflib.unified_diff(before, after, fault.path, f"{fault.path}:{fault.line}", lineterm="", n=2)


def summary(ends: dict[str, Counter[str]]) -> Iterator[str]:
    """Yield a line for each module and one for all: faults killed, survived and timed out.

    >>> print(*summary({"a.py": Counter(failed=2, passed=1)}), sep="\\n")
        2 killed     1 survived     0 timed out  a.py
        2 killed     1 survived     0 timed out  in all
    """
    for path, counts in [*sorted(ends.items()), ("in all", sum(ends.values(), Counter()))]:
        killed, survived, late = counts["failed"], counts["passed"], counts["timed out"]
        yield f"{killed:>5} killed {survived:>5} survived {late:>5} timed out  {path}"


if __name__ == "__main__":
    sys.exit(main())
