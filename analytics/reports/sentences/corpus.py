"""What the tables of the corpus say: its health, its problems, its silences."""

import pandas as pd

from ...measures.engine.rows import highest
from ...wording import either, text
from ...wording.columns import value, written
from ...wording.formats import percent
from .phrases import clauses, full_date, joined, lasting, listed, named, paragraph, quoted, tied

_FAULTS = (
    "gap",
    "stopped",
    "started",
    "instant",
    "crowded_day",
)  # anomalies that are counted, not their articles
_CONCERNS = (
    *("gap_days", "stopped", "suspect_dates", "undated"),
    *("error_pages", "stubs", "empty_bodies", "headings", "boilerplate"),
)
_SEVERITIES = ("error", "skipped", "warning")
_QUOTED = 30  # characters of a paragraph that a sentence quotes


def health(table: pd.DataFrame) -> str:
    """Say how many articles there are, and what to watch."""
    values = {str(item): str(content) for item, content in zip(table["item"], table["value"], strict=True)}
    count = {name: int(content) for name, content in values.items() if content.isdigit()}
    dates = ""
    if values.get("first"):
        first, last = full_date(values["first"]), full_date(values["last"])
        dates = text(f"sentences.health.{'range' if first != last else 'one_day'}", first=first, last=last)
    whole = "files" if "files" in count else "articles"  # of a bare table nobody knows how it was read
    rejected, duplicates = count.get("rejected", 0), count.get("duplicates", 0)
    searched = values.get("everywhere", "")
    key = "rejected_duplicates" if duplicates else "rejected"
    key = "rejected_all" if rejected == duplicates else key
    return paragraph(
        text(f"sentences.health.{whole}", **count, range=dates),
        text(f"sentences.health.{key}", count=rejected, duplicates=duplicates) if rejected else "",
        *(text(f"sentences.health.{name}", count=count[name]) for name in _CONCERNS if count.get(name)),
        text("sentences.health.everywhere", terms=listed(searched.split("、"))) if searched else "",
    )


def problems(table: pd.DataFrame) -> str:
    """Say how many errors, skipped files and warnings reading met."""
    counts = {level: int((table["severity"] == level).sum()) for level in _SEVERITIES}
    parts = [text(f"sentences.problems.{level}", count=count) for level, count in counts.items() if count]
    if not parts:
        return text("sentences.problems.none")
    return text("sentences.problems.met", parts=either("；", "; ").join(parts))


def gaps(table: pd.DataFrame) -> str:
    """Say on how many days collection failed, and which outlet is missing longest."""
    if table.empty:
        return text("sentences.gaps.none")
    whole, own = table[table["outlet"].isna()], table[table["outlet"].notna()]
    parts = []
    if len(whole):
        longest = highest(whole, "days")
        parts += [
            text(
                f"sentences.gaps.{'whole' if len(whole) > 1 else 'whole_one'}",
                count=int(whole["days"].sum()),
                lasting=lasting(longest),
                tied=tied(whole["days"]),
            )
        ]
    if len(own):
        longest = highest(own, "days")
        parts += [
            text(
                f"sentences.gaps.{'outlet' if len(own) > 1 else 'outlet_one'}",
                tied=tied(own["days"]),
                outlet=named(str(longest["outlet"])),
                lasting=lasting(longest),
                expected=written(longest["expected"], "expected", "gaps"),
            )
        ]
    return paragraph(*parts)


def anomalies(table: pd.DataFrame) -> str:
    """Say what looks like a fault of collection, and how many articles other oddities concern."""
    if table.empty:
        return text("sentences.anomalies.none")
    is_fault = table["kind"].isin(_FAULTS)
    faults = [
        text("sentences.anomalies.fault", kind=value(kind, "kind"), count=int(count))
        for kind, count in table.loc[is_fault, "kind"].value_counts(sort=False).items()
    ]
    concerned = [
        text(
            "sentences.anomalies.part",
            kind=value(row["kind"], "kind"),
            articles=int(row["articles"]),
            share=percent(row["share"]),
        )
        for _, row in table[table["outlet"].isna() & ~is_fault].iterrows()
    ]
    return paragraph(
        text("sentences.anomalies.faults", parts=joined(faults)) if faults else "",
        text("sentences.anomalies.oddities", parts=clauses(*concerned)) if concerned else "",
    )


def boilerplate(table: pd.DataFrame) -> str:
    """Say how many paragraphs recur, and quote the most frequent."""
    if table.empty:
        return text("sentences.boilerplate.none")
    most = highest(table, "articles")
    shown = str(most["text"])
    return text(
        f"sentences.boilerplate.{'most' if len(table) > 1 else 'one'}",
        tied=tied(table["articles"]),
        count=len(table),
        outlet=named(value(most["outlet"], "outlet")),
        articles=int(most["articles"]),
        share=percent(most["share"]),
        text=quoted(shown if len(shown) <= _QUOTED else f"{shown[:_QUOTED]}…"),
    )
