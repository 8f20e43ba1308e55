"""Every word that charts say, in both languages."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either, language

_WORDS = {
    "articles": ("文章數目", "articles"),
    "share": ("佔全部文章比例", "share of all articles"),
    "share_own": ("佔該媒體文章比例", "share of the outlet's articles"),
    "share_of_counted": ("佔比", "share"),
    "total": ("全部文章", "all articles"),
    "interval": ("95%置信區間", "95% interval"),
    "partial": ("空心點、虛線：資料未完整的時段。", "Open marks, dashed lines: periods covered in part."),
    "partial_bars": ("虛框：資料未完整的時段。", "Dashed bars: periods covered in part."),
    "before": ("前段", "before"),
    "after": ("後段", "after"),
    "unsure": (
        "變化以淺字標示者，其95%置信區間包含零。",
        "Changes in grey: their 95% interval includes zero.",
    ),
    "frequency": ("出現次數", "occurrences"),
    "document_frequency": ("出現於多少篇文章", "articles that use it"),
    "missing": ("（未註明）", "(not stated)"),
    "nothing": ("沒有數據", "no data"),
    "silent": ("線斷之處：該時段沒有文章。", "Where the line breaks there are no articles."),
    "silent_smoothed": (
        "細線斷處：該時段沒有文章，粗線取自前後時段。",
        "Where the thin line breaks nothing was published; the thick one draws on the periods around.",
    ),
    "gap": ("採集中斷", "collector gap"),
    "gaps": (
        "斜線：採集中斷，缺的是數據，不是沒有報道。",
        "Hatched: collector gaps; data are missing, the press was not silent.",
    ),
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
    "day_axis": ("日期", "Day"),
    "week_axis": ("每周首日（星期一）", "Week from Monday"),
    "month_axis": ("月份", "Month"),
    "quarter_axis": ("季度", "Quarter"),
    "all": ("全部文章", "all articles"),
    "whole": ("整段時期", "the whole range"),
    "somebody": ("所選對象", "the chosen subject"),
}


KINDS = {  # of anomalies
    "gap": ("採集中斷", "collector gap"),
    "stopped": ("中途停止", "stopped early"),
    "started": ("中途開始", "started late"),
    "instant": ("大量文章在同一秒", "many on one second"),
    "crowded_day": ("大量文章在同一天", "many on one day"),
    "future": ("未來日期", "future date"),
    "stray": ("日期離群", "stray date"),
    "undated": ("沒有日期", "undated"),
    "date_only": ("只有日期，沒有時間", "day without time"),
    "duplicates": ("重複", "duplicates"),
    "repaired": ("檔頭經過修補", "repaired headers"),
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


def subject_of(table: pd.DataFrame) -> str:
    """Return whom a table counts, in the language that is set."""
    zh, en = provenance(table).label, provenance(table).label_en
    return str(either(zh or "", en or zh or "")) or word("somebody")


def label_of(table: pd.DataFrame, label: str) -> str:
    """Return what one of a table's several subjects is called, in the language that is set."""
    return either(label, (provenance(table).labels_en or {}).get(label, label))


def named(subject: str) -> str:
    """Write a subject inside a Chinese sentence.

    >>> named("DeepSeek"), named("英偉達")
    ('DeepSeek', '「英偉達」')
    """
    return subject if subject.isascii() or subject == word("somebody") else f"「{subject}」"


def undated(table: pd.DataFrame) -> list[str]:
    """Return the note on articles without a date, if there are any."""
    count = int(provenance(table).undated or 0)
    zh = f"另有{count:,}篇文章沒有日期，不計在內。"
    en = f"{count:,} undated article{'s are' if count > 1 else ' is'} not counted."
    return [either(zh, en)] if count else []


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
