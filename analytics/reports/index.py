"""The index of the reports: what each is about, and whether its page is of this build."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as parser

from .page import Edition, heading_of, render_index

if TYPE_CHECKING:
    from .publish import Result


def index(notebooks: Mapping[str, Path], results: Sequence["Result"], folder: Path, shared: Edition) -> str:
    """Return the index page.

    Parameters
    ----------
    notebooks : mapping of str to Path
        Every report there is.
    results : sequence of Result
        How those of this build ended.
    folder : Path
        Where the pages are.
    shared : Edition
        What the pages of this build share.
    """
    ended = {result.name: result for result in results}
    entries: list[dict[str, object]] = []
    for name, notebook in notebooks.items():
        result = ended.get(name)
        page = folder / f"{name}.html"
        there = _front(page)
        title, description, corpus = there or (*heading_of(notebook, shared.language), "")
        status = "failed" if result and not result.ok else "built" if result else "older" if there else "none"
        entries.append(
            {
                "status": status,
                "title": title,
                "description": description,
                "href": page.name if there else "",
                "corpus": corpus if there and status != "built" else "",
                "error": result.error if result else "",
            }
        )
    return render_index(shared, entries)


def _front(page: Path) -> tuple[str, str, str] | None:
    """Title, first paragraph and corpus line of a page that is there; None where none is."""
    try:
        document = parser.document_fromstring(page.read_text(encoding="utf-8"))
    except (OSError, ValueError, etree.ParserError):
        return None
    title = document.findtext(".//h1") or page.stem
    description = "".join(document.xpath("//meta[@name='description']/@content"))
    corpus = " ".join(" ".join(document.xpath("//header//*[@class='corpus']//text()")).split())
    return title, description, corpus
