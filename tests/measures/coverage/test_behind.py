"""The ledger of a count: behind every figure its articles."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import Query, behind, bursts, distribution, mentions, outlets, trend, trends
from analytics.errors import ArgumentError, CorpusError
from analytics.measures.engine.provenance import provenance
from analytics.measures.engine.request import DIMENSIONS

TableOf = Callable[..., pd.DataFrame]
Count = Callable[[pd.DataFrame], pd.DataFrame]

COUNTS: dict[str, Count] = {
    "trend": lambda a: trend(a, "deepseek"),
    "trend by day in a range": lambda a: trend(
        a, "deepseek", freq="day", start="2025-01-27", end="2025-02-05"
    ),
    "trend of a query": lambda a: trend(a, Query("entity:deepseek AND NOT 模型"), freq="month"),
    "trend of chosen articles": lambda a: trend(a, a["body"].str.len() > 10),
    "trend in tags of titles": lambda a: trend(a, "deepseek", fields=("title",)),
    "trends": lambda a: trends(a, ["deepseek", "nvidia", Query("股 OR 市"), a["outlet"].isna()]),
    "outlets": lambda a: outlets(a, "deepseek"),
    "outlets by week": lambda a: outlets(a, "deepseek", freq="week"),
    "outlets in a range": lambda a: outlets(a, "deepseek", end="2025-01-31"),
    **{f"all by {by}": lambda a, by=by: distribution(a, by) for by in DIMENSIONS},
    **{f"DeepSeek by {by}": lambda a, by=by: distribution(a, by, entity="deepseek") for by in DIMENSIONS},
    **{f"{by} by week": lambda a, by=by: distribution(a, by, freq="week") for by in DIMENSIONS},
}


def sizes(table: pd.DataFrame, ledger: pd.DataFrame) -> list[int]:
    return ledger.groupby("row").size().reindex(table.index, fill_value=0).tolist()


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_behind_each_row_stand_as_many_articles_as_it_counts(press: pd.DataFrame, count: Count) -> None:
    table = count(press)
    assert table["matching"].sum() > 0
    assert sizes(table, behind(table, press)) == table["matching"].tolist()


@settings(max_examples=40)
@given(st.sampled_from(list(COUNTS)), st.lists(st.integers(0, 6), max_size=9, unique=True), st.randoms())
def test_any_rows_of_any_table_over_any_articles_have_their_ledger(
    press: pd.DataFrame, name: str, rows: list[int], random: object
) -> None:
    articles = press.iloc[rows]
    table = COUNTS[name](articles)
    some = table.sample(frac=0.5, random_state=random.randrange(99))  # type: ignore[attr-defined]
    shuffled = articles.sample(frac=1, random_state=1)
    assert sizes(some, behind(some, shuffled)) == some["matching"].tolist()


@pytest.mark.parametrize("name", ["trend", "trends", "outlets by week", "outlets"])
def test_the_mentions_of_a_row_are_those_of_its_articles(press: pd.DataFrame, name: str) -> None:
    table = COUNTS[name](press)
    sums = behind(table, press).groupby("row")["mentions"].sum().reindex(table.index, fill_value=0)
    assert sums.tolist() == table["mentions"].tolist()


def test_the_mentions_themselves_are_one_step_away(press: pd.DataFrame) -> None:
    ledger = behind(trend(press, "deepseek").loc[[1]], press)
    found = mentions(press[press["id"].isin(ledger["id"])], "deepseek")
    assert found.groupby("id").size().to_dict() == dict(zip(ledger["id"], ledger["mentions"], strict=True))


def test_the_columns_are_these(press: pd.DataFrame) -> None:
    ledger = behind(trend(press, "deepseek"), press)
    assert {name: str(kind) for name, kind in ledger.dtypes.items()} == {
        "row": "int64",
        "id": "str",
        "published": "datetime64[us, Asia/Hong_Kong]",
        "outlet": "str",
        "title": "str",
        "mentions": "int64",
        "source_url": "str",
    }


def test_a_week_of_two_articles_lists_both_the_earliest_first(press: pd.DataFrame) -> None:
    ledger = behind(trend(press, "deepseek").loc[[1]], press)
    assert ledger[["row", "id", "title", "mentions"]].to_numpy().tolist() == [
        [1, "a2", "美股急跌", 1],
        [1, "a4", "專家談DeepSeek", 3],
    ]


def test_one_row_may_be_given_as_a_row(press: pd.DataFrame) -> None:
    for table in (COUNTS[name](press) for name in ("trend", "trends", "outlets by week", "tags by week")):
        place = int(np.flatnonzero(table["matching"])[-1])
        one = behind(table.iloc[place], press)
        pd.testing.assert_frame_equal(one, behind(table.iloc[[place]], press))


def test_an_article_with_several_tags_stands_under_each(press: pd.DataFrame) -> None:
    table = distribution(press, "tags", entity="deepseek")
    ledger = behind(table, press)
    told = ledger.assign(tag=table["value"].reindex(ledger["row"]).to_numpy())
    assert told.groupby("id")["tag"].agg(set).to_dict() == {
        "a0": {"科技", "AI"},
        "a2": {"AI", "美股"},
        "a4": {"AI"},
        "a6": {"AI"},
    }


def test_articles_without_a_value_are_behind_the_missing_one(press: pd.DataFrame) -> None:
    table = distribution(press, "outlet")
    assert behind(table[table["value"].isna()], press)["id"].tolist() == ["a4"]


def test_undated_articles_are_behind_a_table_without_periods_and_come_last(press: pd.DataFrame) -> None:
    table = outlets(press, "deepseek")
    ledger = behind(table[table["outlet"] == "港聲報"], press)
    assert ledger["id"].tolist() == ["a0", "a2", "a6"]
    assert ledger["published"].isna().tolist() == [False, False, True]
    assert "a6" not in set(behind(trend(press, "deepseek"), press)["id"])


def test_a_row_that_counts_nothing_has_an_empty_ledger_with_the_same_columns(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek")
    none, some = behind(table[table["matching"] == 0], press), behind(table, press)
    assert len(none) == 0
    assert none.dtypes.equals(some.dtypes)


def test_no_articles_at_all_have_an_empty_ledger(press: pd.DataFrame) -> None:
    nobody = press.head(0)
    assert len(behind(trend(nobody, "deepseek", start="2025-01-01", end="2025-02-01"), nobody)) == 0
    assert len(behind(distribution(nobody, "tags"), nobody)) == 0


def test_rows_keep_their_labels_and_their_order(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek").sort_values("period", ascending=False).loc[[1, 0]]
    assert behind(table, press)["row"].tolist() == [1, 1, 0]


def test_a_label_that_stands_twice_has_its_articles_twice(press: pd.DataFrame) -> None:
    row = trend(press, "deepseek").loc[[1]]
    assert behind(pd.concat([row, row]), press)["id"].tolist() == ["a2", "a4", "a2", "a4"]


def test_a_table_from_parquet_has_its_ledger(press: pd.DataFrame, tmp_path: Path) -> None:
    for name, count in COUNTS.items():
        table = count(press)
        table.to_parquet(tmp_path / "table.parquet")
        again = behind(pd.read_parquet(tmp_path / "table.parquet"), press)
        assert sizes(table, again) == table["matching"].tolist(), name


def test_it_takes_articles_whose_index_repeats_itself(press: pd.DataFrame) -> None:
    twice = pd.concat([press, press])
    table = trend(twice, "deepseek")
    assert sizes(table, behind(table, twice)) == table["matching"].tolist()


def test_the_ledger_says_whom_its_rows_count(press: pd.DataFrame) -> None:
    table = trends(press, ["deepseek", "nvidia"])
    assert provenance(behind(table[table["entity"] == "英偉達"], press)).label_en == "Nvidia"
    assert provenance(behind(distribution(press, "tags"), press)).label == ""


def test_neither_table_nor_articles_are_changed(press: pd.DataFrame) -> None:
    table = outlets(press, "deepseek", freq="week")
    before, articles = table.copy(deep=True), press.copy(deep=True)
    behind(table, press)
    pd.testing.assert_frame_equal(table, before)
    assert table.attrs == before.attrs
    pd.testing.assert_frame_equal(press, articles)


# --- mistakes


def test_other_articles_than_those_counted_are_refused(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek")
    with pytest.raises(CorpusError, match="row 1 of the table counts 2 articles, the articles given have 1"):
        behind(table, press.drop(index=4))


def test_articles_that_were_rewritten_are_refused(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek")
    rewritten = press.assign(body=press["body"].str.replace("下載量登頂", "，DeepSeek稱冠"))
    with pytest.raises(CorpusError, match="row 1 of the table counts 4 mentions, the articles given have 5"):
        behind(table, rewritten)


def test_a_table_of_another_measure_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="a table of bursts has no ledger; give one of trend, trends"):
        behind(bursts(press, "deepseek"), press)


def test_a_table_that_lost_its_keys_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="lacks columns that outlets has"):
        behind(outlets(press, "deepseek").drop(columns="outlet"), press)


def test_what_is_no_table_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(
        CorpusError, match="expected a table of trend, trends, distribution, outlets, not list"
    ):
        behind([1, 2], press)  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="does not say how it was counted"):
        behind(pd.DataFrame({"matching": [1]}), press)
