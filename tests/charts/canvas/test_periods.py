"""Periods: their length without provenance, gaps in a table, and stray dates."""

import pandas as pd
import pytest

from analytics import charts
from analytics.charts.canvas.periods import every_period, frequency_of, without_strays
from analytics.errors import ChartError

from ..tables import shares, texts, trend_table


def months(*runs: tuple[str, str, int]) -> pd.DataFrame:
    """Return monthly counts from first to last run; between the runs nothing was published."""
    table = pd.DataFrame({"period": pd.date_range(runs[0][0], runs[-1][1], freq="MS", unit="us"), "total": 0})
    for first, last, total in runs:
        table.loc[table["period"].between(first, last), "total"] = total
    return table


@pytest.mark.parametrize("freq", ["D", "W-MON", "MS", "QS"])
def test_the_length_of_periods_follows_from_their_distance(freq: str) -> None:
    table = pd.DataFrame({"period": pd.date_range("2024-01-01", periods=9, freq=freq)})
    assert frequency_of(table) == {"D": "day", "W-MON": "week", "MS": "month", "QS": "quarter"}[freq]


def test_a_row_that_was_filtered_out_is_a_period_without_articles() -> None:
    full = every_period(trend_table().drop(index=5), "week")
    assert full["total"].tolist()[5] == 0
    assert full["share"].isna()[5]


def test_several_rows_for_a_period_are_refused() -> None:
    with pytest.raises(ChartError, match="several rows for 2024-12-30; keep the rows of one subject"):
        charts.trend(pd.concat([trend_table(), trend_table()]))


@pytest.mark.parametrize(
    ("stray", "years"),
    [(("1970-01-01", "1970-01-31", 1), "1970年"), (("2035-05-01", "2035-06-30", 1), "2035年")],
)
def test_a_stray_date_does_not_stretch_the_chart(stray: tuple[str, str, int], years: str) -> None:
    bulk = ("2024-01-01", "2025-03-31", 20)
    table = months(*sorted([stray, bulk]))
    kept, notes = without_strays(table, "total")
    assert (kept["period"].min(), kept["period"].max()) == (
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2025-03-01"),
    )
    assert notes == [f"{years}有少數文章的日期遠離其餘文章，圖中從略。"]


def test_a_part_of_the_corpus_is_no_stray() -> None:
    table = months(("2019-01-01", "2019-03-31", 20), ("2024-01-01", "2025-03-31", 20))
    kept, notes = without_strays(table, "total")
    assert kept["period"].min() == pd.Timestamp("2019-01-01")
    assert notes == []


def test_a_few_articles_within_a_year_are_no_strays() -> None:
    table = months(("2023-06-01", "2023-06-30", 1), ("2024-01-01", "2025-03-31", 20))
    assert len(without_strays(table, "total")[0]) == len(table)


def test_a_chart_begins_and_ends_where_the_articles_do() -> None:
    table = months(
        ("2023-01-01", "2023-02-28", 0), ("2024-01-01", "2025-03-31", 20), ("2026-01-01", "2026-02-28", 0)
    )
    kept, notes = without_strays(table, "total")
    assert (kept["period"].min(), kept["period"].max()) == (
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2025-03-01"),
    )
    assert notes == []


def test_the_trend_leaves_stray_dates_out_and_says_so() -> None:
    table = months(("1970-01-01", "1970-01-31", 1), ("2024-01-01", "2025-03-31", 20))
    ax = charts.trend(shares(table.assign(matching=table["total"] // 3)).assign(partial=False))
    assert len(charts.data(ax)) == 15
    assert len(charts.data(ax, whole=True)) == len(table)
    assert any("1970年有少數文章" in written for written in texts(ax))
    assert "1970" not in charts.describe(ax)
