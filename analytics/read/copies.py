"""Which documents repeat another: by identity, or by outlet, headline, text and day."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from .problems import Problem, error, warning


class Copies(NamedTuple):
    """Which rows repeat one before them.

    Attributes
    ----------
    by_id : numpy.ndarray of bool
        The same article: the same `id`.
    by_text : numpy.ndarray of bool
        Another number or address, but the same outlet, headline, text and day.
    """

    by_id: np.ndarray
    by_text: np.ndarray


def find_copies(ids: pd.Series, keys: np.ndarray) -> Copies:
    """Find the rows that repeat one before them; rows without an id are no articles."""
    by_id = (ids.duplicated() & ids.notna()).to_numpy(dtype=bool)
    candidates = np.where(by_id | ids.isna().to_numpy(dtype=bool), 0, keys)
    by_text = pd.Series(candidates).duplicated().to_numpy(dtype=bool) & (candidates != 0)
    return Copies(by_id, by_text)


def copy_problems(
    ids: pd.Series, keys: np.ndarray, paths: pd.Series, copies: Copies, kept: bool
) -> list[Problem]:
    """Return the problem of each copy: an error, or a warning if copies by text are `kept`."""
    found: list[Problem] = []
    table = pd.DataFrame({"id": ids.to_numpy(), "key": keys, "path": paths.to_numpy()})
    for column, repeats in (("id", copies.by_id), ("key", copies.by_text)):
        if not repeats.any():
            continue
        originals = table[~repeats & table[column].isin(table[column][repeats])]
        first = originals.drop_duplicates(column).set_index(column)["path"]
        for path, original in zip(table["path"][repeats], first.loc[table[column][repeats]], strict=True):
            if column == "key" and kept:
                message = f"the same headline, text and day as {original}"
                found.append(warning(path, "copy", message, field="body"))
            else:
                field = "id" if column == "id" else "body"
                found.append(error(path, "duplicate", f"the same article as {original}", field=field))
    return found
