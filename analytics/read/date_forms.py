"""The forms of dates as patterns: days, times of day, and what may stand between and after them."""

import re
from functools import cache

from .zones import PATTERN as _ZONE

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "公元": 0, "西元": 0}

# The hours that may stand beside a part of the day, and what each means: {part: {written: hour}}; 24 is midnight at
# the day's end. An hour that is missing here contradicts its part (`上午15時`) or leaves open which night is meant.
_AFTERNOON = {written: hour for hour in range(12, 24) for written in (hour, hour - 12 or 12)}
_MORNING = {hour: hour for hour in range(3, 12)}
_NOON = {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14}
_DUSK = {written: hour for hour in range(16, 21) for written in (hour, hour - 12)}
_NIGHT = {12: 24} | {written: hour for hour in range(18, 24) for written in (hour, hour - 12)}
_MIDNIGHT = {0: 0, 10: 22, 11: 23, 22: 22, 23: 23}
HALVES = {
    **dict.fromkeys(("am", "上午"), {12: 0} | {hour: hour for hour in range(12)}),
    **dict.fromkeys(("pm", "下午"), _AFTERNOON),
    **dict.fromkeys(("早上", "早", "清晨", "今早"), _MORNING),
    **dict.fromkeys(("中午", "正午"), _NOON),
    **dict.fromkeys(("傍晚", "黃昏", "黄昏"), _DUSK),
    **dict.fromkeys(("晚上", "晚間", "晚间", "夜晚", "晚", "今晚"), _NIGHT),
    **dict.fromkeys(("深夜", "午夜"), _MIDNIGHT),
    "凌晨": {12: 0} | {hour: hour for hour in range(7)},
}

_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?:\(?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\)?\.?"
    r"|\(?(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]\)?|\([一二三四五六日天]\))"
)
_DAYS = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})\.\s(?P<month>\d{1,2})\.\s(?P<day>\d{1,2})\.?",
    rf"(?:中華|中华)?(?P<era>{'|'.join(ERAS)})?\s?(?P<year>\d{{1,4}}|元)\s?年"
    r"\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日號号]?",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_number>\d{1,2})(?P=mark)(?P<year>\d{4})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s/-]?{_MONTH},?[\s/-]?(?P<year>\d{{4}}|\d\d(?=\s|$))",
    rf"{_MONTH}[\s-]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s|-)(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[\s-]{_MONTH}[\s-](?P<day>\d{{1,2}})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<year>\d{4})-?w(?P<week>\d\d)-?(?P<weekday>[1-7])",
    r"(?P<year>\d{4})-(?P<ordinal>\d{3})",
)
_HALF = "|".join(sorted([*HALVES, r"a\.m\.", r"p\.m\."], key=len, reverse=True))
_CLOCK = (
    rf"(?:(?P<half>{_HALF})\s?)?(?P<hour>\d{{1,2}})"
    r"(?P<minutes>(?::(?=\d)|\s?[時时點点](?:鐘|钟|正|整)?\s?)(?P<minute>\d{1,2}|半)?"
    r"(?:(?::(?=\d)|\s?分\s?)(?:(?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,12}))?\s?秒?)?)?)?"
    r"(?:\s?(?P<half_after>[ap]\.?m\.?)(?![a-z]))?"
)
# A day's own zone says nothing that a day in the corpus' zone does not
_DAY_ZONE = r"(?:z|\s(?:utc|gmt|hkt)|(?:\s[+-](?:0\d|1[0-5]):?|\+(?:0\d|1[0-5]):)[0-5]\d)?"
_BETWEEN = r"(?:\s?[,;|]\s?|\s-\s|\sat\s|[t\s])"
_TIME_AFTER = rf"(?:(?:{_BETWEEN}|(?<!\d)){_CLOCK}{_ZONE}|{_DAY_ZONE})"
_TIME_BEFORE = rf"{_CLOCK}{_ZONE}{_BETWEEN}(?:on\s|{_WEEKDAY},?\s)?"
_FORMS = (
    *(rf"(?:{_WEEKDAY}[,\s]\s?)?{day}(?:[,\s]?\s?{_WEEKDAY})?{_TIME_AFTER}" for day in _DAYS),
    *(rf"{_TIME_BEFORE}{day}(?:\s?{_WEEKDAY})?" for day in _DAYS),
    # ctime, and what Unix, Ruby and JavaScript made of it: `Sat Feb  8 13:55:51 HKT 2025`
    rf"{_WEEKDAY},?\s{_MONTH}\s(?P<day>\d{{1,2}})\s{_CLOCK}{_ZONE}\s(?P<year>\d{{4}})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)t?(?P<hour>\d\d)(?P<minutes>(?P<minute>\d\d)(?P<second>\d\d)?)"
    rf"(?:\.(?P<fraction>\d{{1,12}}))?{_ZONE}",
)


def match_form(text: str) -> re.Match[str] | None:
    """Return the match of the first form that a whole text has; None if it has none.

    The groups are parts of the date: `year`, `month` (or `name`) and `day`; or `first` and `second_number` where
    their order is a question; or `week` and `weekday`; or `ordinal`. Further `era`; `half`, `hour`, `minute`,
    `second`, `fraction`, `half_after`; `zone`, `offset`, `place`.

    Examples
    --------
    >>> match_form("8 Feb 2025")["name"], match_form("8 Feb 2025 or so")
    ('Feb', None)
    """
    return next(filter(None, (_compiled(number).fullmatch(text) for number in range(len(_FORMS)))), None)


@cache
def _compiled(number: int) -> re.Pattern[str]:
    """Compile a form when it is first needed: most corpora need few, or none."""
    return re.compile(_FORMS[number], re.ASCII | re.IGNORECASE)
