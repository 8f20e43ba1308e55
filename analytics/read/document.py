"""One document's bytes -> one article row, or the reason why not."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ..text.fold import fold_word
from ..text.length import length
from . import body, header
from .dates import parse_date
from .encoding import decode
from .keys import addresses_apart, keys_by_column, renamed
from .kinds import DOCUMENTS
from .problems import Problem, error, warning
from .repeats import stands_twice
from .settings import Settings
from .source import address, section_of

_LANGUAGE = re.compile(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)\.\w+$")  # report.en.md
_TOPIC = re.compile(r"^(?P<topic>[^︱｜|丨│]{1,20}?)\s*[︱｜|丨│]\s*(?P<rest>.+)$")


@dataclass
class Reading:
    """What came of one document: rows (one, or none), and its problems."""

    rows: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_document(path: str, data: bytes, settings: Settings) -> Reading:
    """Read one document.

    Parameters
    ----------
    path : str
        Where it lies in the corpus; the suffix tells its form.
    data : bytes
        Its content.
    settings : Settings
        Time zone and lexicon.

    Returns
    -------
    Reading
        One row and perhaps warnings, or no row and an error.
    """
    try:
        text, problems = decode(path, data)
    except UnicodeDecodeError:
        return Reading([], [error(path, "encoding", "neither UTF-8, UTF-16, Big5-HKSCS nor GB18030 text")])
    if not text.replace("\0", "").strip():
        return Reading([], [error(path, "empty_file", "the file is empty")])
    form = DOCUMENTS["." + path.lower().removesuffix(".gz").rpartition(".")[2]]
    begin = len(text) - len(text.lstrip("\ufeff \t\n"))
    above = text.count("\n", 0, begin)  # lines above the header
    try:
        handler, head, rest = header.split(text[begin:])
        metadata, repairs = header.parse(handler, head) if handler else ({}, [])
    except header.HeaderError as broken:
        return Reading([], [error(path, "header_broken", broken.message, line=broken.line + above)])
    problems += [
        warning(path, code, told, line=line + above, field=name) for line, name, code, told in repairs
    ]
    if handler is None and form == "html":
        metadata = _html_head(rest)
    metadata = renamed(metadata, settings.columns)
    language = _LANGUAGE.search(path.removesuffix(".gz"))
    if (
        language
        and form == "markdown"
        and not any(map(metadata.get, keys_by_column(tuple(metadata))["lang"]))
    ):
        metadata["lang"] = language[1]
    return article(path, metadata, rest, form, settings, problems)


def guarded(path: str, read: Callable[[], Reading]) -> Reading:
    """Return what `read` gives; a fault of ours costs the one document that shows it, never the run.

    >>> guarded("a.md", lambda: Reading([{}[0]])).problems[0].message
    'a fault of the reader, KeyError: 0; please report it with this file'
    """
    try:
        return read()
    except Exception as bad:
        told = f"a fault of the reader, {type(bad).__name__}: {' '.join(str(bad).split())[:200]}"
        return Reading([], [error(path, "unreadable", f"{told}; please report it with this file")])


def article(
    path: str,
    metadata: Mapping[str, object],
    text: str,
    form: str,
    settings: Settings,
    problems: list[Problem],
) -> Reading:
    """Make an article row of metadata and a body.

    Returns
    -------
    Reading
        One row; or none and an error where there is neither a headline nor a body.
    """
    metadata = addresses_apart(metadata)
    keys = keys_by_column(tuple(metadata))
    taken: set[str] = set()

    def many(column: str, split: bool = True) -> list[str]:
        """The texts under a column's first name that says something; what they don't tell stays in `extra`."""
        for name in keys[column]:
            texts = _texts(metadata.get(name), split)
            if texts:
                if (split or len(texts) == 1) and not _holds_mapping(metadata[name]):
                    taken.add(name)
                return texts
        return []

    def one(column: str) -> str | None:
        return next(iter(many(column, split=False)), None)

    title = one("title") or ""
    if not title:
        title = _first_heading(text, form) or _from_name(path)
        problems.append(warning(path, "title_missing", f"no title; called {title!r}", field="title"))
    parts = body.parts(text, title, form=form)
    if not parts.body and not metadata and not parts.headings:
        return Reading([], [*problems, error(path, "no_text", "no headline and no text in it")])
    written, source_url = one("published"), one("source_url")
    published = parse_date(written, settings.zone) if written else None
    if written and published is None:
        problems.append(warning(path, "date_unreadable", f"not a date: {written!r}", field="date"))
    elif not written:
        problems.append(warning(path, "date_missing", "no date of publication", field="date"))
    if not parts.body:
        problems.append(warning(path, "body_empty", "no prose in the body", field="body"))
    elif stands_twice(parts.body):
        problems.append(warning(path, "body_twice", "the same text stands twice in the body", field="body"))
    source_url = source_url or parts.source_url
    categories, tags = many("categories"), many("tags")
    summary = one("summary") or ""
    if summary:
        summary = "" if body.key(summary) in body.key(title) else summary
    row: dict[str, object] = {
        "id": _identity(source_url, title, written, text),
        "path": path,
        "title": title,
        "topic": _topic_of(title),
        "published": published,
        "outlet": one("outlet")
        or parts.source_name
        or _named_by_host(categories, source_url)
        or _host(source_url),
        "section": one("section") or section_of(source_url),
        "categories": categories,
        "tags": tags,
        "lang": one("lang"),
        "summary": _plain(summary),
        "body": parts.body,
        "headings": parts.headings,
        "captions": parts.captions,
        "related": parts.related,
        "source_url": source_url,
        "images": parts.images,
    }
    extra = {name: value for name, value in metadata.items() if name not in taken}
    row["extra"] = json.dumps(extra, ensure_ascii=False, default=str)
    return Reading([row], problems)


def _texts(value: object, split: bool) -> list[str]:
    """The texts in a value, each once: of lists in lists, of the name of a mapping; a bare text at its commas."""
    if isinstance(value, str) and split:
        stripped = value.strip().strip("[]") if value.strip().startswith("[") else value
        value = [entry.strip("'\" ") for entry in re.split(r"\s*[,，、;；]\s*", stripped)]
        value = [entry for entry in value if entry != "None"]
    if isinstance(value, dict):
        value = next((value[name] for name in ("name", "title", "term", "label") if value.get(name)), None)
    if isinstance(value, (list, tuple)):
        return list(dict.fromkeys(text for entry in value for text in _texts(entry, False)))
    text = "" if value is None else body.spaces(str(value))
    return [text] if text else []


def _topic_of(title: str) -> str | None:
    """The label before the bar; what is longer than the rest is a headline before a site's name."""
    parted = _TOPIC.match(title)
    if not parted or length(parted["topic"]) > length(parted["rest"]):
        return None
    return body.spaces(parted["topic"])


def _holds_mapping(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_mapping, value)))


def _identity(url: str | None, title: str, published: str | None, text: str) -> str:
    said = "\0".join([url or "", title, published or "", "".join(text.split())])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _named_by_host(categories: list[str], url: str | None) -> str | None:
    """A category that stands in the address's host is the outlet's own name."""
    host = _host(url) or ""
    return next((name for name in categories if len(name) > 1 and fold_word(name) in host), None)


def _host(url: str | None) -> str | None:
    place = address(url)
    return (place.hostname or "").removeprefix("www.") or None if place.scheme else None


def _plain(text: str) -> str:
    if not re.search(r"<[\w!/][^>]*>", text):
        return text
    root = body.tree(text)
    return body.spaces(root.text_content()) if root is not None else ""


def _first_heading(text: str, form: str) -> str | None:
    if form == "text":
        first = text.strip().split("\n", 1)[0]
        return body.spaces(first) if len(first) <= 60 else None
    if form == "html":
        found = re.search(r"<h[1-6][^>]*>(.*?)</h[1-6]>", text, re.DOTALL | re.IGNORECASE)
        return body.spaces(re.sub(r"<[^>]+>", "", found[1])) if found else None
    found = re.search(r"^(?:#{1,6}[ \t]+(.+?)[ \t#]*|(\S.*)\n(?:=+|-+)[ \t]*)$", text, re.MULTILINE)
    return body.spaces(found[1] or found[2]) if found else None


def _from_name(path: str) -> str:
    name = PurePosixPath(path)
    return body.spaces(
        (name.parent.name if name.stem.split(".")[0] in ("index", "_index") else name.stem) or name.stem
    )


def _html_head(text: str) -> dict[str, object]:
    """What a bare HTML page says of itself."""
    root = body.tree(text)
    if root is None:
        return {}
    wanted = {
        "title": ["//meta[@property='og:title']/@content", "//title/text()", "//h1//text()"],
        "published": ["//meta[@property='article:published_time']/@content", "//time/@datetime"],
        "outlet": ["//meta[@property='og:site_name']/@content"],
        "section": ["//meta[@property='article:section']/@content"],
        "url": ["//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"],
        "lang": ["/html/@lang"],
    }
    found: dict[str, object] = {}
    for name, places in wanted.items():
        value = next((values[0] for place in places if (values := root.xpath(place))), None)
        if value and str(value).strip():
            found[name] = body.spaces(str(value))
    return found
