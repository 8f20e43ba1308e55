"""The link to the original at the end of an article, and what its address says."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit

from ..text.characters import HAN
from ..text.fold import fold_word
from .vocabulary import patterns

_PATTERNS = patterns("source")
_SECTION, _LABEL, _SOCIAL = (_PATTERNS[name] for name in ("section", "label", "social"))
_MAY_HOLD_SECTION = re.compile(
    "/(?:{})".format("|".join(f"{c}|{quote(c)}" for c in "即实日報新要ri")), re.IGNORECASE
)
_SECTION_ENDS = 120  # characters of a piece of an address in which a section has ended, even percent-encoded

_AROUND = " \t。.（）()[]【】「」"
_TITLE = 12  # characters of a headline that an address holds at least
_ARTICLES = re.compile(r"/(?:realtime/)?article/", re.IGNORECASE)


def address(url: str | None) -> SplitResult:
    """Return the pieces of an address; empty ones where it is none.

    >>> address("https://a.example/1").hostname, address("https://[獨家]/1").hostname
    ('a.example', None)
    """
    try:
        return urlsplit(url or "")
    except ValueError:  # what brackets hold must be a number
        return urlsplit("")


@lru_cache(maxsize=64)  # asked twice of an address: of the last link, and of the article
def section_of(url: str | None) -> str | None:
    """Return the section that an address carries: `…/即時-國際-…` -> `國際`.

    >>> section_of("https://a.example/realtime/article/1/即時-國際-題目")
    '國際'
    """
    if not _MAY_HOLD_SECTION.search(url or ""):  # as most: they need not be taken apart
        return None
    for piece in address(url).path.split("/"):
        match = _MAY_HOLD_SECTION.match(f"/{piece}") and _SECTION.match(unquote(piece[:_SECTION_ENDS]))
        if match:
            return match["section"]
    return None


def source_of(
    line: str, text: str, url: str, *, outlet: str | None = None, title: str = ""
) -> tuple[str | None, str] | None:
    """Return the outlet and the address of a last line that links to the original; None if it does not.

    A label says so (`來源：`, `原文連結`), or the link has the form of the home dialect: an outlet's name that leads to
    one of its articles. `支持我們`, `上一篇` and `Facebook專頁` lead elsewhere.

    Parameters
    ----------
    line : str
        The line.
    text, url : str
        The text and the address of the only link in it.
    outlet : str, optional
        The outlet as the front matter names it.
    title : str
        The article's headline: an address that holds it is the article's own.

    Examples
    --------
    >>> source_of("來源：港聲報", "港聲報", "https://a.example/1")
    ('港聲報', 'https://a.example/1')
    >>> source_of("支持我們", "支持我們", "https://pay.example/donate")
    """
    if not re.match(r"https?://", url):
        return None
    url = quote(url, safe="/:?=&%#+,;@!$'()*~[]-._")
    label = _LABEL.match(line.strip(_AROUND))
    rest = line.strip(_AROUND)[label.end() :] if label else line
    if label and rest in ("", text.strip(_AROUND)):
        is_name = rest and not _is_headline(text) and not re.match(r"https?://|www\.", text)
        return (text if is_name and fold_word(text) != fold_word(title) else None), url
    if line != text or _is_headline(text):
        return None
    place = address(url)
    site = place.hostname or ""
    if _SOCIAL.search(site) or not (place.path.strip("/") or place.query):
        return None
    leads_to_article = _ARTICLES.search(place.path) or section_of(url) or _holds(place.path, title)
    is_outlet = outlet is not None and fold_word(text) == fold_word(outlet)
    return (text, url) if leads_to_article or fold_word(text) in site or is_outlet else None


def _holds(path: str, title: str) -> bool:
    """Whether the path of an address holds a headline, or as much of it as an address usually does."""
    if "%" not in path or not title:
        return False
    written, said = ("".join(filter(str.isalnum, text)) for text in (unquote(path), title[:_TITLE]))
    return bool(said) and fold_word(said) in fold_word(written)


def _is_headline(text: str) -> bool:
    """Whether a link's text is an article's headline rather than an outlet's name."""
    return bool(len(text) > 30 or len(re.findall(f"[{HAN}]", text)) > 10 or re.search(r"[，。？！：]", text))
