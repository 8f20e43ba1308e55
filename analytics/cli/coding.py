"""Coding: pages for coders, and samples for other programs."""

from pathlib import Path

import analytics

from ..errors import ArgumentError
from .command import command

_ENDINGS = {"doccano": "jsonl", "label-studio": "json", "label-studio-config": "xml", "csv": "csv"}


@command
def code(
    sample: Path,
    codebook: Path = Path("codebook.toml"),
    coders: list[str] | None = None,
    out: Path = Path(),
    mark: str | None = None,
    form: str = "page",
    language: str = "zh-HK",
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
        pages = {name: analytics.coding_page(drawn, book, name, mark=mark) for name in names}
        files = {f"code-{file_name(name)}.html": page for name, page in pages.items()}
        if len(files) < len(names):
            raise ArgumentError("two coders would have the same file; give names that differ by letters")
    else:
        files = {f"{sample.stem}-{form}.{_ENDINGS[form]}": analytics.export_sample(drawn, book, form)}
    for name, content in files.items():
        try:
            write_whole(out / name, content)
        except OSError as error:
            raise CorpusError(f"{out / name}: cannot be written ({error.strerror})") from None
        print(out / name)
