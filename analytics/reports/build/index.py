"""The index page: what each report is about, which of its pages readers see, how its last build ended."""

import base64
import io
from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree
from lxml import html as parser
from PIL import Image

from ..page.escape import NO_GLYPH
from ..page.render import Edition, heading_of, render_index
from .manifest import Manifest, Report
from .published import LATEST, dated

_THUMBNAIL_WIDTH = 352  # pixels: sharp at half the size
_THUMBNAIL_HEIGHT = 0.7  # of the width: what is below is cut off, so that all thumbnails have one size
_THUMBNAIL_COLOURS = 24


def index(
    manifest: Manifest, built: Collection[str], folder: Path, shared: Edition, notebooks: Mapping[str, Path]
) -> str:
    """Return the index page.

    Parameters
    ----------
    manifest : Manifest
        What is known of every report after this build.
    built : collection of str
        Names of the reports of this build, however they ended.
    folder : Path
        Where the pages are.
    shared : Edition
        What the pages of this build share.
    notebooks : mapping of str to Path
        Every report there is, by name.
    """
    entries = [
        _entry(name, folder, manifest.reports[name], name in built, heading_of(notebook, shared.language))
        for name, notebook in notebooks.items()
    ]
    return render_index(shared, entries)


def _entry(
    name: str, folder: Path, report: Report, built_now: bool, heading: tuple[str, str]
) -> dict[str, object]:
    """What the index shows of one report; `heading` is its notebook's title and description."""
    attempt, success = report.last_attempt, report.last_success
    front = _front(folder / name / LATEST)
    title, description, corpus = front or (*heading, "")
    if attempt and attempt.status == "failed":  # in an earlier build too: nothing was repaired since
        status = "failed"
    elif attempt and built_now:
        status = attempt.status
    else:
        status = "older" if front else "none"
    pages = dated(folder / name) if front else []
    shown = success.date if success else pages[0].stem if pages else ""
    return {
        "status": status,
        "title": title,
        "description": description,
        "href": f"{name}/{LATEST}" if front else "",
        "corpus": corpus if status in ("failed", "older") else "",
        "error": _publishable(attempt.error) if attempt and status == "failed" else "",
        "date": attempt.date if attempt else "",
        "shown": shown if front else "",
        "older": [
            (page.stem, f"{name}/{page.name}") for page in pages if not success or page.stem != success.date
        ],
        "thumb": _thumbnail(folder / success.charts) if front and success and success.charts else "",
    }


def _publishable(error: str) -> str:
    """Change what the check of a page would refuse: no error may keep the index from being published."""
    return NO_GLYPH.sub("\ufffd", error).replace("Traceback (most recent call last)", "Traceback")


def _thumbnail(charts: Path) -> str:
    """The first chart of a page, small, as a data address; empty if there is none."""
    first = next(iter(sorted(charts.glob("*.png"))), None)
    if first is None:
        return ""
    try:
        with Image.open(first) as whole:
            height = min(whole.height, round(whole.width * _THUMBNAIL_HEIGHT))
            small = whole.convert("RGB").crop((0, 0, whole.width, height))
    except OSError:
        return ""
    size = (_THUMBNAIL_WIDTH, round(small.height * _THUMBNAIL_WIDTH / small.width))
    small = small.resize(size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.quantize(_THUMBNAIL_COLOURS).save(buffer, format="PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _front(page: Path) -> tuple[str, str, str] | None:
    """Title, first paragraph and corpus line of a published page; None if there is no page."""
    try:
        document = parser.document_fromstring(page.read_text(encoding="utf-8"))
    except (OSError, ValueError, etree.ParserError):
        return None
    title = document.findtext(".//h1") or page.parent.name
    description = "".join(document.xpath("//meta[@name='description']/@content"))
    corpus = " ".join(" ".join(document.xpath("//header//*[@class='corpus']//text()")).split())
    return title, description, corpus
