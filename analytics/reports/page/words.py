"""The words of the pages, in the language that the charts are set to: headings, facts, codes, values."""

import re
from html import escape

import pandas as pd

from ...charts.canvas.words import KINDS, value_label
from ...wording import either

# name: (Traditional Chinese, English)
HEADINGS = {
    "period": ("時段", "Period"),
    "matching": ("文章", "Articles"),
    "total": ("總數", "Of"),
    "share": ("比例", "Share"),
    "interval": ("95%置信區間", "95% interval"),
    "mentions": ("提及次數", "Mentions"),
    "entity": ("對象", "Subject"),
    "smoothed": ("移動平均", "Smoothed"),
    "balanced": ("各媒體等權", "Outlets alike"),
    "before_matching": ("前段文章", "Articles before"),
    "before_total": ("前段總數", "Of"),
    "before_share": ("前段比例", "Share before"),
    "before_interval": ("95%置信區間", "95% interval"),
    "after_matching": ("後段文章", "Articles after"),
    "after_total": ("後段總數", "Of"),
    "after_share": ("後段比例", "Share after"),
    "after_interval": ("95%置信區間", "95% interval"),
    "difference": ("變化（百分點）", "Change, points"),
    "difference_interval": ("95%置信區間", "95% interval"),
    "ratio": ("後段為前段倍數", "After over before"),
    "log_likelihood": ("對數似然值G²", "Log-likelihood G²"),
    "p_adjusted": ("校正後p值", "p, adjusted"),
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
    "kind": ("發現", "Finding"),
    "expected": ("預期", "Expected"),
    "p": ("p值", "p"),
    "text": ("段落", "Paragraph"),
    "first": ("首見", "First"),
    "last": ("末見", "Last"),
    "characters": ("字數", "Length"),
    "template": ("樣式", "Template"),
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
    "outlets": ("媒體數目", "Outlets"),
    "hours": ("歷時（小時）", "Hours"),
    "stories": ("新聞（則）", "Stories"),
    "copies": ("大致相同", "Copies"),
    "total_articles": ("全部文章", "All articles"),
    "total_stories": ("全部新聞", "All stories"),
    "article_share": ("佔文章", "Of articles"),
    "story_share": ("佔新聞", "Of stories"),
    "led": ("最先報道", "Told first"),
    "median_delay": ("落後中位數（小時）", "Median delay, hours"),
    "within": ("媒體本身", "Within"),
    "between": ("媒體組合", "Between"),
    "change": ("合計變化", "Change"),
    "parts": ("部分數目", "Parts"),
    "range": ("見於多少部分", "In parts"),
    "dp": ("DP", "DP"),
    "dp_norm": ("標準化DP", "DPnorm"),
    "juilland_d": ("Juilland D", "Juilland's D"),
    "carroll_d2": ("Carroll D2", "Carroll's D2"),
    "rosengren_s": ("Rosengren S", "Rosengren's S"),
    "kl": ("KL（位元）", "KL, bits"),
    "tokens": ("總詞數", "Words"),
    "types": ("不同的詞", "Different words"),
    "ttr": ("型例比", "Type-token ratio"),
    "mattr": ("MATTR", "MATTR"),
    "mtld": ("MTLD", "MTLD"),
    "yule_k": ("Yule K", "Yule's K"),
    "values": ("項目數", "Values"),
    "hhi": ("HHI", "HHI"),
    "entropy": ("熵（位元）", "Entropy, bits"),
    "evenness": ("均勻度", "Evenness"),
    "collocate": ("鄰近的詞", "Word"),
    "together": ("同時出現", "Together"),
    "jaccard": ("Jaccard", "Jaccard"),
    "ngram": ("詞組", "String"),
    "z": ("z", "z"),
    "t": ("t", "t"),
    "pmi": ("PMI（位元）", "PMI, bits"),
    "dice": ("Dice", "Dice"),
    "log_dice": ("log-Dice", "log-Dice"),
    "delta_p": ("ΔP（由名字看詞）", "ΔP, name to word"),
    "delta_p_back": ("ΔP（由詞看名字）", "ΔP, word to name"),
    "first_articles": ("其一文章", "Articles, one"),
    "second_articles": ("其二文章", "Articles, other"),
    "one": ("其一", "One"),
    "other": ("其二", "Other"),
    "target_frequency": ("目標次數", "Target"),
    "reference_frequency": ("對照次數", "Reference"),
    "log_ratio": ("對數比", "Log ratio"),
    "log_ratio_low": ("對數比下限", "Log ratio, at least"),
}


FACTS = {
    "files": ("檔案", "files"),
    "articles": ("篇文章", "articles"),
    "rejected": ("檔案未能讀入", "files not read"),
    "repaired": ("篇經過修補", "repaired"),
    "undated": ("篇沒有日期", "without a date"),
    "duplicates": ("份重複", "duplicates"),
    "duplicate_share": ("是重複", "are duplicates"),
    "skipped": ("個其他檔案略過", "other files passed over"),
    "outlets": ("間媒體", "outlets"),
    "first": ("最早一篇", "first article"),
    "last": ("最新一篇", "last article"),
    "days": ("天有文章", "days with articles"),
    "silent_days": ("天沒有文章", "days without articles"),
    "gap_days": ("天疑為採集中斷", "days lost by the collector"),
    "suspect_dates": ("篇日期可疑", "with suspect dates"),
    "stopped": ("間媒體中途停止", "outlets that stop early"),
    "characters": ("字正文", "characters of prose"),
    "empty_bodies": ("篇沒有正文", "without prose"),
    "boilerplate": ("段套語", "boilerplate paragraphs"),
    "stories": ("則不同的新聞", "different stories"),
    "copies": ("篇內容大致相同", "copies"),
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
    "kind": KINDS,
    "severity": {"error": ("錯誤", "error"), "skipped": ("略過", "skipped"), "warning": ("警告", "warning")},
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


# Private use, halves of pairs, controls: no font draws them. U+FFFD is not among them, it is drawn as itself.
NO_GLYPH = re.compile(
    r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)


def escaped(text: str) -> str:
    """Return a text as it stands in a page; what no font can draw becomes U+FFFD.

    >>> escaped("<升>\\ue123")
    '&lt;升&gt;\ufffd'
    """
    return escape(NO_GLYPH.sub("\ufffd", text))


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
