"""Every word that charts say, in both languages."""

from .style import language

_WORDS = {
    "articles": ("文章數目", "articles"),
    "share": ("佔全部文章比例", "share of all articles"),
    "share_own": ("佔該媒體文章比例", "share of the outlet's articles"),
    "total": ("全部文章", "all articles"),
    "interval": ("95%信賴區間", "95% interval"),
    "partial": ("空心：資料未完整的時段", "open marks: periods covered in part"),
    "frequency": ("出現次數", "occurrences"),
    "document_frequency": ("出現於多少篇文章", "articles that use it"),
    "missing": ("（未註明）", "(not stated)"),
    "nothing": ("沒有數據", "no data"),
    "no_articles": ("斜線：該時段沒有文章", "hatched: nothing published"),
    "term": ("詞語", "term"),
    "categories": ("分類", "category"),
    "tags": ("標籤", "tag"),
    "outlet": ("媒體", "outlet"),
    "section": ("版面", "section"),
    "topic": ("專題", "topic"),
    "lang": ("語言", "language"),
    "weekday": ("星期", "weekday"),
    "hour": ("時段", "hour"),
    "day": ("每日", "by day"),
    "week": ("每周", "by week"),
    "month": ("每月", "by month"),
    "quarter": ("每季", "by quarter"),
    "all": ("全部文章", "all articles"),
}
_WEEKDAYS = {
    "zh-HK": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def word(key: str) -> str:
    """Return a label in the language that is set.

    >>> word("total")
    '全部文章'
    """
    return _WORDS[key][0 if language() == "zh-HK" else 1]


def either(zh: str, en: str) -> str:
    """Return the text of the language that is set."""
    return zh if language() == "zh-HK" else en


def value_label(value: object, by: str) -> str:
    """Return how a value of a distribution is written: weekdays by name, hours as hours.

    >>> value_label("6", "weekday"), value_label("9", "hour"), value_label(None, "tags")
    ('星期六', '9時', '（未註明）')
    """
    if not isinstance(value, str):
        return word("missing")
    if by == "weekday":
        return _WEEKDAYS[language()][int(value) - 1]
    if by == "hour":
        return f"{value}時" if language() == "zh-HK" else f"{int(value):02d}:00"
    return value


def percent(share: float) -> str:
    """Write a share for readers.

    >>> percent(0.3456), percent(0.004)
    ('34.6%', '0.4%')
    """
    return f"{share * 100:.1f}%"
