"""What a page of HTML without front matter says of itself in its head."""

from .cleaning import spaces
from .html import tree
from .vocabulary import vocabulary

_PLACES = vocabulary("html")["head"]


def html_head(text: str) -> dict[str, object]:
    """Return the fields that a page's head states, named like front matter.

    >>> html_head("<html lang='zh-HK'><title>港鐵加價</title><p>正文。</p></html>")
    {'title': '港鐵加價', 'lang': 'zh-HK'}
    """
    root = tree(text)
    if root is None:
        return {}
    found: dict[str, object] = {}
    for name, places in _PLACES.items():
        values = (value for place in places for value in root.xpath(place)[:1])
        texts = (spaces(value if isinstance(value, str) else "".join(value.itertext())) for value in values)
        value = next(filter(None, texts), None)
        if value:
            found[name] = value
    return found
