"""Raw and corrected shares: both lines, both bands, and rows where there are no periods."""

import pandas as pd
import pytest
from matplotlib.collections import FillBetweenPolyCollection

import analytics
from analytics import charts
from analytics.errors import ChartError


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return analytics.load("data/sample").articles


@pytest.fixture(scope="module")
def validation(articles: pd.DataFrame) -> pd.DataFrame:
    return analytics.validate(articles, analytics.load_codes("data/codes"), "deepseek", question="about")


def test_both_lines_and_both_bands_are_drawn(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    table = analytics.correct(analytics.trend(articles, "deepseek", freq="month"), articles, validation)
    ax = charts.correct(table)
    raw, corrected = (line.get_ydata() for line in ax.get_lines())
    assert list(raw) == pytest.approx((table["share"] * 100).tolist())
    assert list(corrected) == pytest.approx((table["corrected"] * 100).tolist())
    assert len([c for c in ax.collections if isinstance(c, FillBetweenPolyCollection)]) == 2


def test_the_own_estimate_can_be_drawn(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    table = analytics.correct(analytics.trend(articles, "deepseek", freq="month"), articles, validation)
    _, line = charts.correct(table, by="estimated").get_lines()
    assert list(line.get_ydata()) == pytest.approx((table["estimated"] * 100).tolist())


def test_outlets_are_rows(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    table = analytics.correct(analytics.outlets(articles, "deepseek"), articles, validation)
    assert len(charts.correct(table, top=3).get_yticklabels()) == 3


def test_several_rows_of_a_period_are_refused(articles: pd.DataFrame, validation: pd.DataFrame) -> None:
    table = analytics.correct(analytics.outlets(articles, "deepseek", freq="month"), articles, validation)
    with pytest.raises(ChartError, match="several rows for a period"):
        charts.correct(table)
    with pytest.raises(ChartError, match="by is 'raw'"):
        charts.correct(table, by="raw")
