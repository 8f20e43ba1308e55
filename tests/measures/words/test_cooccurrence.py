"""Co-occurrence in articles."""

import pytest

import analytics
from analytics.schema import empty

from .tables import table


def test_cooccurrence_of_tags_by_hand() -> None:
    articles = table("甲", "乙", "丙", tags=[["晶片", "美股"], ["晶片", "美股"], ["晶片"]])
    result = analytics.cooccurrence(articles)
    assert result.iloc[0][["first", "second", "together", "first_articles", "second_articles"]].tolist() == [
        "晶片", "美股", 2, 3, 2,
    ]  # fmt: skip
    assert result["jaccard"].tolist() == [2 / 3]


def test_cooccurrence_of_entities_counts_articles_and_not_mentions() -> None:
    articles = table("輝達 DeepSeek 輝達", "英偉達 DeepSeek", "DeepSeek")
    result = analytics.cooccurrence(articles, "entities", entities=["nvidia", "deepseek"])
    assert result[["first", "second", "together"]].to_numpy().tolist() == [["DeepSeek", "英偉達", 2]]


@pytest.mark.parametrize("of", ["tags", "categories", "topic", "entities"])
def test_cooccurrence_of_nothing_is_an_empty_table(of: str) -> None:
    assert len(analytics.cooccurrence(empty(), of)) == 0
