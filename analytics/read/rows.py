"""The rows that the cache keeps: articles, each with the file it came from and that file's problems."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from ..schema import PROBLEM_COLUMNS, arrow_schema
from .labels import spelling_key

_PROBLEM = pa.struct([(name, pa.int64() if name == "line" else pa.string()) for name in PROBLEM_COLUMNS])
UNIT_FIELDS = [
    pa.field("unit", pa.string()),
    pa.field("size", pa.int64()),
    pa.field("changed", pa.int64()),
    pa.field("digest", pa.string()),
    pa.field("problems", pa.list_(_PROBLEM)),
    pa.field("copy_key", pa.int64()),
    pa.field("paragraphs", pa.list_(pa.int64())),
]


def rows_schema(timezone: str) -> pa.Schema:
    """Return the schema of rows: each row's unit, the unit's problems, and the article.

    `paragraphs` numbers the template of the summary and of each paragraph of the body (`paragraph_keys`). `date_order`
    says how the numbers of a document's date stand (`day`, `month`, `either`; missing where the form
    leaves no question), `month_first` what a date of either order is when the month comes first.
    """
    order = [("date_order", pa.string()), ("month_first", pa.timestamp("us", tz=timezone))]
    return pa.schema([*UNIT_FIELDS, *order, *arrow_schema(timezone, labelled=True)])


def copy_key(row: Mapping[str, object]) -> int:
    """Return a number that articles of one outlet share if headline, text and day are the same.

    It is 0, which no article shares, where there is no text or no outlet: two articles that state no outlet may be of
    different ones.

    >>> copy_key({"outlet": None, "title": "港鐵加價", "body": "港鐵公司宣布加價。", "published": None})
    0
    """
    outlet, body, published = row.get("outlet"), str(row.get("body") or ""), row.get("published")
    if not outlet or not body:
        return 0
    day = published.date().isoformat() if isinstance(published, datetime) else ""
    text = "\0".join([spelling_key(str(outlet)), str(row.get("title")), day, body])
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
