"""What a table says, in a sentence or two: figures in prose come from code.

To add a sentence, write a function named like the measure in the module of its family. It takes the table and returns
the text; the texts lie in `analytics/wording/sentences.toml`.
"""

import inspect
from collections.abc import Callable

import pandas as pd

from ...errors import ReportError
from ..page.pieces import Piece, sentence
from ..page.recognise import measure_of
from . import corpus, coverage, mentions, stories, validation, words

SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    name: function
    for family in (coverage, mentions, words, stories, corpus, validation)
    for name, function in inspect.getmembers(family, inspect.isfunction)
    if function.__module__ == family.__name__ and not name.startswith("_")
}


def say(table: pd.DataFrame) -> Piece:
    """Say what a table shows.

    Parameters
    ----------
    table : DataFrame
        What a measure returned, or a corpus' `problems`. A table that does not say which measure made it, such as one
        read back from CSV, is recognised by its columns; then the sentence says less.

    Returns
    -------
    Piece
        A paragraph whose every figure is counted from the table.

    Raises
    ------
    ReportError
        No measure has such a table, or it lacks columns that the sentence needs.

    Examples
    --------
    >>> from analytics import gaps, load
    >>> say(gaps(load("data/sample").articles))
    找不到收集中斷：沒有文章的日子都符合各媒體平日的規律。
    """
    if not isinstance(table, pd.DataFrame):
        raise ReportError(f"expected a measure's table, not {type(table).__name__}")
    measure = measure_of(table)
    if measure not in SENTENCES:
        raise ReportError(
            f"there is no sentence for a table of {', '.join(map(str, table.columns[:8]))}; give a measure's table"
        )
    try:
        return sentence(SENTENCES[measure](table))
    except KeyError as missing:
        if missing.args[0] in table.columns:
            raise
        raise ReportError(
            f"a sentence about a table of `{measure}` needs the column {missing.args[0]!r}; give the whole table"
        ) from None
