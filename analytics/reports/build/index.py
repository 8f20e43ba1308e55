"""The index of the reports: what each is about, which page readers see, and how its last build ended."""

import base64
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as parser
from PIL import Image

from ..page.render import Edition, heading_of, render_index
from ..page.words import NO_GLYPH
from .history import LATEST, dated
from .manifest import Manifest

if TYPE_CHECKING:
    from .build_reports import Result


_WIDE = 352  # pixels of a thumbnail: sharp at half the size
_COLOURS = 24
_TALL = 0.7  # of the width: what is below is cut off, so that thumbnails are of one size


def index(
    manifest: Manifest,
    results: Sequence["Result"],
    folder: Path,
    shared: Edition,
    notebooks: Mapping[str, Path],
) -> str:
    """Return the index page.

    Parameters
    ----------
    manifest : Manifest
        What is known of every report after this build.
    results : sequence of Result
        How those of this build ended.
    folder : Path
        Where the pages are.
    shared : Edition
        What the pages of this build share.
    notebooks : mapping of str to Path
        Every report there is.
    """
    ended = {result.name: result for result in results}
    entries: list[dict[str, object]] = []
    for name, notebook in notebooks.items():
        result, known = ended.get(name), manifest.reports[name]
        shown = known.last_success
        there = _front(folder / name / LATEST)
        title, description, corpus = there or (*heading_of(notebook, shared.language), "")
        status = result.status if result else "older" if there else "none"
        attempt = known.last_attempt
        if attempt and attempt.status == "failed":  # also of an earlier build: nothing was mended since
            status = "failed"
        pages = dated(folder / name) if there else []
        entries.append(
            {
                "status": status,
                "title": title,
                "description": description,
                "href": f"{name}/{LATEST}" if there else "",
                "corpus": corpus if there and status in ("failed", "older") else "",
                "error": _shown(attempt.error) if attempt and status == "failed" else "",
                "date": attempt.date if attempt else "",
                "shown": (shown.date if shown else pages[0].stem if pages else "") if there else "",
                "older": [
                    (page.stem, f"{name}/{page.name}")
                    for page in pages
                    if not shown or page.stem != shown.date
                ],
                "thumb": _thumbnail(folder / shown.charts) if there and shown and shown.charts else "",
            }
        )
    return render_index(shared, entries)


def _shown(error: str) -> str:
    """An error as a page may show it: what a check would refuse must not keep the index from being published."""
    return NO_GLYPH.sub("\ufffd", error).replace("Traceback (most recent call last)", "Traceback")


def _thumbnail(charts: Path) -> str:
    """The first chart of a page, small, as a data address; empty where there is none."""
    first = next(iter(sorted(charts.glob("*.png"))), None)
    if first is None:
        return ""
    try:
        with Image.open(first) as whole:
            small = whole.convert("RGB").crop(
                (0, 0, whole.width, min(whole.height, round(whole.width * _TALL)))
            )
    except OSError:
        return ""
    small = small.resize((_WIDE, round(small.height * _WIDE / small.width)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.quantize(_COLOURS).save(buffer, format="PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _front(page: Path) -> tuple[str, str, str] | None:
    """Title, first paragraph and corpus line of a page that is there; None where none is."""
    try:
        document = parser.document_fromstring(page.read_text(encoding="utf-8"))
    except (OSError, ValueError, etree.ParserError):
        return None
    title = document.findtext(".//h1") or page.parent.name
    description = "".join(document.xpath("//meta[@name='description']/@content"))
    corpus = " ".join(" ".join(document.xpath("//header//*[@class='corpus']//text()")).split())
    return title, description, corpus
