"""What the tables of the corpus itself say: its health, its problems, its silences."""

from collections.abc import Callable

import pandas as pd

from ...charts.canvas.theme import shorten
from ...wording import either
from ...wording.formats import percent
from ..page.words import value
from .phrases import full_date, lasting


def _health(table: pd.DataFrame) -> str:
    told = dict(zip(table["item"], table["value"], strict=True))
    count = {name: int(text) for name, text in told.items() if text.isdigit()}
    range_zh = f"，發布日期由{full_date(told['first'])}至{full_date(told['last'])}" if told["first"] else ""
    range_en = f", dated {full_date(told['first'])} to {full_date(told['last'])}" if told["first"] else ""
    zh = f"語料庫有{count['articles']:,}篇文章{range_zh}。"
    en = f"The corpus has {count['articles']:,} articles{range_en}. "
    if "files" in count:  # of a table alone nobody knows how it was read
        zh = f"語料庫有{count['files']:,}個檔案，讀成{count['articles']:,}篇文章{range_zh}。"
        en = f"The corpus has {count['files']:,} files, read as {count['articles']:,} articles{range_en}. "
    if count.get("rejected"):
        own = f"，其中{count['duplicates']:,}個是重複的文章" if count["duplicates"] else ""
        own_en = f", {count['duplicates']:,} of them duplicates" if count["duplicates"] else ""
        zh += f"{count['rejected']:,}個檔案沒有成為文章{own}。"
        en += f"{count['rejected']:,} files became no article{own_en}. "
    if count["gap_days"]:
        zh += f"有{count['gap_days']:,}天完全沒有文章而不似偶然，當是採集中斷。"
        en += f"On {count['gap_days']:,} days nothing was collected though there always is something. "
    if count["stopped"]:
        zh += f"{count['stopped']:,}間媒體中途停止。"
        en += f"{count['stopped']:,} outlet{'s stop' if count['stopped'] > 1 else ' stops'} early. "
    if count["suspect_dates"]:
        zh += f"{count['suspect_dates']:,}篇的日期可疑：遲於採集之日，或遠離其他文章。"
        en += f"{count['suspect_dates']:,} have suspect dates: later than their collection, or far from all others. "
    if count["undated"]:
        zh += f"{count['undated']:,}篇沒有日期，凡按時間計算的圖表都不包括它們。"
        en += f"{count['undated']:,} have no date and stand in no chart over time. "
    return either(zh, en.strip())


def _problems(table: pd.DataFrame) -> str:
    errors, skipped, warnings = (
        int((table["severity"] == severity).sum()) for severity in ("error", "skipped", "warning")
    )
    parts = [(errors, "宗錯誤，檔案沒有成為文章", "errors, whose files became no article")]
    parts += [(skipped, "個檔案略過，並非已發布的文章", "files skipped, which are no published articles")]
    parts += [(warnings, "宗警告，文章仍然計算在內", "warnings, whose articles are counted")]
    zh = "；".join(f"{count:,}{told}" for count, told, _ in parts if count)
    en = ", ".join(f"{count:,} {told}" for count, _, told in parts if count)
    if table.empty:
        return either("讀入時沒有發現問題。", "No problem was met in reading.")
    return either(f"讀入時記下{zh}。", f"Reading met {en}.")


def _gaps(table: pd.DataFrame) -> str:
    whole, own = table[table["outlet"].isna()], table[table["outlet"].notna()]
    if table.empty:
        return either(
            "找不到採集中斷：沒有文章的日子都不出各媒體平日的規律。",
            "No collector gap is found: every silence keeps to the rhythm of its outlet.",
        )
    zh, en = "", ""
    if len(whole):
        longest, count = whole.loc[whole["days"].idxmax()], int(whole["days"].sum())
        zh = f"採集中斷共{count:,}天，其間完全沒有文章，最長一段是{lasting(longest)}。"
        en = f"Collection failed altogether on {count:,} days; the longest run is {lasting(longest)}. "
    if len(own):
        longest = own.loc[own["days"].idxmax()]
        who, expected = longest["outlet"], f"{longest['expected']:,.0f}"
        zh += f"個別媒體之中，中斷最久的是「{who}」，{lasting(longest)}，按常規應有約{expected}篇。"
        en += (
            f"Of single outlets {who} is missing longest, {lasting(longest)}, "
            f"where about {expected} articles were to be expected."
        )
    return either(zh, en.strip())


def _anomalies(table: pd.DataFrame) -> str:
    if table.empty:
        return either("看不出採集有問題。", "Nothing in the corpus looks like a fault of collection.")
    names = table["kind"].map(lambda kind: value(kind, "kind"))
    timely = ("gap", "stopped", "started", "instant", "crowded_day")
    found = names[table["kind"].isin(timely)].value_counts(sort=False)
    zh, en = "", ""
    if len(found):
        zh = "採集疑有問題：" + "、".join(f"{name}{count:,}宗" for name, count in found.items()) + "。"
        en = f"Signs of trouble in collection: {', '.join(f'{name}, {count:,}' for name, count in found.items())}. "
    whole = table[table["outlet"].isna() & ~table["kind"].isin(timely)]
    rows = list(zip(names[whole.index], whole["articles"], whole["share"], strict=True))
    if rows:
        zh += "、".join(f"{name}的有{count:,}篇（{percent(share)}）" for name, count, share in rows) + "。"
        en += "; ".join(f"{name}: {count:,} ({percent(share)})" for name, count, share in rows) + "."
    return either(zh, en.strip())


def _boilerplate(table: pd.DataFrame) -> str:
    if table.empty:
        return either("找不到重複出現的套語。", "No paragraph recurs from article to article.")
    most = table.iloc[0]
    who = value(most["outlet"], "outlet")
    return either(
        f"有{len(table):,}段文字在同一媒體的多篇文章中重複出現。最常見的一段出現於「{who}」{most['articles']:,}篇文章，"
        f"佔其{percent(most['share'])}：「{shorten(most['text'], 30)}」",
        f"{len(table):,} paragraphs recur in many articles of one outlet. The most frequent stands in "
        f"{most['articles']:,} articles of {who}, {percent(most['share'])} of them: “{shorten(most['text'], 30)}”",
    )


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "health": _health,
    "problems": _problems,
    "gaps": _gaps,
    "anomalies": _anomalies,
    "boilerplate": _boilerplate,
}
