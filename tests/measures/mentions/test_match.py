"""Match: which articles name a subject."""

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import provenance


def test_a_query_is_counted_like_an_entity(articles: pd.DataFrame) -> None:
    table = analytics.trend(articles, analytics.Query("DeepSeek AND 恒指"))
    assert table[["matching", "total"]].to_numpy().tolist() == [[1, 2]]
    assert provenance(table).label == "DeepSeek AND 恒指"


def test_a_series_of_other_articles_is_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="one value for each"):
        analytics.trend(articles, pd.Series([True], index=[0]))
    with pytest.raises(ArgumentError, match="must be boolean"):
        analytics.trend(articles, pd.Series([1, 0]))
