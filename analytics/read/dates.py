"""Dates as newsrooms and their systems write them -> instants. What is not understood to its end is no date."""

import contextlib
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .date_forms import ERAS, HALVES, MONTHS, WEEKDAYS, match_form
from .zones import zone_of

Order = Literal["day", "month", "either"]

_EARLIEST, _LATEST = 1800, 2200
_LONGEST = 120  # characters of a date
# What nearly all dates are, and Python's own reader understands
_USUAL = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|(?!-00:?00)[+-](?:0\d|1[0-4]):?[0-5]\d)?)?",
    re.ASCII,
)

_NUMERAL = re.compile(
    r"(?<![〇零○一二三四五六七八九十廿卅百])[〇零○一二三四五六七八九十廿卅百]++(?=\s?[年月日號号時时點点分秒])"
)
_DIGITS = {numeral: place % 10 for place, numeral in enumerate("〇一二三四五六七八九零")} | {"○": 0}

_EPOCH = re.compile(
    r"(?:/Date\()?(?P<whole>\d{10}|\d{13}|\d{16}|\d{19})(?:\.(?P<fraction>\d{1,9}))?(?:\)/)?", re.ASCII
)
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,16})?", re.ASCII)  # Excel's: days since 1899-12-30
_SERIALS = range(20_000, 80_000)  # 1954 to 2119

_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_./年](\d{1,2})[-_./月](\d{1,2})|(\d\d)(\d\d)(?:\d{4}|\d{6})?)(?!\d)",
    re.ASCII,
)


class Date(NamedTuple):
    """A date that was read.

    Attributes
    ----------
    instant : datetime
        Aware, in the corpus' zone.
    order : {"day", "month", "either"} or None
        How the numbers between slashes stand: `31/01/2025` can only be day first, `01/31/2025` only month first,
        `01/02/2025` either. None where the form leaves no question.
    month_first : datetime or None
        What a date of either order is when the month comes first.
    has_time : bool
        Whether a time of day is written; otherwise `instant` is the midnight that the day begins with.
    """

    instant: datetime
    order: Order | None = None
    month_first: datetime | None = None
    has_time: bool = True


def read_date(text: str, zone: ZoneInfo) -> Date | None:
    """Read a date; None where `text` is not one, or where something of it is not understood.

    Parameters
    ----------
    text : str
        The date as written; `docs/reading.md` lists the forms.
    zone : zoneinfo.ZoneInfo
        The corpus' time zone, in which times without a zone were written.

    Examples
    --------
    >>> read_date("01/02/2025", ZoneInfo("Asia/Hong_Kong")).order
    'either'
    """
    if _USUAL.fullmatch(text):
        with contextlib.suppress(ValueError):
            found = datetime.fromisoformat(text)
            instant = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
            return _in_range(Date(instant, has_time=len(text) > len("2025-01-31")))
    text = _plain(text)
    try:
        if number := _EPOCH.fullmatch(text):
            return _in_range(Date(_from_epoch(number["whole"], number["fraction"] or "").astimezone(zone)))
        if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS:
            return Date(_from_serial(float(text)).replace(tzinfo=zone), has_time="." in text)
        match = match_form(text)
        return _in_range(_from_parts(match.groupdict(), text, zone)) if match else None
    except (ValueError, OverflowError, OSError, KeyError):
        return None


def parse_date(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the instant that `text` names, aware and in `zone`; None where it names none.

    Between slashes the day comes first, unless the numbers allow only the month.

    Examples
    --------
    >>> parse_date("2025-01-31T23:30:00Z", ZoneInfo("Asia/Hong_Kong")).isoformat()
    '2025-02-01T07:30:00+08:00'
    >>> parse_date("上星期三", ZoneInfo("Asia/Hong_Kong"))
    """
    found = read_date(text, zone)
    return found.instant if found else None


def date_in_path(path: str, zone: ZoneInfo) -> datetime | None:
    """Return the day that a file's name states, or else its folders; None where they state none, or several.

    Examples
    --------
    >>> date_in_path("_posts/2025-01-31-mtr-fare.md", ZoneInfo("Asia/Hong_Kong")).isoformat()
    '2025-01-31T00:00:00+08:00'
    >>> date_in_path("2025/01/31/mtr.md", ZoneInfo("Asia/Hong_Kong")).day
    31
    """
    name = path.rfind("/") + 1
    days = {"name": set(), "folders": set()}  # type: dict[str, set[date]]
    for found in _IN_PATH.finditer(path):
        with contextlib.suppress(ValueError):
            days["name" if found.end() > name else "folders"].add(
                date(*(int(part) for part in found.groups() if part))
            )
    stated = days["name"] or days["folders"]
    return datetime.combine(stated.pop(), time(), zone) if len(stated) == 1 else None


def _plain(text: str) -> str:
    """Return a date in half-width characters, single spaces and Arabic numerals."""
    if len(text) > _LONGEST:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _NUMERAL.sub(lambda found: str(_number(found[0])), text)
    return " ".join(text.split())


def _number(numerals: str) -> int | str:
    """Return the number that Chinese numerals write, by digits (`二〇二五`) or by tens (`二十五`).

    >>> _number("二〇二五"), _number("一百一十四"), _number("廿八"), _number("十")
    ('2025', 114, 28, 10)
    """
    if not set(numerals) & set("十廿卅百"):
        return "".join(str(_DIGITS[numeral]) for numeral in numerals)
    numerals = numerals.replace("廿", "二十").replace("卅", "三十").replace("零", "").replace("〇", "")
    total, digit = 0, 0
    for numeral in numerals:
        if numeral in "十百":
            total += (digit or 1) * (10 if numeral == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[numeral]
    return total + digit


def _from_epoch(whole: str, fraction: str) -> datetime:
    """Read seconds since 1970, or their thousandths, millionths or billionths, by the number of digits."""
    if len(whole) == 10 and whole[:2] in ("19", "20"):  # from 2030 on, `2025020813` may be a day and an hour
        month, day, hour = int(whole[4:6]), int(whole[6:8]), int(whole[8:])
        if 1 <= month <= 12 and 1 <= day <= 31 and hour < 24:
            raise ValueError("seconds, or a day and an hour")
    digits = len(whole) - 10  # that stand behind the seconds
    micro = int(f"{whole}{fraction}000000"[: 10 + 6]) if not digits else int(f"{whole}000000"[:16])
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)


def _from_serial(days: float) -> datetime:
    """Read the day number of a spreadsheet, local time, to the second."""
    return datetime(1899, 12, 30) + timedelta(seconds=round(days * 86400))


def _from_parts(parts: dict[str, str | None], text: str, zone: ZoneInfo) -> Date:
    timed = bool(parts.get("hour"))
    if not parts.get("first"):
        return Date(_at(_day_of(parts, text), parts, zone), has_time=timed)
    year, first, second = (int(parts[name] or 0) for name in ("year", "first", "second_number"))
    if first > 12 or first == second:
        return Date(_at(date(year, second, first), parts, zone), "day" if first > 12 else None, None, timed)
    if second > 12:
        return Date(_at(date(year, first, second), parts, zone), "month", None, timed)
    day_first, month_first = date(year, second, first), date(year, first, second)
    return Date(_at(day_first, parts, zone), "either", _at(month_first, parts, zone), timed)


def _day_of(parts: dict[str, str | None], text: str) -> date:
    """Return the day that a matched form names.

    Raises
    ------
    ValueError
        There is no such day.
    """
    year, era = parts["year"] or "", parts.get("era")
    full = (1 if year == "元" else int(year)) + (ERAS[era] if era else 0)
    if not era and not year.isdigit():
        raise ValueError("no era")
    if parts.get("week"):
        return date.fromisocalendar(full, int(parts["week"] or 0), int(parts["weekday"] or 0))
    if parts.get("ordinal"):
        return datetime.strptime(f"{year}{parts['ordinal']}", "%Y%j").date()
    name = parts.get("name")
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)
    if name and len(year) == 2:  # RFC 822: the day of the week confirms the century
        found = date(2000 + full, month, int(parts["day"] or 0))
        if text[:3].lower() != WEEKDAYS[found.weekday()]:
            raise ValueError("the century is not known")
        return found
    return date(full, month, int(parts["day"] or 0))


def _at(day: date, parts: dict[str, str | None], zone: ZoneInfo) -> datetime:
    """Return the instant of a day and a matched time; a day alone begins in the corpus' zone."""
    if not parts.get("hour"):
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    half = (parts.get("half") or parts.get("half_after") or "").lower().replace(".", "")
    if (parts.get("half") and parts.get("half_after")) or not (half or parts.get("minutes")):
        raise ValueError("not a time of day")
    hour = int(parts["hour"] or 0)
    hour = HALVES[half][hour] if half else hour
    minute = 30 if parts["minute"] == "半" else int(parts["minute"] or 0)
    second = int(parts["second"] or 0)
    if hour == 24 and (half or not (minute or second)):  # midnight at the day's end
        day, hour = day + timedelta(days=1), 0
    micro = int(((parts.get("fraction") or "") + "000000")[:6])
    local = datetime(day.year, day.month, day.day, hour, minute, second, micro)
    return local.replace(tzinfo=zone_of(parts, local, zone)).astimezone(zone)


def _in_range(found: Date) -> Date | None:
    return found if _EARLIEST <= found.instant.year <= _LATEST else None
