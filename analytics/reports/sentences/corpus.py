"""What the tables of the corpus itself say: its health, its problems, its silences."""

from collections.abc import Callable

import pandas as pd

from ...charts.words import either, percent
from .phrases import full_date, lasting


def _health(table: pd.DataFrame) -> str:
    told = dict(zip(table["item"], table["value"], strict=True))
    count = {name: int(text) for name, text in told.items() if text.isdigit()}
    range_zh = f"，發布日期由{full_date(told['first'])}至{full_date(told['last'])}" if told["first"] else ""
    range_en = f", dated {full_date(told['first'])} to {full_date(told['last'])}" if told["first"] else ""
    zh = f"語料庫有{count['files']:,}個檔案，讀成{count['articles']:,}篇文章{range_zh}。"
    en = f"The corpus has {count['files']:,} files, read as {count['articles']:,} articles{range_en}. "
    if count["rejected"]:
        own = f"，其中{count['duplicates']:,}個是重複的文章" if count["duplicates"] else ""
        own_en = f", {count['duplicates']:,} of them duplicates" if count["duplicates"] else ""
        zh += f"{count['rejected']:,}個檔案沒有成為文章{own}。"
        en += f"{count['rejected']:,} files became no article{own_en}. "
    if count["undated"]:
        zh += f"{count['undated']:,}篇沒有日期，凡按時間計算的圖表都不包括它們。"
        en += f"{count['undated']:,} have no date and stand in no chart over time. "
    return either(zh, en.strip())


def _problems(table: pd.DataFrame) -> str:
    errors = int((table["severity"] == "error").sum())
    warnings = len(table) - errors
    parts = [(errors, "宗錯誤，檔案沒有成為文章", "errors, whose files became no article")]
    parts += [(warnings, "宗警告，文章仍然計算在內", "warnings, whose articles are counted")]
    zh = "；".join(f"{count:,}{told}" for count, told, _ in parts if count)
    en = " and ".join(f"{count:,} {told}" for count, _, told in parts if count)
    if table.empty:
        return either("讀入時沒有發現問題。", "No problem was met in reading.")
    return either(f"讀入時記下{zh}。", f"Reading met {en}.")


def _gaps(table: pd.DataFrame) -> str:
    whole, own = table[table["outlet"].isna()], table[table["outlet"].notna()]
    if whole.empty:
        zh, en = "找不到完全沒有文章的日子。", "No day is without any article. "
    else:
        longest = whole.loc[whole["days"].idxmax()]
        zh = f"有{int(whole['days'].sum()):,}天完全沒有文章，最長一段是{lasting(longest)}。"
        en = f"{int(whole['days'].sum()):,} days have no article at all; the longest run is {lasting(longest)}. "
    if len(own):
        longest = own.loc[own["days"].idxmax()]
        zh += f"幾乎每天都有文章的媒體之中，停頓最久的是「{longest['outlet']}」，{lasting(longest)}。"
        en += f"Of the outlets that publish on most days, {longest['outlet']} paused longest, {lasting(longest)}."
    return either(zh, en.strip())


def _known_share(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    if not row["tokens"]:
        return either("沒有中文字詞可供核對。", "There are no Chinese words to look up.")
    return either(
        f"中文字詞之中，{percent(row['token_share'])}是詞典或詞表收錄的；未收錄的有{row['unknown_types']:,.0f}個不同的詞，"
        "多半是人名、地名和新詞，切分較易出錯。",
        f"{percent(row['token_share'])} of the Chinese tokens are in the dictionary or the lists of words; "
        f"{row['unknown_types']:,.0f} different ones are not: mostly names and new words, more easily cut wrongly.",
    )


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "health": _health,
    "problems": _problems,
    "gaps": _gaps,
    "known_share": _known_share,
}
