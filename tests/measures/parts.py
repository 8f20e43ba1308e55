"""A table in parts, the plainest engine there is: it shows that a measure only adds up what parts give."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pandas as pd

from analytics.measures.engine.tally import map_parts, tally


class Parts:
    """An article table cut into pieces that lie one after the other."""

    def __init__(self, pieces: Sequence[pd.DataFrame]) -> None:
        self.pieces = list(pieces)
        self.columns = self.pieces[0].columns
        self.dtypes = self.pieces[0].dtypes

    @staticmethod
    def of(articles: pd.DataFrame, cuts: Sequence[int]) -> "Parts":
        """Cut a table at some places; pieces may be empty."""
        edges = [0, *sorted(cuts), len(articles)]
        return Parts([articles.iloc[a:b] for a, b in pairwise(edges)])


@tally.register
def _(articles: Parts, count: Callable, merge: Callable, *, columns: Sequence[str] | None = None) -> object:
    counts = [count(piece[list(dict.fromkeys(columns))] if columns else piece) for piece in articles.pieces]
    while len(counts) > 1:  # pairs, then pairs of pairs: the merge must not care
        counts = [merge(counts[at : at + 2]) for at in range(0, len(counts), 2)]
    return merge(counts)


@map_parts.register
def _(articles: Parts, change: Callable) -> Parts:
    return Parts([change(piece) for piece in articles.pieces])
