"""What the tables of words say: key terms, collocates, co-occurrence, dispersion, diversity."""

from collections.abc import Callable

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent
from .phrases import counted, in_period, listed

_SURE = 0.05  # adjusted p up to which a term is called a key term
_ENOUGH_WORDS = 500  # of a group whose vocabulary is compared
_PAIRED = {
    "tags": ("標籤", "tags"),
    "categories": ("分類", "categories"),
    "topic": ("專題", "topics"),
    "entities": ("對象", "entities"),
}


def _keyness(table: pd.DataFrame) -> str:
    if table.empty:
        return either("文章太少，沒有可比較的詞語。", "Too few articles: no terms to compare.")
    sure = table[(table["p_adjusted"] < _SURE) & (table["log_ratio_low"] != 0)]
    ours, theirs = sure[sure["log_likelihood"] > 0], sure[sure["log_likelihood"] < 0].iloc[::-1]
    if sure.empty:
        return either(
            f"比較了{len(table):,}個詞語，兩邊沒有一個詞有明顯差別。",
            f"Of {len(table):,} terms compared none clearly sets the two sides apart.",
        )
    zh = f"比較了{len(table):,}個詞語（經霍姆校正），{len(ours):,}個明顯偏向目標文章"
    en = f"Of {len(table):,} terms compared (p adjusted by Holm) {len(ours):,} clearly belong to the target"
    if len(ours):
        zh += f"，最突出的是{listed(ours['term'])}"
        en += f", above all {listed(ours['term'])}"
    zh += f"；{len(theirs):,}個偏向另一邊"
    en += f"; {len(theirs):,} to the other side"
    if len(theirs):
        zh += f"，如{listed(theirs['term'])}"
        en += f", such as {listed(theirs['term'])}"
    return either(f"{zh}。", f"{en}.")


def _rising(table: pd.DataFrame) -> str:
    if table.empty:
        return either(
            "沒有一個時段有明顯比之前多用的詞語。", "No period uses a term clearly more than those before it."
        )
    first = table.loc[table["log_likelihood"].idxmax()]
    when = in_period(first["period"], provenance(table).freq)
    return either(
        f"{table['period'].nunique():,}個時段有詞語比之前明顯多用，升得最急的是{when}的「{first['term']}」。",
        f"{table['period'].nunique():,} periods have terms used more than before; the sharpest rise is "
        f"{first['term']} {when}.",
    )


def _collocates(table: pd.DataFrame) -> str:
    who, nodes, window = (
        counted(table),
        int(provenance(table).details["nodes"]),
        int(provenance(table).details["window"]),
    )
    if not nodes:
        return either(
            f"文章沒有提及{who}，沒有鄰近的詞可數。", f"No article mentions {who}: nothing stands near it."
        )
    if table.empty:
        return either(
            f"{who}出現{nodes:,}次，但沒有一個詞夠常在它附近出現。",
            f"{who} occurs {nodes:,} times, but no word stands near it often enough.",
        )
    return either(
        f"{who}出現{nodes:,}次；前後{window}個詞之內，關聯最強的是{listed(table['collocate'])}。",
        f"{who} occurs {nodes:,} times; most strongly tied within {window} words are {listed(table['collocate'])}.",
    )


def _ngrams(table: pd.DataFrame) -> str:
    length = int(provenance(table).details["length"])
    if table.empty:
        return either(f"沒有重複出現的{length}詞組合。", f"No string of {length} words recurs.")
    often = table.loc[table["frequency"].idxmax()]
    return either(
        f"有{len(table):,}個重複出現的{length}詞組合。結合得最緊的是{listed(table['ngram'])}；"
        f"出現最多的是「{often['ngram']}」，{often['frequency']:,}次。",
        f"{len(table):,} strings of {length} words recur. Most tightly bound: {listed(table['ngram'])}; "
        f"most frequent: {often['ngram']}, {often['frequency']:,} times.",
    )


def _cooccurrence(table: pd.DataFrame) -> str:
    kind, kind_en = _PAIRED[str(provenance(table).by)]
    if table.empty:
        return either(
            f"沒有兩個{kind}經常在同一篇文章出現。",
            f"No two {kind_en} occur in the same articles often enough.",
        )
    first = table.iloc[0]
    tied = table.loc[table["log_likelihood"].idxmax()]
    pair, tie = (
        either("「{}」和「{}」", "{} and {}").format(row["first"], row["second"]) for row in (first, tied)
    )
    zh = f"{len(table):,}組{kind}在同一篇文章出現，最常見的是{pair}（{first['together']:,}篇）"
    en = f"{len(table):,} pairs of {kind_en} share articles; most often {pair} ({first['together']:,})"
    if tied.name != first.name:
        zh += f"；以各自的篇數計，關聯最強的是{tie}（{tied['together']:,}篇）"
        en += f"; most strongly tied for their size: {tie} ({tied['together']:,})"
    return either(f"{zh}。", f"{en}.")


def _dispersion(table: pd.DataFrame) -> str:
    known = table[table["dp_norm"].notna()]
    if known.empty:
        return either("這些詞語都沒有出現。", "None of these terms occurs.")
    even, uneven = known.loc[known["dp_norm"].idxmin()], known.loc[known["dp_norm"].idxmax()]
    zh = f"用得最平均的是「{even['term']}」（DP {even['dp_norm']:.2f}，"
    zh += f"{even['parts']:,}個部分之中見於{even['range']:,}個）"
    en = f"Most evenly used: {even['term']} (DP {even['dp_norm']:.2f}, in {even['range']:,} of {even['parts']:,} parts)"
    if len(known) > 1:
        zh += f"；最集中的是「{uneven['term']}」（DP {uneven['dp_norm']:.2f}，見於{uneven['range']:,}個）"
        en += f"; most concentrated: {uneven['term']} (DP {uneven['dp_norm']:.2f}, in {uneven['range']:,})"
    return either(f"{zh}。", f"{en}.")


def _diversity(table: pd.DataFrame) -> str:
    known = table[table["value"].notna() & (table["tokens"] >= _ENOUGH_WORDS)]
    if known.empty:
        return either("文字太少，比較不了用詞。", "Too few words to compare vocabularies.")
    high, low = known.loc[known["mtld"].idxmax()], known.loc[known["mtld"].idxmin()]
    if len(known) == 1:
        return either(
            f"「{high['value']}」的MTLD為{high['mtld']:,.0f}。",
            f"MTLD of {high['value']}: {high['mtld']:,.0f}.",
        )
    return either(
        f"以MTLD計，用詞最多變化的是「{high['value']}」（{high['mtld']:,.0f}），最少的是「{low['value']}」（{low['mtld']:,.0f}）。",
        f"By MTLD the most varied vocabulary is that of {high['value']} ({high['mtld']:,.0f}), the least that of "
        f"{low['value']} ({low['mtld']:,.0f}).",
    )


def _terms(table: pd.DataFrame) -> str:
    count, tokens = (int(provenance(table).details.get(name, 0)) for name in ("articles", "tokens"))
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


def _lexicon_coverage(table: pd.DataFrame) -> str:
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
    "keyness": _keyness,
    "rising": _rising,
    "collocates": _collocates,
    "ngrams": _ngrams,
    "cooccurrence": _cooccurrence,
    "dispersion": _dispersion,
    "diversity": _diversity,
    "terms": _terms,
    "new_words": _new_words,
    "lexicon_coverage": _lexicon_coverage,
}
