"""Time zones as dates name them: offsets, abbreviations, IANA names."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import CorpusError
from .vocabulary import words

# Hours east of UTC
_HOURS = {name: float(hours) for hours, names in words("zones", "hours").items() for name in names}
_AMBIGUOUS = words("zones", "others")["ambiguous"]
_CHINA = timedelta(hours=8)
_MOST = timedelta(hours=15)

_NAMES = "|".join(sorted([*_HOURS, *_AMBIGUOUS], key=len, reverse=True))
_OFFSET = r"[+-]\d{1,2}(?::?\d\d)?"
# What may follow a date and its time: `Z`, `+0800`, `UTC+8`, `HKT`, `Asia/Hong_Kong`, `GMT+0000 (Coordinated
# Universal Time)`, `+0800 CST m=+0.01`, `+08:00[Asia/Hong_Kong]`.
PATTERN = (
    rf"(?:\s*(?P<zone>{_NAMES})(?![a-z]))?(?:\s*(?P<offset>{_OFFSET})"
    rf"(?:\s*(?:(?:{_NAMES})(?![a-z])|{_OFFSET}|\((?:(?:{_NAMES})|[^()\d]{{2,40}}(?:time|時間|时间))\)"
    r"|\[[a-z]++(?:/[a-z_]++)++\])(?:\sm=[+-]\d+\.\d+)?)?)?(?:\s*(?P<place>[a-z]++(?:/[a-z_]++)++))?"
)


def zone_of(parts: dict[str, str | None], local: datetime, zone: ZoneInfo) -> tzinfo:
    """Return the zone that the parts of a matched date name.

    Parameters
    ----------
    parts : dict
        The groups `zone`, `offset` and `place` of `PATTERN`.
    local : datetime
        The time as written, without a zone.
    zone : zoneinfo.ZoneInfo
        The corpus' zone: what a time without a zone is in. It decides ambiguous abbreviations that are its own.

    Raises
    ------
    ValueError
        The zone is not known, ambiguous, or named twice.

    Examples
    --------
    >>> zone_of({"zone": "GMT", "offset": "+0800"}, datetime(2025, 2, 8), ZoneInfo("Asia/Hong_Kong")).utcoffset(None)
    datetime.timedelta(seconds=28800)
    """
    name, offset, place = (parts.get(part) for part in ("zone", "offset", "place"))
    if place:
        if name or offset:
            raise ValueError("two zones")
        return ZoneInfo(place)
    if offset:
        if name and _HOURS.get(name.upper()) != 0:
            raise ValueError("two zones")
        # RFC 5322: -0000 says that the local zone is not known
        return zone if offset in ("-0000", "-00:00") and not name else _fixed(offset)
    return _named(name.upper(), local, zone) if name else zone


def _fixed(offset: str) -> timezone:
    hours, minutes = re.fullmatch(r"[+-](\d{1,2}):?(\d\d)?", offset).groups()  # type: ignore[union-attr]
    difference = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if difference > _MOST or int(minutes or 0) > 59:
        raise ValueError("no such offset")
    return timezone(-difference if offset[0] == "-" else difference)


def _named(name: str, local: datetime, zone: ZoneInfo) -> tzinfo:
    there = local.replace(tzinfo=zone)
    if name not in ("Z", "UTC", "UT", "GMT") and there.tzname() == name:
        return zone
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name])) if _HOURS[name] else UTC
    if name == "CST" and there.utcoffset() == _CHINA:  # China Standard Time
        return timezone(_CHINA)
    raise ValueError(f"{name} means several zones")


def checked_zone(timezone: str) -> None:
    """Refuse a name that is not a time zone.

    Raises
    ------
    CorpusError
        The time zone is unknown.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # `Asia` is a folder
        raise CorpusError(
            f"unknown time zone {timezone!r}; give an IANA name such as 'Asia/Hong_Kong'"
        ) from None
