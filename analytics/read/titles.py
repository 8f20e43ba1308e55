"""The headline of a document, the topic before its bar, and the names that stand in for a headline."""

import re
from pathlib import PurePosixPath

from ..text.length import length
from .cleaning import spaces

_TOPIC = re.compile(r"(?P<topic>[^︱｜|丨│]{1,20}?)\s*[︱｜|丨│]\s*(?P<rest>\S.*)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d[-_]+")
_TAGS = re.compile(
    r"</?(?:em|strong|b|i|u|span|a|br|font|mark|sup|sub|small|p|h[1-6])\b[^<>]*>", re.IGNORECASE
)


def topic_of(title: str) -> str | None:
    """Return the label before the bar; what is longer than the rest is a headline before a site's name.

    >>> topic_of("港股︱恒指升三百點"), topic_of("恒指收市升三百點 | 港聲報")
    ('港股', None)
    """
    match = _TOPIC.match(title)
    if not match:
        return None
    # As nearly always: a topic is no longer than the Chinese characters of the rest, whatever else stands there
    is_shorter = len(match["topic"]) <= len(_HAN.findall(match["rest"]))
    if not is_shorter and length(match["topic"]) > length(match["rest"]):
        return None
    return spaces(match["topic"])


def without_tags(title: str) -> str:
    """Return a headline without the tags of a search page or an editor.

    >>> without_tags("<em>港鐵</em>加價<br/>"), without_tags("List<T> 的用法")
    ('港鐵加價', 'List<T> 的用法')
    """
    return spaces(_TAGS.sub("", title)) if "<" in title else title


def title_from_path(path: str) -> str:
    """Return what a file's name, or the folder of an `index` file, calls its document.

    >>> title_from_path("2025/港鐵加價.md"), title_from_path("港鐵加價/index.zh-hk.md")
    ('港鐵加價', '港鐵加價')
    >>> title_from_path("_posts/2025-01-31-港鐵加價.md")
    '港鐵加價'
    """
    name = PurePosixPath(path)
    is_index = name.stem.split(".")[0] in ("index", "_index")
    called = (name.parent.name if is_index else name.stem) or name.stem
    return spaces(_DAY.sub("", called) or called)
