"""Confusion: which values coders give where others give another."""

from itertools import combinations

import pandas as pd

from ..engine.provenance import Provenance, attach
from .codes import Codes, checked_codes, question_of

_TEXTS = ("question", "first", "second", "first_value", "second_value")
_COLUMNS = dict.fromkeys(_TEXTS, "str") | {"articles": "int64"}


def confusion(codes: Codes) -> pd.DataFrame:
    """Count, for each pair of coders, which value one gave and which the other.

    Parameters
    ----------
    codes : DataFrame
        As `load_codes` returns it.

    Returns
    -------
    DataFrame
        ============  =====  ======================================================================
        question      str    key of the question; questions of spans are left out
        first         str    one coder
        second        str    the other
        first_value   str    what one said
        second_value  str    what the other said
        articles      int64  articles of which they said so
        ============  =====  ======================================================================

        In the order of the questions, coders and values.

    Raises
    ------
    CorpusError
        These are not codes, or a coder answered a question twice.

    See Also
    --------
    charts.agreement : Draws how far coders agree.
    agreement : How far coders agree.

    Examples
    --------
    >>> import analytics
    >>> table = confusion(analytics.load_codes("data/codes"))
    >>> same = table["first_value"] == table["second_value"]
    >>> bool(table.loc[same, "articles"].sum() > table.loc[~same, "articles"].sum())
    True
    """
    table = checked_codes(codes)
    rows = []
    for question in table["question"].unique():
        own = question_of(table, question)
        if own["kind"].iloc[0] == "spans":
            continue
        names = own.drop_duplicates("number").sort_values("number").set_index("number")["value"]
        for first, second in combinations(sorted(own["coder"].unique()), 2):
            one, two = (own[own["coder"] == coder].set_index("id")["number"] for coder in (first, second))
            both = pd.concat([one, two], axis=1, join="inner", keys=["one", "two"])
            for (left, right), articles in both.groupby(["one", "two"]).size().items():
                rows.append((question, first, second, names[left], names[right], articles))
    result = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return attach(result, Provenance("confusion"))
