"""Samples: the same articles for the same seed, each with the chance that it had."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError
from analytics.schema import NAMES, empty

from ..parts import Parts

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return analytics.load("data/sample").articles


def drawn(table: pd.DataFrame, name: str) -> object:
    return analytics.provenance(table).details[name]


def test_a_sample_is_an_article_table_with_its_chances(articles: pd.DataFrame) -> None:
    table = analytics.sample(articles, 30)
    assert list(table.columns) == [*NAMES, "stratum", "cluster", "probability"]
    assert (table["probability"] == 30 / 288).all()
    assert table["id"].is_unique


def test_the_same_seed_draws_the_same_articles_in_any_order(articles: pd.DataFrame) -> None:
    one = analytics.sample(articles, 30, by=["outlet", "month"])
    other = analytics.sample(articles.iloc[::-1], 30, by=["outlet", "month"])
    assert one["id"].tolist() == other["id"].tolist()


def test_another_seed_draws_others(articles: pd.DataFrame) -> None:
    assert set(analytics.sample(articles, 30)["id"]) != set(analytics.sample(articles, 30, seed=2)["id"])


def test_a_larger_sample_holds_the_smaller(articles: pd.DataFrame) -> None:
    assert set(analytics.sample(articles, 20)["id"]) < set(analytics.sample(articles, 50)["id"])


def test_every_article_is_drawn_as_often_as_its_chance_says(articles: pd.DataFrame) -> None:
    small = articles.head(12)
    times = pd.concat([analytics.sample(small, 3, seed=seed)["id"] for seed in range(200)]).value_counts()
    assert len(times) == 12
    assert times.between(30, 70).all()  # 50 expected, standard deviation 6.1


@pytest.mark.parametrize("equal", [False, True])
def test_weights_add_up_to_the_corpus(articles: pd.DataFrame, equal: bool) -> None:
    table = analytics.sample(articles, 60, by="outlet", equal=equal)
    assert (1 / table["probability"]).sum() == pytest.approx(288)


def test_strata_of_matching_articles(articles: pd.DataFrame) -> None:
    table = analytics.sample(articles, 40, by="matching", entity="deepseek", equal=True)
    assert table["stratum"].value_counts().to_dict() == {"matching": 20, "other": 20}
    found = analytics.match(table, "deepseek")
    assert (found == (table["stratum"] == "matching")).all()


def test_a_stratum_smaller_than_asked_is_named(table_of: TableOf) -> None:
    articles = table_of(*[{"outlet": name} for name in "甲甲甲甲甲甲乙"])
    table = analytics.sample(articles, 6, by="outlet", equal=True)
    assert len(table) == 4
    assert drawn(table, "short") == {"乙": [1, 3]}
    assert table.set_index("stratum").loc["乙", "probability"] == 1


def test_more_than_there_are_gives_all_and_says_so(table_of: TableOf) -> None:
    table = analytics.sample(table_of({}, {}), 5)
    assert len(table) == 2
    assert drawn(table, "short") == {"": [2, 5]}


def test_constructed_weeks_have_each_weekday_as_often(articles: pd.DataFrame) -> None:
    table = analytics.sample(articles, constructed_weeks=2)
    assert (table.groupby("stratum")["cluster"].nunique() == 2).all()
    assert set(table["stratum"]) == set("1234567")
    day = table["published"].dt.strftime("%Y-%m-%d")
    assert (day == table["cluster"]).all()


def test_constructed_weeks_take_all_articles_of_their_days(articles: pd.DataFrame) -> None:
    table = analytics.sample(articles, constructed_weeks=1)
    day = articles["published"].dt.strftime("%Y-%m-%d")
    assert day.isin(table["cluster"]).sum() == len(table)
    mondays = articles["published"].dropna().dt.normalize().drop_duplicates().dt.day_of_week.eq(0).sum()
    assert table.loc[table["stratum"] == "1", "probability"].iloc[0] == pytest.approx(1 / mondays)


def test_a_stray_date_brings_no_empty_days(table_of: TableOf) -> None:
    days = pd.date_range("2025-01-06", periods=14).strftime("%Y-%m-%d")
    articles = table_of({"published": "1999-01-01"}, *[{"published": day} for day in days])
    assert len(analytics.sample(articles, constructed_weeks=1)) == 7


def test_some_articles_of_constructed_weeks(articles: pd.DataFrame) -> None:
    whole, part = (analytics.sample(articles, n, constructed_weeks=3) for n in (None, 20))
    assert len(part) == 20 < len(whole)
    assert set(part["id"]) < set(whole["id"])
    ratio = part.set_index("id")["probability"] / whole.set_index("id")["probability"]
    assert ratio.dropna().to_numpy() == pytest.approx(20 / len(whole))


def test_dask_or_any_other_parts_draw_the_same(articles: pd.DataFrame) -> None:
    asked = {"by": ["matching", "week"], "entity": "deepseek"}
    one = analytics.sample(articles, 25, **asked)
    pd.testing.assert_frame_equal(one, analytics.sample(Parts.of(articles, [40, 40, 200]), 25, **asked))


def test_a_sample_keeps_its_entity_pack() -> None:
    pack = analytics.load("data/sample", entities="data/entities.toml").articles
    assert analytics.sample(pack, 5).attrs["entities"] == pack.attrs["entities"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "how many articles to draw"),
        ({"n": 0}, "n must be a whole number"),
        ({"n": 2.5}, "n must be a whole number"),
        ({"n": 5, "seed": "a"}, "seed must be"),
        ({"n": 5, "by": "outlets"}, "did you mean 'outlet'"),
        ({"n": 5, "by": "tags"}, "unknown stratum"),
        ({"n": 5, "by": "matching"}, "need both"),
        ({"n": 5, "entity": "deepseek"}, "need both"),
        ({"n": 5, "equal": True}, "by what"),
        ({"constructed_weeks": 1, "by": "outlet"}, "leave out `by`"),
        ({"constructed_weeks": -1}, "constructed_weeks must be"),
    ],
)
def test_wrong_arguments_are_refused(
    articles: pd.DataFrame, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        analytics.sample(articles, **arguments)  # type: ignore[arg-type]


def test_two_articles_of_one_id_are_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="have the id"):
        analytics.sample(pd.concat([articles.head(3)] * 2, ignore_index=True), 6)


def test_nothing_to_draw_from_is_refused() -> None:
    with pytest.raises(CorpusError, match="no articles to draw from"):
        analytics.sample(empty(), 3)


def test_constructed_weeks_need_dates(table_of: TableOf) -> None:
    with pytest.raises(CorpusError, match="no article has a date"):
        analytics.sample(table_of({}, {}), constructed_weeks=1)


def test_the_estimate_of_a_stratified_sample_is_unbiased(articles: pd.DataFrame) -> None:
    shares = []
    for seed in range(40):
        table = analytics.sample(articles, 40, by="matching", entity="deepseek", equal=True, seed=seed)
        shares.append(np.average(analytics.match(table, "nvidia"), weights=1 / table["probability"]))
    truth = analytics.match(articles, "nvidia").mean()
    assert np.mean(shares) == pytest.approx(truth, abs=0.02)
