"""Texts as arrays of code points: one text, or all texts of a column in one array."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

GAP = "\0\0"  # before, between and after the texts of a column
_TOGETHER = 1 << 19  # bytes of texts in a block: so many stay in the processor's cache


def code_points(text: str) -> np.ndarray:
    """Return the code points of `text`, shape (len(text),), uint32."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: np.ndarray) -> str:
    """Return the text of code points.

    >>> text_of(code_points("輝達"))
    '輝達'
    """
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return all numbers of several ranges, one range after the other.

    >>> ranges(np.array([5, 9]), np.array([2, 1])).tolist()
    [5, 6, 9]
    """
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(starts - ends + lengths, lengths))


def pieces(codes: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> pa.LargeStringArray:
    """Return pieces of a text as Arrow strings, without a Python object for each.

    >>> pieces(code_points("輝達急升"), np.array([0, 2]), np.array([2, 4])).to_pylist()
    ['輝達', '急升']
    """
    lengths = ends - starts
    after = np.concatenate([[0], np.cumsum(lengths)])
    taken = codes.take(ranges(starts, lengths))
    sizes = np.uint8(1) + (taken >= 0x80) + (taken >= 0x800) + (taken >= 0x10000)
    offsets = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])[after]
    letters = text_of(taken).encode("utf-8", "surrogatepass")
    return pa.LargeStringArray.from_buffers(len(lengths), pa.py_buffer(offsets), pa.py_buffer(letters))


@dataclass(frozen=True)
class Laid:
    """Texts in one array, with a gap before and after each.

    Attributes
    ----------
    codes : numpy.ndarray
        Their code points, uint32.
    begins, lengths : numpy.ndarray
        Where each text begins in `codes`, and how many characters it has.
    """

    codes: np.ndarray
    begins: np.ndarray
    lengths: np.ndarray


def laid(texts: Iterable[str | None]) -> Laid:
    """Put texts into one array; a missing one is empty.

    >>> found = laid(["輝達", None, "AI"])
    >>> found.begins.tolist(), found.lengths.tolist(), text_of(found.codes[8:10])
    ([2, 6, 8], [2, 0, 2], 'AI')
    """
    if _is_column(texts):  # in Arrow: pandas would make a Python string of each text
        whole = arrow(texts).combine_chunks()
        kind = whole.type
        ended = pc.binary_join_element_wise(
            whole, pa.scalar("", kind), pa.scalar(GAP, kind), null_handling="replace"
        )
        offsets = np.frombuffer(ended.buffers()[1], np.int64)[ended.offset : ended.offset + len(ended) + 1]
        letters = memoryview(ended.buffers()[2] or b"")[offsets[0] : offsets[-1]] if len(ended) else b""
        joined = str(letters, "utf-8")
        lengths = pc.fill_null(pc.utf8_length(whole), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    else:
        plain = [text if isinstance(text, str) else "" for text in texts]
        joined = "".join([text + GAP for text in plain])
        lengths = np.fromiter(map(len, plain), dtype=np.int64, count=len(plain))
    ends = len(GAP) + np.cumsum(lengths + len(GAP))
    return Laid(code_points(GAP + joined), ends - lengths - len(GAP), lengths)


def arrow(column: Any) -> pa.ChunkedArray:
    """Return a column of texts, of pandas or of Arrow, as an Arrow array.

    >>> import pandas as pd
    >>> arrow(pd.Series(["輝達", None], dtype="str")).to_pylist()
    ['輝達', None]
    """
    if hasattr(column, "iloc"):
        column = pa.array(column.array, pa.large_string(), from_pandas=True)
    whole = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    return whole.cast(pa.large_string())


def _is_column(texts: object) -> bool:
    """Whether the texts are a column of pandas or Arrow. This module does not import pandas: reading needs none."""
    return hasattr(texts, "iloc") or isinstance(texts, (pa.Array, pa.ChunkedArray))


def blocks(texts: Iterable[str | None]) -> Iterator[Laid]:
    """Yield texts in arrays of about half a megabyte, in order.

    >>> [len(block.begins) for block in blocks(["輝達", "AI"])]
    [2]
    """
    whole = arrow(texts) if _is_column(texts) else list(texts)
    if isinstance(whole, pa.ChunkedArray):
        sizes = pc.fill_null(pc.binary_length(whole), 0).to_numpy()
    else:
        sizes = np.array([len(text) if isinstance(text, str) else 0 for text in whole], dtype=np.int64)
    after = np.cumsum(sizes)
    at = 0
    while at < len(whole):
        before = int(after[at - 1]) if at else 0
        end = max(at + 1, int(np.searchsorted(after, before + _TOGETHER, side="right")))
        yield laid(whole[at:end])
        at = end
