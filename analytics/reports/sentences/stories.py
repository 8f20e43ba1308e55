"""What the tables of stories say: what is a copy of what, and who was first."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import highest
from ...wording import text
from ...wording.formats import percent
from ..page.recognise import frequency_of
from ..page.tables import interval
from .phrases import ENOUGH, clauses, in_period, named, paragraph, quoted, subject_of, tied


def stories(table: pd.DataFrame) -> str:
    """Say how many stories the articles tell."""
    if table.empty:
        return text("sentences.common.no_articles")
    count = int(table["first"].sum())
    whole = text("sentences.stories.whole", articles=len(table), stories=count, copies=len(table) - count)
    bare = int(provenance(table).details.get("by_headline", 0))
    return paragraph(whole, text("sentences.stories.by_headline", count=bare) if bare else "")


def syndicated(table: pd.DataFrame) -> str:
    """Say how many stories several articles tell, and how large the largest is; outlets only where one is stated."""
    if table.empty:
        return text("sentences.syndicated.none")
    largest = highest(table, "articles")
    most, outlets = int(largest["articles"]), int(largest["outlets"])
    equal = int((table["articles"] == most).sum())
    if len(table) == 1:
        kind = "one"
    elif equal == len(table):
        kind = "equal"
    else:
        kind = "most" if equal == 1 else "several"
    said = text(
        f"sentences.syndicated.{kind}",
        count=len(table),
        articles=int(table["articles"].sum()),
        most=most,
        tied=equal,
        outlets=text("sentences.syndicated.outlets", outlets=outlets) if outlets else "",
    )
    single = "_one" * (len(table) == 1)
    return paragraph(said, _undecided(table, f"sentences.syndicated.undecided{single}"))


def syndication(table: pd.DataFrame) -> str:
    """Say how many articles are copies, and in which period most are."""
    articles, copies = int(table["articles"].sum()), int(table["copies"].sum())
    if not articles:
        return text("sentences.common.no_articles")
    which = "mentioning" if provenance(table).label else "all"
    whole = text(
        f"sentences.syndication.{which if copies else which + '_none'}",
        articles=articles,
        copies=copies,
        share=percent(copies / articles),
        subject=subject_of(table),
    )
    large = table[table["articles"] >= ENOUGH]
    open_ones = _undecided(table, "sentences.syndication.undecided")
    if not large["copies"].any():
        return clauses(whole, open_ones)
    top = highest(large, "copies")
    return clauses(
        whole,
        text(
            "sentences.syndication.peak",
            when=in_period(top["period"], frequency_of(table)),
            tied=tied(large["copies"]),
            articles=int(top["articles"]),
            copies=int(top["copies"]),
        ),
        open_ones,
    )


def threads(table: pd.DataFrame) -> str:
    """Say how many affairs go on, and which has most stories."""
    if table.empty:
        return text("sentences.threads.none")
    whole = table.drop_duplicates("thread")
    most = int(whole["stories"].max())
    widest = whole[whole["stories"] == most]
    counts = {"threads": len(whole), "stories": len(table), "most": most}
    if len(widest) > 1:
        return text("sentences.threads.several", **counts)
    return text(
        f"sentences.threads.{'most' if len(whole) > 1 else 'one'}",
        title=quoted(widest["title"].iloc[0]),
        days=int(widest["days"].iloc[0]),
        **counts,
    )


def related(table: pd.DataFrame) -> str:
    """Say which article is most like the one asked for."""
    if table.empty:
        return text("sentences.related.none")
    first = highest(table, "similarity")
    return text(
        "sentences.related.most", title=quoted(first["title"]), similarity=f"{first['similarity']:.2f}"
    )


def first_to_publish(table: pd.DataFrame) -> str:
    """Say which outlet is first most often."""
    decided = table["stories"] - table["undecided"]
    known = table[decided >= ENOUGH]
    if known.empty:
        return text("sentences.first_to_publish.none")
    high = highest(known, "share")
    kind = "most" if len(known) > 1 else "one"
    return text(
        f"sentences.first_to_publish.{kind}{'_open' * bool(high['undecided'])}",
        tied=tied(known["share"]),
        enough=ENOUGH,
        outlet=named(str(high["outlet"])),
        stories=int(high["stories"]),
        undecided=int(high["undecided"]),
        led=int(high["led"]),
        share=percent(high["share"]),
        interval=interval(high["low"], high["high"]),
    )


def _undecided(table: pd.DataFrame, key: str) -> str:
    """Say of how many stories dates alone do not tell who was first; nothing where there are none."""
    count = int(provenance(table).details.get("undecided", 0))
    return text(key, count=count) if count else ""
