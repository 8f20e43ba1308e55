"""Mutated files through the reader.

`python -m tests.torture.fuzz 100000 20000 SEED FOLDER` reads 100,000 documents and 20,000 tables and archives in parts of
1,000. Each part is printed when it is done, and noted in the folder together with the files that failed: the same command
goes on where an earlier one was stopped.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from analytics.read.archives import Unpacking
from analytics.read.chunk import rows_table
from analytics.read.rows import rows_schema
from analytics.read.settings import Settings
from analytics.read.units import _read
from analytics.text.lexicon import load_lexicon

from .mutations import ARCHIVES, DOCUMENTS, TABLES, files

SLOW = 2.0  # seconds of processor time
PART = 1_000  # files that are read and noted together
_ROWS = 64  # rows that become a table together, as when a corpus is read
_ZONE = "Asia/Hong_Kong"
_SEEDS = {"documents": DOCUMENTS, "tables and archives": TABLES | ARCHIVES}
File = tuple[str, bytes]
Row = dict[str, object]


@dataclass
class Findings:
    """What reading mutated files gave."""

    files: int = 0
    rows: int = 0
    slowest: float = 0.0
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, bytes, str]] = field(default_factory=list)


class _Reader:
    """Reads files one by one, and makes tables of their rows, many at a time."""

    def __init__(self) -> None:
        self.settings = Settings(_ZONE, load_lexicon())
        self.schema = rows_schema(_ZONE)
        self.settings.segmenter.cuts(["先"])
        self.found = Findings()
        self.waiting: list[tuple[File, list[Row]]] = []

    def read(self, name: str, data: bytes) -> None:
        begun = process_time()
        try:
            reading = _read(name, data, self.settings, Unpacking(len(data)), 0)
        except KeyboardInterrupt:
            raise
        except BaseException as bad:
            self.fault((name, data), f"{type(bad).__name__}: {bad}")
            return
        seconds = process_time() - begun
        self.found.files += 1
        self.found.rows += len(reading.rows)
        self.found.slowest = max(self.found.slowest, seconds)
        self.found.codes.update(problem.code for problem in reading.problems)
        faults = [problem.message for problem in reading.problems if "please report" in problem.message]
        if faults:
            self.fault((name, data), faults[0])
        elif seconds > SLOW:
            self.fault((name, data), f"{seconds:.1f} s")
        elif not reading.rows and all(problem.severity == "warning" for problem in reading.problems):
            self.fault((name, data), "neither an article nor an error")
        stamp = {"unit": name, "size": 0, "changed": 0, "digest": "", "problems": []}
        self.waiting.append(((name, data), [{**stamp, **row} for row in reading.rows or [{}]]))
        if sum(len(rows) for _, rows in self.waiting) >= _ROWS:
            self.make_tables()

    def make_tables(self) -> None:
        """Make a table of all rows that wait; where that fails or is slow, one of the rows of each file."""
        waiting, self.waiting = self.waiting, []
        if self.makes_table(waiting):
            for one in waiting:
                bad = self.makes_table([one])
                if bad:
                    self.fault(one[0], bad)

    def makes_table(self, waiting: list[tuple[File, list[Row]]]) -> str | None:
        begun = process_time()
        try:
            rows = [dict(row) for _, rows in waiting for row in rows]
            rows_table(rows, self.settings.segmenter, self.schema)
        except Exception as bad:
            return f"{type(bad).__name__}: {bad}"
        seconds = process_time() - begun
        return f"{seconds:.1f} s for its table" if seconds > SLOW else None

    def fault(self, file: File, message: str) -> None:
        self.found.faults.append((*file, message[:300]))


def read_mutated(seeds: dict[str, bytes], number: int, seed: int | str) -> Findings:
    """Read mutated files; a fault is an exception, a fault of the reader, a slow file, or one that is lost."""
    reader = _Reader()
    for name, data in files(seeds, number, seed):
        reader.read(name, data)
    reader.make_tables()
    return reader.found


def _read_part(kind: str, number: int, seed: str) -> tuple[Findings, float]:
    begun = process_time()
    return read_mutated(_SEEDS[kind], number, seed), process_time() - begun


def _parts(kind: str, number: int, seed: str) -> Iterator[tuple[str, int, str]]:
    for begin in range(0, number, PART):
        yield kind, min(PART, number - begin), f"{seed} {kind} {begin}"


def main() -> int:
    """Read as many documents, and tables and archives, as the arguments say; keep what fails in a folder."""
    documents, others, seed, place = (
        *sys.argv[1:5],
        *("100000", "20000", "1", "build/fuzz")[len(sys.argv) - 1 :],
    )
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "parts.tsv"
    known = {line.split("\t")[0] for line in log.read_text().splitlines()} if log.exists() else set()
    parts = [*_parts("documents", int(documents), seed), *_parts("tables and archives", int(others), seed)]
    waiting = [part for part in parts if part[-1] not in known]
    print(f"{len(parts) - len(waiting)} of {len(parts)} parts are done", flush=True)
    faults = 0
    with ProcessPoolExecutor(int(os.environ.get("PROCESSES", "1"))) as pool, log.open("a") as noted:
        for part, (found, seconds) in zip(
            waiting, pool.map(_read_part, *zip(*waiting, strict=True)), strict=True
        ):
            for number, (name, data, message) in enumerate(found.faults):
                (folder / f"{part[-1]}-{number}-{name}").write_bytes(data)
                print(f"  {name}: {message}", flush=True)
            faults += len(found.faults)
            line = f"{part[-1]}\t{found.files} files\t{found.rows} articles\t{len(found.faults)} faults"
            line += f"\tslowest {found.slowest:.2f} s\tall {seconds:.1f} s"
            print(line, file=noted, flush=True)
            print(line, flush=True)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
