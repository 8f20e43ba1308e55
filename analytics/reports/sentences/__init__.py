"""What a table says, in a sentence or two: figures in prose come from code.

To add a sentence: a function from the table to the text in the module of its room, and a line in its `SENTENCES`.
"""

import pandas as pd

from ...errors import ReportError
from ...measures.engine.provenance import provenance
from ..page.pieces import Piece, sentence
from . import corpus, coverage, mentions, stories, words

_SENTENCES = {
    measure: say
    for room in (coverage, mentions, words, stories, corpus)
    for measure, say in room.SENTENCES.items()
}


def say(table: pd.DataFrame) -> Piece:
    """Say what a table shows.

    Parameters
    ----------
    table : DataFrame
        What a measure returned, or a corpus' `problems`.

    Returns
    -------
    Piece
        A paragraph whose every figure is counted from the table.

    Raises
    ------
    ReportError
        It is another table.

    Examples
    --------
    >>> from analytics import gaps, load
    >>> isinstance(say(gaps(load("data/sample").articles)), Piece)
    True
    """
    measure = provenance(table).measure
    if measure not in _SENTENCES:
        raise ReportError(
            f"there is no sentence for a table of {', '.join(map(str, table.columns))}; give a measure's table"
        )
    return sentence(_SENTENCES[measure](table))
