"""Dates: every form of the dialect, the zone it was written in, and the day it falls on in Hong Kong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.read.dates import date_in_path, parse_date, read_date

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
        "二〇二五年二月八日 13:55:51",
        "民國114年2月8日 下午1:55:51",
        "中華民國一百一十四年二月八日 下午一時五十五分五十一秒",
        "2025/02/08 (六) 下午 01:55:51",
        "2025. 2. 8. 13:55:51",
        "February 8, 2025 1:55:51 PM",
        "Saturday, February 8th, 2025 at 1:55:51 p.m.",
        "8 Feb 2025, 13:55:51",
        "1:55:51 PM HKT, Saturday, February 8, 2025",
        "Sat, 08-Feb-25 05:55:51 GMT",
        "Sat, 08 Feb 2025 13:55:51 +0800 (HKT)",
        "Sat Feb  8 13:55:51 2025",
        "Sat Feb 08 05:55:51 +0000 2025",
        "Sat Feb  8 13:55:51 HKT 2025",
        "Sat Feb 08 2025 05:55:51 GMT+0000 (Coordinated Universal Time)",
        "Sat Feb 08 2025 13:55:51 GMT+0800 (香港標準時間)",
        "2025-02-08 13:55:51 +0800 CST m=+0.0",
        "2025-02-08 13:55:51.0 +0800 HKT",
        "2025-02-08T13:55:51+08:00[Asia/Hong_Kong]",
        "2025-02-08 14:55:51 Asia/Tokyo",
        "2025-02-08 13:55:51 UTC+8",
        "2025-02-08 13:55:51 北京時間",
        "Sat, 08 Feb 2025 13:55:51 CST",
        "Sat, 08 Feb 2025 14:55:51 JST",
        "Sat, 08 Feb 2025 06:55:51 CET",
        "Sat, 08 Feb 2025 00:55:51 EST",
        "2025-W06-6T13:55:51",
        "2025-039T13:55:51",
        "1738994151",
        "1738994151.0",
        "1738994151000",
        "/Date(1738994151000)/",
        "1738994151000000",
        "45696.580451388889",
        "  2025-02-08 13:55:51  ",
    ],
)
def test_every_form_names_the_same_moment(text: str) -> None:
    assert said(text) == "2025-02-08T13:55:51+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-08",
        "2025/2/8",
        "08/02/2025",
        "8.2.2025",
        "2025年2月8日",
        "2025年2月8號",
        "20250208",
        "2025-02-08 +0800",
        "2025-02-08Z",
        "2025-02-08+08:00",
        "8 February 2025",
        "Feb. 8, 2025",
        "2025-W06-6",
        "2025-039",
        "45696",
    ],
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
    [("上午9:05", 9), ("早上9:05", 9), ("下午9:05", 21), ("晚上9:05", 21), ("中午12:05", 12), ("中午11:05", 11),
     ("中午1:05", 13), ("凌晨12:05", 0), ("凌晨3:05", 3), ("傍晚6:05", 18), ("下午12:05", 12), ("下午15:05", 15),
     ("上午12:05", 0), ("12:05 AM", 0), ("12:05 pm", 12), ("PM 9:05", 21)],
)  # fmt: skip
def test_the_half_of_the_day_is_understood(text: str, hour: int) -> None:
    assert said(f"2025年2月8日 {text}") == f"2025-02-08T{hour:02}:05:00+08:00"


@pytest.mark.parametrize("text", ["晚上12時", "24:00", "24:00:00"])
def test_midnight_at_the_end_of_a_day_begins_the_next(text: str) -> None:
    assert said(f"2025年1月31日 {text}") == "2025-02-01T00:00:00+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "上午15時",
        "13:55 AM",
        "0:30 PM",
        "凌晨9時",
        "中午5時",
        "傍晚1時",
        "晚上3時",
        "深夜1時",
        "上午9:05 PM",
        "24:30",
    ],
)
def test_an_hour_that_contradicts_its_part_of_the_day_is_no_time(text: str) -> None:
    assert said(f"2025年2月8日 {text}") is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [("下午三時正", "15:00"), ("上午10時半", "10:30"), ("下午3點鐘", "15:00"), ("13時55分", "13:55")],
)
def test_a_clock_is_read_as_it_is_spoken(text: str, hour: str) -> None:
    assert said(f"2025年2月8日{text}") == f"2025-02-08T{hour}:00+08:00"


@pytest.mark.parametrize("name", ["CST", "BST", "IST", "AST"])
def test_an_abbreviation_of_several_zones_names_none(name: str) -> None:
    assert said(f"Tue, 08 Jul 2025 13:55:51 {name}", ZoneInfo("UTC")) is None


@pytest.mark.parametrize(
    ("name", "zone", "offset"),
    [
        ("CST", "Asia/Hong_Kong", "+08:00"),
        ("CST", "Asia/Taipei", "+08:00"),
        ("CST", "America/Mexico_City", "-06:00"),
        ("IST", "Asia/Kolkata", "+05:30"),
        ("PST", "Asia/Manila", "+08:00"),
    ],
)
def test_an_abbreviation_of_several_zones_is_the_one_of_the_corpus(name: str, zone: str, offset: str) -> None:
    found = parse_date(f"Fri, 31 Jan 2025 15:07:41 {name}", ZoneInfo(zone))
    assert found == datetime.fromisoformat(f"2025-01-31T15:07:41{offset}")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31/01/2025", "day"),
        ("01/31/2025", "month"),
        ("01/02/2025 09:30", "either"),
        ("02/02/2025", None),
        ("2025-02-01", None),
    ],
)
def test_the_order_that_numbers_prove_is_told(text: str, order: str | None) -> None:
    found = read_date(text, HONG_KONG)
    assert found is not None
    assert found.order == order


def test_a_date_of_either_order_holds_both_days() -> None:
    found = read_date("2/1/2025 9:30 PM", HONG_KONG)
    assert found is not None
    assert [str(found.instant), str(found.month_first)] == [
        "2025-01-02 21:30:00+08:00",
        "2025-02-01 21:30:00+08:00",
    ]


def test_a_month_beyond_twelve_is_a_day() -> None:
    assert said("12/25/2024") == "2024-12-25T00:00:00+08:00"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("_posts/2025-01-31-mtr-fare.md", "2025-01-31"),
        ("news/20250131.md", "2025-01-31"),
        ("news/20250131135551.md", "2025-01-31"),
        ("2025/01/31/mtr.md", "2025-01-31"),
        ("2025/01/31-mtr/index.md", "2025-01-31"),
        ("2025年1月31日.txt", "2025-01-31"),
        ("crawl-2025-02-08/2025-01-31-mtr.md", "2025-01-31"),
        ("2025/01/mtr.md", None),
        ("2025-01-31_2025-02-08.md", None),
        ("2025-13-31-mtr.md", None),
        ("10002025013100.md", None),
        ("article-2051515.md", None),
    ],
)
def test_the_day_in_a_files_name_or_its_folders(path: str, day: str | None) -> None:
    found = date_in_path(path, HONG_KONG)
    assert (str(found.date()) if found else None) == day


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
            "2025020813",
            "173899415",
            "2025-02-08-05:00",
            "99999",
            "114年2月8日",
            "Sun, 08 Feb 25 05:55:51 GMT",
            "0000-00-00 00:00:00",
            "0001-01-01",
            "9999-12-31",
            "2025-02-08 13:55 +99:00",
            "2025-02-08 13:55 +16:00",
            "2025-02-08 13:55 HKT+08:00",
            "2025-02-08 13:55 +08:00 Asia/Tokyo",
        ),
        *("Mon, 1 2 3", "8 Feb", "2025-02-08 及 2025-02-09", "更新於2025-02-08", "1/2/3"),
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert said(text) is None


def chinese(when: datetime) -> str:
    """`二〇二五年十二月八日下午1時55分51秒`."""
    digits = "〇一二三四五六七八九"

    def tens(number: int) -> str:
        ten, one = divmod(number, 10)
        return (
            ("" if ten < 2 else digits[ten]) + ("十" if ten else "") + (digits[one] if one or not ten else "")
        )

    year = "".join(digits[int(digit)] for digit in str(when.year))
    half = "上午" if when.hour < 12 else "下午"
    return f"{year}年{tens(when.month)}月{tens(when.day)}日{half}{when.hour % 12 or 12}時{when.minute}分{when.second}秒"


# Every form that holds a time to the second, written in the zone of the corpus
LOCAL = [
    lambda when, form=form: when.strftime(form)
    for form in (
        *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y%m%d%H%M%S"),
        *("%Y%m%dT%H%M%S", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日%H時%M分%S秒", "%Y. %m. %d. %H:%M:%S"),
        *("%a %b %d %H:%M:%S %Y", "%a, %d %b %Y %H:%M:%S", "%d-%b-%Y %H:%M:%S", "%Y-%b-%d %H:%M:%S"),
        *(
            "%B %d, %Y %I:%M:%S %p",
            "%A, %B %d, %Y at %I:%M:%S %p",
            "%d %B %Y, %H:%M:%S",
            "%I:%M:%S %p, %b %d, %Y",
        ),
        *("%G-W%V-%uT%H:%M:%S", "%Y-%jT%H:%M:%S", "%H:%M:%S %Y-%m-%d", "%Y-%m-%d %A %H:%M:%S"),
    )
] + [
    chinese,
    lambda when: f"民國{when.year - 1911}年{when:%m月%d日 %H:%M:%S}",
    lambda when: f"{when:%Y-%m-%d %H:%M:%S} HKT",
]
ABSOLUTE = [
    lambda when: when.isoformat(),
    lambda when: when.isoformat(" "),
    format_datetime,
    lambda when: f"{when:%Y-%m-%d %H:%M:%S %z}",
    lambda when: f"{when:%Y-%m-%dT%H:%M:%S}.000000000{when:%z}",
    lambda when: f"{when:%a %b %d %H:%M:%S %z %Y}",
    lambda when: f"{when:%a %b %d %Y %H:%M:%S} GMT{when:%z} (Some Standard Time)",
    lambda when: f"{when:%Y-%m-%d %H:%M:%S.5 %z} CST m=+0.25",
    lambda when: f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    lambda when: f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S UTC}",
    lambda when: f"{when.astimezone(timezone(timedelta(hours=9))):%a, %d %b %Y %H:%M:%S JST}",
]
GARBAGE = st.sampled_from(
    [
        "x",
        " x",
        "?",
        "更新",
        "（更新）",
        " (x)",
        " [x]",
        "、",
        " 及",
        " 2025-02-08",
        "\n港鐵",
        " XYZ",
        "!",
        "秒秒",
    ]
)


@given(MOMENTS, OFFSETS, st.sampled_from(ABSOLUTE))
def test_a_moment_survives_every_form_with_a_zone(
    when: datetime, zone: timezone, form: Callable[[datetime], str]
) -> None:
    found = parse_date(form(when.replace(tzinfo=zone)), HONG_KONG)
    assert found is not None
    assert found.replace(microsecond=0) == when.replace(tzinfo=zone)


@given(MOMENTS, st.sampled_from(LOCAL))
def test_a_local_time_survives_every_form(when: datetime, form: Callable[[datetime], str]) -> None:
    assert parse_date(form(when), HONG_KONG) == when.replace(tzinfo=HONG_KONG)


@given(MOMENTS, st.sampled_from([*LOCAL, *ABSOLUTE]), GARBAGE)
def test_a_date_with_a_rest_that_is_not_understood_is_no_date(
    when: datetime, form: Callable[[datetime], str], garbage: str
) -> None:
    assert parse_date(form(when.replace(tzinfo=UTC)) + garbage, HONG_KONG) is None


@given(st.datetimes(datetime(2002, 1, 1), datetime(2030, 1, 1)), st.sampled_from([1, 1000, 10**6, 10**9]))
def test_seconds_since_1970_are_read_by_their_number_of_digits(when: datetime, scale: int) -> None:
    moment = when.replace(tzinfo=UTC, microsecond=0)
    assert parse_date(str(int(moment.timestamp()) * scale), HONG_KONG) == moment


@given(MOMENTS)
def test_a_day_number_of_a_spreadsheet_is_local_time(when: datetime) -> None:
    days = (when - datetime(1899, 12, 30)) / timedelta(days=1)
    assert parse_date(f"{days:.10f}", HONG_KONG) == when.replace(tzinfo=HONG_KONG)


@given(st.text(max_size=20))
def test_any_text_gives_a_time_in_the_zone_or_none(text: str) -> None:
    found = parse_date(text, HONG_KONG)
    assert found is None or found.tzinfo is HONG_KONG


def test_the_zone_of_the_result_is_the_corpus() -> None:
    found = parse_date("2025-02-08T05:55:51Z", ZoneInfo("Asia/Taipei"))
    assert found == datetime(2025, 2, 8, 5, 55, 51, tzinfo=UTC)
    assert str(found.tzinfo) == "Asia/Taipei"


@pytest.mark.parametrize(
    "text",
    ["2025-02-08", "2025年2月8日", "08/02/2025", "31/01/2025", "8 Feb 2025", "民國114年2月8日", "45696"],
)
def test_a_day_alone_has_no_time(text: str) -> None:
    found = read_date(text, HONG_KONG)
    assert found and not found.has_time


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-08 00:00:00",
        "2025-02-08T00:00+08:00",
        "08/02/2025 00:00",
        "2025年2月8日凌晨0時",
        "45696.0",
        "1738972800",
    ],
)
def test_a_midnight_that_is_written_is_a_time(text: str) -> None:
    found = read_date(text, HONG_KONG)
    assert found and found.has_time
