"""Reading: what is in a corpus, what is wrong with it, how its text is segmented."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import analytics

from .command import command
from .options import Format, Output, catalogue
from .source import Reading

if TYPE_CHECKING:
    import pandas as pd

# What each figure of `load` counts.
_UNITS = {item: unit for unit, items in catalogue("units").items() for item in items.split()}


@command
def load(source: Reading, output: Output) -> None:
    """Read a corpus and say what is in it; with --out, write the article table."""
    output.emit(source.read.articles if output.out else summary(source.read))


def summary(corpus: "analytics.Corpus") -> "pd.DataFrame":
    """Return the health of a corpus and its fingerprint, with the unit of each value."""
    import pandas as pd

    fingerprint = pd.DataFrame({"item": ["fingerprint"], "value": [corpus.fingerprint]})
    table = pd.concat([analytics.health(corpus), fingerprint], ignore_index=True)
    return table.assign(unit=table["item"].map(_UNITS).fillna("").astype("str"))


@command
def check(source: Reading, output: Output) -> None:
    """List what is wrong with a corpus; exit status 1 if a document could not be read.

    On the screen, problems of one kind are one line with their number and an example; --format and --out list each.
    """
    from ..read.ledger import grouped

    problems = source.read.problems
    on_screen = output.format is Format.table and output.out is None
    output.emit(grouped(problems) if on_screen else problems)
    failed = problems["code"][problems["severity"] == "error"]
    if (failed != "duplicate").any():
        raise typer.Exit(1)


@command
def segment(entities: Path | None = None, words: Path | None = None) -> None:
    """Read lines on standard input; print each with its tokens separated by single spaces."""
    from ..text.tokens import segmenter

    cutter = segmenter(Reading("", entities, words).lexicon)
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    writer = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    for line in lines:
        text = line.removesuffix("\n")
        writer.write(" ".join(text[start:end] for start, end in cutter.spans(text)) + "\n")
    writer.flush()
    writer.detach()
