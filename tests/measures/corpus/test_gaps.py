"""Collector gaps are told from the silences that an outlet's own rhythm explains."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics import gaps, load
from analytics.errors import CorpusError
from analytics.measures.corpus.rhythm import expected_in, strays
from analytics.measures.stats.proportions import silence

from ..calendars import TableOf, daily, dated, without
from ..parts import Parts


def told(table: pd.DataFrame) -> list[tuple[str | None, str, str, int]]:
    return [
        (
            row.outlet if isinstance(row.outlet, str) else None,
            f"{row.start:%m-%d}",
            f"{row.end:%m-%d}",
            row.days,
        )
        for row in table.itertuples()
    ]


# --- the formula


def test_silence_of_dispersion_one_is_that_of_poisson() -> None:
    assert silence([0, 1, 2.5], 1).tolist() == pytest.approx([1, math.exp(-1), math.exp(-2.5)])


def test_silence_below_one_is_that_of_a_binomial() -> None:
    # 12 days, on each an issue with probability 0.75: mean 9, variance / mean 0.25
    assert float(silence(9, 0.25)) == pytest.approx(0.25**12)


def test_silence_above_one_is_that_of_a_negative_binomial() -> None:
    # r = 4, p = 0.4: mean r(1-p)/p = 6, variance / mean = 1/p = 2.5
    assert float(silence(6, 2.5)) == pytest.approx(0.4**4)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.05, 20))
def test_two_silences_are_as_improbable_as_one_of_their_length(a: float, b: float, spread: float) -> None:
    assert float(silence(a + b, spread)) == pytest.approx(float(silence(a, spread) * silence(b, spread)))


@given(st.floats(0.1, 50), st.floats(0.05, 20), st.floats(0.05, 20))
def test_a_silence_is_less_surprising_the_more_articles_come_in_clusters(
    expected: float, one: float, other: float
) -> None:
    low, high = sorted([one, other])
    assert float(silence(expected, low)) <= float(silence(expected, high)) + 1e-12


# --- gaps


def test_days_lost_by_the_collector_are_a_gap_of_the_whole_corpus(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 4, "海傍日報": 3}, "2025-01-01", "2025-03-31")
    found = gaps(without(press, "2025-02-11", "2025-02-14"))
    assert told(found) == [(None, "02-11", "02-14", 4)]
    assert found.loc[0, "expected"] == pytest.approx(28)


def test_a_gap_of_the_whole_corpus_is_not_told_again_for_each_outlet(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 4, "海傍日報": 4}, "2025-01-01", "2025-03-31")
    assert gaps(without(press, "2025-02-11", "2025-02-14"))["outlet"].isna().all()


def test_an_outlet_that_alone_falls_silent_has_a_gap_of_its_own(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 4, "海傍日報": 4}, "2025-01-01", "2025-03-31")
    found = gaps(without(press, "2025-02-11", "2025-02-14", outlet="海傍日報"))
    assert told(found) == [("海傍日報", "02-11", "02-14", 4)]


def test_the_longest_gap_comes_first(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 6}, "2025-01-01", "2025-04-30")
    found = gaps(without(without(press, "2025-02-03", "2025-02-04"), "2025-03-10", "2025-03-14"))
    assert told(found) == [(None, "03-10", "03-14", 5), (None, "02-03", "02-04", 2)]


def test_weekends_of_an_outlet_that_never_publishes_at_weekends_are_no_gap(table_of: TableOf) -> None:
    press = daily(table_of, {"財經朝報": 9}, "2025-01-01", "2025-04-30", weekdays=range(5))
    assert gaps(press).empty


def test_a_gap_that_spans_a_weekend_expects_nothing_of_the_weekend(table_of: TableOf) -> None:
    press = daily(table_of, {"財經朝報": 9}, "2025-01-01", "2025-04-30", weekdays=range(5))
    found = gaps(without(press, "2025-03-07", "2025-03-10"))  # Friday to Monday
    assert told(found) == [(None, "03-07", "03-10", 4)]
    assert found.loc[0, "expected"] == pytest.approx(18)


def test_a_weekly_that_skips_one_issue_has_no_gap(table_of: TableOf) -> None:
    press = daily(table_of, {"港島周刊": 1}, "2025-01-01", "2025-12-31", weekdays=range(3, 4))
    assert gaps(without(press, "2025-06-12", "2025-06-12")).empty


def test_an_outlet_of_few_articles_on_random_days_has_no_gap(table_of: TableOf) -> None:
    random = np.random.default_rng(7)
    days = pd.date_range("2025-01-01", "2025-12-31")
    rows = [("街坊通訊", days[n]) for n in random.choice(len(days), 120)]
    assert gaps(dated(table_of, rows)).empty


def test_hardly_a_corpus_at_random_has_a_gap(table_of: TableOf) -> None:
    random = np.random.default_rng(3)
    days = pd.date_range("2025-01-01", "2025-04-30")
    rows = [
        (f"第{outlet}報", day)
        for outlet in range(40)
        for day in days
        for _ in range(random.negative_binomial(2 * (1 - 0.5 * (day.day_of_week == 6)), 0.5))
    ]
    assert len(gaps(dated(table_of, rows))) == 0


def test_before_an_outlet_starts_and_after_it_ends_is_no_gap(table_of: TableOf) -> None:
    press = pd.concat(
        [
            daily(table_of, {"港聲報": 4}, "2025-01-01", "2025-04-30"),
            daily(table_of, {"海傍日報": 4}, "2025-02-01", "2025-03-31"),
        ],
        ignore_index=True,
    )
    assert gaps(press).empty


def test_a_thinner_age_is_measured_by_its_own_rhythm(table_of: TableOf) -> None:
    weekly = daily(table_of, {"港聲報": 1}, "2024-01-01", "2024-12-31", weekdays=range(1))
    press = pd.concat([weekly, daily(table_of, {"港聲報": 8}, "2025-01-01", "2025-12-31")], ignore_index=True)
    assert gaps(press).empty


def test_one_crowded_day_does_not_hide_a_gap(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 5}, "2025-01-01", "2025-03-31")
    crawled = dated(table_of, [("港聲報", "2025-03-03 10:00:00")] * 400)
    found = gaps(pd.concat([without(press, "2025-02-11", "2025-02-13"), crawled], ignore_index=True))
    assert told(found) == [(None, "02-11", "02-13", 3)]


def test_a_stray_date_does_not_make_the_years_before_a_gap(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 5}, "2025-01-01", "2025-03-31")
    assert gaps(pd.concat([press, dated(table_of, [("港聲報", "1970-01-01")])], ignore_index=True)).empty


def test_a_late_evening_in_utc_counts_for_the_next_day_in_hong_kong(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 1}, "2025-01-01", "2025-06-30")
    utc = press.assign(published=press["published"] - pd.Timedelta(hours=14))
    assert_frame_equal(gaps(press), gaps(utc))


@pytest.mark.parametrize("rows", [[], [0], [6]], ids=["empty", "one article", "all undated"])
def test_hardly_any_articles_have_no_gaps_and_the_same_columns(press: pd.DataFrame, rows: list[int]) -> None:
    wanted = {"outlet": "str", "start": "datetime64[us]", "end": "datetime64[us]", "days": "int64"}
    wanted |= {"expected": "float64", "p": "float64"}
    found = gaps(press.iloc[rows])
    assert len(found) == 0
    assert found.dtypes.astype(str).to_dict() == wanted


def test_gaps_of_a_corpus_are_those_of_its_articles(folder) -> None:  # type: ignore[no-untyped-def]
    corpus = load(folder, cache=False)
    assert_frame_equal(gaps(corpus), gaps(corpus.articles))  # type: ignore[arg-type]


def test_what_is_no_article_table_is_refused() -> None:
    with pytest.raises(CorpusError, match="expected an article table"):
        gaps(pd.Series(["2025-01-01"]))  # type: ignore[arg-type]


def test_gaps_are_the_same_when_the_articles_lie_in_parts(table_of: TableOf) -> None:
    press = daily(table_of, {"港聲報": 4, "海傍日報": 4, None: 1}, "2025-01-01", "2025-03-31")
    press = without(without(press, "2025-02-11", "2025-02-14", outlet="海傍日報"), "2025-03-03", "2025-03-05")
    parts = Parts.of(press.sample(frac=1, random_state=1), [0, 90, 91, 500])
    assert len(gaps(press)) == 2
    assert_frame_equal(gaps(parts), gaps(press), check_exact=True)  # type: ignore[arg-type]


# --- strays


def days_with(**articles: int) -> pd.Series:
    """Days, written d20250106, and how many articles each has."""
    return pd.Series(articles).set_axis(pd.to_datetime([day[1:] for day in articles]))


def test_dates_far_from_all_others_are_strays_on_both_sides() -> None:
    apart = strays(days_with(d19700101=1, d20250106=60, d20250206=60, d20310501=1))
    assert apart.strftime("%Y").tolist() == ["1970", "2031"]


def test_a_late_stray_does_not_hide_behind_an_earlier_one() -> None:
    apart = strays(days_with(d18000101=1, d20250106=60, d20250206=60, d20310501=1))
    assert apart.strftime("%Y").tolist() == ["1800", "2031"]


def test_more_than_one_article_in_fifty_on_a_day_are_no_strays() -> None:
    assert strays(days_with(d19850101=3, d20250106=60, d20250206=60)).empty


def test_the_day_nought_of_programs_is_stray_however_many_articles_have_it() -> None:
    assert len(strays(days_with(d19700101=3, d20250106=60, d20250206=60))) == 1
    assert strays(days_with(d19700101=3)).empty


def test_in_a_small_corpus_one_article_strays_by_more_than_a_year() -> None:
    assert len(strays(days_with(d20190101=1, d20250106=10, d20250206=10))) == 1
    assert strays(days_with(d20240601=1, d20250106=10, d20250206=10)).empty


def test_a_slow_start_is_no_stray() -> None:
    assert strays(days_with(d20241101=1, d20250106=60, d20250606=60)).empty


def test_where_nothing_is_dated_there_are_no_strays() -> None:
    assert strays(pd.Series([], dtype="int64", index=pd.DatetimeIndex([]))).empty


def test_the_days_beside_a_silence_are_no_evidence() -> None:
    counts, weekday = np.full(60, 3), np.arange(60) % 7
    counts[30:34] = 0
    found = []
    for beside in (3, 5):
        counts[[29, 34]] = beside
        found.append(expected_in(counts, weekday, np.array([30]), np.array([34])))
    np.testing.assert_array_equal(*found)
