"""The check of a page before it is published: complete, accessible, and independent of anything outside."""

import os
import re
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html as parser
from nbformat import NotebookNode

from ...errors import ReportError
from ...shipped import PACKAGE
from ..page.escape import NO_GLYPH

MOST_BYTES = 2_000_000
_XLINK = "{http://www.w3.org/1999/xlink}href"
# Attributes whose address a browser fetches by itself.
_FETCHED = ["src", "srcset", "href", _XLINK, "xlink:href", "data", "poster", "background"]
_REFUSED = ["script", "iframe", "frame", "object", "embed", "applet", "base", "form"]
_EMPTY_DESCRIPTION = re.compile(
    r"|no description has been provided for this image|image|figure|chart|png|untitled"
    r"|[\w-]+\.(png|svg|jpe?g|gif|webp)",
    re.IGNORECASE,
)
_OUTSIDE_STYLE = re.compile(
    r"@import|(url|src)\(\s*+['\"]?+\s*+(?!data:|#)[^)'\"\s]|image-set\(\s*+['\"](?!data:)", re.IGNORECASE
)
_WORDS = ("aria-label", "alt", "title", "content")
_ALLOWED_LINK = re.compile(r"(https?://|mailto:|#|\?)|(?!/|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
# Matplotlib's warning when it draws a box
_MISSING_GLYPH = re.compile(r"Glyph \d+ (?:(?!missing from|Glyph \d)[^\n])*+missing from[^\n]*+")


def check(page: str, places: Iterable[str] = (), *, most_bytes: int = MOST_BYTES) -> None:
    """Refuse a page that must not be published.

    Parameters
    ----------
    page : str
        The page's HTML.
    places : iterable of str
        Folders of this machine, which no page may show.
    most_bytes : int
        Largest size allowed, in bytes.

    Raises
    ------
    ReportError
        The page must not be published; the message lists everything that is wrong.

    Examples
    --------
    >>> check('<!doctype html><html lang="en"><title>A page</title><h1>A page</h1></html>')
    >>> check('<!doctype html><html lang="en"><title>A page</title></html>')
    Traceback (most recent call last):
    ...
    analytics.errors.ReportError: the page must not be published: it has 0 h1 instead of one
    """
    faults = list(_faults(page, places, most_bytes))
    if faults:
        raise ReportError(f"the page must not be published: {'; '.join(dict.fromkeys(faults))}")


def check_outputs(notebook: NotebookNode) -> None:
    """Refuse a notebook whose own figures show boxes instead of characters.

    The library's charts raise an error themselves; other figures only warn, where no reader sees it.

    Raises
    ------
    ReportError
        A figure has boxes; the message quotes the warning.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found = _MISSING_GLYPH.search(str(output.get("text", "")))
            if found:
                raise ReportError(
                    f"the page must not be published: a figure has boxes in place of characters ({found[0].strip()}); "
                    "draw it with analytics.charts, or in a font that has them"
                )


def machine_places(*more: str) -> list[str]:
    """Return the folders of this machine that no page may show, the longest first."""
    known = [
        str(Path.home()),
        str(Path.cwd()),
        sys.prefix,
        sysconfig.get_path("stdlib"),
        tempfile.gettempdir(),
    ]
    known += [str(PACKAGE.parent), *more]
    return sorted({place for place in known if len(Path(place).parts) > 1}, key=len, reverse=True)


def without_places(text: str, places: Iterable[str]) -> str:
    """Return a text with the folders of this machine replaced by `…`.

    >>> without_places("no such file: /home/chan/corpus/a.md", ["/home/chan"])
    'no such file: …/corpus/a.md'
    """
    for place in places:
        text = _place(place).sub("…", text)
    return text


def _place(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:/-]){re.escape(place.rstrip(os.sep))}(?![\w-])")


def _faults(page: str, places: Iterable[str], most_bytes: int) -> Iterator[str]:
    boxes = sorted(set(NO_GLYPH.findall(page)))
    if boxes:
        yield f"it shows characters that no font has: {', '.join(f'U+{ord(char):04X}' for char in boxes[:8])}"
        page = NO_GLYPH.sub("", page)
    size = len(page.encode())
    if size > most_bytes:
        yield f"it has {size:,} bytes, more than {most_bytes:,}"
    document = parser.document_fromstring(page)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", (document.get("lang") or "").strip()):
        yield "it states no language"
    titles = [(title.text or "").strip() for title in document.xpath("/html/head/title")]
    if not any(titles):
        yield "it has no title"
    count = len(document.xpath("//h1"))
    if count != 1:
        yield f"it has {count} h1 instead of one"
    repeated = [name for name, times in Counter(document.xpath("//@id")).items() if times > 1]
    if repeated:
        yield f"the id {repeated[0]!r} stands twice"
    for element in document.iter():
        if isinstance(element.tag, str):
            yield from _faults_of(element)
    if "Traceback (most recent call last)" in page:
        yield "it shows a traceback"
    for place in places:
        if _place(place).search(page):
            yield f"it shows a folder of this machine: {place}"


def _faults_of(element: parser.HtmlElement) -> Iterator[str]:
    tag = element.tag
    if tag in _REFUSED:
        yield f"a <{tag}> stands in it"
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield "it sends the reader on"
    if tag == "img" and _EMPTY_DESCRIPTION.fullmatch((element.get("alt") or "").strip()):
        yield "an image has no words of its own: give it alternative text that says what it shows"
    if tag == "svg" and not element.xpath("ancestor-or-self::*[@aria-hidden='true']"):
        words = element.xpath("string(ancestor-or-self::*[@role='img'][1]/@aria-label)")
        if _EMPTY_DESCRIPTION.fullmatch(words.strip()):
            yield "a drawing has no words of its own: give it a label that says what it shows"
    if tag == "style" and _OUTSIDE_STYLE.search(element.text or ""):
        yield "its style asks for something outside"
    for name, value in element.attrib.items():
        text = str(value).strip()
        if name == "href" and (tag in ("a", "area") or (tag == "link" and element.get("rel") == "alternate")):
            if text.lower().startswith("javascript:"):
                yield "a link runs script"
            elif not _ALLOWED_LINK.match(text):
                yield f"a link leads nowhere for readers: {text[:80]!r}"
        elif name in _FETCHED and not text.lower().startswith(("data:", "#")):
            yield f"<{tag}> asks for {text[:80]!r}"
        elif name not in _WORDS and ("(" in text or "@" in text) and _OUTSIDE_STYLE.search(text):
            yield f"the style of <{tag}> asks for something outside"
        if name.lower().startswith("on") or name == "ping":
            yield f"<{tag}> runs script"
