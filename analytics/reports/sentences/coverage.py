"""What the tables of words say: key terms, collocates, co-occurrence, dispersion, diversity."""

from collections.abc import Callable

import pandas as pd

from ...charts.canvas.words import label_of, named, value_label
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import days, percent, period, points
from .phrases import counted, in_period


def _concentration(table: pd.DataFrame) -> str:
    known = table[table["hhi"].notna()]
    if known.empty:
        return either("沒有可數的文章。", "There are no articles to count.")
    if len(known) == 1:
        only = known.iloc[0]
        return either(
            f"文章分布於{only['values']:,}個項目，HHI為{only['hhi']:.2f}。",
            f"Articles are spread over {only['values']:,} values; HHI {only['hhi']:.2f}.",
        )
    high, low = known.loc[known["hhi"].idxmax()], known.loc[known["hhi"].idxmin()]
    freq = provenance(table).freq
    return either(
        f"最集中的是{in_period(high['period'], freq)}（HHI {high['hhi']:.2f}，{high['values']:,}個項目），"
        f"最分散的是{in_period(low['period'], freq)}（HHI {low['hhi']:.2f}，{low['values']:,}個項目）。",
        f"Most concentrated {in_period(high['period'], freq)} (HHI {high['hhi']:.2f}, {high['values']:,} values), "
        f"most spread {in_period(low['period'], freq)} (HHI {low['hhi']:.2f}, {low['values']:,}).",
    )


def _headlines(table: pd.DataFrame) -> str:
    who = counted(table)
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


def _timing(table: pd.DataFrame) -> str:
    whole = table[table["outlet"].isna()]
    total = int(whole["total"].max()) if len(whole) else 0
    if not total:
        return either("文章都沒有註明鐘點。", "No article states a time of day.")
    most = whole.loc[whole["matching"].idxmax()]
    day = value_label(str(most["weekday"]), "weekday")
    night = int(whole.loc[(whole["hour"] >= 22) | (whole["hour"] < 6), "matching"].sum())
    return either(
        f"{total:,}篇有鐘點的文章之中，最多在{day}{most['hour']}時發布（{most['matching']:,}篇）；"
        f"晚上10時至翌晨6時發布的有{night:,}篇，佔{percent(night / total)}。",
        f"Of {total:,} articles with a time of day most appear on {day} at {most['hour']:02d}:00 "
        f"({most['matching']:,}); {night:,}, {percent(night / total)}, between 22:00 and 06:00.",
    )


def _decomposition(table: pd.DataFrame) -> str:
    who = counted(table)
    if table.empty or table["change"].isna().all():
        return either(
            "其中一段時期沒有文章，無從比較。",
            "One of the periods has no articles: there is nothing to compare.",
        )
    before, after = (percent(provenance(table).details[f"{side}_share"]) for side in ("before", "after"))
    within, between, change = (float(table[name].sum()) for name in ("within", "between", "change"))
    top = table.loc[table["change"].abs().idxmax()]
    name = value_label(top["outlet"], "outlet")
    return either(
        f"提及{who}的比例由{before}變為{after}，變化{points(change)}個百分點：媒體本身的比例改變佔{points(within)}，"
        f"媒體組合改變佔{points(between)}。影響最大的是「{name}」（{points(top['change'])}）。",
        f"The share that mentions {who} went from {before} to {after}, {points(change)} points: {points(within)} "
        f"because outlets changed their own shares, {points(between)} because their mix changed. Largest part: {name} "
        f"({points(top['change'])}).",
    )


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


_SURE = 0.05  # a change with a higher adjusted p may be chance
_ENOUGH = 10  # articles an outlet must have before its share is compared with others'


def _trend(table: pd.DataFrame) -> str:
    who = counted(table)
    matching, total, mentions = (int(table[name].sum()) for name in ("matching", "total", "mentions"))
    if not total:
        return either("這段時間沒有任何有日期的文章，看不到走勢。", "No dated article falls in this range.")
    undated = int(provenance(table).undated)
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
        peak, freq = table.loc[table["matching"].idxmax()], provenance(table).freq
        when, bounds = in_period(peak["period"], freq), f"{percent(peak['low'])}–{percent(peak['high'])}"
        zh += (
            f"最多的是{when}，{peak['total']:,}篇之中有{peak['matching']:,}篇，"
            f"佔{percent(peak['share'])}（95%置信區間{bounds}）。"
        )
        en += (
            f" Most fall {when}: {peak['matching']:,} of {peak['total']:,}, {percent(peak['share'])} "
            f"(95% interval {bounds})."
        )
    return either(zh + rest_zh, en + rest_en)


def _trends(table: pd.DataFrame) -> str:
    sums = table.groupby("entity", sort=False)[["matching", "total"]].sum()
    total = int(sums["total"].max()) if len(sums) else 0
    if not total:
        return either("這段時間沒有任何有日期的文章，看不到走勢。", "No dated article falls in this range.")
    ordered = sums.sort_values("matching", ascending=False, kind="stable")
    names = [label_of(table, name) for name in ordered.index]
    counts = list(zip(names, ordered["matching"].astype(int), strict=True))
    zh = "、".join(f"{count:,}篇（{percent(count / total)}）提及{named(name)}" for name, count in counts)
    en = ", ".join(f"{count:,} ({percent(count / total)}) mention {name}" for name, count in counts)
    zh, en = f"這段時間有{total:,}篇有日期的文章，其中{zh}。", f"Of {total:,} dated articles {en}."
    if ordered["matching"].any() and table["period"].nunique() > 1:
        peak = table.loc[table["share"].idxmax()]
        who, when = label_of(table, peak["entity"]), in_period(peak["period"], provenance(table).freq)
        zh += (
            f"單一時段比例最高的是{named(who)}：{when}，{peak['total']:,}篇之中有{peak['matching']:,}篇，"
            f"佔{percent(peak['share'])}。"
        )
        en += (
            f" The highest share in one period is {who}'s, {when}: {peak['matching']:,} of {peak['total']:,}, "
            f"{percent(peak['share'])}."
        )
    return either(zh, en)


def _compare(table: pd.DataFrame) -> str:
    known = table[table["difference"].notna()]
    if known.empty:
        return either(
            "其中一段時期沒有文章，無從比較。",
            "One of the periods has no articles.",
        )
    first = known.iloc[0]
    before, after = (
        days(*(pd.Timestamp(day) for day in provenance(table).details[side])) for side in ("before", "after")
    )
    zh = f"{before}有{first['before_total']:,}篇文章，{after}有{first['after_total']:,}篇。"
    en = f"{before}: {first['before_total']:,} articles; {after}: {first['after_total']:,}."
    sure = known[known["p_adjusted"] < _SURE]
    for row in (
        sure.loc[sure["difference"].abs().sort_values(ascending=False).index].head(3).to_dict("records")
    ):
        who, rose = label_of(table, row["entity"]), row["difference"] > 0
        shares = percent(row["before_share"]), percent(row["after_share"])
        bounds = sorted(abs(row[name]) * 100 for name in ("difference_low", "difference_high"))
        size = f"{abs(row['difference']) * 100:.1f}"
        zh += (
            f"提及{named(who)}的比例由{shares[0]}{'升' if rose else '跌'}至{shares[1]}，相差{size}個百分點"
            f"（95%置信區間{bounds[0]:.1f}至{bounds[1]:.1f}）。"
        )
        en += (
            f" {who} {'rose' if rose else 'fell'} from {shares[0]} to {shares[1]}, by {size} points "
            f"(95% interval {bounds[0]:.1f} to {bounds[1]:.1f})."
        )
    rest = len(known) - len(sure)
    zh += f"{'其餘' * bool(len(sure))}{rest}個對象的變化不能排除是偶然。" * bool(rest)
    en += f" The change of {rest}{' more' * bool(len(sure))} may be chance." * bool(rest)
    return either(zh, en)


def _behind(table: pd.DataFrame) -> str:
    articles = int(table["id"].nunique())
    if not articles:
        return either("背後沒有文章。", "There is no article behind it.")
    once = (
        table.drop_duplicates("id") if provenance(table).by else table
    )  # one with several tags stands under each
    outlets, mentions = int(table["outlet"].nunique()), int(once["mentions"].sum())
    zh = f"背後共有{articles:,}篇文章" + f"，來自{outlets:,}間媒體" * bool(outlets)
    en = f"{articles:,} article{'s' * (articles > 1)} behind it"
    en += f" from {outlets:,} outlet{'s' * (outlets > 1)}" * bool(outlets)
    who = counted(table)
    zh += f"，合共{mentions:,}次提及{who}" * bool(who)
    en += f", {mentions:,} mentions of {who} in all" * bool(who)
    return either(f"{zh}。", f"{en}.")


def _distribution(table: pd.DataFrame) -> str:
    by, who = str(provenance(table).by), counted(table)
    kind, kind_en, spread, spread_en = _KINDS[by]
    stated = table[table["value"].notna() & (table["matching"] > 0)]
    if provenance(table).freq:
        return _over_time(stated, by, str(provenance(table).freq))
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
    label, when = value_label(top["value"], by), in_period(top["period"], freq)
    return either(
        f"單一時段之內，文章最多的{kind}是「{label}」：{when}有{top['matching']:,}篇，佔該時段的{percent(top['share'])}。",
        f"Most articles in one period: {label} {when}, {top['matching']:,}, {percent(top['share'])} of the period.",
    )


def _outlets(table: pd.DataFrame) -> str:
    who = counted(table)
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


def _bursts(table: pd.DataFrame) -> str:
    if table.empty:
        return either("這段時間沒有明顯的升溫時段。", "There is no burst of attention in this range.")
    freq = provenance(table).freq
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


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "concentration": _concentration,
    "headlines": _headlines,
    "timing": _timing,
    "decomposition": _decomposition,
    "trend": _trend,
    "trends": _trends,
    "compare": _compare,
    "behind": _behind,
    "distribution": _distribution,
    "outlets": _outlets,
    "bursts": _bursts,
}
