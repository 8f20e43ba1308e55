"""HTML text -> a tree of elements, and its plain text."""

import re

from lxml import etree

from .cleaning import decode_entities, spaces
from .limits import OverLimit, check
from .vocabulary import words

_PARSER = etree.HTMLParser(huge_tree=True)  # else text is lost below a depth of 256
_DEEPEST = 2048  # levels; below them the parser leaves out everything
_LONG = 20_000  # characters; the attributes in a shorter text take no time
_ELEMENTS = words("html", "elements")
_RAW = frozenset(_ELEMENTS["raw"])
_HIDING, _TAGS = ("|".join(_ELEMENTS[kind]) for kind in ("hiding", "telling"))
_ATTRIBUTE_FORM = r"=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = re.compile(_ATTRIBUTE_FORM)
# A comment, or the opening of an element with its attributes
_OPENING = re.compile(
    rf"<!--(?:[^-]|-(?!->))*+(?:-->)?|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE_FORM}|=)*+)",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*+<\?xml[^>]*+>")
_CLOSED_IN_ITSELF = re.compile(rf"<(?i:{_HIDING}|script|style)\b[^<>]*+(?<=/)>")
_HIDING_TAG = re.compile(rf"<(?P<closes>/?)(?P<name>(?i:{_HIDING}|script|style))\b[^<>]*+>")
_TAG = re.compile(r"<[\w!/][^<>]*+>")
_MARKUP = re.compile(rf"</?(?:{_TAGS})\b[^<>]*+>", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(rf"&(?:amp;)?lt;/?(?:{_TAGS})\b", re.IGNORECASE)


def tree(source: str) -> etree._Element | None:
    """Return the tree of an HTML text; None where it holds no element, such as a comment alone.

    >>> tree("<p>正文</p>").xpath("string()"), tree("<!-- -->")
    ('正文', None)
    """
    declaration = _DECLARATION.match(source)
    source = source[declaration.end() if declaration else 0 :].replace("\0", "")
    if len(source) > _LONG:
        _check_attributes(source)
    try:
        root = etree.fromstring(_with_ends(source), _PARSER) if source.strip() else None
    except (etree.ParserError, ValueError):
        return None
    if source.count("<") > _DEEPEST and any("depth" in one.message for one in _PARSER.error_log):
        raise OverLimit(f"HTML elements are nested more than {_DEEPEST:,} levels deep")
    return root


def _check_attributes(source: str) -> None:
    """Refuse elements with very many attributes, on which the parser would spend hours."""
    place = 0
    while opening := _OPENING.search(source, place):
        place = opening.end()
        written, name = opening["attributes"], (opening["name"] or "").lower()
        if written and len(written) > 2000:
            check(
                "attributes", sum(1 for _ in _ATTRIBUTE.finditer(written)), "attributes of one HTML element"
            )
        if name in _RAW:
            end = re.compile(f"</{name}", re.IGNORECASE).search(source, place)
            if end is None:
                return
            place = end.start()


def plain_text(source: str) -> str:
    """Return what an HTML text says, in one line, with entities decoded.

    >>> plain_text("<b>AT&amp;amp;T</b> 加價")
    'AT&T 加價'
    """
    if _TAG.search(source):
        root = tree(source)
        source = "" if root is None else "".join(root.itertext())
    return spaces(decode_entities(source))


def has_markup(text: str) -> bool:
    """Whether a text holds HTML elements that articles are made of.

    >>> has_markup("<p>正文</p>"), has_markup("利潤<10%")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def unescaped(text: str) -> str:
    """Return HTML whose tags were escaped once too often as HTML; any other text as it is.

    >>> unescaped("&lt;p&gt;正文&lt;/p&gt;"), unescaped("<p>寫作&lt;p&gt;</p>")
    ('<p>正文</p>', '<p>寫作&lt;p&gt;</p>')
    """
    for _ in range(2):
        if "lt;" not in text or not _ESCAPED_MARKUP.search(text) or _MARKUP.search(text):
            break
        text = _decode_once(text)
    return text


def _decode_once(text: str) -> str:
    """Return `text` with the entities of markup decoded once.

    >>> _decode_once("&amp;lt;p&gt;")
    '&lt;p>'
    """
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _with_ends(source: str) -> str:
    """Take out hiding elements that end in themselves, and openings that nothing closes."""
    if not _HIDING_TAG.search(source):
        return source
    source = _CLOSED_IN_ITSELF.sub("", source)
    open_tags: dict[str, list[re.Match[str]]] = {}
    for tag in _HIDING_TAG.finditer(source):
        name = tag["name"].lower()
        waiting = open_tags.setdefault(name, [])
        if name in ("script", "style"):  # what follows is code up to the end
            continue
        if not tag["closes"]:
            waiting.append(tag)
        elif waiting:
            waiting.pop()
    unclosed = sorted((tag for tags in open_tags.values() for tag in tags), key=re.Match.start)
    begins = [0, *(tag.end() for tag in unclosed)]
    ends = [*(tag.start() for tag in unclosed), len(source)]
    return "".join(source[begin:end] for begin, end in zip(begins, ends, strict=True))
