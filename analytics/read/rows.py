"""What reading gives and the cache keeps: article rows, each with the file it came from."""

import pyarrow as pa

from ..schema import PROBLEM_COLUMNS, arrow_schema

_PROBLEM = pa.struct([(name, pa.int64() if name == "line" else pa.string()) for name in PROBLEM_COLUMNS])
UNIT_FIELDS = [
    pa.field("unit", pa.string()),
    pa.field("size", pa.int64()),
    pa.field("changed", pa.int64()),
    pa.field("digest", pa.string()),
    pa.field("told", pa.list_(_PROBLEM)),
]


def rows_schema(timezone: str) -> pa.Schema:
    """Return the schema of rows: the unit that each came from, what was told of it, and the article."""
    return pa.schema([*UNIT_FIELDS, *arrow_schema(timezone)])
