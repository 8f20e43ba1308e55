"""The article table: every column, its dtype and its meaning, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:  # reading documents needs no pandas, and starts faster without it
    import pandas as pd

TIMEZONE = "Asia/Hong_Kong"
ZONE = "timezone"  # where `attrs` of an article table keep the time zone that its days are in


@dataclass(frozen=True)
class Column:
    """One column of the article table: its name, its Arrow type and what it holds."""

    name: str
    arrow: pa.DataType
    meaning: str


TEXTS = pa.list_(pa.string())

COLUMNS = (
    Column("id", pa.string(), "stable identity: a hash of what the article says, wherever the corpus lies"),
    Column("path", pa.string(), "the document, relative to the corpus root; `file#row` in a table"),
    Column("title", pa.string(), "headline, white space normalised"),
    Column("topic", pa.string(), "the desk's label before `︱` in the headline; missing where there is none"),
    Column("published", pa.timestamp("us", tz=TIMEZONE), "when it was published; NaT where not stated"),
    Column(
        "date_only", pa.bool_(), "whether `published` is a day without a time of day, written as its midnight"
    ),
    Column("outlet", pa.string(), "who published it; missing where not stated"),
    Column("section", pa.string(), "the outlet's section; missing where not stated"),
    Column("categories", TEXTS, "categories, as the outlet names them"),
    Column("tags", TEXTS, "tags, as the outlet names them"),
    Column("lang", pa.string(), "language as a BCP-47 tag; missing where not stated"),
    Column("summary", pa.string(), "the outlet's summary; empty where it only repeats the headline"),
    Column("body", pa.string(), "the article's own prose; blank lines separate paragraphs"),
    Column(
        "boilerplate", TEXTS, "paragraphs left out of the body: they recur in many articles of the outlet"
    ),
    Column("headings", TEXTS, "headings between the paragraphs"),
    Column("captions", TEXTS, "picture captions, each once"),
    Column("related", TEXTS, "titles of the related links"),
    Column("source_url", pa.string(), "address of the original; missing where not stated"),
    Column("images", pa.int64(), "number of pictures"),
    Column("characters", pa.int64(), "length of the body: Chinese characters and Latin words"),
    Column(
        "tokens", pa.list_(pa.dictionary(pa.int32(), pa.string())), "tokens of the title, then of the body"
    ),
    Column("extra", pa.string(), "all other front matter, as JSON"),
)

# In the table too where the analyst says something of outlets, `load(labels=…)`, or did when the table was saved.
LABEL_COLUMNS = (
    Column("outlet_class", pa.string(), "class of the outlet; missing where not stated"),
    Column("owner", pa.string(), "owner of the outlet; missing where not stated"),
)

NAMES = tuple(column.name for column in COLUMNS)
TEXT_FIELDS = ("title", "summary", "body", "headings", "captions", "related", "boilerplate")

PROBLEM_COLUMNS = ("path", "line", "field", "code", "severity", "message")


def arrow_schema(timezone: str = TIMEZONE, *, labelled: bool = False) -> pa.Schema:
    """Return the article table's Arrow schema, its times in `timezone`; with `labelled` the `LABEL_COLUMNS` too.

    >>> arrow_schema().field("images").type
    DataType(int64)
    """
    return pa.schema(
        [
            (column.name, pa.timestamp("us", tz=timezone) if column.name == "published" else column.arrow)
            for column in (*COLUMNS, *(LABEL_COLUMNS if labelled else ()))
        ]
    )


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow article table as pandas: strings as `str`, lists Arrow-backed; `attrs` keep its time zone.

    >>> to_pandas(arrow_schema().empty_table()).dtypes["title"]
    <StringDtype(na_value=nan)>
    """
    frame: pd.DataFrame = table.to_pandas(types_mapper=_pandas_dtype, ignore_metadata=True)
    if "published" in table.column_names:
        frame.attrs[ZONE] = table.schema.field("published").type.tz
    return frame


def empty() -> pd.DataFrame:
    """Return an article table without rows.

    >>> len(empty())
    0
    """
    return to_pandas(arrow_schema().empty_table())


def _pandas_dtype(arrow: pa.DataType) -> object:
    import pandas as pd

    if pa.types.is_string(arrow):
        return pd.StringDtype("pyarrow", na_value=float("nan"))
    return pd.ArrowDtype(arrow) if pa.types.is_list(arrow) else None
