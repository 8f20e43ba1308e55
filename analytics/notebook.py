"""Tables at the end of a notebook's cells: text stands left, numbers right. JupyterLab aligns all cells right."""

import hashlib
from typing import Any

_LEFT = "text-align:left"


def align_tables() -> None:
    """Let DataFrames that end a cell show text on the left. Outside a notebook it does nothing."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    import pandas as pd

    formatter = shell.display_formatter.formatters["text/html"]
    if pd.DataFrame not in formatter:  # an analyst's own form stays
        formatter.for_type(pd.DataFrame, text_left)


def text_left(frame: Any) -> str | None:
    """Return a DataFrame as pandas shows it in a notebook, with the columns of text aligned left.

    A subclass with a form of its own, such as a concordance, keeps that form.

    >>> import pandas as pd
    >>> "td:nth-child(2)" in text_left(pd.DataFrame({"outlet": ["電車軌"], "articles": [3]}))
    True
    """
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    shown: str | None = frame._repr_html_()
    if shown is None or not shown.lstrip().startswith("<div>"):
        return shown
    columns = len(frame.columns)
    text = [
        place
        for place, dtype in enumerate(frame.dtypes)
        if not is_numeric_dtype(dtype) or is_bool_dtype(dtype)
    ]
    name = "t" + hashlib.sha256(shown.encode()).hexdigest()[:10]
    # Counted from the nearer end: pandas leaves out columns in the middle, and labels that repeat themselves
    levels = frame.index.nlevels
    cells = [
        f"#{name} {cell}:nth-child({place + 1 + levels})"
        if levels == 1 and place < columns / 2
        else f"#{name} {cell}:nth-last-child({columns - place})"
        for place in text
        for cell in ("td", "thead th")
    ]
    rule = f"{','.join([*cells, f'#{name} tbody th'])}{{{_LEFT}!important}}"
    return f'<div id="{name}"><style>{rule}</style>{shown}</div>'


def all_left(markup: str) -> str:
    """Return the markup of a table with every cell aligned left.

    >>> all_left("<td>電車軌</td>")
    "<td style='text-align:left'>電車軌</td>"
    """
    for cell in ("td", "th"):
        markup = markup.replace(f"<{cell}>", f"<{cell} style='{_LEFT}'>")
    return markup
