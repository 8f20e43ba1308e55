"""Reading: load, check, segment, and the cache."""

import io
import sys
from typing import Annotated

import typer

import analytics

from .command import Excel, Out, Shape, app, emit
from .corpus import cache_commands
from .options import Cache, Columns, Copies, CorpusPlace, Entities, Format, Source, Timezone, Words

# What each figure of `load` counts
_UNITS = {
    **dict.fromkeys(("files", "rejected", "repaired", "duplicates"), "documents"),
    **dict.fromkeys(("articles", "undated", "suspect_dates", "empty_bodies"), "articles"),
    **dict.fromkeys(("days", "silent_days", "gap_days"), "days"),
    **dict.fromkeys(("outlets", "stopped"), "outlets"),
    "duplicate_share": "of documents",
    "skipped": "files of other kinds",
    "characters": "Chinese characters and Latin words",
    "boilerplate": "paragraphs",
    "fingerprint": "SHA-256",
}


@app.command()
def load(
    corpus: CorpusPlace,
    entities: Entities = None,
    words: Words = None,
    columns: Columns = None,
    timezone: Timezone = "Asia/Hong_Kong",
    copies: Copies = False,
    cache: Cache = True,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """Read a corpus and tell what is in it; with --out, write the article table."""
    read = Source(corpus, entities, words, timezone, cache, columns=columns, copies=copies).read
    if out:
        emit(read.articles, format, out, excel)
        return
    import pandas as pd

    fingerprint = pd.DataFrame({"item": ["fingerprint"], "value": [read.fingerprint]})
    facts = pd.concat([analytics.health(read), fingerprint], ignore_index=True)
    emit(facts.assign(unit=facts["item"].map(_UNITS).fillna("")), format, out, excel)


@app.command()
def check(
    corpus: CorpusPlace,
    entities: Entities = None,
    words: Words = None,
    columns: Columns = None,
    timezone: Timezone = "Asia/Hong_Kong",
    copies: Copies = False,
    cache: Cache = True,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """List what is wrong with a corpus, like problems together; exit status 1 if a document could not be read.

    CSV, JSON and Parquet, printed or written to a file, list every problem.
    """
    read = Source(corpus, entities, words, timezone, cache, columns=columns, copies=copies).read
    from ..read.ledger import grouped

    together = format is Format.table and out is None
    emit(grouped(read.problems) if together else read.problems, format, out, excel)
    failed = read.problems["code"][read.problems["severity"] == "error"]
    if (failed != "duplicate").any():
        raise typer.Exit(1)


@cache_commands.command("info")
def cache_info(format: Shape = Format.table, out: Out = None, excel: Excel = False) -> None:
    """List the caches of this machine: whose they are, how large, when last used."""
    from ..read.cache import caches

    emit(caches(), format, out, excel)


@cache_commands.command("clear")
def cache_clear(
    corpus: Annotated[str | None, typer.Option(help="of this corpus only", show_default=False)] = None,
) -> None:
    """Delete the caches, or those of one corpus. It costs time at the next reading, never data."""
    from ..read.cache import clear

    print(f"{clear(corpus):,} bytes freed")


@app.command()
def segment(entities: Entities = None, words: Words = None) -> None:
    """Read lines on standard input; print each with its tokens parted by single spaces."""
    from ..text.tokens import segmenter

    cutter = segmenter(analytics.load_lexicon(Source("", entities).pack, words))
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    writer = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    for line in lines:
        text = line.removesuffix("\n")
        writer.write(" ".join(text[start:end] for start, end in cutter.spans(text)) + "\n")
    writer.flush()
    writer.detach()
