"""Distribution: articles over the values of a column."""

import pandas as pd
import pytest

import analytics
from analytics import Query, distribution
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import Provenance, provenance
from analytics.measures.engine.request import DIMENSIONS

from .tables import DISTRIBUTION, TableOf, assert_same, dtypes_of, expected


def test_an_article_counts_under_each_of_its_tags_and_those_without_come_last(press: pd.DataFrame) -> None:
    wanted = expected(
        {
            "period": pd.Series([pd.NaT] * 6, dtype="datetime64[us]"),
            "value": ["AI", "科技", "美股", "港股", "樓市", None],
            "matching": [4, 1, 1, 1, 1, 1],
            "total": [7] * 6,
        },
        DISTRIBUTION,
    )
    table = distribution(press, "tags")
    assert_same(table, wanted)
    assert table["matching"].sum() > 7


def test_an_article_that_names_a_tag_twice_counts_once(table_of: TableOf) -> None:
    articles = table_of({"tags": ["AI", "AI", "科技"]}, {"tags": ["AI"]})
    assert distribution(articles, "tags")["matching"].tolist() == [2, 1]


def test_a_missing_value_is_last_even_if_it_is_the_most_frequent(press: pd.DataFrame) -> None:
    table = distribution(press, "section")
    assert table["value"].isna().tolist() == [False, True]
    assert table["matching"].tolist() == [2, 5]


def test_an_entity_restricts_the_articles_and_their_total(press: pd.DataFrame) -> None:
    table = distribution(press, "tags", entity="deepseek")
    assert table["value"].tolist() == ["AI", "科技", "美股"]
    assert table["matching"].tolist() == [4, 1, 1]
    assert table["total"].tolist() == [4] * 3
    assert provenance(table).label == "DeepSeek"


def test_without_an_entity_attrs_say_so(press: pd.DataFrame) -> None:
    expected = Provenance("distribution", by="tags", fields=("title", "body"), undated=1)
    assert provenance(distribution(press, "tags")) == expected


def test_weekdays_are_complete_and_in_order_from_monday(press: pd.DataFrame) -> None:
    table = distribution(press, "weekday")
    assert table["value"].tolist() == ["1", "2", "3", "4", "5", "6", "7"]
    assert table["matching"].tolist() == [3, 2, 0, 0, 0, 0, 1]
    assert table["total"].tolist() == [6] * 7


def test_hours_are_complete_and_articles_with_a_date_only_have_none(press: pd.DataFrame) -> None:
    table = distribution(press, "hour")
    assert table["value"].tolist() == [str(hour) for hour in range(24)]
    assert table.loc[table["matching"] > 0, "value"].tolist() == ["8", "9", "10", "12", "23"]
    assert table["total"].tolist() == [5] * 24


def test_hours_are_those_of_hong_kong(table_of: TableOf) -> None:
    table = distribution(table_of({"published": "2025-01-31T23:30Z"}), "hour")
    assert table.loc[table["matching"] > 0, "value"].tolist() == ["7"]


def test_each_value_is_there_in_each_period(press: pd.DataFrame) -> None:
    table = distribution(press, "tags", freq="week")
    assert len(table) == 4 * 6
    ai = table[table["value"] == "AI"]
    assert ai["matching"].tolist() == [1, 2, 0, 0]
    assert ai["total"].tolist() == [2, 3, 0, 1]
    assert ai["share"].isna().tolist() == [False, False, True, False]


def test_undated_articles_count_in_a_distribution_only_without_a_range(press: pd.DataFrame) -> None:
    assert distribution(press, "tags", start="2025-01-01")["total"].iloc[0] == 6
    assert distribution(press, "tags", freq="quarter")["total"].iloc[0] == 6


@pytest.mark.parametrize("by", DIMENSIONS)
def test_every_dimension_takes_a_table_whose_index_repeats_itself(press: pd.DataFrame, by: str) -> None:
    once, twice = distribution(press, by), distribution(pd.concat([press, press]), by)
    assert twice["matching"].tolist() == (2 * once["matching"]).tolist()


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("entity", [None, "deepseek", "hkex"])
def test_columns_do_not_depend_on_the_dimension(press: pd.DataFrame, by: str, entity: str | None) -> None:
    assert dtypes_of(distribution(press, by, entity=entity)) == DISTRIBUTION


def test_an_entity_that_never_occurs_is_spread_over_nothing(press: pd.DataFrame) -> None:
    assert len(distribution(press, "tags", entity="bytedance")) == 0
    weekdays = distribution(press, "weekday", entity="bytedance")
    assert weekdays["total"].tolist() == [0] * 7
    assert weekdays["share"].isna().all()


def test_a_wrong_dimension_is_told_the_near_miss(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="unknown column 'tag'; did you mean 'tags'"):
        distribution(press, "tag")


def test_a_wrong_field_is_told_even_without_an_entity(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="unknown field 'titel'"):
        distribution(press, "tags", fields=("titel",))


@pytest.fixture(scope="module")
def owned() -> pd.DataFrame:
    owners = {"outlet": ["電車軌", "麦垛新闻"], "owner": ["甲集團", "乙集團"], "founded": [1999, 2001]}
    return analytics.load_sample().articles.merge(pd.DataFrame(owners), on="outlet", how="left")


def test_a_column_of_ones_own_is_a_dimension(owned: pd.DataFrame) -> None:
    counted = distribution(owned, "owner").set_index("value")["matching"]
    expected = owned["owner"].value_counts()
    assert counted[["甲集團", "乙集團"]].tolist() == expected[["甲集團", "乙集團"]].tolist()
    assert distribution(owned, "owner", entity=Query("DeepSeek"))["matching"].sum() < counted.sum()


def test_whole_numbers_stay_whole_after_a_merge(owned: pd.DataFrame) -> None:
    assert set(distribution(owned, "founded")["value"].dropna()) == {"1999", "2001"}


def test_articles_behind_a_value_of_ones_own(owned: pd.DataFrame) -> None:
    table = distribution(owned, "owner")
    found = analytics.behind(table, owned)
    assert len(found) == len(owned)


def test_an_unknown_column_names_ones_own_too(owned: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'owner'"):
        distribution(owned, "ownr")
