"""What a reading says about itself: problems, counts and the fingerprint, of a corpus or of its parts."""

import hashlib
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import PROBLEM_COLUMNS
from .listing import Source
from .problems import Problem

PROBLEMS = pa.schema([(name, pa.int64() if name == "line" else pa.string()) for name in PROBLEM_COLUMNS])
_FINGERPRINTS = 1 << 256
REPAIRS = ("yaml_repaired", "control_characters", "encoding_damaged", "quote_repaired", "xml_repaired")


def problems_of(rows: pa.Table) -> list[Problem]:
    """Return the problems that rows of the cache keep."""
    kept = rows.column("problems")
    some = kept.filter(pc.greater(pc.list_value_length(kept), 0))
    return [Problem(**problem) for unit in some.to_pylist() for problem in unit]


def with_copies(problems: list[Problem], copies: list[Problem]) -> list[Problem]:
    """Return all problems; of a copy that is left out, no other problem matters."""
    left_out = {problem.path for problem in copies if problem.severity != "warning"}
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
        "not_articles": sum(problem.severity == "skipped" for problem in problems),
        "duplicates": sum(problem.code in ("duplicate", "copy") for problem in problems),
        "skipped": found.skipped,
        "bytes": sum(unit.size for unit in found.units),
    }


def fingerprint_of(rows: pa.Table) -> int:
    """Return the fingerprint of the content: a sum over documents, so that the parts of a corpus add up to it."""
    seen = dict(zip(*(rows.column(name).to_pylist() for name in ("unit", "digest")), strict=True))
    # `files.digest` of each would take four times as long: of a large corpus that is felt at each change
    said = (f"{unit}\0{content}".encode("utf-8", "surrogatepass") for unit, content in seen.items())
    return sum(int.from_bytes(hashlib.sha256(each).digest()) for each in said)


def fingerprint_text(total: int) -> str:
    """Return the sum of the fingerprints of all parts as text.

    >>> fingerprint_text(255)[-4:]
    '00ff'
    """
    return f"{total % _FINGERPRINTS:064x}"


def problems_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table, in order of path, line and code."""
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.code))
    return problems_frame(pa.Table.from_pylist([vars(problem) for problem in ordered], PROBLEMS))


def problems_frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table of problems as pandas. Arrow converts types faster than `astype` does."""
    types = {pa.string(): pd.StringDtype("pyarrow", na_value=float("nan")), pa.int64(): pd.Int64Dtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get, ignore_metadata=True)
    frame.attrs = {"provenance": {"measure": "problems"}}
    return frame


def grouped(problems: pd.DataFrame) -> pd.DataFrame:
    """Put like problems together: one row for each severity, code and field.

    Parameters
    ----------
    problems : DataFrame
        `Corpus.problems`.

    Returns
    -------
    DataFrame
        =========  ===========  ====================================================================
        severity   str          `error`, `skipped` or `warning`
        code       str          kind of problem
        field      str          field concerned; empty where it is the whole document
        documents  int64        number of documents with the problem
        example    str          the first of them, by path
        message    str          what is wrong with that one
        =========  ===========  ====================================================================

        Errors first, then what was skipped, then warnings; within these the most frequent first.

    Examples
    --------
    >>> import analytics
    >>> grouped(analytics.load("data/sample").problems)[["severity", "code", "documents"]].head(2).values.tolist()
    [['error', 'duplicate', 1], ['error', 'header_broken', 1]]
    """
    groups = problems.groupby(["severity", "code", "field"], as_index=False, sort=True)
    table = groups.agg(documents=("path", "nunique"), example=("path", "first"), message=("message", "first"))
    order = table.sort_values("documents", ascending=False, kind="stable")
    return order.sort_values("severity", kind="stable", ignore_index=True)
