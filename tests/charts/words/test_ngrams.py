"""Strings of words that recur."""

import pandas as pd

import analytics
from analytics import charts

from ..tables import texts


def test_the_length_is_named_where_the_table_says_it(sample: pd.DataFrame) -> None:
    table = analytics.ngrams(sample, length=3)
    assert "重複出現的詞組（3個詞）" in texts(charts.ngrams(table))
    table.attrs = {}
    assert "重複出現的詞組" in texts(charts.ngrams(table))
