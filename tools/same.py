"""Check that every measure gives the same tables as an earlier commit: `make same REF=main`.

Each version makes the calls of `tools.calls` in a process of its own. The tables have to agree in columns, types,
rows, order and values, floats to the last bit; only names may change, and only as `tools.calls` says.
By default the earlier version reads the articles and both versions count the very same table;
with `--articles own` each reads for itself, and the article tables are compared too.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .calls import ALL, CALLS, OLD_COLUMNS, OLD_FUNCTIONS, OLD_PARAMETERS, Call

ROOT = Path(__file__).parents[1]
SHOWN = 3  # differing cells that are printed of one column


def main(given: list[str] | None = None) -> int:
    """Compare the tree with a commit; print the differences and return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tools.same", description=__doc__)
    parser.add_argument("ref", help="the commit to compare with")
    parser.add_argument("corpora", nargs="*", default=["data/sample"], help="corpora to count")
    parser.add_argument("--articles", choices=["REF", "own"], default="REF", help="who reads the articles")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the tree that is compared with the commit")
    options = parser.parse_args(given)
    corpora = [str(Path(corpus).resolve()) for corpus in options.corpora]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        kept = home / "articles" if options.articles == "REF" else None
        compute(extract(options.ref, home / "ref"), home / "before", corpora, kept, CALLS)
        compute(options.tree.resolve(), home / "after", corpora, kept, CALLS)
        return report(home, corpora, CALLS)


def extract(ref: str, folder: Path) -> Path:
    """Write the files of a commit into a folder; unlike a worktree, nothing has to be tidied up in `.git`."""
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", ref], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def compute(tree: Path, out: Path, corpora: list[str], kept: Path | None, calls: list[Call]) -> None:
    """Make all calls with the library of a tree, in a child process; write the tables into `out`."""
    out.mkdir()
    request = {
        "corpora": corpora,
        "articles": kept and str(kept),
        "out": str(out),
        "calls": calls,
        "old_functions": OLD_FUNCTIONS,
        "old_parameters": OLD_PARAMETERS,
    }
    file = out / "request.json"
    file.write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    script = Path(__file__).with_name("compute.py")
    subprocess.run([sys.executable, str(script), str(file)], check=True, cwd=tree, env=environment)


def report(home: Path, corpora: list[str], calls: list[Call]) -> int:
    """Compare what lies in `before` and `after`; print differences and a summary, return the exit status."""
    tables = differing = empty = refused = 0
    for number, corpus in enumerate(corpora):
        for index, call in [("articles", Call("load", [corpus], {})), *enumerate(calls)]:
            before, after = (
                pd.read_pickle(home / side / f"{number}-{index}.pickle") for side in ("before", "after")
            )
            tables += 1
            found = list(differences(call.function, before, after))
            differing += bool(found)
            empty += call.arguments[0] == ALL and len(after.get("table", "refused")) == 0
            if "error" in before and "error" in after:
                refused += 1
                found.append(f"refused by both: {after['error']}")
            if found:
                print(f"{Path(corpus).name}: {call}", *found, sep="\n    ")
    print(
        f"{tables} tables compared, {differing} differ; {refused} calls refused by both, {empty} tables empty"
    )
    return int(differing > 0)


def differences(function: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield one line for each way in which two results of a call differ."""
    if "error" in before or "error" in after:
        results = [result.get("error", "a table") for result in (before, after)]
        if results.count("a table") == 1:  # errors may be renamed, but both have to refuse
            yield f"before: {results[0]}; after: {results[1]}"
        return
    old, new = before["table"], after["table"]
    names = OLD_COLUMNS.get(function, {})
    old = old.rename(columns={was: now for now, was in names.items() if now in new.columns})
    if list(old.columns) != list(new.columns):
        gone, added = (sorted(map(str, a)) for a in ({*old} - {*new}, {*new} - {*old}))
        yield (
            f"columns: {gone} gone, {added} added" if gone or added else f"columns in another order: {[*new]}"
        )
    if len(old) != len(new):
        yield f"rows: {len(old)} before, {len(new)} after"
        return
    if not old.index.equals(new.index):
        yield "the index differs"
    for column in old.columns.intersection(new.columns, sort=False):
        yield from _column(str(column), old[column], new[column])


def _column(name: str, before: pd.Series, after: pd.Series) -> Iterator[str]:
    """Yield the differences of one column: its type, then the first cells that differ."""
    if str(before.dtype) != str(after.dtype):
        yield f"{name}: type {before.dtype} before, {after.dtype} after"
    old, new = before.array, after.array
    changed = [row for row, pair in enumerate(zip(old, new, strict=True)) if not equal(*pair)]
    if not changed:
        return
    cells = "; ".join(f"row {row}: {old[row]!r} -> {new[row]!r}" for row in changed[:SHOWN])
    gaps = [
        abs(float(old[row]) - float(new[row])) for row in changed if _number(old[row]) and _number(new[row])
    ]
    largest = f", largest difference {np.nanmax(gaps):.3g}" if gaps and not np.isnan(gaps).all() else ""
    yield f"{name}: {len(changed)} of {len(before)} cells differ{largest}: {cells}"


def equal(before: Any, after: Any) -> bool:
    """Tell whether two cells are equal: floats to the last bit, missing to missing, lists item by item.

    >>> equal(0.1 + 0.2, 0.3), equal(0.0, -0.0), equal(float("nan"), float("nan")), equal([1, None], [1, None])
    (False, False, True, True)
    """
    if isinstance(before, float | np.floating) and isinstance(after, float | np.floating):
        both_missing = np.isnan(before) and np.isnan(after)
        return bool(both_missing or np.float64(before).tobytes() == np.float64(after).tobytes())
    if isinstance(before, list | tuple | np.ndarray) and isinstance(after, list | tuple | np.ndarray):
        return len(before) == len(after) and all(map(equal, before, after))
    if (
        pd.api.types.is_scalar(before)
        and pd.api.types.is_scalar(after)
        and (pd.isna(before) or pd.isna(after))
    ):
        return bool(pd.isna(before) and pd.isna(after))
    return type(before) is type(after) and bool(before == after)


def _number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


if __name__ == "__main__":
    sys.exit(main())
