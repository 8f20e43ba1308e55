"""A text field of an article table, folded: prepared once, then searched by every question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from .fields import LISTS, texts
from .fold import FoldedColumn
from .points import Laid, arrow, blocks, laid
from .prepared import prepared

_TEXTS = 512  # original texts laid out at a time
_SAMPLE = 1 << 20  # characters that show how rare each one is


class FoldedTexts:
    """Texts folded in blocks, so that memory stays bounded whatever is computed from a block.

    Attributes
    ----------
    blocks : list of FoldedColumn
        The texts, in order.
    first : numpy.ndarray
        The number of each block's first text.
    frequency : numpy.ndarray
        How often each code point occurs in a sample of the texts; those beyond the array do not occur in it.

    Examples
    --------
    >>> folded = FoldedTexts(["輝達", "AI"])
    >>> folded.blocks[0].text.strip("\\0"), len(folded)
    ('辉达\\x00\\x00ai', 2)
    """

    def __init__(self, column: Iterable[str | None]) -> None:
        self.blocks = [FoldedColumn(block) for block in blocks(column)]
        self.first = np.cumsum([0, *map(len, self.blocks)])
        self.frequency = np.zeros(1, dtype=np.int64)
        seen = 0
        for block in self.blocks:
            counts = np.bincount(block.codes, minlength=len(self.frequency))
            counts[: len(self.frequency)] += self.frequency
            self.frequency = counts
            seen += len(block.codes)
            if seen > _SAMPLE:
                break

    def __len__(self) -> int:
        return int(self.first[-1])

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(block.nbytes for block in self.blocks) + self.frequency.nbytes + self.first.nbytes


class FoldedField(FoldedTexts):
    """The texts of a field of articles.

    Attributes
    ----------
    row, item : numpy.ndarray
        The position of each text's article, and its place in a list field.
    """

    def __init__(self, articles: pd.DataFrame, field: str) -> None:
        table = texts(articles, field)
        super().__init__(table["text"])
        self.row = table["row"].to_numpy(dtype=np.int64)
        self.item = table["item"].to_numpy(dtype=np.int64)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return super().nbytes + self.row.nbytes + self.item.nbytes


def folded_field(articles: pd.DataFrame, field: str) -> FoldedField:
    """Return a text field of articles, folded; from the second question about a table on it is at hand.

    >>> table = pd.DataFrame({"title": ["輝達", "港鐵"]}, dtype="str")
    >>> folded_field(table, "title") is folded_field(table, "title")
    True
    """
    kind = "folded texts of lists" if field in LISTS else "folded texts"
    return prepared(articles[field], kind, lambda: FoldedField(articles, field))


@dataclass(frozen=True)
class OriginalTexts:
    """Some of the original texts of a field, laid out, and their numbers."""

    numbers: np.ndarray
    texts: Laid


def original_texts(
    articles: pd.DataFrame, field: str, number: np.ndarray
) -> Iterator[tuple[slice, OriginalTexts]]:
    """Yield the original texts in which places stand, some at a time.

    Parameters
    ----------
    articles : DataFrame
        The article table.
    field : str
        A text field.
    number : numpy.ndarray
        The number of each place's text, ascending.

    Yields
    ------
    places : slice
        Which of the places stand in these texts.
    texts : OriginalTexts
        The texts, each once.

    Examples
    --------
    >>> table = pd.DataFrame({"title": ["輝達", "港鐵"]}, dtype="str")
    >>> [(places, texts.numbers.tolist()) for places, texts in original_texts(table, "title", np.array([1, 1]))]
    [(slice(0, 2, None), [1])]
    """
    column = arrow(texts(articles, field)["text"] if field in LISTS else articles[field])
    numbers = distinct(number)
    for first in range(0, len(numbers), _TEXTS):
        own = numbers[first : first + _TEXTS]
        low, high = np.searchsorted(number, [own[0], own[-1] + 1]).tolist()
        yield slice(low, high), OriginalTexts(own, laid(column.take(pa.array(own))))


def distinct(ascending: np.ndarray) -> np.ndarray:
    """Return the distinct values of an ascending array.

    >>> distinct(np.array([1, 1, 3])).tolist()
    [1, 3]
    """
    return np.asarray(ascending[np.append(True, np.diff(ascending) != 0)[: len(ascending)]])
