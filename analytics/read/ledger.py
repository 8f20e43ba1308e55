"""The accounts of a reading: problems, copies, the ledger and the fingerprint, of a corpus or of its parts."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import PROBLEM_COLUMNS
from .files import Source
from .problems import Problem, error

_FINGERPRINTS = 1 << 256
REPAIRS = ("yaml_repaired", "control_characters", "encoding_damaged")


def problems_of(rows: pa.Table) -> list[Problem]:
    """Return what rows tell of their documents."""
    told = rows.column("told")
    some = told.filter(pc.greater(pc.list_value_length(told), 0))
    return [Problem(**one) for unit in some.to_pylist() for one in unit]


def repeated(rows: pa.Table) -> np.ndarray:
    """Return for each row whether it is the same article as one before it."""
    ids = rows.column("id").to_pandas()
    return (ids.duplicated() & ids.notna()).to_numpy(dtype=bool)


def duplicates(table: pd.DataFrame, twice: np.ndarray) -> list[Problem]:
    """Return the problem of each row (`id`, `path`) that is left out as a copy."""
    if not twice.any():
        return []
    first = table[~twice].drop_duplicates("id").set_index("id")["path"]
    copies = table[twice]
    return [
        error(path, "duplicate", f"the same article as {original}", field="id")
        for path, original in zip(copies["path"], first.loc[copies["id"]], strict=True)
    ]


def without_moot(problems: list[Problem], copies: list[Problem]) -> list[Problem]:
    """Return all problems; those of a copy are moot, but for its being one."""
    left_out = {problem.path for problem in copies}
    return [problem for problem in problems if problem.path not in left_out] + copies


def ledger_of(found: Source, articles: int, problems: list[Problem], undated: int) -> dict[str, int | float]:
    """Return the counts of a reading: files = articles + rejected, always."""
    rejected = sum(problem.severity in ("error", "skipped") for problem in problems)
    return {
        "files": articles + rejected,
        "articles": articles,
        "rejected": rejected,
        "repaired": len({problem.path for problem in problems if problem.code in REPAIRS}),
        "undated": undated,
        "skipped": found.skipped,
        "bytes": sum(unit.size for unit in found.units),
    }


def fingerprint_of(rows: pa.Table) -> int:
    """Return the fingerprint of what was read: a sum over documents, so that parts of a corpus add up to it."""
    seen = dict(zip(*(rows.column(name).to_pylist() for name in ("unit", "digest")), strict=True))
    return sum(
        int.from_bytes(hashlib.sha256(f"{unit}\0{digest}".encode()).digest()) for unit, digest in seen.items()
    )


def fingerprint_told(total: int) -> str:
    """Return the sum of fingerprints of all parts as a text.

    >>> fingerprint_told(255)[-4:]
    '00ff'
    """
    return f"{total % _FINGERPRINTS:064x}"


def problems_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table, in order of path, line and code."""
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.code))
    table = pd.DataFrame([asdict(problem) for problem in ordered], columns=list(PROBLEM_COLUMNS))
    texts = {name: "str" for name in PROBLEM_COLUMNS if name != "line"}
    table = table.astype({**texts, "line": "Int64"})
    table.attrs = {"provenance": {"measure": "problems"}}
    return table
