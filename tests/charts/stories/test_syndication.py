"""Articles and stories over time."""

import pandas as pd

import analytics
from analytics import charts

from ..tables import texts


def test_stories_stand_in_front_of_all_articles(sample: pd.DataFrame) -> None:
    table = analytics.syndication(sample)
    light, dark = charts.syndication(table).patches[:2]
    assert max(light.get_data().values) == table["articles"].max()  # type: ignore[attr-defined]
    assert max(dark.get_data().values) == table["stories"].max()  # type: ignore[attr-defined]


def test_the_words_count_the_copies(sample: pd.DataFrame) -> None:
    table = analytics.syndication(sample)
    copies = table["copies"].sum()
    assert f"285篇之中，{copies}篇與較早的文章大致相同" in charts.describe(charts.syndication(table))


def test_all_articles_are_named_only_where_the_table_says_so(sample: pd.DataFrame) -> None:
    table = analytics.syndication(sample)
    assert "全部文章與不同的新聞" in texts(charts.syndication(table))
    table.attrs = {}
    assert "文章與不同的新聞" in texts(charts.syndication(table))
