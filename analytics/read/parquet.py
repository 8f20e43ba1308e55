"""Parquet -> records: what is unpacked is measured first, and dates that Python cannot hold are reported."""

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .delimited import Record
from .limits import check, check_unpacked
from .problems import Problem, warning

_AT_ONCE = 256  # rows
_ROW = 100  # bytes that a row takes at least once it is read, though a million equal ones take some hundred in the file
# The first and the last date, a day less: a zone may add one
_YEARS = (np.datetime64("0001-01-02", "D"), np.datetime64("9999-12-30", "D"))


def parquet_records(path: str, data: bytes) -> Iterator[Record]:
    """Yield the rows of a Parquet file.

    A text that stands in many rows is kept once in the file, so that a small one may hold very much: what it unpacks to
    counts as that of any compressed file.

    Raises
    ------
    OverLimit
        It unpacks to too much, or has too many rows.
    """
    file = pq.ParquetFile(io.BytesIO(data))
    check("rows", file.metadata.num_rows, "rows in a table")
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    check_unpacked(max(size, file.metadata.num_rows * _ROW), len(data))
    texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
    frugal = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)  # each text once
    number = total = 0
    for batch in frugal.iter_batches(_AT_ONCE, use_threads=False):
        total += sum(map(_size, batch.columns))
        check_unpacked(total, len(data))
        batch, bad = _without_bad_dates(batch)
        for place, values in enumerate(batch.to_pylist()):
            number += 1
            name = f"{path}#{number}"
            yield Record(
                number, values, tuple(_problem(name, column) for column, rows in bad.items() if rows[place])
            )


def _size(column: pa.Array) -> int:
    """Return the bytes that a column takes when every row has its own text."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return int(pc.sum(lengths).as_py() or 0)


def _without_bad_dates(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, dict[str, list[bool]]]:
    """Return rows without dates that no calendar has, and for each column with such dates, in which rows they stand."""
    bad: dict[str, list[bool]] = {}
    columns = list(batch.columns)
    for place, field in enumerate(batch.schema):
        if not (pa.types.is_timestamp(field.type) or pa.types.is_date(field.type)):
            continue
        unit = getattr(field.type, "unit", "D" if pa.types.is_date32(field.type) else "ms")
        numbers = columns[place].cast(pa.int32() if pa.types.is_date32(field.type) else pa.int64())
        first, last = (int(year.astype(f"datetime64[{unit}]").astype(np.int64)) for year in _YEARS)
        if unit == "ns":  # its whole range lies between
            continue
        sound = pc.and_(pc.greater_equal(numbers, first), pc.less_equal(numbers, last)).fill_null(True)
        if not pc.all(sound).as_py():
            columns[place] = pc.if_else(sound, columns[place], pa.scalar(None, field.type))
            bad[field.name] = pc.invert(sound).to_pylist()
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema), bad


def _problem(name: str, column: str) -> Problem:
    message = f"a date in {column!r} lies outside of the years 1 to 9999; it was left out"
    return warning(name, "date_unreadable", message, field="date")
