"""What the tables of stories and outlets say: copies, who is first, when they publish, where a change comes from."""

from collections.abc import Callable

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent
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
        when = in_period(top["period"], provenance(table).freq)
        zh += f"；最多的是{when}，{top['articles']:,}篇之中有{top['copies']:,}篇"
        en += f"; most {when}, {top['copies']:,} of {top['articles']:,}"
    return either(f"{zh}。", f"{en}.")


def _first_to_publish(table: pd.DataFrame) -> str:
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


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "syndicated": _syndicated,
    "syndication": _syndication,
    "first_to_publish": _first_to_publish,
}
