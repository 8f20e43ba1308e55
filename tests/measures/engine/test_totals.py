"""Outside totals: the denominator of articles that are search hits alone."""

import io

import pandas as pd
import pytest

import analytics as an
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import provenance
from analytics.measures.engine.totals import outside_totals

# As Media Cloud's search exports attention over time.
MEDIA_CLOUD = """date,count,total_count,ratio
2025-01-29,0,1437,0.0
2025-01-30,3,1391,0.002156721782890007
2025-01-31,2,1389,0.0014398848092152627
2025-02-01,0,951,0.0
2025-02-02,1,903,0.0011074197120708748
"""


@pytest.fixture
def hits() -> pd.DataFrame:
    """Six articles, all of them hits of one search."""
    days = ["2025-01-30"] * 3 + ["2025-01-31"] * 2 + ["2025-02-02"]
    texts = [f"深度求索推出第{number}個模型，市場關注。" for number in range(len(days))]
    return an.articles(pd.DataFrame({"title": texts, "text": texts, "date": days}))


@pytest.fixture
def export() -> pd.DataFrame:
    return pd.read_csv(io.StringIO(MEDIA_CLOUD))


def test_an_export_of_media_cloud_is_reproduced_to_the_last_digit(
    hits: pd.DataFrame, export: pd.DataFrame
) -> None:
    table = an.trend(hits, "deepseek", freq="day", totals=export)
    assert table["period"].dt.strftime("%Y-%m-%d").tolist() == export["date"].tolist()
    assert table["matching"].tolist() == export["count"].tolist()
    assert table["total"].tolist() == export["total_count"].tolist()
    assert table["share"].tolist() == export["ratio"].tolist()


def test_the_columns_and_their_types_are_those_without_totals(
    hits: pd.DataFrame, export: pd.DataFrame
) -> None:
    with_totals, without = (an.trend(hits, "deepseek", freq="day", totals=own) for own in (export, None))
    assert with_totals.dtypes.to_dict() == without.dtypes.to_dict()


def test_finer_totals_are_summed_up(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    table = an.trend(hits, "deepseek", freq="month", totals=export)
    assert table[["matching", "total"]].to_numpy().tolist() == [[5, 4217], [1, 1854]]
    assert table["share"].iloc[0] == 5 / 4217


def test_days_outside_the_range_asked_for_are_not_summed_up(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    table = an.trend(hits, "deepseek", freq="month", start="2025-01-30", end="2025-01-31", totals=export)
    assert table[["matching", "total"]].to_numpy().tolist() == [[5, 2780]]


def test_a_missing_period_has_no_share_and_is_told(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    table = an.trend(hits, "deepseek", freq="day", totals=export[export["date"] != "2025-01-31"])
    lacking = table[table["period"] == "2025-01-31"]
    assert lacking[["matching", "total"]].to_numpy().tolist() == [[2, 0]]
    assert lacking[["share", "low", "high"]].isna().all(axis=None)
    assert provenance(table).details["without_total"] == ["2025-01-31"]
    assert "1個時段沒有總數" in repr(an.reports.say(table))


def test_the_sentence_says_where_the_totals_come_from(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    said = repr(an.reports.say(an.trend(hits, "deepseek", freq="day", totals=export)))
    assert "6,071" in said and "總數由外部資料提供" in said


def test_totals_smaller_than_the_matching_articles_are_refused(hits: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="2025-01-30 has 2 articles in all, but 3 match"):
        an.trend(hits, "deepseek", freq="day", totals={"2025-01-30": 2, "2025-01-31": 900})


def test_a_date_that_stands_twice_is_refused(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="2025-01-29 stands twice"):
        an.trend(hits, "deepseek", freq="day", totals=pd.concat([export, export.head(1)]))


@pytest.mark.parametrize(
    ("dates", "freq", "message"),
    [
        (["2025-01-01", "2025-02-01"], "week", "by month, the table is by week"),
        (["2025-01-06", "2025-01-13"], "day", "by week, the table is by day"),
        (["2025-01-06", "2025-01-13"], "month", "by week, the table is by month"),
        (["2025-01-05", "2025-01-12"], "week", "do not begin on Monday"),
        (["2025-01-01", "2025-04-01"], "month", "by quarter, the table is by month"),
        (["2025-01-01", "ten"], "day", "not a date: 'ten'"),
    ],
)
def test_totals_that_do_not_fit_the_periods_are_refused(dates: list[str], freq: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        outside_totals(pd.DataFrame({"period": dates, "total": 9}), freq)


@pytest.mark.parametrize("count", [-1, 1.5, "many", None])
def test_a_count_must_be_a_whole_number(count: object) -> None:
    with pytest.raises(ArgumentError, match="not a number of articles"):
        outside_totals(pd.DataFrame({"period": ["2025-01-01"], "total": [count]}), "day")


def test_a_table_without_counts_is_refused_by_its_columns() -> None:
    with pytest.raises(ArgumentError, match="no column of counts among date, ratio"):
        outside_totals(pd.DataFrame({"date": ["2025-01-01"], "ratio": [0.5]}), "day")


def test_months_may_be_written_as_months() -> None:
    found = outside_totals({"2025-01": 10, "2025-02": 20}, "month")
    assert found["date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-01-01", "2025-02-01"]


def test_a_period_that_the_totals_cover_whole_is_not_partial(hits: pd.DataFrame) -> None:
    table = an.trend(hits, "deepseek", freq="month", totals={"2025-01": 900, "2025-02": 800})
    assert table["partial"].tolist() == [False, False]


def test_trends_divide_every_subject_by_the_same_totals(hits: pd.DataFrame, export: pd.DataFrame) -> None:
    table = an.trends(hits, ["deepseek", "nvidia"], freq="day", totals=export)
    one = an.trend(hits, "deepseek", freq="day", totals=export)
    assert table.loc[table["entity"] == "DeepSeek", "share"].tolist() == one["share"].tolist()
    assert table["total"].tolist() == export["total_count"].tolist() * 2
    assert table["balanced"].isna().all()


def test_a_week_of_totals_covers_its_sunday(hits: pd.DataFrame) -> None:
    weeks = pd.DataFrame({"date": ["2025-01-20", "2025-01-27"], "total_count": [100, 90]})
    assert not an.trend(hits[:5], "deepseek", freq="week", totals=weeks)["partial"].any()
