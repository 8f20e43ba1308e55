"""How measures count a Dask table: `tally` and `map_parts` for it."""

import warnings
from collections.abc import Callable, Sequence
from typing import TypeVar

import dask.dataframe as dd
import pandas as pd
from dask.delayed import delayed

from ..measures.engine.tally import map_parts, tally
from ..schema import NAMES
from .client import answering

Counts = TypeVar("Counts")
_MERGED = 8  # counts that one step of the tree merges


@tally.register
def _(
    articles: dd.DataFrame,
    count: Callable[[pd.DataFrame], Counts],
    merge: Callable[[list[Counts]], Counts],
    *,
    columns: Sequence[str] = NAMES,
) -> Counts:
    """Count each partition where it lies, and merge neighbours in a tree; only the result comes here."""
    parts = articles[list(dict.fromkeys(columns))].to_delayed()
    # in the graph once, however large it is: scattered, it would be lost with the worker that holds it
    shared = delayed(count)
    counts = [delayed(_count_part)(shared, part) for part in parts]
    while len(counts) > _MERGED:
        groups = [counts[at : at + _MERGED] for at in range(0, len(counts), _MERGED)]
        counts = [delayed(merge)(group) for group in groups]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)  # a sketch has the size it has
        with answering():
            merged: Counts = delayed(merge)(counts).compute()
        return merged


def _count_part(count: Callable[[pd.DataFrame], Counts], part: pd.DataFrame) -> Counts:
    """Count a part whose texts have the type that `load` gives them: Dask may have changed it."""
    types = {
        name: "str"
        for name, kind in part.dtypes.items()
        if isinstance(kind, pd.StringDtype) and kind.na_value is pd.NA
    }
    return count(part.astype(types) if types else part)


@map_parts.register
def _(articles: dd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> dd.DataFrame:
    changed: dd.DataFrame = articles.map_partitions(change, meta=articles._meta, enforce_metadata=False)
    return changed
