"""Coding: pages for coders, and samples for other programs."""

from pathlib import Path
from typing import Annotated

import typer

import analytics

from ..errors import ArgumentError
from .command import app


@app.command()
def code(
    sample: Annotated[
        Path, typer.Argument(help="the sample that `analytics sample --out` wrote", show_default=False)
    ],
    codebook: Annotated[Path, typer.Option("--codebook", help="what is asked")] = Path("codebook.toml"),
    coders: Annotated[
        list[str] | None,
        typer.Option("--coder", help="who codes; may be repeated: a page for each", show_default=False),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="folder of the pages")] = Path(),
    mark: Annotated[
        str | None,
        typer.Option(
            help="highlight mentions of this entity; without it coding is blind", show_default=False
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option("--form", help="page, or for other programs doccano, label-studio or csv"),
    ] = "page",
    language: Annotated[str, typer.Option(help="language of the pages: zh-HK or en")] = "zh-HK",
) -> None:
    """Write a page for each coder: one HTML file that works offline, by keyboard, and exports codes."""
    from ..coding.exchange import FORMS
    from ..coding.page import file_name
    from ..errors import CorpusError, one_of
    from ..files import write_whole
    from ..wording import LANGUAGES
    from ..wording import language as set_language

    one_of("form", form, ["page", *FORMS], ArgumentError)
    set_language(one_of("language", language, list(LANGUAGES), ArgumentError))
    drawn, book = analytics.read_sample(sample), analytics.load_codebook(codebook)
    if form == "page":
        names = coders or ["A", "B"]
        files = {
            f"code-{file_name(name)}.html": analytics.coding_page(drawn, book, name, mark=mark)
            for name in names
        }
        if len(files) < len(names):
            raise ArgumentError("two coders would have the same file; give names that differ by letters")
    else:
        ending = {"doccano": "jsonl", "label-studio": "json", "label-studio-config": "xml", "csv": "csv"}[
            form
        ]
        files = {f"{sample.stem}-{form}.{ending}": analytics.export_sample(drawn, book, form)}
    for name, content in files.items():
        try:
            write_whole(out / name, content)
        except OSError as error:
            raise CorpusError(f"{out / name}: cannot be written ({error.strerror})") from None
        print(out / name)
