"""Commands that build reports."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from .command import app
from .options import End, SomeEntity, Start


@app.command()
def report(
    names: Annotated[
        list[str] | None, typer.Argument(help="reports to build; all without", show_default=False)
    ] = None,
    corpus: Annotated[str, typer.Option(help="folder, file or archive of the articles")] = "data/sample",
    out: Annotated[Path, typer.Option("--out", "-o", help="where the pages go")] = Path("reports"),
    entity: SomeEntity = "deepseek",
    start: Start = None,
    end: End = None,
    language: Annotated[str, typer.Option(help="of the pages: zh-HK or en")] = "zh-HK",
) -> None:
    """Build the reports; exit status 1 if one failed."""
    from .. import reports  # Jupyter is slow to start, and no other command needs it

    results = reports.build(
        names or None, corpus=corpus, out=out, entity=entity, start=start, end=end, language=language
    )
    for result in results:
        note = "" if result.ok else f": {result.error}"
        print(
            f"{'built ' if result.ok else 'failed'} {result.name}{note}",
            file=sys.stdout if result.ok else sys.stderr,
        )
    print(f"open {out / 'index.html'}")
    if not all(result.ok for result in results):
        raise typer.Exit(1)
