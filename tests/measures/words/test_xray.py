"""X-ray: where words stand in the corpus."""

import pandas as pd

import analytics
from analytics.measures.engine.provenance import provenance
from analytics.schema import empty


def test_an_xray_has_a_row_an_occurrence_in_order_of_publication(news: pd.DataFrame) -> None:
    table = analytics.xray(news, ["晶片", "nvidia"])
    assert table["term"].tolist() == ["晶片"] * 3 + ["英偉達"] * 3
    assert table.groupby("term")["place"].apply(lambda places: places.is_monotonic_increasing).all()
    assert table["place"].between(0, 1, inclusive="left").all()
    assert provenance(table).undated == 1


def test_the_order_of_the_table_moves_no_occurrence(news: pd.DataFrame) -> None:
    there, back = analytics.xray(news, "晶片"), analytics.xray(news.iloc[::-1], "晶片")
    pd.testing.assert_frame_equal(there, back)


def test_an_occurrence_in_the_headline_stands_at_the_beginning_of_its_article(news: pd.DataFrame) -> None:
    assert analytics.xray(news, "晶片")["within"].iloc[0] == 0


def test_an_xray_tells_where_each_period_begins(news: pd.DataFrame) -> None:
    dates = provenance(analytics.xray(news, "晶片")).details["dates"]
    assert [date for date, _ in dates] == ["2025-01-06", "2025-02-03"]
    assert dates[0][1] == 0
    assert 0 < dates[1][1] < 1


def test_an_xray_of_nothing_is_empty() -> None:
    table = analytics.xray(empty(), ["晶片", "nvidia"])
    assert (len(table), provenance(table).details["terms"]) == (0, ["晶片", "英偉達"])
