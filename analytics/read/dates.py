"""Dates as newsrooms and their systems write them -> instants."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_CLOCK = (
    r"(?:(?P<half>上午|下午|早上|中午|晚上|凌晨)?\s*(?P<hour>\d{1,2})[:時时](?P<minute>\d{1,2})?"
    r"(?:[:分](?P<second>\d{1,2})?)?秒?(?:[.,](?P<fraction>\d+))?)"
)
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|HKT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_FORMS = [
    re.compile(
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T\s]+{_CLOCK}{_ZONE})?", re.I
    ),
    re.compile(
        rf"(?P<year>\d{{4}})\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日號号]?"
        rf"(?:\s*[（(]?(?:星期|周|週|禮拜).[)）]?)?(?:\s*{_CLOCK})?{_ZONE}"
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}})(?:[T\s]+{_CLOCK}{_ZONE})?", re.I
    ),
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<zone>Z)?)?"
    ),
]
_EARLIEST, _LATEST = 1800, 2200
_AFTER_NOON = ("下午", "晚上", "中午")


def parse_date(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the instant that `text` names, aware and in `zone`; None where it names none.

    Times without an offset are local to `zone`; `08/02/2025` is day first.

    Parameters
    ----------
    text : str
        ISO 8601 with or without offset, a date alone, `2025年2月8日`, day first with slashes, RFC 2822, or the
        compact forms `20250208` and `20250208T135551Z`.
    zone : zoneinfo.ZoneInfo
        The corpus' time zone.

    Examples
    --------
    >>> parse_date("2025-01-31T23:30:00Z", ZoneInfo("Asia/Hong_Kong")).isoformat()
    '2025-02-01T07:30:00+08:00'
    >>> parse_date("上星期三", ZoneInfo("Asia/Hong_Kong"))
    """
    text = text.strip()
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    try:
        instant = _instant(match.groupdict(), zone) if match else _mailed(text, zone)
        instant = instant.astimezone(zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return instant if _EARLIEST <= instant.year <= _LATEST else None


def _mailed(text: str, zone: ZoneInfo) -> datetime:
    """Read RFC 2822; its `-0000` says that the zone is not known."""
    sent = parsedate_to_datetime(text)
    return sent if sent.tzinfo else sent.replace(tzinfo=zone)


def _instant(parts: dict[str, str | None], zone: ZoneInfo) -> datetime:
    def number(name: str) -> int:
        return int(parts.get(name) or 0)

    hour = number("hour")
    if parts.get("half") in _AFTER_NOON and hour < 12:
        hour += 12
    elif parts.get("half") in ("上午", "早上", "凌晨") and hour == 12:
        hour = 0
    micro = int(((parts.get("fraction") or "") + "000000")[:6])
    local = datetime(
        number("year"), number("month"), number("day"), hour, number("minute"), number("second"), micro
    )
    return local.replace(tzinfo=_zone(parts.get("zone"), zone))


def _zone(written: str | None, zone: ZoneInfo) -> ZoneInfo | timezone:
    if not written:
        return zone
    if written.upper() == "HKT":
        return ZoneInfo("Asia/Hong_Kong")
    if written.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)
