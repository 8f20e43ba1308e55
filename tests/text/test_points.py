"""Texts as arrays of code points: laid out from a list or a column, parted into blocks, and taken apart again."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import points
from analytics.text.points import GAP, blocks, laid, pieces, text_of

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6)


def texts_of(block: points.Laid) -> list[str]:
    ends = block.begins + block.lengths
    return [text_of(block.codes[begin:end]) for begin, end in zip(block.begins, ends, strict=True)]


@given(TEXTS)
def test_a_column_is_laid_out_as_the_list_of_its_texts(texts: list[str | None]) -> None:
    plain, column = laid(texts), laid(pd.Series(texts, dtype="str"))
    assert texts_of(plain) == [text or "" for text in texts]
    assert text_of(plain.codes) == GAP + "".join((text or "") + GAP for text in texts)
    for name, expected in vars(plain).items():
        assert vars(column)[name].tolist() == expected.tolist()


@given(TEXTS, st.integers(1, 20))
def test_blocks_hold_every_text_once_in_order(texts: list[str | None], together: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(points, "_TOGETHER", together)
        for column in (texts, pd.Series(texts, dtype="str"), pd.concat([pd.Series(texts, dtype="str")] * 2)):
            expected = [text if isinstance(text, str) else "" for text in column]
            assert [text for block in blocks(column) for text in texts_of(block)] == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.data())
def test_pieces_are_slices(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(place, place), max_size=4))]
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    codes = points.code_points(text)
    assert pieces(codes, starts, ends).to_pylist() == [text[start:end] for start, end in spans]
