"""Any DataFrame of texts becomes an article table."""

from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics import articles
from analytics.errors import ArgumentError, CorpusError
from analytics.schema import NAMES

FRAME = pd.DataFrame(
    {
        "Title": ["港鐵加價", "巴士減班"],
        "content": ["港鐵公司宣布加價。", None],
        "publishedAt": pd.to_datetime(["2025-01-31T01:30Z", None]),
        "weather": ["晴", float("nan")],
        "tags": [["票價"], []],
    },
    index=[5, 5],
)


def test_its_columns_are_those_of_the_article_table() -> None:
    assert tuple(analytics.articles(FRAME).columns) == NAMES


def test_columns_are_found_by_the_names_that_files_use() -> None:
    first = analytics.articles(FRAME).iloc[0]
    assert (first["title"], first["body"], str(first["published"]), list(first["tags"])) == (
        *("港鐵加價", "港鐵公司宣布加價。", "2025-01-31 09:30:00+08:00", ["票價"]),
    )
    assert first["extra"] == '{"weather": "晴"}'


def test_a_headline_alone_is_an_article_and_what_it_lacks_is_a_problem() -> None:
    table = analytics.articles(FRAME[["Title"]])
    assert table["title"].tolist() == ["港鐵加價", "巴士減班"]
    assert {problem["code"] for problem in table.attrs["problems"]} == {"date_missing", "body_empty"}


def test_tables_with_problems_can_be_joined_and_saved(tmp_path: Path) -> None:
    one, two = (analytics.articles(FRAME[["Title"]]) for _ in range(2))
    both = pd.concat([one, two], ignore_index=True)
    assert len(both) == 4
    both.to_parquet(tmp_path / "both.parquet")


def test_measures_take_it() -> None:
    found = analytics.mentions(analytics.articles(FRAME), analytics.Names("港鐵"))
    assert found["field"].tolist() == ["title", "body"]


def test_rows_that_are_no_articles_are_announced() -> None:
    frame = pd.DataFrame({"title": ["港鐵加價", None], "date": ["2025-01-31", "2025-02-01"]})
    with pytest.warns(
        UserWarning, match="1 of 2 rows are no articles; the first is frame#2: neither a title"
    ):
        table = analytics.articles(frame)
    assert table["title"].tolist() == ["港鐵加價"]


def test_a_frame_without_texts_is_refused_with_its_columns() -> None:
    with pytest.raises(CorpusError, match="there are 'a'; looked for title"):
        analytics.articles(pd.DataFrame({"a": [1]}))


def test_own_names_of_columns_are_read() -> None:
    frame = pd.DataFrame({"kop": ["港鐵加價"]})
    assert analytics.articles(frame, columns={"kop": "title"})["title"].tolist() == ["港鐵加價"]


def test_a_wrong_zone_or_column_is_refused() -> None:
    with pytest.raises(CorpusError, match="unknown time zone"):
        analytics.articles(FRAME, timezone="Asia")
    with pytest.raises(ArgumentError, match="cannot mean"):
        analytics.articles(FRAME, columns={"a": "b"})


def test_tables_can_be_put_together_and_saved(tmp_path: Path) -> None:
    frame = pd.DataFrame({"title": ["港鐵加價"], "text": ["港鐵公司宣布加價。"]})
    both = pd.concat([articles(frame), articles(frame)])
    both.to_parquet(tmp_path / "both.parquet")
    assert len(both) == 2
