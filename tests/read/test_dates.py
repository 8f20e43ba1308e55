"""Dates: every form of the dialect, the zone it was written in, and the day it falls on in Hong Kong."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.read.dates import parse_date

HONG_KONG = ZoneInfo("Asia/Hong_Kong")

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(
    lambda when: when.replace(microsecond=0)
)
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


def said(text: str, zone: ZoneInfo = HONG_KONG) -> str | None:
    found = parse_date(text, zone)
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-08 13:55:51",
        "2025-02-08T13:55:51",
        "2025-02-08T13:55:51+08:00",
        "2025-02-08 13:55:51 +0800",
        "2025-02-08T13:55:51+08",
        "2025-02-08T05:55:51Z",
        "2025-02-08T05:55:51.000Z",
        "2025-02-08 05:55:51.000000000 +00:00",
        "2025-02-08 05:55:51 UTC",
        "2025-02-08 13:55:51 HKT",
        "2025/02/08 13:55:51",
        "2025/2/8 13:55:51",
        "2025.02.08 13:55:51",
        "08/02/2025 13:55:51",
        "8/2/2025 13:55:51",
        "2025年2月8日 13:55:51",
        "2025年02月08日13時55分51秒",
        "2025年2月8日 下午1時55分51秒",
        "2025年2月8日（星期六） 13:55:51",
        "Sat, 08 Feb 2025 13:55:51 +0800",
        "Sat, 08 Feb 2025 05:55:51 GMT",
        "Sat, 8 Feb 2025 05:55:51 +0000",
        "20250208T055551Z",
        "20250208135551",
        "２０２５年２月８日 １３:５５:５１",
        "  2025-02-08 13:55:51  ",
    ],
)
def test_every_form_names_the_same_moment(text: str) -> None:
    assert said(text) == "2025-02-08T13:55:51+08:00"


@pytest.mark.parametrize(
    "text", ["2025-02-08", "2025/2/8", "08/02/2025", "8.2.2025", "2025年2月8日", "2025年2月8號", "20250208"]
)
def test_a_date_alone_is_the_beginning_of_that_day(text: str) -> None:
    assert said(text) == "2025-02-08T00:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-31T23:30:00Z", "2025-02-01"),
        ("2025-01-31T15:59:59Z", "2025-01-31"),
        ("2025-01-31T16:00:00Z", "2025-02-01"),
        ("Fri, 31 Jan 2025 23:30:00 -0500", "2025-02-01"),
        ("2025-02-01T07:00:00+09:00", "2025-02-01"),
        ("2025-02-01T00:30:00+09:00", "2025-01-31"),
    ],
)
def test_a_time_with_a_zone_falls_on_hong_kongs_day(text: str, day: str) -> None:
    assert str(said(text)).startswith(day)


def test_day_comes_before_month_between_slashes() -> None:
    assert said("01/02/2025") == "2025-02-01T00:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "hour"),
    [("上午9:05", 9), ("早上9:05", 9), ("下午9:05", 21), ("晚上9:05", 21), ("中午12:05", 12), ("凌晨12:05", 0), ("下午12:05", 12), ("上午12:05", 0)],
)  # fmt: skip
def test_the_half_of_the_day_is_understood(text: str, hour: int) -> None:
    assert said(f"2025年2月8日 {text}") == f"2025-02-08T{hour:02}:05:00+08:00"


def test_a_mail_that_does_not_know_its_zone_is_local() -> None:
    assert said("Sat, 08 Feb 2025 13:55:51 -0000") == "2025-02-08T13:55:51+08:00"


def test_a_time_without_a_zone_is_local_to_the_corpus() -> None:
    assert said("2025-07-08 13:55", ZoneInfo("Europe/London")) == "2025-07-08T13:55:00+01:00"


def test_a_fraction_of_a_second_is_kept_to_the_microsecond() -> None:
    assert said("2025-02-08T13:55:51.123456789") == "2025-02-08T13:55:51.123456+08:00"


@pytest.mark.parametrize(
    "text",
    [
        *("", "上星期三", "今日 13:55", "null", "13:55", "2025", "2025-02", "二月八日"),
        *(
            "2025-02-30",
            "2025-13-01",
            "31/06/2025",
            "13/31/2024",
            "20251301",
            "2025-02-08 25:00",
            "2025-02-08 13:61",
        ),
        *(
            "08/02/25",
            "1738994151",
            "0000-00-00 00:00:00",
            "0001-01-01",
            "9999-12-31",
            "2025-02-08 13:55 +99:00",
        ),
        *("Mon, 1 2 3", "8 Feb", "2025-02-08 及 2025-02-09", "更新於2025-02-08", "1/2/3"),
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert said(text) is None


@given(MOMENTS, OFFSETS)
def test_a_moment_survives_iso_and_mail(when: datetime, zone: timezone) -> None:
    moment = when.replace(tzinfo=zone)
    for text in (moment.isoformat(), moment.isoformat(" "), format_datetime(moment)):
        assert parse_date(text, HONG_KONG) == moment


@given(MOMENTS)
def test_a_local_time_survives_every_form(when: datetime) -> None:
    forms = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S")
    for form in forms:
        assert parse_date(when.strftime(form), HONG_KONG) == when.replace(tzinfo=HONG_KONG)


@given(st.text(max_size=20))
def test_any_text_gives_a_time_in_the_zone_or_none(text: str) -> None:
    found = parse_date(text, HONG_KONG)
    assert found is None or found.tzinfo is HONG_KONG


def test_the_zone_of_the_result_is_the_corpus() -> None:
    found = parse_date("2025-02-08T05:55:51Z", ZoneInfo("Asia/Taipei"))
    assert found == datetime(2025, 2, 8, 5, 55, 51, tzinfo=UTC)
    assert str(found.tzinfo) == "Asia/Taipei"
