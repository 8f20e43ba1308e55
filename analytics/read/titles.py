"""The headline of a document, the topic before its bar, and the names that stand in for a headline."""

import re
from pathlib import PurePosixPath

import pyromark

from ..text.length import length
from . import body
from .markdown import spaces

_TOPIC = re.compile(r"(?P<topic>[^︱｜|丨│]{1,20}?)\s*[︱｜|丨│]\s*(?P<rest>\S.*)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = re.compile(
    r"</?(?:em|strong|b|i|u|span|a|br|font|mark|sup|sub|small|p|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[\w!/][^<>]*>")
_LONGEST = 60  # characters of a first line of plain text that may be a headline


def topic_of(title: str) -> str | None:
    """Return the label before the bar; what is longer than the rest is a headline before a site's name.

    >>> topic_of("港股︱恒指升三百點"), topic_of("恒指收市升三百點 | 港聲報")
    ('港股', None)
    """
    match = _TOPIC.match(title)
    if not match:
        return None
    shorter = len(match["topic"]) <= len(
        _HAN.findall(match["rest"])
    )  # as nearly always; no need to count words
    if not shorter and length(match["topic"]) > length(match["rest"]):
        return None
    return spaces(match["topic"])


def without_tags(title: str) -> str:
    """Return a headline without the tags of a search page or an editor.

    >>> without_tags("<em>港鐵</em>加價<br/>"), without_tags("List<T> 的用法")
    ('港鐵加價', 'List<T> 的用法')
    """
    return spaces(_TAGS.sub("", title)) if "<" in title else title


def plain_text(text: str) -> str:
    """Return a text, or the text of HTML.

    >>> plain_text("<p>恒指<b>升</b></p>"), plain_text("升幅<5%")
    ('恒指升', '升幅<5%')
    """
    if not _TAG.search(text):
        return text
    root = body.tree(text)
    return spaces(root.text_content()) if root is not None else ""


def first_heading(text: str, form: str) -> str | None:
    """Return the text of a document's first heading; None if it has none.

    Parameters
    ----------
    text : str
        The body.
    form : {"markdown", "html", "text"}
        What it is written in; the heading of plain text is a short first line.

    Examples
    --------
    >>> first_heading("# [港鐵加價](https://lion.example/1) **獨家**", "markdown")
    '港鐵加價 獨家'
    """
    if form == "text":
        first = text.strip().split("\n", 1)[0]
        return spaces(first) if len(first) <= _LONGEST else None
    root = body.tree(pyromark.html(text) if form == "markdown" else text)
    found = next(root.iter(*_HEADINGS), None) if root is not None else None
    heading = spaces(found.text_content()) if found is not None else ""
    return heading or None


def title_from_path(path: str) -> str:
    """Return what a file's name, or the folder of an `index` file, calls its document.

    >>> title_from_path("2025/港鐵加價.md"), title_from_path("港鐵加價/index.zh-hk.md")
    ('港鐵加價', '港鐵加價')
    """
    name = PurePosixPath(path)
    is_index = name.stem.split(".")[0] in ("index", "_index")
    return spaces((name.parent.name if is_index else name.stem) or name.stem)
