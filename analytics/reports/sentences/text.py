"""What the tables of the text say: mentions, headlines, terms, words."""

from collections.abc import Callable

import pandas as pd

from ...charts.words import either
from .phrases import counted


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
    "headlines": _headlines,
    "mentions": _mentions,
    "terms": _terms,
    "new_words": _new_words,
    "aboutness": _aboutness,
}
