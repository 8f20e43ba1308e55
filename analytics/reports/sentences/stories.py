"""What the tables of stories and outlets say: copies, who is first, when they publish, where a change comes from."""

from collections.abc import Callable

import pandas as pd

from ...charts.words import either, percent, points, value_label
from .phrases import counted, in_period

_ENOUGH = 10  # stories an outlet must have told before it is called first or last


def _syndicated(table: pd.DataFrame) -> str:
    if table.empty:
        return either("沒有一則新聞由多篇文章報道。", "No story is told by several articles.")
    first = table.iloc[0]
    return either(
        f"{len(table):,}則新聞由不止一篇文章報道，合共{table['articles'].sum():,}篇。"
        f"流傳最廣的一則有{first['articles']:,}篇，來自{first['outlets']:,}間媒體。",
        f"{len(table):,} stories are told by more than one article, {table['articles'].sum():,} in all. The widest has "
        f"{first['articles']:,} articles from {first['outlets']:,} outlet{'s' * bool(first['outlets'] > 1)}.",
    )


def _syndication(table: pd.DataFrame) -> str:
    who, articles, copies = counted(table), int(table["articles"].sum()), int(table["copies"].sum())
    if not articles:
        return either("沒有可數的文章。", "There are no articles to count.")
    part = percent(copies / articles)
    zh = f"{articles:,}篇{f'提及{who}的' * bool(who)}文章之中，{copies:,}篇與較早的文章大致相同，佔{part}"
    en = f"Of {articles:,} articles{f' that mention {who}' * bool(who)} {copies:,} are copies, {part}"
    if copies:
        top = table.loc[table["copies"].idxmax()]
        when = in_period(top["period"], table.attrs.get("freq"))
        zh += f"；最多的是{when}，{top['articles']:,}篇之中有{top['copies']:,}篇"
        en += f"; most {when}, {top['copies']:,} of {top['articles']:,}"
    return either(f"{zh}。", f"{en}.")


def _leads(table: pd.DataFrame) -> str:
    known = table[table["stories"] >= _ENOUGH]
    if known.empty:
        return either(
            "多間媒體都報道的新聞太少，說不上誰走在前面。", "Too few stories are shared to say who is first."
        )
    high = known.loc[known["share"].idxmax()]
    return either(
        f"在報道過至少{_ENOUGH}則共有新聞的媒體之中，最常搶先的是「{high['outlet']}」：{high['stories']:,}則之中有"
        f"{high['led']:,}則沒有媒體更早，佔{percent(high['share'])}（95%置信區間{percent(high['low'])}–{percent(high['high'])}）。",
        f"Of outlets with {_ENOUGH} shared stories or more, {high['outlet']} is first most often: nobody was earlier "
        f"in {high['led']:,} of {high['stories']:,}, {percent(high['share'])} "
        f"(95% interval {percent(high['low'])}–{percent(high['high'])}).",
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
    before, after = (percent(table.attrs[f"{side}_share"]) for side in ("before", "after"))
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


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "syndicated": _syndicated,
    "syndication": _syndication,
    "leads": _leads,
    "timing": _timing,
    "decomposition": _decomposition,
}
