"""How a table leaves the command line: on a terminal, in a pipe, or as a file."""

import gzip
import io
import json
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..errors import ArgumentError, CorpusError
from ..files import write_whole
from ..harmless import plain_line, without_formulas
from ..measures.mentions.kwic import Concordance
from .options import Format
from .workbook import workbook

_WIDE = 1 << 16  # columns: enough that rich cuts no row


def emit(table: pd.DataFrame, format: Format, out: Path | None, excel: bool) -> None:
    """Print a table, or write it to a file completely or not at all.

    A pipe or a device is written to, and a symbolic link stays one.
    """
    if format is Format.table and out is not None:
        format = _format_of(out)
    if excel and format is not Format.csv:
        raise ArgumentError(f"--excel goes with --format csv, not {format.value}")
    if format is Format.table:
        if isinstance(table, Concordance):
            print("\n".join(map(plain_line, str(table).splitlines())))
        else:
            show(table)
        return
    data = encoded(table, format, excel)
    if out is not None and out.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        if out.exists() and not out.is_file() and not out.is_dir():
            out.write_bytes(data)
        else:
            write_whole(out.resolve() if out.is_symlink() else out, data)
    except OSError as error:
        raise CorpusError(f"{out}: cannot be written ({error.strerror})") from None


def _format_of(out: Path) -> Format:
    """Return the format that a file's name asks for; a name without an ending means CSV.

    >>> _format_of(Path("table.csv.gz")).value
    'csv'
    """
    ending = Path(out.name.removesuffix(".gz")).suffix.lower()
    known = {f".{each}": each for each in (Format.json, Format.parquet, Format.xlsx, Format.csv)}
    known |= {".txt": Format.csv, "": Format.csv}
    if ending not in known:
        endings = ", ".join(filter(None, known))
        raise ArgumentError(f"{out}: no table is written as {ending}; give one of {endings}, or --format")
    return known[ending]


def encoded(table: pd.DataFrame, format: Format, excel: bool) -> bytes:
    """Return a table as the bytes of a file."""
    if format is Format.parquet:
        buffer = io.BytesIO()
        if any(isinstance(dtype, pd.ArrowDtype) for dtype in table.dtypes):
            # pandas cannot read back its own note on columns of lists: without the note it can
            bare = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
            pq.write_table(bare, buffer)
        else:
            table.to_parquet(buffer, index=False)
        return buffer.getvalue()
    plain = table.copy()
    for name in plain.columns:
        values = plain[name]
        if pd.api.types.is_datetime64_any_dtype(values.dtype):
            plain[name] = _time_texts(values)
        elif isinstance(values.dtype, pd.ArrowDtype):
            lists = values.astype(object).map(list)
            plain[name] = lists if format is Format.json else lists.map(_as_json)
    if format is Format.xlsx:
        return workbook(plain)
    if format is Format.json:
        written = plain.to_json(orient="records", force_ascii=False, indent=1, double_precision=15)
        return f"{written}\n".encode()
    if excel:
        plain = without_formulas(plain)
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8-sig" if excel else "utf-8")


def _as_json(values: list[object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _time_texts(times: pd.Series) -> pd.Series:
    """Write days as 2025-01-27, and instants in ISO form with their offset."""
    if getattr(times.dtype, "tz", None) is None:
        days: pd.Series = times.dt.strftime("%Y-%m-%d")
        return days
    return times.map(lambda time: time.isoformat() if pd.notna(time) else None).astype("str")


def show(table: pd.DataFrame) -> None:
    """Print a table: in colours and to the width of a terminal; in a pipe as plain lines, one for each row."""
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in table.columns:
        shown.add_column(
            name, justify="right" if pd.api.types.is_numeric_dtype(table[name].dtype) else "left"
        )
    for row in table.itertuples(index=False):
        shown.add_row(*(escape(_cell(value)) for value in row))
    console = Console()
    if console.is_terminal:
        console.print(shown)
        return
    console.width = _WIDE
    with console.capture() as captured:
        console.print(shown)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _cell(value: object) -> str:
    if pd.api.types.is_list_like(value):
        return plain_line("；".join(map(str, value)))  # type: ignore[call-overload]
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}" if value.tz else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.1f}" if abs(value) >= 1000 else f"{value:.4g}"
    return plain_line(str(value))
