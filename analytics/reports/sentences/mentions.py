"""What the tables of the text say: mentions, headlines, terms, words."""

from collections.abc import Callable

import pandas as pd

from ...wording import either
from .phrases import counted


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


def _aboutness(table: pd.DataFrame) -> str:
    who, named = counted(table), int((table["score"] > 0).sum())
    if not named:
        return either(f"沒有一篇文章提及{who}。", f"No article mentions {who}.")
    about, passing = int((table["score"] >= 0.5).sum()), int(table["score"].between(0, 0.25, "neither").sum())
    return either(
        f"{named:,}篇提及{who}的文章之中，{about:,}篇以它為主題（相關度0.5或以上），"
        f"{passing:,}篇只是順帶一提（低於0.25）。",
        f"Of {named:,} articles that mention {who}, {about:,} are about it (aboutness of 0.5 or more) and "
        f"{passing:,} mention it in passing (below 0.25).",
    )


SENTENCES: dict[str, Callable[[pd.DataFrame], str]] = {
    "mentions": _mentions,
    "aboutness": _aboutness,
}
