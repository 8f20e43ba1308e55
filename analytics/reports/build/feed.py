"""The Atom feed: an entry for each report, updated only when the page's content changes."""

import uuid

from lxml import etree

from .manifest import Manifest

_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://schema.org/NewsArticle#coverage-report")


def feed(manifest: Manifest, title: str, author: str) -> bytes:
    """Return the feed of an output folder.

    Ids depend only on the names of corpus and report, the entity and the language: they stay when the folder moves.

    Parameters
    ----------
    manifest : Manifest
        What was built.
    title : str
        Title of the feed.
    author : str
        Who made the reports.
    """
    language, entity = (str(manifest.parameters.get(name, "")) for name in ("language", "entity"))
    own = (str(manifest.corpus.get("name", "")), entity, language)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    published = {name: (report, report.last_success) for name, report in manifest.reports.items()}
    changed = max((page.changed for _, page in published.values() if page), default="")
    _add(root, "id", _id(*own))
    _add(root, "title", title)
    _add(root, "updated", changed or f"{manifest.date}T00:00:00+08:00")
    etree.SubElement(root, f"{{{_ATOM}}}link", rel="alternate", href="index.html")
    etree.SubElement(root, f"{{{_ATOM}}}link", rel="self", href="feed.xml")
    _add(etree.SubElement(root, f"{{{_ATOM}}}author"), "name", author)
    for name, (report, page) in sorted(published.items()):
        if page is None:
            continue
        entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "id", _id(*own, name))
        _add(entry, "title", report.title)
        _add(entry, "updated", page.changed)
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=f"{name}/latest.html")
        _add(entry, "summary", report.description)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return document


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _id(*parts: str) -> str:
    return uuid.uuid5(_SPACE, "\n".join(parts)).urn
