"""Measure speed and memory beside named contenders in one run: `make bench SIZES="1000 10000"`."""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import children, corpus, quality
from .rows import ROWS, STARTS, Line, Measured, per_document

ROUNDS = 3
LARGE = 50_000  # files from which every job runs once
SLOW = {
    "hand_load": 10_000,
    "conc": 10_000,
}  # jobs that run once from this size on, and on no larger corpus: their time is scaled
STARTED = {
    "import": [sys.executable, "-c", "import analytics"],
    "help": [sys.executable, "-m", "analytics", "--help"],
}
LIBRARIES = ("pandas", "pyarrow", "numpy", "rjieba", "jieba", "opencc", "scikit-learn")


def main() -> None:
    """Run every job in turn, several rounds; print the table and write what was measured as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000], help="files of the corpora")
    parser.add_argument("--out", type=Path, help="where the JSON goes; by default beside the corpora")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"runs of each job below {LARGE:,} files")
    given = parser.parse_args()
    lines, runs, notes = [], [], set()
    earlier: Measured | None = None
    for size in sorted(given.sizes):
        measured, timed, scaled = _measured(size, 1 if size >= LARGE else given.rounds)
        runs += timed
        notes |= scaled
        lines += [row.line(measured) for row in ROWS]
        lines += [per_document(earlier, measured)] if earlier and earlier.size >= 10_000 else []
        earlier = measured
    started, timed = _starts(given.rounds)
    runs += timed
    lines += [row.line(started) for row in STARTS]
    print("\n".join(as_table(lines)))
    print("\n".join(["", *_method(), *sorted(notes)]))
    found = quality.run()
    out = given.out or corpus.place() / "results" / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "machine": _machine(),
        "rows": [asdict(line) for line in lines],
        "runs": runs,
        "quality": found,
    }
    out.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"\nwritten to {out}")


def _measured(size: int, rounds: int) -> tuple[Measured, list[dict[str, object]], set[str]]:
    """Run the jobs of the rows on a corpus of one size, contenders in turn, several rounds."""
    names = list(dict.fromkeys(name for row in ROWS for name in row.jobs))
    runs: list[dict[str, object]] = []
    notes = set()
    with tempfile.TemporaryDirectory() as home:
        for turn in range(rounds):
            for name in names:
                files = min(size, SLOW.get(name, size))
                if turn and files >= SLOW.get(name, size + 1):
                    continue
                print(f"{size:>7,} files, round {turn + 1} of {rounds}: {name}", file=sys.stderr)
                done = _job(name, corpus.corpus(files), home)
                parts = {name: done["seconds"], **done.pop("parts")}
                runs += [
                    {
                        "size": size,
                        "job": part,
                        "scaled_from": files,
                        **done,
                        "seconds": seconds * size / files,
                    }
                    for part, seconds in parts.items()
                ]
                if files < size:
                    notes.add(f"{name} at {size:,} files: its time on {files:,}, scaled.")
                elif files == SLOW.get(name):
                    notes.add(f"{name} at {size:,} files: one run.")
    seconds = {str(run["job"]): _median(runs, str(run["job"]), "seconds") for run in runs}
    peaks = {name: int(_median(runs, name, "peak")) for name in names}
    weight = sum(file.stat().st_size for file in corpus.corpus(size).rglob("*.md"))
    text, page = int(_median(runs, "trends", "text_bytes")), int(_median(runs, "report", "page_bytes"))
    return Measured(size, weight, seconds, peaks, text, page), runs, notes


def _job(name: str, folder: Path, home: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.jobs", name, str(folder)]
    ran = children.run(command, {"XDG_CACHE_HOME": home})
    return {**json.loads(ran.out), "peak": ran.peak}


def _starts(rounds: int) -> tuple[Measured, list[dict[str, object]]]:
    """Run whole programs, after a first run that leaves compiled modules, cache and pages."""
    runs: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as home:
        report = [sys.executable, "-m", "analytics", "report", "--force", "--out", f"{home}/pages"]
        environment = {"XDG_CACHE_HOME": home, "PYTHONDONTWRITEBYTECODE": ""}
        for turn in range(rounds + 1):
            for name, command in {**STARTED, "report": report}.items():
                print(f"round {turn} of {rounds}: {name}", file=sys.stderr)
                ran = children.run(command, environment)
                runs += [{"job": name, "seconds": ran.seconds, "peak": ran.peak}] if turn else []
    names = [*STARTED, "report"]
    return Measured(0, 0, {name: _median(runs, name, "seconds") for name in names}, {}, 0), runs


def _median(runs: list[dict[str, object]], name: str, what: str) -> float:
    return statistics.median(run[what] for run in runs if run["job"] == name)  # type: ignore[type-var]


_VERDICTS = {True: "met", False: "**missed**", None: ""}


def as_table(lines: list[Line]) -> list[str]:
    """Return the rows as a table in Markdown.

    >>> print(*as_table([Line(1000, "terms", "1 s", "CountVectorizer: 6 s", "6 ×", "≥ 5 ×", True)]), sep="\\n")
    | files | what | ours | beside | comparison | target | |
    | ---: | --- | ---: | --- | ---: | --- | --- |
    | 1,000 | terms | 1 s | CountVectorizer: 6 s | 6 × | ≥ 5 × | met |
    """
    cells = [
        [line.what, line.ours, line.beside, line.figure, line.target, _VERDICTS[line.met]] for line in lines
    ]
    sizes = [f"{line.size:,}" if line.size else "" for line in lines]
    head = [
        "| files | what | ours | beside | comparison | target | |",
        "| ---: | --- | ---: | --- | ---: | --- | --- |",
    ]
    return head + [f"| {' | '.join([size, *row])} |" for size, row in zip(sizes, cells, strict=True)]


def _machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "memory": children.MEMORY,
    }


def _method() -> list[str]:
    machine = _machine()
    return [
        "Medians; {cores} cores, {system}, Python {python}. Memory: {memory}.".format(**machine),
        "Each job in a process of its own, contenders in turn; the files are in the system's page cache for all.",
    ]


if __name__ == "__main__":
    main()
