"""RSS, Atom and WordPress export files (WXR) -> records."""

from collections.abc import Iterator

from lxml import etree

from .delimited import Record
from .problems import Problem, skipped, warning

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
}
_WORDPRESS = {"wp:post_date_gmt": "post_date_gmt", "wp:status": "status"}
_ITEMS = ("item", "entry")


def feed_records(path: str, data: bytes) -> Iterator[Record]:
    """Yield the items of a feed, or the posts of a WordPress export.

    What WordPress exports beside posts, such as attachments and menus, is skipped, and so is any other
    XML.

    Raises
    ------
    ValueError
        It is not XML.

    Examples
    --------
    >>> feed = b"<rss><channel><item><title>MTR</title></item></channel></rss>"
    >>> [row.values for row in feed_records("a.xml", feed)]
    [{'title': 'MTR'}]
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    text = data.lstrip(b" \t\r\n\0")  # the parser takes what begins with a zero for nothing
    root = etree.fromstring(text, parser) if text else None
    if root is None:
        raise ValueError("not XML")
    if _name(root) not in ("rss", "feed", "RDF"):
        message = f"XML with the root <{_name(root)}>; only RSS, Atom and WordPress exports hold articles"
        yield Record(1, skipped(path, "not_an_article", message))
        return
    broken = next(iter(parser.error_log), None)
    feed = _title_of_feed(root)
    items = (element for element in root.iter(etree.Element) if _name(element) in _ITEMS)
    for number, item in enumerate(items, 1):
        values = {**_values(item), **({"feed_title": feed} if feed else {})}
        kind = str(values.pop("wp:post_type", "post"))
        if kind != "post":
            message = f"a WordPress {kind.replace('_', ' ')}, not a post"
            yield Record(number, skipped(f"{path}#{number}", "not_an_article", message))
            continue
        problems: tuple[Problem, ...] = ()
        if broken is not None and number == 1:
            message = f"the XML is broken and was read as far as it can be: {broken.message.strip()}"
            problems = (warning(path, "xml_repaired", message, line=broken.line),)
        yield Record(number, values, problems)


def _name(element: etree._Element) -> str:
    """Return an element's name with the prefix that its namespace usually has."""
    name = etree.QName(element)
    space = name.namespace or ""
    if "wordpress.org/export" in space:
        return f"{'excerpt:' if space.rstrip('/').endswith('excerpt') else 'wp:'}{name.localname}"
    return f"{_PREFIXES.get(space, '')}{name.localname}"


def _title_of_feed(root: etree._Element) -> str:
    for element in root.iter(etree.Element):
        if _name(element) == "title" and _name(element.getparent()) in ("channel", "feed"):
            return _text(element)
        if _name(element) in _ITEMS:
            break
    return ""


def _text(element: etree._Element) -> str:
    """Return what stands in an element; markup that stands there as XML, as HTML."""
    if not len(element):
        return (element.text or "").strip()
    inner = [element.text or ""]
    for child in element:
        if isinstance(child, etree._Entity):
            inner.append(f"{child.text}{child.tail or ''}")
        elif isinstance(child.tag, str):
            for one in child.iter(etree.Element):
                one.tag = etree.QName(one).localname
            inner.append(etree.tostring(child, encoding="unicode"))
    return "".join(inner).strip()


def _values(item: etree._Element) -> dict[str, object]:
    """Return the values of an item by the names of its elements."""
    values: dict[str, object] = {}
    names: dict[str, list[str]] = {"categories": [], "tags": []}
    for element in item.iterchildren(etree.Element):
        name = _name(element)
        if name == "category":
            term = _text(element) or element.get("label") or element.get("term") or ""
            names["tags" if element.get("domain") == "post_tag" else "categories"].append(term)
        elif name == "link" and element.get("href"):
            if element.get("rel", "alternate") == "alternate":
                values.setdefault("link", element.get("href"))
        elif name == "source" and element.find("{*}title") is not None:  # Atom: the feed it was taken from
            values["source_title"] = _text(element.find("{*}title"))
        elif name == "author" and element.find("{*}name") is not None:
            values.setdefault("author", _text(element.find("{*}name")))
        elif name == "guid" and _text(element).startswith("http"):
            values["permalink" if element.get("isPermaLink", "true") == "true" else "guid"] = _text(element)
        else:
            values.setdefault(_WORDPRESS.get(name, name), _text(element))
    return {name: value for name, value in {**values, **names}.items() if value}
