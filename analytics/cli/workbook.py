"""A table as an Excel workbook whose cells a spreadsheet never runs."""

import io
import re

import pandas as pd

from ..errors import ArgumentError
from ..extras import require

_ROWS, _CHARACTERS = 1_048_575, 32_767  # what Excel holds, below the headings and in a cell
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no workbook may hold


def workbook(table: pd.DataFrame) -> bytes:
    """Return a table as an .xlsx file: texts as texts, even where they look like formulas.

    Parameters
    ----------
    table : DataFrame
        Texts, numbers, flags and days.

    Raises
    ------
    ArgumentError
        It is larger than a sheet, or a cell holds more than Excel can.
    MissingExtraError
        openpyxl is not installed.
    """
    require("excel", "Excel files")
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if len(table) > _ROWS:
        raise ArgumentError(f"a sheet holds {_ROWS:,} rows, the table has {len(table):,}; write it as .csv")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        cells = []
        for name, value in zip(table.columns, row, strict=True):
            if isinstance(value, str):
                text = _CONTROL.sub("", value)
                if len(text) > _CHARACTERS:
                    raise ArgumentError(
                        f"a cell holds {_CHARACTERS:,} characters, one of {name} has {len(text):,}; write it as .csv"
                    )
                cell = WriteOnlyCell(sheet, "")
                cell.value, cell.data_type = text, "s"
                cells.append(cell)
            else:
                cells.append(None if pd.isna(value) else getattr(value, "item", lambda v=value: v)())
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
