"""Parquet: dates that no calendar has, equal texts, and the numbers of rows."""

import io
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.read.document import Reading
from analytics.read.limits import OverLimit


def _parquet(**columns: pa.Array) -> bytes:
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    "kind", [pa.timestamp("us"), pa.timestamp("ms", "UTC"), pa.timestamp("s"), pa.date32(), pa.date64()]
)
def test_a_date_out_of_range_costs_itself(kind: pa.DataType, read_rows: Callable[..., Reading]) -> None:
    per_day = {"us": 86_400_000_000, "ms": 86_400_000, "s": 86_400}.get(getattr(kind, "unit", "ms"), 1)
    per_day = {pa.date32(): 1, pa.date64(): 86_400_000}.get(kind, per_day)
    number = pa.int32() if kind == pa.date32() else pa.int64()
    dates = pa.array([20_000 * per_day, 90_000_000 * per_day, None], number).cast(kind)
    reading = read_rows(_parquet(title=pa.array(["甲", "乙", "丙"]), date=dates), "a.parquet")
    assert [row["title"] for row in reading.rows] == ["甲", "乙", "丙"]
    assert reading.rows[0]["published"].year == 2024
    told = [(one.path, one.code) for one in reading.problems if one.code == "date_unreadable"]
    assert told == [("a.parquet#2", "date_unreadable")]
    assert not any("please report" in one.message for one in reading.problems)


def test_rows_keep_their_numbers_across_batches(read_rows: Callable[..., Reading]) -> None:
    titles = [f"題{number}" for number in range(1000)]
    reading = read_rows(_parquet(title=pa.array(titles), text=pa.array(["文"] * 1000)), "a.parquet")
    assert [row["path"] for row in reading.rows] == [f"a.parquet#{number}" for number in range(1, 1001)]
    assert [row["title"] for row in reading.rows] == titles


def test_lists_and_large_texts_are_read(read_rows: Callable[..., Reading]) -> None:
    data = _parquet(
        title=pa.array(["甲"], pa.large_string()),
        tags=pa.array([["港股", "樓市"]]),
        text=pa.array(["文"]).dictionary_encode(),
    )
    assert read_rows(data, "a.parquet").rows[0]["tags"] == ["港股", "樓市"]


def test_a_file_of_more_rows_than_bytes_is_too_large(read_rows: Callable[..., Reading]) -> None:
    nothing = pa.nulls(1_000_000, pa.string())
    with pytest.raises(OverLimit, match="100 times its size"):
        read_rows(_parquet(title=nothing, text=nothing), "a.parquet")
