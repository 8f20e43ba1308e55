"""What several of these tests build their tables from."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from analytics.schema import arrow_schema, to_pandas


def table(*bodies: str, **columns: list[object]) -> pd.DataFrame:
    """Articles whose tokens are parted by blanks in the body."""
    rows = []
    for number, body in enumerate(bodies):
        row: dict[str, object] = {
            "id": f"a{number}",
            "path": f"{number}.md",
            "title": "",
            "body": body.replace(" ", ""),
        }
        row |= {name: [] for name in ("categories", "tags", "headings", "captions", "related")}
        row |= {"tokens": ["\n", *body.split()], "published": pd.Timestamp("2025-01-27", tz="Asia/Hong_Kong")}
        rows.append(row | {name: values[number] for name, values in columns.items()})
    return to_pandas(pa.Table.from_pylist(rows, schema=arrow_schema()))


def row_of(result: pd.DataFrame, column: str, value: str) -> pd.Series:
    return result.set_index(column).loc[value]


TableOf = Callable[..., pd.DataFrame]
