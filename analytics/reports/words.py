"""The words of the pages, in the language that the charts are set to: headings, facts, codes, values."""

import pandas as pd

from ..charts.words import either, value_label

# name: (Traditional Chinese, English)
HEADINGS = {
    "period": ("時段", "Period"),
    "matching": ("文章", "Articles"),
    "total": ("總數", "Of"),
    "share": ("比例", "Share"),
    "interval": ("95%置信區間", "95% interval"),
    "mentions": ("提及次數", "Mentions"),
    "partial": ("未完整", "In part"),
    "outlet": ("媒體", "Outlet"),
    "title": ("標題", "Headline"),
    "published": ("發布時間", "Published"),
    "term": ("詞語", "Term"),
    "frequency": ("出現次數", "Occurrences"),
    "document_frequency": ("出現於多少篇", "Articles"),
    "relative_frequency": ("每百萬詞", "Per million"),
    "tf_idf": ("TF-IDF", "TF-IDF"),
    "rank": ("詞頻名次", "Rank by occurrences"),
    "start": ("開始", "From"),
    "end": ("結束", "To"),
    "days": ("日數", "Days"),
    "code": ("問題", "Problem"),
    "severity": ("輕重", "Severity"),
    "cases": ("宗數", "Cases"),
    "articles": ("文章", "Articles"),
    "path": ("檔案", "File"),
    "line": ("行", "Line"),
    "field": ("欄位", "Field"),
    "message": ("說明", "Message"),
    "alias": ("名稱", "Name"),
    "region": ("用語", "Usage"),
    "value": ("項目", "Value"),
    "section": ("版面", "Section"),
    "categories": ("分類", "Category"),
    "tags": ("標籤", "Tag"),
    "topic": ("專題", "Topic"),
    "lang": ("語言", "Language"),
    "weekday": ("星期", "Weekday"),
    "hour": ("時段", "Hour"),
    "word": ("字串", "Word"),
    "cohesion": ("凝固度（位元）", "Cohesion, bits"),
    "left_entropy": ("左鄰變化（位元）", "Left entropy, bits"),
    "right_entropy": ("右鄰變化（位元）", "Right entropy, bits"),
    "score": ("分數", "Score"),
    "left": ("前文", "Before"),
    "match": ("名稱", "Match"),
    "right": ("後文", "After"),
    "burst": ("編號", "Number"),
    "periods": ("時段數", "Periods"),
    "base": ("整體比例", "Over all"),
    "weight": ("強度", "Weight"),
    "terms": ("關鍵詞", "Key terms"),
    "headlines": ("標題", "Headlines"),
}
FACTS = {
    "files": ("檔案", "files"),
    "articles": ("篇文章", "articles"),
    "rejected": ("檔案未能讀入", "files not read"),
    "repaired": ("篇經過修補", "repaired"),
    "undated": ("篇沒有日期", "without a date"),
    "duplicates": ("份重複", "duplicates"),
    "skipped": ("個其他檔案略過", "other files passed over"),
    "outlets": ("間媒體", "outlets"),
    "first": ("最早一篇", "first article"),
    "last": ("最新一篇", "last article"),
    "days": ("天有文章", "days with articles"),
    "silent_days": ("天沒有文章", "days without articles"),
    "characters": ("字正文", "characters of prose"),
    "empty_bodies": ("篇沒有正文", "without prose"),
    "matching": ("篇文章提及", "articles mention it"),
    "total": ("篇有日期的文章", "dated articles"),
    "mentions": ("次提及", "mentions"),
}
_VALUES = {
    "code": {
        "archive_empty": ("壓縮檔內沒有文章", "archive without articles"),
        "archive_unreadable": ("壓縮檔無法讀取", "unreadable archive"),
        "body_empty": ("沒有正文", "no prose"),
        "control_characters": ("含有控制字元", "control characters"),
        "date_missing": ("沒有日期", "no date"),
        "date_unreadable": ("日期無法辨認", "unreadable date"),
        "duplicate": ("重複的文章", "duplicate"),
        "empty_file": ("空白檔案", "empty file"),
        "encoding": ("編碼無法辨認", "unknown encoding"),
        "encoding_damaged": ("編碼有損", "damaged encoding"),
        "encoding_guessed": ("編碼屬推斷", "guessed encoding"),
        "header_broken": ("檔頭破損，無法修補", "broken header"),
        "no_text": ("沒有標題也沒有正文", "no text"),
        "row_unreadable": ("資料列無法讀取", "unreadable row"),
        "table_empty": ("空白表格", "empty table"),
        "table_unreadable": ("表格無法讀取", "unreadable table"),
        "title_missing": ("沒有標題", "no headline"),
        "unreadable": ("檔案無法讀取", "unreadable file"),
        "yaml_repaired": ("檔頭經過修補", "repaired header"),
    },
    "severity": {"error": ("錯誤", "error"), "warning": ("警告", "warning")},
    "region": {
        "latin": ("外文", "Latin letters"),
        "hk": ("香港", "Hong Kong"),
        "tw": ("台灣", "Taiwan"),
        "cn": ("內地", "mainland"),
        "": ("自訂", "ad hoc"),
    },
    "field": {
        "title": ("標題", "headline"),
        "body": ("正文", "body"),
        "summary": ("摘要", "summary"),
        "headings": ("小標題", "headings"),
        "captions": ("圖片說明", "captions"),
        "related": ("相關連結", "related links"),
        "date": ("日期", "date"),
    },
}


def name(key: str, known: dict[str, tuple[str, str]] = HEADINGS) -> str:
    """Return what readers call `key`; the key itself where it has no such name.

    >>> name("outlet"), name("own_column")
    ('媒體', 'own_column')
    """
    return either(*known[key]) if key in known else key


def value(content: object, column: str) -> str:
    """Return how a text in a column is written for readers.

    >>> value("date_missing", "code"), value("5", "weekday"), value(float("nan"), "outlet")
    ('沒有日期', '星期五', '（未註明）')
    """
    known = _VALUES.get(column, {})
    if isinstance(content, str) and content in known:
        return either(*known[content])
    return value_label(None if pd.isna(content) else str(content), column)
