"""How dates, shares and differences are written for readers, in the language that is set."""

import numpy as np
import pandas as pd

from . import language


def day(date: pd.Timestamp) -> str:
    """Write a day as readers do: 1月27日, 27 Jan.

    >>> day(pd.Timestamp("2025-01-27"))
    '1月27日'
    """
    return f"{date.month}月{date.day}日" if language() == "zh-HK" else f"{date.day} {date:%b}"


def period(date: pd.Timestamp, freq: str | None) -> str:
    """Write a period with its year: 2025年1月27日起一周, week of 27 Jan 2025.

    >>> period(pd.Timestamp("2025-01-27"), "week")
    '2025年1月27日起一周'
    """
    zh = language() == "zh-HK"
    if freq == "month":
        return f"{date.year}年{date.month}月" if zh else f"{date:%B %Y}"
    if freq == "quarter":
        return f"{date.year}年第{date.quarter}季" if zh else f"Q{date.quarter} {date.year}"
    written = f"{date.year}年{date.month}月{date.day}日" if zh else f"{date.day} {date:%B %Y}"
    if freq == "week":
        return f"{written}起一周" if zh else f"week of {written}"
    return written


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write from when to when something lasted, years where they are needed.

    >>> days(pd.Timestamp("2025-01-27"), pd.Timestamp("2025-02-03"))
    '2025年1月27日至2月3日'
    """
    if first == last:
        return period(first, "day")
    end = day(last) if language() == "zh-HK" and first.year == last.year else period(last, "day")
    return f"{period(first, 'day')}{'至' if language() == 'zh-HK' else ' to '}{end}"


def tick(date: pd.Timestamp, freq: str | None) -> str:
    """Write a period as short as an axis needs it.

    >>> tick(pd.Timestamp("2025-01-27"), "week"), tick(pd.Timestamp("2025-04-01"), "quarter")
    ('1月27日', '第2季')
    """
    zh = language() == "zh-HK"
    if freq == "month":
        return f"{date.month}月" if zh else f"{date:%b}"
    if freq == "quarter":
        return f"第{date.quarter}季" if zh else f"Q{date.quarter}"
    return day(date)


def points(difference: float) -> str:
    """Write a difference of shares in percentage points; one that rounds to zero has no sign.

    >>> points(0.308), points(-0.1336), points(-0.0001), points(float("nan"))
    ('+30.8', '−13.4', '0.0', '–')
    """
    if difference != difference:
        return "–"
    written = f"{difference * 100:+.1f}".replace("-", "−")
    return "0.0" if written[1:] == "0.0" else written


def percent(share: float) -> str:
    """Write a share for readers; below one per cent with two significant digits.

    >>> percent(0.3456), percent(0.004), percent(0.000123), percent(float("nan"))
    ('34.6%', '0.4%', '0.012%', '–')
    """
    if share != share:
        return "–"
    if 0 < share < 0.00995:
        return f"{np.format_float_positional(share * 100, precision=2, fractional=False, trim='0')}%"
    return f"{share * 100:.1f}%"
