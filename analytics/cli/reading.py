"""Reading: what is in a corpus, what is wrong with it, how its text is segmented."""

import io
import sys
from typing import TYPE_CHECKING

import typer

import analytics

from .command import app, emit
from .options import (
    Boilerplate,
    Cache,
    Columns,
    Copies,
    CorpusPlace,
    EntityPack,
    Excel,
    Format,
    Labels,
    Limits,
    Links,
    Out,
    Shape,
    Timezone,
    Words,
)
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

# What each figure of `load` counts.
_UNITS = {
    **dict.fromkeys(("files", "rejected", "repaired", "duplicates"), "documents"),
    **dict.fromkeys(
        ("articles", "undated", "suspect_dates", "empty_bodies", "error_pages", "stubs", "headings"),
        "articles",
    ),
    **dict.fromkeys(("days", "silent_days", "gap_days"), "days"),
    **dict.fromkeys(("outlets", "stopped"), "outlets"),
    "duplicate_share": "of documents",
    "skipped": "files of other kinds",
    "characters": "Chinese characters and Latin words",
    "boilerplate": "paragraphs left out",
    "fingerprint": "SHA-256",
}


@app.command()
def load(
    corpus: CorpusPlace,
    entities: EntityPack = None,
    words: Words = None,
    columns: Columns = None,
    timezone: Timezone = "Asia/Hong_Kong",
    copies: Copies = False,
    boilerplate: Boilerplate = False,
    cache: Cache = True,
    limits: Limits = None,
    links: Links = False,
    labels: Labels = None,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """Read a corpus and say what is in it; with --out, write the article table."""
    read = Source(
        corpus, entities, words, columns, timezone, copies, boilerplate, cache, limits, links, labels
    ).read
    emit(read.articles if out else summary(read), format, out, excel)


def summary(corpus: "analytics.Corpus") -> "pd.DataFrame":
    """Return the health of a corpus and its fingerprint, with the unit of each value."""
    import pandas as pd

    fingerprint = pd.DataFrame({"item": ["fingerprint"], "value": [corpus.fingerprint]})
    table = pd.concat([analytics.health(corpus), fingerprint], ignore_index=True)
    return table.assign(unit=table["item"].map(_UNITS).fillna("").astype("str"))


@app.command()
def check(
    corpus: CorpusPlace,
    entities: EntityPack = None,
    words: Words = None,
    columns: Columns = None,
    timezone: Timezone = "Asia/Hong_Kong",
    copies: Copies = False,
    boilerplate: Boilerplate = False,
    cache: Cache = True,
    limits: Limits = None,
    links: Links = False,
    labels: Labels = None,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """List what is wrong with a corpus; exit status 1 if a document could not be read.

    On the screen, problems of one kind are one line with their number and an example; --format and --out list each.
    """
    from ..read.ledger import grouped

    problems = Source(
        corpus, entities, words, columns, timezone, copies, boilerplate, cache, limits, links, labels
    ).read.problems
    on_screen = format is Format.table and out is None
    emit(grouped(problems) if on_screen else problems, format, out, excel)
    failed = problems["code"][problems["severity"] == "error"]
    if (failed != "duplicate").any():
        raise typer.Exit(1)


@app.command()
def segment(entities: EntityPack = None, words: Words = None) -> None:
    """Read lines on standard input; print each with its tokens separated by single spaces."""
    from ..text.tokens import segmenter

    cutter = segmenter(Source("", entities, words).lexicon)
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    writer = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    for line in lines:
        text = line.removesuffix("\n")
        writer.write(" ".join(text[start:end] for start, end in cutter.spans(text)) + "\n")
    writer.flush()
    writer.detach()
