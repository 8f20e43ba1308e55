"""What a page must be before it is published: whole, readable by everyone, and without any outside help."""

import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html as parser

from ..errors import ReportError

MOST_BYTES = 2_000_000
_FETCHED = (
    "src",
    "srcset",
    "href",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
    "data",
    "poster",
    "background",
)
_NO_WORDS = ("", "no description has been provided for this image", "image", "png")
_REFUSED = ("script", "iframe", "object", "embed", "base", "form")
_OUTSIDE_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?!data:|#)[^)'\"\s]", re.IGNORECASE)


def check(page: str, places: Iterable[str] = (), *, most_bytes: int = MOST_BYTES) -> None:
    """Refuse a page that must not be published.

    Parameters
    ----------
    page : str
        The page's HTML.
    places : iterable of str
        Folders of this machine, which no reader should see.
    most_bytes : int
        How large it may be.

    Raises
    ------
    ReportError
        With everything that is wrong.

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


def machine_places(*more: str) -> list[str]:
    """Return the folders of this machine that no page should show, the longest first."""
    known = [str(Path.home()), str(Path.cwd()), sys.prefix, tempfile.gettempdir(), *more]
    return sorted({place for place in known if len(Path(place).parts) > 1}, key=len, reverse=True)


def without_places(text: str, places: Iterable[str]) -> str:
    """Return a text in which the folders of this machine are cut short.

    >>> without_places("no such file: /home/chan/corpus/a.md", ["/home/chan"])
    'no such file: …/corpus/a.md'
    """
    for place in places:
        text = _place(place).sub("…", text)
    return text


def _place(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:/-]){re.escape(place.rstrip(os.sep))}(?![\w-])")


def _faults(page: str, places: Iterable[str], most_bytes: int) -> Iterator[str]:
    size = len(page.encode())
    if size > most_bytes:
        yield f"it has {size:,} bytes, more than {most_bytes:,}"
    document = parser.document_fromstring(page)
    if not (document.get("lang") or "").strip():
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
    if tag == "img" and (element.get("alt") or "").strip().lower() in _NO_WORDS:
        yield "an image has no words of its own"
    if tag == "svg" and not element.xpath(
        "ancestor-or-self::*[@role='img' and string(@aria-label)] | ancestor-or-self::*[@aria-hidden='true']"
    ):
        yield "a drawing has no words of its own"
    if tag == "style" and _OUTSIDE_STYLE.search(element.text or ""):
        yield "its style asks for something outside"
    for name, value in element.attrib.items():
        text = str(value).strip()
        if tag in ("a", "area") and name == "href":
            if text.lower().startswith("javascript:"):
                yield "a link runs script"
        elif name in _FETCHED and not text.lower().startswith(("data:", "#")):
            yield f"<{tag}> asks for {text[:80]!r}"
        elif _OUTSIDE_STYLE.search(text) and name not in ("aria-label", "alt", "title", "content"):
            yield f"the style of <{tag}> asks for something outside"
        if name.lower().startswith("on") or name == "ping":
            yield f"<{tag}> runs script"
