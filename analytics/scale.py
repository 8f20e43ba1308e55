"""Beyond one machine's memory: Dask tables take every measure. Nothing else knows of Dask."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import dask
import dask.dataframe as dd
import pandas as pd

from .measures.tally import mapped, tally
from .schema import NAMES

Counts = TypeVar("Counts")
_AT_ONCE = 8  # counts that one step of the tree puts together


@tally.register
def _(
    articles: dd.DataFrame,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    """Count each partition where it lies, and merge neighbours in a tree; only the root comes here."""
    parts = articles[list(dict.fromkeys(columns))].to_delayed()
    counts = [dask.delayed(count)(part) for part in parts]
    while len(counts) > 1:
        groups = [counts[at : at + _AT_ONCE] for at in range(0, len(counts), _AT_ONCE)]
        counts = [dask.delayed(merge)(group) for group in groups]
    return counts[0].compute()


@mapped.register
def _(articles: dd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> dd.DataFrame:
    return articles.map_partitions(change, meta=articles._meta, enforce_metadata=False)
