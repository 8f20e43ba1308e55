"""Sort orders of Chinese: by strokes, as indexes in Hong Kong are sorted, or by pinyin.

The orders are those of Unicode's CLDR (`zh`, `stroke` and `pinyin`). Texts are compared by their match-copies, so that
full-width and half-width forms, upper and lower case, Traditional and Simplified spellings stand together; a character
goes by its Traditional form. Signs, digits and Latin letters come before Chinese characters.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from opencc import OpenCC

from ...errors import ArgumentError, one_of
from ..characters import EVERY
from ..fold import FoldedColumn
from ..points import code_points, laid, pieces

ORDERS = ("strokes", "pinyin")
_FIRST = 0x10000  # Chinese characters become code points from here, in their order
_UNKNOWN = 0x30000  # and those without a place follow


@cache
def _places(order: str) -> np.ndarray:
    """Return for each folded code point the code point that sorts like it."""
    lines = (files(__name__) / f"{order}.txt").read_text("utf-8").splitlines()[1:]
    characters = "".join(lines)
    rank = np.arange(EVERY, dtype=np.uint32)
    han = (rank >= 0x2E80) & (rank <= 0x2FDF) | (rank >= 0x3400) & (rank <= 0x9FFF)
    han |= (rank >= 0xF900) & (rank <= 0xFAFF) | (rank >= 0x20000) & (rank < 0x40000)
    rank[han] += _UNKNOWN
    known = {character: _FIRST + place for place, character in enumerate(characters)}
    rank[code_points(characters)] = list(known.values())
    # A folded character is Simplified: it sorts as its Traditional form does.
    for name in ("t2s", "s2hk"):
        forms = OpenCC(name).convert("\n".join(characters)).split("\n")
        for character, form in zip(characters, forms, strict=True):
            if name == "t2s" and len(form) == 1 and rank[ord(form)] >= _UNKNOWN:
                rank[ord(form)] = rank[ord(character)]
            elif name == "s2hk" and len(form) == 1 and form in known:
                rank[ord(character)] = known[form]
    return rank


def sort_keys(folded: Iterable[str] | pd.Series | pa.Array, order: str = "strokes") -> pa.LargeStringArray:
    """Return for each match-copy a text that sorts by code points as the copy does by an order.

    Parameters
    ----------
    folded : iterable of str
        Match-copies (`fold`).
    order : {"strokes", "pinyin"}
        By number of strokes, then by radical and shape; or by syllable and tone, then by strokes.

    Raises
    ------
    ArgumentError
        The order is unknown.

    Examples
    --------
    >>> keys = sort_keys(["国", "一", "ai"]).to_pylist()
    >>> sorted(range(3), key=keys.__getitem__)
    [2, 1, 0]
    """
    one_of("order", order, list(ORDERS), ArgumentError)
    column = laid(folded)
    codes = _places(order).take(column.codes)
    return pieces(codes, column.begins, column.begins + column.lengths)


def by_strokes(column: pd.Series) -> pd.Series:
    """Return what a column of names is sorted by, for `sort_values(key=by_strokes)`; others stay as they are.

    >>> names = pd.Series(["港聞", "ＡＩ", "國際", "ai", "国际"], dtype="str")
    >>> names.sort_values(key=by_strokes).tolist()
    ['ai', 'ＡＩ', '国际', '國際', '港聞']
    """
    if not isinstance(column.dtype, pd.StringDtype) or column.empty:
        return column
    keys = sort_keys(FoldedColumn(column).texts)
    # The name itself decides between spellings, so that the order never depends on that of the rows.
    written = pa.array(column.array, pa.large_string(), from_pandas=True)
    whole = written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    joined = pc.binary_join_element_wise(keys, whole, pa.scalar("\0", pa.large_string()))
    return pd.Series(pd.array(joined, dtype="str"), index=column.index)
