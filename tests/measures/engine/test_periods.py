"""Which period a day falls in, which periods a range has, which are whole."""

from collections.abc import Callable

import pandas as pd
import pytest

from analytics.errors import ArgumentError
from analytics.measures.engine.periods import (
    checked_frequency,
    days,
    every_period,
    extent,
    partial,
    period_of,
    span,
    within,
)

TableOf = Callable[..., pd.DataFrame]


def labels(dates: list[str], freq: str) -> list[str]:
    periods = period_of(pd.Series(pd.to_datetime(dates)), freq)
    return periods.dt.strftime("%Y-%m-%d").tolist()


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ("2024-12-29", "2024-12-23"),  # Sunday of ISO week 52 of 2024
        ("2024-12-30", "2024-12-30"),  # Monday of ISO week 1 of 2025
        ("2025-01-01", "2024-12-30"),
        ("2025-01-05", "2024-12-30"),
        ("2025-01-06", "2025-01-06"),
        ("2021-01-03", "2020-12-28"),  # 2020 had 53 weeks
    ],
)
def test_iso_weeks_run_over_new_year_and_go_by_their_monday(day: str, monday: str) -> None:
    assert labels([day], "week") == [monday]
    assert pd.Timestamp(monday).isocalendar()[:2] == pd.Timestamp(day).isocalendar()[:2]


def test_months_and_quarters_go_by_their_first_day() -> None:
    dates = ["2025-01-31", "2025-02-01", "2025-12-31"]
    assert labels(dates, "month") == ["2025-01-01", "2025-02-01", "2025-12-01"]
    assert labels(dates, "quarter") == ["2025-01-01", "2025-01-01", "2025-10-01"]


def test_a_day_is_its_own_period() -> None:
    assert labels(["2024-02-29"], "day") == ["2024-02-29"]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-01-31T23:30Z", "2025-02-01"),
        ("2025-01-31T15:59:59Z", "2025-01-31"),
        ("2025-01-31T16:00Z", "2025-02-01"),
        ("2025-01-31 23:30", "2025-01-31"),
        ("2025-01-31T20:00-05:00", "2025-02-01"),
    ],
)
def test_an_evening_in_utc_is_the_next_day_in_hong_kong(table_of: TableOf, published: str, day: str) -> None:
    assert days(table_of({"published": published})).tolist() == [pd.Timestamp(day)]


def test_an_undated_article_has_no_day(table_of: TableOf) -> None:
    assert days(table_of({"title": "讀者來函"})).isna().all()


def test_without_a_range_the_corpus_first_and_last_day_are_it(press: pd.DataFrame) -> None:
    asked = span(extent(press))
    assert (asked.first, asked.last) == (pd.Timestamp("2025-01-20"), pd.Timestamp("2025-02-10"))


def test_every_period_of_the_range_is_there_beyond_the_corpus_too(press: pd.DataFrame) -> None:
    periods = every_period(span(extent(press), "2024-12-30", "2025-03-02"), "week")
    assert periods.strftime("%m-%d").tolist() == [
        "12-30", "01-06", "01-13", "01-20", "01-27", "02-03", "02-10", "02-17", "02-24",
    ]  # fmt: skip
    assert (periods.dtype, periods.name) == ("datetime64[us]", "period")


def test_both_ends_of_the_range_count(press: pd.DataFrame) -> None:
    inside = within(press, span(extent(press), "2025-01-21", "2025-01-28"))
    assert press.loc[inside, "title"].tolist() == ["恒指收升百點", "美股急跌", "年卅晚天氣清涼"]


def test_undated_articles_are_in_no_range(press: pd.DataFrame) -> None:
    assert not within(press, span(extent(press), "1900-01-01", "2100-01-01")).iloc[6]


@pytest.mark.parametrize(
    ("start", "end", "freq", "expected"),
    [
        (None, None, "week", [False, False, False, True]),  # the corpus ends on a Monday
        (None, None, "month", [True, True]),
        (None, None, "day", [False] * 22),
        ("2025-01-22", None, "week", [True, False, False, True]),  # the range begins on a Wednesday
        ("2025-01-22", "2025-02-01", "week", [True, True]),
        ("2025-01-20", "2025-02-09", "week", [False, False, False]),
        ("2024-12-01", "2025-03-31", "month", [False, True, True, False]),  # the corpus covers half of two
        ("2025-03-05", "2025-03-20", "week", [True, False, True]),  # cut by the range alone
    ],
)
def test_a_period_that_range_or_corpus_cuts_is_partial(
    press: pd.DataFrame, start: str | None, end: str | None, freq: str, expected: list[bool]
) -> None:
    asked = span(extent(press), start, end)
    flags = partial(every_period(asked, freq), asked, freq)
    assert flags.dtype == bool
    assert flags.tolist() == expected


def test_a_single_day_that_is_a_whole_week_no_corpus_covers_is_partial(table_of: TableOf) -> None:
    asked = span(extent(table_of({"published": "2025-01-22"})))
    assert partial(every_period(asked, "week"), asked, "week").tolist() == [True]


def test_a_range_after_the_corpus_has_its_own_periods(press: pd.DataFrame) -> None:
    assert len(every_period(span(extent(press), "2026-01-01"), "day")) == 1
    assert len(every_period(span(extent(press), "2026-01-01", "2026-01-31"), "day")) == 31


def test_a_range_is_zero_filled_even_without_articles(press: pd.DataFrame) -> None:
    assert len(every_period(span(extent(press.head(0)), "2025-01-01", "2025-01-31"), "day")) == 31
    assert len(every_period(span(extent(press.head(0))), "day")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "昨天",
        "2025-13-01",
        "2025-02-30",
        "01/02/2025",
        "27-01-2025",
        "5",
        "now",
        "2025",
        "NaT",
        "2025年1月27日",
    ],
)
def test_a_date_is_written_one_way_only(press: pd.DataFrame, text: str) -> None:
    with pytest.raises(ArgumentError, match=f"start: not a date: '{text}'; write it as 2025-01-27"):
        span(extent(press), text)
    with pytest.raises(ArgumentError, match="end: not a date"):
        span(extent(press), None, text)


def test_a_day_may_be_a_timestamp_of_another_table(press: pd.DataFrame) -> None:
    assert span(extent(press), pd.Timestamp("2025-01-27", tz="Asia/Hong_Kong")) == span(
        extent(press), "2025-01-27"
    )  # type: ignore[arg-type]


def test_an_empty_date_is_none(press: pd.DataFrame) -> None:
    assert span(extent(press), "", "") == span(extent(press))


def test_a_reversed_range_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match=r"the range ends \(2025-01-01\) before it starts \(2025-02-01\)"):
        span(extent(press), "2025-02-01", "2025-01-01")


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("weekly", "did you mean 'week'"),
        ("mnth", "did you mean 'month'"),
        ("W", "known: day, week, month, quarter"),
        ("", "known: day"),
    ],
)
def test_a_wrong_frequency_is_told_the_near_miss(given: str, hint: str) -> None:
    with pytest.raises(ArgumentError, match=f"unknown frequency '{given}'; {hint}"):
        checked_frequency(given)
