"""How dates, shares, differences and lists are written for readers, in the language that is set."""

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from . import either, language


def day(date: pd.Timestamp) -> str:
    """Write a day: 1月27日, 27 Jan.

    >>> day(pd.Timestamp("2025-01-27"))
    '1月27日'
    """
    return either(f"{date.month}月{date.day}日", f"{date.day} {date:%b}")


def period(date: pd.Timestamp, freq: str | None) -> str:
    """Write a period with its year: 2025年1月27日起一周, week of 27 January 2025.

    >>> period(pd.Timestamp("2025-01-27"), "week")
    '2025年1月27日起一周'
    """
    if freq == "month":
        return either(f"{date.year}年{date.month}月", f"{date:%B %Y}")
    if freq == "quarter":
        return either(f"{date.year}年第{date.quarter}季", f"Q{date.quarter} {date.year}")
    written = either(f"{date.year}年{date.month}月{date.day}日", f"{date.day} {date:%B %Y}")
    return either(f"{written}起一周", f"week of {written}") if freq == "week" else written


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write the first and last day of a range; the year of the last only where it differs.

    >>> days(pd.Timestamp("2025-01-27"), pd.Timestamp("2025-02-03"))
    '2025年1月27日至2月3日'
    """
    if first == last:
        return period(first, "day")
    end = day(last) if language() == "zh-HK" and first.year == last.year else period(last, "day")
    return between(period(first, "day"), end)


def between(first: str, last: str) -> str:
    """Write a range; one value where both ends are the same.

    >>> between("+17.0", "+41.8")
    '+17.0至+41.8'
    """
    return first if first == last else f"{first}{either('至', ' to ')}{last}"


def tick(date: pd.Timestamp, freq: str | None) -> str:
    """Write a period as short as an axis needs it.

    >>> tick(pd.Timestamp("2025-01-27"), "week"), tick(pd.Timestamp("2025-04-01"), "quarter")
    ('1月27日', '第2季')
    """
    if freq == "month":
        return either(f"{date.month}月", f"{date:%b}")
    if freq == "quarter":
        return either(f"第{date.quarter}季", f"Q{date.quarter}")
    return day(date)


def year(date: pd.Timestamp) -> str:
    """Write a year.

    >>> year(pd.Timestamp("2025-01-27"))
    '2025年'
    """
    return either(f"{date.year}年", f"{date.year}")


def percent(share: float) -> str:
    """Write a share: one decimal, below 1% two significant digits, and 100.0% only where it is all.

    >>> percent(0.3456), percent(0.004), percent(0.000123), percent(0.9999), percent(float("nan"))
    ('34.6%', '0.4%', '0.012%', '99.99%', '–')
    """
    if share != share:
        return "–"
    if 0 < share < 0.00995:
        return f"{np.format_float_positional(share * 100, precision=2, fractional=False, trim='0')}%"
    digits = -math.floor(math.log10(100 - share * 100)) if 0.9995 <= share < 1 else 1
    return f"{share * 100:.{digits}f}%"


def points(difference: float) -> str:
    """Write a difference of shares in percentage points; one that rounds to zero has no sign.

    >>> points(0.308), points(-0.1336), points(-0.0001), points(float("nan"))
    ('+30.8', '−13.4', '0.0', '–')
    """
    if difference != difference:
        return "–"
    written = _minus(f"{difference * 100:+.1f}")
    return "0.0" if written[1:] == "0.0" else written


def change(difference: float) -> str:
    """Write a difference of shares in words.

    >>> change(0.308), change(-0.1336), change(-0.0001), change(0.0)
    ('增加30.8個百分點', '減少13.4個百分點', '幾乎不變', '沒有變化')
    """
    if not difference or difference != difference:
        return either("沒有變化", "no change")
    size = f"{abs(difference) * 100:.1f}"
    if size == "0.0":
        return either("幾乎不變", "almost no change")
    if difference > 0:
        return either(f"增加{size}個百分點", f"up {size} points")
    return either(f"減少{size}個百分點", f"down {size} points")


def number(value: float, *, signed: bool = False) -> str:
    """Write a number on an axis: no more digits than it needs, and no negative zero.

    >>> number(-0.0), number(-2.5), number(10.0, signed=True), number(12000)
    ('0', '−2.5', '+10', '12,000')
    """
    value = round(value, 9)
    if value == 0:
        return "0"
    written = f"{value:+,.10g}" if signed else f"{value:,.10g}"
    return _minus(written)


def listed(items: Iterable[str]) -> str:
    """Write a list.

    >>> listed(["晶片", "算力"])
    '晶片、算力'
    """
    return either("、", ", ").join(items)


def pair(label: str, content: str) -> str:
    """Write a label and what it holds.

    >>> pair("算力", "20次")
    '算力：20次'
    """
    return f"{label}{either('：', ': ')}{content}"


def named(subject: str) -> str:
    """Write a subject inside a sentence: a Chinese name stands in quotation marks.

    >>> named("DeepSeek"), named("英偉達")
    ('DeepSeek', '「英偉達」')
    """
    return either(subject if subject.isascii() else f"「{subject}」", subject)


def _minus(written: str) -> str:
    return written.replace("-", "−")
