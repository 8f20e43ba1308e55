"""Texts that strangers wrote, made harmless for spreadsheets and terminals."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd

# A cell that begins with one of these is run by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_JOINER = "\u200d"  # holds an emoji of several signs together
_OBEYED = {
    "Cc",
    "Cf",
    "Cs",
    "Zl",
    "Zp",
}  # controls, formats such as turned writing, halves, separators of lines


def without_formulas(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table whose texts no spreadsheet runs: an apostrophe stands before those that look like a formula.

    >>> import pandas as pd
    >>> without_formulas(pd.DataFrame({"tag": ["=1+1", "股市"], "change": [-1, 2]})).to_dict("list")
    {'tag': ["'=1+1", '股市'], 'change': [-1, 2]}
    """
    texts = table.select_dtypes(include=["str", "object"]).columns
    return table.assign(**{name: table[name].map(_without_formula) for name in texts})


def _without_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def plain_line(text: str) -> str:
    r"""Return a text that a terminal only shows: without escapes, line ends and turned writing.

    >>> plain_line("a\x1b[31m\u202eb\nc")
    'a[31mb c'
    """
    if text.isprintable():
        return text
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    if char in "\t\n\r\x0b\x0c\u2028\u2029":
        return " "
    return "" if unicodedata.category(char) in _OBEYED and char != _JOINER else char
