"""Excel workbooks -> records."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ..extras import require
from .delimited import Record
from .exports import has_text
from .limits import OverLimit, check_unpacked


def workbook_records(data: bytes) -> Iterator[Record]:
    """Yield the rows of every sheet whose first row names a column for a headline or a text.

    Raises
    ------
    ValueError
        It is no workbook, or a damaged one.
    """
    require("excel", "Excel files")
    import warnings

    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            check_unpacked(sum(part.file_size for part in parts.infolist()), len(data))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        yield from _rows(book)
    except (OverLimit, MemoryError, RecursionError):
        raise
    except Exception as bad:  # openpyxl lets through whatever a damaged workbook makes Python raise
        raise ValueError(f"not a readable workbook ({type(bad).__name__}: {bad})") from None


def _rows(book: Any) -> Iterator[Record]:
    number = 0
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        heading = enumerate(next(rows, ()), 1)
        header = [
            str(name).strip() if name not in (None, "") else f"column {place}" for place, name in heading
        ]
        if len(book.worksheets) > 1 and not has_text(dict.fromkeys(header)):
            continue
        for row in rows:
            if any(value not in (None, "") for value in row):
                number += 1
                yield Record(number, dict(zip(header, row, strict=False)))
