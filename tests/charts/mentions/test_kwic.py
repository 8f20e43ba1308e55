"""The concordance."""

import pandas as pd

import analytics
from analytics import charts

from ..tables import texts


def test_matches_are_aligned_and_their_context_is_read_towards_them(sample: pd.DataFrame) -> None:
    table = analytics.kwic(sample, "deepseek").iloc[1:2]
    ax = charts.kwic(table)
    left, match, right = sorted((text.get_position()[0], text.get_text()) for text in ax.texts)
    assert match == (0.5, table["match"].iloc[0])
    assert table["left"].iloc[0].endswith(left[1])
    assert table["right"].iloc[0].startswith(right[1])


def test_an_article_without_date_and_outlet_is_listed(sample: pd.DataFrame) -> None:
    table = analytics.kwic(sample, "deepseek").head(1).assign(published=pd.NaT, outlet=None)
    assert "<title>日期不詳 –：" in charts.svg(charts.kwic(table))


def test_the_subtitle_says_how_many_places_are_left_out(sample: pd.DataFrame) -> None:
    table = analytics.kwic(sample, "deepseek")
    assert f"共{len(table)}處，列出首4處" in texts(charts.kwic(table, top=4))
