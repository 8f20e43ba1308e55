"""Spellings: values that differ in script, case or width alone are one value (財經 and 财经, Tech and ＴＥＣＨ)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from opencc import OpenCC

from ...text.fold import FoldedColumn
from ...text.points import arrow
from .tally import sum_by

MERGED = ("categories", "tags", "outlet", "section", "topic")  # columns of names; the others hold codes
_SPACED = r"[\u3400-\u9fff]\s+[\u3400-\u9fff]"
NO_SPELLINGS = pd.DataFrame({"value": [], "written": [], "number": []})


@dataclass(frozen=True)
class Spellings:
    """How the values of a column are spelled.

    Attributes
    ----------
    labels : mapping of str to str
        The spelling shown of each value, by its key (`spelling_keys`); None where spellings are kept apart.
    others : mapping of str to list of str
        The other spellings of each label that has any, most frequent first.
    """

    labels: dict[str, str] | None = None
    others: dict[str, list[str]] = field(default_factory=dict)

    def shown(self, keys: pd.Series) -> pd.Series:
        """Return the labels of keys; a missing value stays missing."""
        return keys.map(self.labels).astype("str") if self.labels is not None else keys

    def details(self, values: Iterable[object]) -> dict[str, object]:
        """Return what a table's provenance says: the other spellings of the values that it lists, if any."""
        if self.labels is None:
            return {"merge_spellings": False}
        listed = set(values)
        shown = {label: others for label, others in self.others.items() if label in listed}
        return {"spellings": shown} if shown else {}


def spelling_keys(values: Iterable[str | None]) -> pd.Series:
    """Return a key for each value, the same for all its spellings; missing where the value is.

    >>> spelling_keys(["財經", "财经", "ＴＥＣＨ", None]).fillna("–").tolist()
    ['财经', '财经', 'tech', '–']
    """
    column = arrow(values if isinstance(values, pd.Series) else pd.Series(list(values), dtype="str"))
    encoded = column.combine_chunks().dictionary_encode()
    folded = pc.utf8_trim_whitespace(FoldedColumn(encoded.dictionary).texts)
    # A value of invisible characters alone keeps what it is.
    distinct = pc.if_else(pc.equal(folded, ""), encoded.dictionary, folded)
    return pd.Series(pd.array(distinct.take(encoded.indices), dtype="str"))


def count_spellings(part: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count how often a column has each value: `value` (its key), `written` and `number`; the merge is a sum.

    >>> count_spellings(pd.DataFrame({"section": ["財經", "财经", "財經"]}), "section")["number"].tolist()
    [2, 1]
    """
    column = pa.array(part[by].array, from_pandas=True)
    whole = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    if pa.types.is_list(whole.type) or pa.types.is_large_list(whole.type):
        whole = pc.list_flatten(whole)
    counts = pc.value_counts(whole.drop_null())
    written = pd.Series(pd.array(counts.field("values").cast(pa.large_string()), dtype="str"))
    table = pd.DataFrame({"value": spelling_keys(written), "written": written})
    return sum_by(table.assign(number=counts.field("counts").to_numpy()), ["value", "written"])


def chosen_spellings(counts: pd.DataFrame) -> Spellings:
    """Choose the spelling shown of each value: in the script of most values, and then the most frequent.

    Parameters
    ----------
    counts : DataFrame
        As `count_spellings` returns it, of the whole article table.

    Examples
    --------
    >>> table = pd.DataFrame({"section": ["港聞"] * 3 + ["財經"] + ["财经"] * 2})
    >>> chosen_spellings(count_spellings(table, "section")).others
    {'財經': ['财经']}
    """
    counts = counts.assign(order=0)
    if counts["value"].duplicated().any():
        script = _scripts(counts["written"])
        main = np.sign((script * counts["number"]).sum()) or 1  # Traditional where both are equal
        # A spelling with blanks between Chinese characters (歐 巴 馬) is shown only where there is no other.
        spaced = counts["written"].str.contains(_SPACED)
        counts["order"] = np.where(script == -main, 1, 0) + 2 * spaced
    ordered = counts.sort_values(["order", "number", "written"], ascending=[True, False, True])
    first = ordered.drop_duplicates("value")
    labels = dict(zip(first["value"], first["written"], strict=True))
    others: dict[str, list[str]] = {}
    rest = ordered[ordered["value"].duplicated()]
    for value, written in zip(rest["value"], rest["written"], strict=True):
        others.setdefault(labels[value], []).append(written)
    return Spellings(labels, others)


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    return OpenCC("t2s"), OpenCC("s2hk")


def _scripts(values: pd.Series) -> np.ndarray:
    """Return 1 for each Traditional value, −1 for each Simplified one, 0 for those that are both or neither."""
    lines = [value.replace("\n", " ") for value in values]
    simplified, traditional = (
        np.array(
            [new != old for new, old in zip(own.convert("\n".join(lines)).split("\n"), lines, strict=True)]
        )
        for own in _converters()
    )
    return simplified.astype(np.int64) - traditional.astype(np.int64)
