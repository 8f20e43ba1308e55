"""What the tables of words say: key terms, collocates, co-occurrence, dispersion, diversity."""

from typing import Any

import pandas as pd

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import highest, lowest
from ...wording import either, has, text
from ...wording.columns import value, written
from ..page.recognise import frequency_of
from .phrases import (
    clauses,
    in_period,
    listed,
    named,
    paragraph,
    quoted,
    quoted_name,
    spellings_of,
    subject_of,
    tied,
)

_SURE = 0.05  # p, after Holm's correction, below which a term is called a key term
_ENOUGH_WORDS = 500  # of a group whose vocabulary is compared


def terms(table: pd.DataFrame) -> str:
    """Say how many different terms there are, and which is most frequent."""
    if table.empty:
        return text("sentences.terms.none")
    known = provenance(table).details
    size = ""
    if {"articles", "tokens"} <= set(known):
        size = text("sentences.terms.size", articles=int(known["articles"]), tokens=int(known["tokens"]))
    most = highest(table, "frequency")
    return paragraph(
        size,
        text(
            f"sentences.terms.{'first' if len(table) > 1 else 'only'}",
            count=len(table),
            term=quoted(most["term"]),
            tied=tied(table["frequency"]),
            frequency=int(most["frequency"]),
            document_frequency=int(most["document_frequency"]),
        ),
    )


def keyness(table: pd.DataFrame) -> str:
    """Say how many terms set each side apart, and name the strongest."""
    if table.empty:
        return text("sentences.keyness.none")
    origin = provenance(table)
    tested = int(origin.details.get("tested", len(table)))
    sure = table[(table["p_adjusted"] < _SURE) & (table["log_ratio_low"] != 0)]
    if sure.empty:
        return text("sentences.keyness.same", tested=tested)
    ours = sure[sure["log_likelihood"] > 0].sort_values("log_likelihood", ascending=False, kind="stable")
    theirs = sure[sure["log_likelihood"] < 0].sort_values("log_likelihood", kind="stable")
    target = text(
        "sentences.keyness.target",
        tested=tested,
        count=len(ours),
        side=_articles_of(either(origin.label, origin.label_en), "target_articles"),
    )
    reference = text(
        "sentences.keyness.reference",
        count=len(theirs),
        side=_articles_of(origin.details.get("reference"), "other_articles"),
    )
    if len(ours):
        target = text(f"sentences.keyness.{_shown('most', ours)}", clause=target, terms=listed(ours["term"]))
    if len(theirs):
        key = f"sentences.keyness.{_shown('such_as', theirs)}"
        reference = text(key, clause=reference, terms=listed(theirs["term"]))
    return paragraph(clauses(target, reference), _by_articles(sure))


def _shown(some: str, terms: pd.DataFrame) -> str:
    """Return how the first terms are introduced: as examples, or as all there are."""
    return some if len(terms) > 3 else "namely"


def _by_articles(sure: pd.DataFrame) -> str:
    """Say how many key terms stay sure with articles as the sample; nothing of a table without that test."""
    if "article_p_adjusted" not in sure:
        return ""
    if sure["article_p_adjusted"].isna().all():
        return text("sentences.keyness.by_words")
    known = sure[sure["article_p_adjusted"] < _SURE]
    return text("sentences.keyness.by_articles", count=len(sure), sure=len(known))


def _articles_of(label: str | None, otherwise: str) -> str:
    if not label:
        return text(f"sentences.keyness.{otherwise}")
    return text("sentences.keyness.articles_of", subject=named(label))


def rising(table: pd.DataFrame) -> str:
    """Say how many periods have rising terms, and which term rises most sharply."""
    if table.empty:
        return text("sentences.rising.none")
    most = highest(table, "log_likelihood")
    return text(
        "sentences.rising.most",
        periods=table["period"].nunique(),
        when=in_period(most["period"], frequency_of(table)),
        term=quoted(most["term"]),
        tied=tied(table["log_likelihood"]),
    )


def collocates(table: pd.DataFrame) -> str:
    """Say how often the subject occurs, and which words are tied to it most strongly."""
    known = provenance(table).details
    subject, nodes, window = subject_of(table), known.get("nodes"), known.get("window")
    if nodes == 0:
        return text("sentences.collocates.never", subject=subject)
    if table.empty:
        return text("sentences.collocates.none", subject=subject, nodes=int(nodes or 0))
    strongest = listed(table.nlargest(3, "log_likelihood")["collocate"])
    if nodes is None or window is None:
        return text("sentences.collocates.strongest_bare", collocates=strongest)
    return text(
        "sentences.collocates.strongest",
        subject=subject,
        nodes=int(nodes),
        window=int(window),
        collocates=strongest,
        tied=tied(table["log_likelihood"], 3),
    )


def ngrams(table: pd.DataFrame) -> str:
    """Say how many word sequences recur, which are bound most tightly, and which is most frequent."""
    if table.empty:
        return text("sentences.ngrams.none")
    frequent = highest(table, "frequency")
    bound = table[table["z"] > 0].nlargest(3, "z")  # the others are bound no more than their parts
    return paragraph(
        text("sentences.ngrams.count", count=len(table)),
        text("sentences.ngrams.bound", tightest=listed(bound["ngram"])) if len(bound) else "",
        text(
            "sentences.ngrams.frequent",
            frequent=quoted(frequent["ngram"]),
            frequency=int(frequent["frequency"]),
            tied=tied(table["frequency"]),
        ),
    )


def cooccurrence(table: pd.DataFrame) -> str:
    """Say how many pairs share articles, which pair shares most, and which is tied most strongly."""
    by = str(provenance(table).by or "value")
    by = by if has(f"sentences.cooccurrence.pairs_{by}") else "value"
    if table.empty:
        return text(f"sentences.cooccurrence.none_{by}")
    pairs = text(f"sentences.cooccurrence.pairs_{by}", count=len(table))
    attracted = table[table["log_likelihood"] > 0]  # the pairs that the chart draws
    if attracted.empty:
        return clauses(pairs, text("sentences.cooccurrence.no_more"))
    most, bound = (highest(attracted, name) for name in ("together", "log_likelihood"))
    found = clauses(
        pairs,
        text(
            "sentences.cooccurrence.most",
            pair=_pair(table, most),
            together=int(most["together"]),
            tied=tied(attracted["together"], inside=True),
        ),
        text(
            "sentences.cooccurrence.tied",
            pair=_pair(table, bound),
            together=int(bound["together"]),
            tied=tied(attracted["log_likelihood"], inside=True),
        )
        if bound.name != most.name
        else "",
    )
    return paragraph(found, spellings_of(table))


def _pair(table: pd.DataFrame, row: pd.Series) -> str:
    first, second = (quoted_name(table, row[side]) for side in ("first", "second"))
    return text("sentences.common.pair", first=first, second=second)


def dispersion(table: pd.DataFrame) -> str:
    """Say which term is used most evenly and which least."""
    known = table[table["dp_norm"].notna()]
    if known.empty:
        return text("sentences.dispersion.none")
    by = provenance(table).by
    part = by if by in ("article", "outlet") else "period" if by else "part"
    terms = {"even": lowest(known, "dp_norm"), "uneven": highest(known, "dp_norm")}
    if len(known) > 1 and _dp(terms["even"]) == _dp(terms["uneven"]):
        return clauses(text("sentences.dispersion.equal", count=len(known), dp=_dp(terms["even"])))
    sentences = [
        text(
            f"sentences.dispersion.{kind if len(known) > 1 else 'one'}",
            term=quoted_name(table, row["term"]),
            dp=_dp(row),
            tied=tied(known["dp_norm"].round(2) * (-1 if kind == "even" else 1), inside=True),
            where=text(
                f"sentences.dispersion.in_{part}",
                parts=int(row["parts"]),
                range=int(row["range"]),
            ),
        )
        for kind, row in terms.items()
    ]
    return clauses(*sentences[: len(known)])


def _dp(row: Any) -> str:
    return written(row["dp_norm"], "dp_norm", "dispersion")


def xray(table: pd.DataFrame) -> str:
    """Say how often each term occurs."""
    counts = table.groupby("term", sort=False)["id"].agg(["size", "nunique"])
    if counts.empty:
        return text("sentences.xray.none")
    parts = [
        text(
            "sentences.xray.part",
            term=quoted_name(table, term),
            count=int(row["size"]),
            articles=int(row["nunique"]),
        )
        for term, row in counts.iterrows()
    ]
    return clauses(*parts)


def diversity(table: pd.DataFrame) -> str:
    """Say whose vocabulary is most varied and whose least."""
    known = table[table["value"].notna() & table["mtld"].notna() & (table["tokens"] >= _ENOUGH_WORDS)]
    if known.empty:
        return text("sentences.diversity.none")
    by = provenance(table).by or "value"
    high, low = highest(known, "mtld"), lowest(known, "mtld")
    (high_name, high_mtld), (low_name, low_mtld) = (
        (named(value(row["value"], by)), written(row["mtld"], "mtld", "diversity")) for row in (high, low)
    )
    if len(known) == 1:
        return paragraph(
            text("sentences.diversity.one", value=high_name, mtld=high_mtld), spellings_of(table)
        )
    extremes = text(
        "sentences.diversity.extremes",
        enough=_ENOUGH_WORDS,
        high=high_name,
        high_mtld=high_mtld,
        low=low_name,
        low_mtld=low_mtld,
        high_length=_words_an_article(high),
        low_length=_words_an_article(low),
    )
    return paragraph(extremes, spellings_of(table))


def _words_an_article(row: Any) -> int:
    words: int = round(row["tokens"] / row["articles"])
    return words


def new_words(table: pd.DataFrame) -> str:
    """Say how many strings may be new words, and which scores highest."""
    if table.empty:
        return text("sentences.new_words.none")
    best = highest(table, "score") if "score" in table else table.iloc[0]
    return text(
        "sentences.new_words.most",
        count=len(table),
        word=quoted(best["word"]),
        tied=tied(table["score"]) if "score" in table else "",
        frequency=int(best["frequency"]),
    )


def lexicon_coverage(table: pd.DataFrame) -> str:
    """Say what share of the words the dictionary and the word lists hold."""
    row = table.iloc[0]
    if not row["tokens"]:
        return text("sentences.lexicon_coverage.none")
    if not row["unknown_types"]:
        return text("sentences.lexicon_coverage.all")
    return text(
        "sentences.lexicon_coverage.share",
        share=written(row["token_share"], "token_share", "lexicon_coverage"),
        unknown=int(row["unknown_types"]),
    )
