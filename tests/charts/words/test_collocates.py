"""Words near a subject."""

import pandas as pd

import analytics
from analytics import charts

from ..tables import texts


def test_the_window_is_named_where_the_table_says_it(sample: pd.DataFrame) -> None:
    table = analytics.collocates(sample, "deepseek", window=3)
    assert "對數似然值G²，柱愈長，關聯愈強；同一句前後3個詞之內" in texts(charts.collocates(table))
    table.attrs = {}
    assert "對數似然值G²，柱愈長，關聯愈強；同一句之內" in texts(charts.collocates(table))


def test_words_that_avoid_the_subject_are_not_drawn(sample: pd.DataFrame) -> None:
    table = analytics.collocates(sample, "deepseek")
    table.loc[0, "log_likelihood"] *= -1
    assert table["collocate"][0] not in texts(charts.collocates(table))
