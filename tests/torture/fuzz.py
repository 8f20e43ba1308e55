"""Mutated files through the reader: `python -m tests.torture.fuzz 100000 20000 SEED` prints what was found."""

import sys
from collections import Counter
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
_ZONE = "Asia/Hong_Kong"


@dataclass
class Findings:
    """What reading mutated files gave."""

    files: int = 0
    rows: int = 0
    slowest: float = 0.0
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, bytes, str]] = field(default_factory=list)


def read_mutated(seeds: dict[str, bytes], number: int, seed: int) -> Findings:
    """Read mutated files one by one; a fault is an exception, a fault of the reader, a slow file, or a lost one."""
    settings = Settings(_ZONE, load_lexicon())
    schema = rows_schema(_ZONE)
    settings.segmenter.cuts(["先"])
    found = Findings()
    for name, data in files(seeds, number, seed):
        begun = process_time()
        try:
            reading = _read(name, data, settings, Unpacking(len(data)), 0)
            stamp = {"unit": name, "size": 0, "changed": 0, "digest": "", "problems": []}
            rows_table([{**stamp, **row} for row in reading.rows or [{}]], settings.segmenter, schema)
        except BaseException as bad:
            found.faults.append((name, data, f"{type(bad).__name__}: {bad}"[:300]))
            if isinstance(bad, KeyboardInterrupt):
                raise
            continue
        seconds = process_time() - begun
        found.files += 1
        found.rows += len(reading.rows)
        found.slowest = max(found.slowest, seconds)
        found.codes.update(problem.code for problem in reading.problems)
        faults = [problem.message for problem in reading.problems if "please report" in problem.message]
        if faults:
            found.faults.append((name, data, faults[0]))
        elif seconds > SLOW:
            found.faults.append((name, data, f"{seconds:.1f} s"))
        elif not reading.rows and all(problem.severity == "warning" for problem in reading.problems):
            found.faults.append((name, data, "neither an article nor an error"))
    return found


def main() -> int:
    """Read as many documents, and tables and archives, as the arguments say; keep what fails in a folder."""
    documents, others, seed = (int(value) for value in (*sys.argv[1:4], "100000", "20000", "1")[:3])
    kept = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    status = 0
    for kind, seeds, number in (
        ("documents", DOCUMENTS, documents),
        ("tables and archives", TABLES | ARCHIVES, others),
    ):
        found = read_mutated(seeds, number, seed)
        print(
            f"{found.files} {kind}: {found.rows} articles, slowest {found.slowest:.2f} s, {len(found.faults)} faults"
        )
        print("  " + ", ".join(f"{code} {count}" for code, count in found.codes.most_common()))
        for place, (name, data, _) in enumerate(found.faults):
            if kept:
                kept.mkdir(exist_ok=True)
                (kept / f"{seed}-{place}-{name}").write_bytes(data)
        for (name, message), count in Counter(
            (name, message[:160]) for name, _, message in found.faults
        ).most_common(30):
            print(f"  {count} x {name}: {message}")
        status |= bool(found.faults)
    return status


if __name__ == "__main__":
    sys.exit(main())
