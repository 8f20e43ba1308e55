"""What several of these tests build their tables from."""

from collections.abc import Callable

import pandas as pd

import analytics
from analytics.schema import arrow_schema, to_pandas


def table_of(*articles: dict[str, object]) -> pd.DataFrame:
    import pyarrow as pa

    rows = []
    for number, article in enumerate(articles):
        body = str(article.get("body", ""))
        title = str(article.get("title", f"題目{number}"))
        row: dict[str, object] = {"id": f"a{number}", "path": f"{number}.md", "title": title, "body": body}
        row |= {"summary": "", "images": 0, "characters": len(body), "extra": "{}"}
        row |= {name: [] for name in ("categories", "tags", "headings", "captions", "related")}
        row["tokens"] = [*analytics.segment(title), "\n", *analytics.segment(body)]
        published = pd.Timestamp(str(article.get("published", "2025-01-27"))).tz_localize("Asia/Hong_Kong")
        rows.append(row | {"published": published} | {k: v for k, v in article.items() if k != "published"})
    return to_pandas(pa.Table.from_pylist(rows, schema=arrow_schema()))


TableOf = Callable[..., pd.DataFrame]


def dtypes_of(table: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in table.dtypes.items()}
