"""What a table says, in a sentence or two: figures in prose come from code."""

from collections.abc import Callable

import pandas as pd

from ..charts.style import day, period
from ..charts.words import either, percent, value_label
from ..errors import ReportError
from .pieces import Piece, sentence

_NATURAL = ("weekday", "hour")
_KINDS = {  # what a value is called, in both languages, and how articles are spread over so many of them
    "outlet": ("媒體", "outlet", "來自{}間媒體", "from {} outlets"),
    "section": ("版面", "section", "分屬{}個版面", "in {} sections"),
    "categories": ("分類", "category", "分屬{}個分類", "in {} categories"),
    "tags": ("標籤", "tag", "用了{}個不同的標籤", "with {} tags"),
    "topic": ("專題", "topic", "分屬{}個專題", "under {} topics"),
    "lang": ("語言", "language", "用了{}種語言", "in {} languages"),
    "weekday": ("發布日期", "day", "", "most appear on"),
    "hour": ("發布時間", "time of day", "", "most appear at"),
}
_ENOUGH = 10  # articles an outlet must have before its share is compared with others'


def say(table: pd.DataFrame) -> Piece:
    """Say what a table shows.

    Parameters
    ----------
    table : DataFrame
        What `health`, `gaps`, `known_share`, `trend`, `bursts`, `distribution`, `outlets`, `headlines`, `mentions`,
        `aboutness`, `terms` or `new_words` returned, or a corpus' `problems`.

    Returns
    -------
    Piece
        A paragraph whose every figure is counted from the table.

    Raises
    ------
    ReportError
        It is another table.

    Examples
    --------
    >>> from analytics import gaps, load
    >>> isinstance(say(gaps(load("data/sample").articles)), Piece)
    True
    """
    measure = table.attrs.get("measure")
    if measure not in _SAY:
        raise ReportError(
            f"there is no sentence for a table of {', '.join(map(str, table.columns))}; give a measure's table"
        )
    return sentence(_SAY[measure](table))


def _health(table: pd.DataFrame) -> str:
    told = dict(zip(table["item"], table["value"], strict=True))
    count = {name: int(text) for name, text in told.items() if text.isdigit()}
    range_zh = f"，發布日期由{_date(told['first'])}至{_date(told['last'])}" if told["first"] else ""
    range_en = f", dated {_date(told['first'])} to {_date(told['last'])}" if told["first"] else ""
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
        zh = f"有{int(whole['days'].sum()):,}天完全沒有文章，最長一段是{_run(longest)}。"
        en = f"{int(whole['days'].sum()):,} days have no article at all; the longest run is {_run(longest)}. "
    if len(own):
        longest = own.loc[own["days"].idxmax()]
        zh += f"幾乎每天都有文章的媒體之中，停頓最久的是「{longest['outlet']}」，{_run(longest)}。"
        en += (
            f"Of the outlets that publish on most days, {longest['outlet']} paused longest, {_run(longest)}."
        )
    return either(zh, en.strip())


def _trend(table: pd.DataFrame) -> str:
    who = _who(table)
    matching, total, mentions = (int(table[name].sum()) for name in ("matching", "total", "mentions"))
    if not total:
        return either("這段時間沒有任何有日期的文章，看不到走勢。", "No dated article falls in this range.")
    undated = int(table.attrs.get("undated", 0))
    rest_zh = f"另有{undated:,}篇沒有日期，不在其中。" if undated else ""
    rest_en = f" {undated:,} undated articles are left out." if undated else ""
    if not matching:
        return either(
            f"這段時間有{total:,}篇有日期的文章，沒有一篇提及{who}。{rest_zh}",
            f"None of the {total:,} dated articles mentions {who}.{rest_en}",
        )
    share = percent(matching / total)
    zh = f"這段時間有{total:,}篇有日期的文章，{matching:,}篇提及{who}，佔{share}，合共提及{mentions:,}次。"
    en = f"Of {total:,} dated articles {matching:,} mention {who}, {share}, {mentions:,} times in all."
    if len(table) > 1:
        peak, freq = table.loc[table["matching"].idxmax()], table.attrs.get("freq")
        when, bounds = _when(peak["period"], freq), f"{percent(peak['low'])}–{percent(peak['high'])}"
        zh += (
            f"最多的是{when}，{peak['total']:,}篇之中有{peak['matching']:,}篇，"
            f"佔{percent(peak['share'])}（95%置信區間{bounds}）。"
        )
        en += (
            f" Most fall {when}: {peak['matching']:,} of {peak['total']:,}, {percent(peak['share'])} "
            f"(95% interval {bounds})."
        )
    return either(zh + rest_zh, en + rest_en)


def _distribution(table: pd.DataFrame) -> str:
    by, who = str(table.attrs["by"]), _who(table)
    kind, kind_en, spread, spread_en = _KINDS[by]
    stated = table[table["value"].notna() & (table["matching"] > 0)]
    if table.attrs.get("freq"):
        return _over_time(stated, by, str(table.attrs["freq"]))
    if who and not table["matching"].any():
        return either(f"沒有文章提及{who}。", f"No article mentions {who}.")
    if stated.empty:
        return either(f"沒有一篇文章註明{kind}。", f"No article states its {kind_en}.")
    total = int(table["total"].max())
    zh = f"{total:,}篇提及{who}的文章" if who else f"{total:,}篇文章"
    en = f"{total:,} article{'s' * (total > 1)}{f' that mention {who}' * bool(who)}"
    ranked = stated.sort_values("matching", ascending=False, kind="stable").head(3)
    names = [value_label(name, by) for name in ranked["value"]]
    sizes = zip(ranked["matching"], ranked["share"], strict=True)
    counts = [
        either(f"（{count:,}篇，{percent(share)}）", f" ({count:,}, {percent(share)})")
        for count, share in sizes
    ]
    if by in _NATURAL:
        second = f"{names[1]}{counts[1]}" if len(names) > 1 else ""
        return either(
            f"{zh}之中，最多在{names[0]}發布{counts[0]}{f'，其次是{second}' * bool(second)}。",
            f"Of {en} {spread_en} {names[0]}{counts[0]}{f', then {second}' * bool(second)}.",
        )
    parts = [f"「{name}」{size}" for name, size in zip(names, counts, strict=True)]
    parts_en = [f"{name}{size}" for name, size in zip(names, counts, strict=True)]
    count, missing = len(stated), int(table.loc[table["value"].isna(), "matching"].sum())
    first, first_en = ("，最多的是", ", most often ") if count > 1 else ("：", ": ")
    spread_en = spread_en if count > 1 else f"{spread_en.split()[0]} {{}} {kind_en}"
    rest = f"{missing:,}篇沒有註明{kind}。" if missing else ""
    rest_en = f" {missing:,} state no {kind_en}." if missing else ""
    return either(
        f"{zh}{spread.format(f'{count:,}')}{first}{'、'.join(parts)}。{rest}",
        f"{en} {spread_en.format(f'{count:,}')}{first_en}{', '.join(parts_en)}.{rest_en}",
    )


def _over_time(stated: pd.DataFrame, by: str, freq: str) -> str:
    kind, kind_en, *_ = _KINDS[by]
    if stated.empty:
        return either(f"有日期的文章都沒有註明{kind}。", f"No dated article states its {kind_en}.")
    top = stated.loc[stated["matching"].idxmax()]
    label, when = value_label(top["value"], by), _when(top["period"], freq)
    return either(
        f"單一時段之內，文章最多的{kind}是「{label}」：{when}有{top['matching']:,}篇，佔該時段的{percent(top['share'])}。",
        f"Most articles in one period: {label} {when}, {top['matching']:,}, {percent(top['share'])} of the period.",
    )


def _outlets(table: pd.DataFrame) -> str:
    who = _who(table)
    named = table[table["outlet"].notna()]
    sums = named.groupby("outlet", sort=False)[["matching", "total"]].sum()
    if sums.empty:
        return either("文章都沒有註明媒體。", "No article states its outlet.")
    if not sums["matching"].any():
        return either(f"沒有一間媒體提及{who}。", f"No outlet mentions {who}.")
    sums["share"] = sums["matching"] / sums["total"]
    most = sums.loc[sums["matching"].idxmax()]
    zh = f"{len(sums):,}間媒體之中，{int((sums['matching'] > 0).sum()):,}間提及{who}。" * (len(sums) > 1)
    zh += f"篇數最多的是「{most.name}」，{int(most['matching']):,}篇，佔其文章的{percent(most['share'])}。"
    en = f"Of {len(sums):,} outlets {int((sums['matching'] > 0).sum()):,} mention {who}. " * (len(sums) > 1)
    en += f"Most articles: {most.name}, {int(most['matching']):,}, {percent(most['share'])} of its own."
    large = sums[sums["total"] >= _ENOUGH]
    if len(large) > 1:
        high, low = large.loc[large["share"].idxmax()], large.loc[large["share"].idxmin()]
        zh += (
            f"在文章不少於{_ENOUGH}篇的媒體之中，比例最高的是「{high.name}」（{percent(high['share'])}），"
            f"最低的是「{low.name}」（{percent(low['share'])}）。"
        )
        en += (
            f" Among outlets with {_ENOUGH} articles or more the share is highest at {high.name} "
            f"({percent(high['share'])}) and lowest at {low.name} ({percent(low['share'])})."
        )
    return either(zh, en)


def _headlines(table: pd.DataFrame) -> str:
    who = _who(table)
    if table.empty:
        return either(
            f"有日期的文章之中，沒有一篇提及{who}，因此沒有標題可列。",
            f"No dated article mentions {who}: no headlines to list.",
        )
    count = table["period"].nunique()
    return either(
        f"以下是提及{who}的文章最多的{count:,}個時段；每個時段先列提及次數最多的標題，同一標題只列一次。",
        f"The {count:,} periods with most articles that mention {who}; in each, the headlines with most mentions "
        "first, every headline once.",
    )


def _mentions(table: pd.DataFrame) -> str:
    if table.empty:
        return either("沒有找到任何提及。", "No mention was found.")
    names = table["alias"].value_counts()
    in_title = int((table["field"] == "title").sum())
    return either(
        f"在{table['id'].nunique():,}篇文章中找到{len(table):,}次提及，其中{in_title:,}次在標題；用上{len(names):,}個名稱，"
        f"最常見的是「{names.index[0]}」（{names.iloc[0]:,}次）。",
        f"{len(table):,} mentions in {table['id'].nunique():,} articles, {in_title:,} of them in headlines, under "
        f"{len(names):,} names; the most frequent is {names.index[0]} ({names.iloc[0]:,}).",
    )


def _terms(table: pd.DataFrame) -> str:
    count, tokens = (int(table.attrs.get(name, 0)) for name in ("articles", "tokens"))
    if table.empty:
        return either("沒有可數的詞語。", "There are no terms to count.")
    first, often, wide = (table[name].iloc[0] for name in ("term", "frequency", "document_frequency"))
    return either(
        f"{count:,}篇文章的標題和正文合共{tokens:,}個詞；撇除停用詞，有{len(table):,}個不同的詞語。"
        f"表中居首的是「{first}」，出現{often:,}次，見於{wide:,}篇。",
        f"Titles and bodies of {count:,} articles hold {tokens:,} tokens; without stop words, {len(table):,} terms. "
        f"First in this table: {first}, {often:,} times in {wide:,} articles.",
    )


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


def _new_words(table: pd.DataFrame) -> str:
    if table.empty:
        return either("沒有找到詞典以外的新詞。", "No words beyond the dictionary were found.")
    first = table.iloc[0]
    return either(
        f"找到{len(table):,}個詞典沒有收錄、但慣常一起出現的字串，居首的是「{first['word']}」，出現{first['frequency']:,}次。",
        f"{len(table):,} strings that the dictionary lacks keep standing together; first {first['word']}, "
        f"{first['frequency']:,} times.",
    )


def _aboutness(table: pd.DataFrame) -> str:
    who, named = _who(table), int((table["score"] > 0).sum())
    if not named:
        return either(f"沒有一篇文章提及{who}。", f"No article mentions {who}.")
    about, passing = int((table["score"] >= 0.5).sum()), int(table["score"].between(0, 0.25, "neither").sum())
    return either(
        f"{named:,}篇提及{who}的文章之中，{about:,}篇以它為主題（相關度0.5或以上），"
        f"{passing:,}篇只是順帶一提（低於0.25）。",
        f"Of {named:,} articles that mention {who}, {about:,} are about it (aboutness of 0.5 or more) and "
        f"{passing:,} mention it in passing (below 0.25).",
    )


def _bursts(table: pd.DataFrame) -> str:
    if table.empty:
        return either("這段時間沒有明顯的升溫時段。", "There is no burst of attention in this range.")
    freq = table.attrs.get("freq")
    most = table.loc[table["weight"].idxmax()]
    start, end = (period(most[name], freq) for name in ("start", "end"))
    lasting = either(f"由{start}至{end}", f"{start} to {end}") if start != end else start
    return either(
        f"找到{len(table)}個升溫時段。最強的是第{most['burst']}段（{lasting}）：{most['total']:,}篇之中有"
        f"{most['matching']:,}篇提及，佔{percent(most['share'])}，整段時期則為{percent(most['base'])}。",
        f"{len(table)} bursts of attention. The strongest is number {most['burst']} ({lasting}): "
        f"{most['matching']:,} of {most['total']:,} articles, {percent(most['share'])}, "
        f"against {percent(most['base'])} over the whole range.",
    )


def _who(table: pd.DataFrame) -> str:
    zh, en = str(table.attrs.get("entity") or ""), str(table.attrs.get("entity_en") or "")
    if not zh:
        return ""
    return either(zh if zh.isascii() else f"「{zh}」", en or zh)


def _when(date: pd.Timestamp, freq: str | None) -> str:
    written = period(date, freq)
    return either(
        written, {"week": f"in the {written}", "day": f"on {written}"}.get(freq or "day", f"in {written}")
    )


def _date(text: str) -> str:
    return period(pd.Timestamp(text), "day")


def _run(row: pd.Series) -> str:
    first, last = row["start"], row["end"]
    if row["days"] == 1:
        return either(f"{_date(first)}一天", f"{_date(first)}, one day")
    return either(
        f"{_date(first)}至{day(last)}，共{row['days']:,}天",
        f"{_date(first)} to {_date(last)}, {row['days']:,} days",
    )


_SAY: dict[str, Callable[[pd.DataFrame], str]] = {
    "health": _health,
    "problems": _problems,
    "gaps": _gaps,
    "trend": _trend,
    "distribution": _distribution,
    "outlets": _outlets,
    "headlines": _headlines,
    "mentions": _mentions,
    "terms": _terms,
    "known_share": _known_share,
    "new_words": _new_words,
    "aboutness": _aboutness,
    "bursts": _bursts,
}
