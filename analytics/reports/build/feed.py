"""The Atom feed: an entry for each report, updated only when the page's content changes."""

import uuid

from ..page.templates import template
from .manifest import Manifest

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
    published = [(name, report) for name, report in sorted(manifest.reports.items()) if report.last_success]
    changed = max((report.last_success.changed for _, report in published if report.last_success), default="")

    def identity(*report: str) -> str:
        parts = (str(manifest.corpus.get("name", "")), entity, language, *report)
        return uuid.uuid5(_SPACE, "\n".join(parts)).urn

    written = template("feed.xml.j2").render(
        id=identity,
        language=language,
        title=title,
        author=author,
        changed=changed or f"{manifest.date}T00:00:00+08:00",
        published=published,
    )
    return written.encode()
