"""One document's bytes -> one article row, or the reason why not."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from . import header
from .blocks import blocks_of, first_heading
from .body import Parts, sort_blocks
from .cleaning import line_key
from .dates import Date, date_in_path, read_date
from .encoding import damage, decode
from .fields import Fields, has_control, without_control
from .html import plain_text
from .html_head import html_head
from .keys import CHANGED_KEYS, keys_by_column, renamed
from .kinds import DOCUMENTS, is_about_site
from .languages import language_tag
from .limits import OutOfTime, OverLimit, check, clock, fitting, limits
from .outlets import address_in, host, named_by_host, outlet_in
from .problems import Problem, error, skipped, warning
from .settings import Settings
from .source import section_of
from .titles import title_from_path, topic_of, without_tags
from .vocabulary import words
from .yaml_header import HeaderError

_LANGUAGE = re.compile(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)\.\w+$")  # report.en.md
_GREENWICH = ZoneInfo("UTC")
_UNPUBLISHED, _LAYOUTS = (words("names", "values")[name] for name in ("unpublished", "layouts"))
_TEMPLATE = re.compile(
    r"\{\{-? *(?:define|block|partial|template|range)\b"
    r"|\{% *(?:extends|for \w+ in (?:site|paginator))"
)


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
        One row and perhaps warnings, or no row and the reason.
    """
    try:
        text, problems = decode(path, data)
    except UnicodeDecodeError:
        return Reading(
            [], [error(path, "encoding", "not UTF-8, UTF-16, Big5-HKSCS, GB18030 or Windows-1252")]
        )
    if not text.replace("\0", "").strip():
        return Reading([], [error(path, "empty_file", "the file is empty")])
    form = DOCUMENTS["." + path.lower().removesuffix(".gz").rpartition(".")[2]]
    if form == "html" and _TEMPLATE.search(text):
        return Reading([], [skipped(path, "site_file", "a template of the site, not an article")])
    begin = len(text) - len(text.lstrip("\ufeff \t\n"))
    above = text.count("\n", 0, begin)  # lines above the header
    try:
        handler, head, rest = header.split(text[begin:], fenced=form == "html")
        check("header", len(head), "characters of front matter")
        metadata, repairs = header.parse(handler, head) if handler else ({}, [])
    except HeaderError as broken:
        return Reading([], [error(path, "header_broken", broken.message, line=broken.line + above)])
    problems += [warning(path, code, why, line=line + above, field=key) for line, key, code, why in repairs]
    if handler is None and form == "html":
        metadata = html_head(rest)
    metadata = renamed(metadata, settings.columns)
    is_page = is_about_site(path) or str(metadata.get("layout")).lower() in _LAYOUTS
    if is_page and not keys_by_column(tuple(metadata))["published"]:
        return Reading([], [skipped(path, "site_file", "a file about the site, not an article")])
    return article(path, metadata, rest, form, settings, problems, is_file=True)


def guarded(path: str, read: Callable[[], Reading], *, timed: bool = True) -> Reading:
    """Return what `read` gives; an exception costs the one document that raises it, never the run.

    What is over a limit is an error that says so; any other exception is a fault of the reader.

    >>> guarded("a.md", lambda: Reading([int("港鐵")])).problems[0].message
    "cannot be read (ValueError: invalid literal for int() with base 10: '港鐵'); please report it with this file"
    """
    try:
        with clock(limits().seconds if timed else 0):
            return read()
    except OverLimit as bad:
        return Reading([], [error(path, "too_large", str(bad))])
    except (MemoryError, RecursionError) as bad:
        what = "memory" if isinstance(bad, MemoryError) else "levels"
        return Reading([], [error(path, "too_large", f"it takes more {what} than there are")])
    except OutOfTime:
        message = (
            f"no end within {limits().seconds} s of processor time; load(limits={{'seconds': …}}) allows more"
        )
        return Reading([], [error(path, "too_slow", message)])
    except Exception as bad:
        reason = f"{type(bad).__name__}: {' '.join(str(bad).split())[:200]}"
        message = f"cannot be read ({reason}); please report it with this file"
        return Reading([], [error(path, "unreadable", message)])


def article(
    path: str,
    metadata: Mapping[str, object],
    text: str,
    form: str,
    settings: Settings,
    problems: list[Problem],
    *,
    is_file: bool = False,
) -> Reading:
    """Make an article row of metadata and a body.

    Parameters
    ----------
    path : str
        The document, or the row of a table.
    metadata : mapping
        Front matter, or the row's other columns.
    text : str
        The body.
    form : {"markdown", "html", "text"}
        What the body is written in.
    settings : Settings
        Time zone and lexicon.
    problems : list of Problem
        What was met so far.
    is_file : bool
        Whether the document is a file of its own, whose name may say its date and its language.

    Returns
    -------
    Reading
        One row; or none, where there is neither a headline nor a body, or where it was never published.
    """
    text = fitting(text)
    fields = Fields(metadata)
    if unpublished := _unpublished(fields):
        return Reading([], [skipped(path, "draft", f"never published: {unpublished}", field="draft")])
    if has_control(text):
        text = without_control(text)
        problems.append(warning(path, "control_characters", "control characters were removed", field="body"))
    blocks = blocks_of(text, form)
    title = without_tags(fields.one("title") or "") or first_heading(blocks, form) or ""
    if not title:
        title = title_from_path(path)
        problems.append(warning(path, "title_missing", f"no title; called {title!r}", field="title"))
    outlet, outlet_url = outlet_in(fields)
    parts = sort_blocks(blocks, title, outlet)
    if not parts.body and not metadata and not parts.headings:
        return Reading([], [*problems, error(path, "no_text", "no headline and no text in it")])
    date, written = _date(path, fields, settings.zone, problems, is_file)
    problems += _body_problems(path, title, parts, any(one.code == "encoding_damaged" for one in problems))
    categories, summary = fields.many("categories"), fields.one("summary") or ""
    stated_url = address_in(fields, outlet_url, path, problems)
    source_url = stated_url or parts.source_url
    row: dict[str, object] = {
        "id": _identity(source_url, title, written, text),
        "path": path,
        "title": title,
        "topic": topic_of(title),
        "published": date.instant if date else None,
        "date_only": date is not None and not date.has_time,
        "outlet": outlet
        or (parts.source_name if not stated_url or host(stated_url) == host(parts.source_url) else None)
        or named_by_host(categories, source_url)
        or host(outlet_url)
        or host(source_url),
        "section": fields.one("section") or section_of(source_url),
        "categories": categories,
        "tags": fields.many("tags"),
        "lang": _language(path, fields, form, problems, is_file),
        "summary": "" if line_key(summary) in line_key(title) else plain_text(summary),
        "body": parts.body,
        "boilerplate": [],
        "headings": parts.headings,
        "captions": parts.captions,
        "related": parts.related,
        "source_url": source_url,
        "images": parts.images,
        "extra": fields.extra(),
    }
    if is_file and date and date.order:
        row |= {"date_order": date.order, "month_first": date.month_first}
    return Reading([row], problems)


def _body_problems(path: str, title: str, parts: Parts, is_known_damaged: bool) -> list[Problem]:
    """Return what is wrong with the prose of an article."""
    problems = []
    if not parts.body:
        problems.append(warning(path, "body_empty", "no prose in the body", field="body"))
    if parts.repeated:
        counted = "counted once" if parts.repeat_removed else "counted twice, as the copies differ"
        message = f"the same text stands twice in the body; {counted}"
        problems.append(warning(path, "body_twice", message, field="body"))
    damaged = None if is_known_damaged else damage(f"{title}\n{parts.body}")
    if damaged:
        problems.append(warning(path, "text_damaged", damaged))
    return problems


def _unpublished(fields: Fields) -> str | None:
    """Return what front matter says of a document that was never published."""
    if fields.flag("draft"):
        return "draft: true"
    if fields.flag("published") is False:
        return "published: false"
    status = fields.word("status")
    return f"status: {status}" if status in _UNPUBLISHED else None


def _date(
    path: str, fields: Fields, zone: ZoneInfo, problems: list[Problem], is_file: bool
) -> tuple[Date | None, str | None]:
    """Return the date of publication, and how it is written; what cannot be known is reported."""
    unreadable = None
    for found in fields.each("published"):
        written = found.texts[0]
        if written.lower() in ("true", "false"):  # Jekyll's `published: true`
            continue
        is_gmt = found.key.lower().endswith("gmt")  # WordPress' `date_gmt`
        date = read_date(written, _GREENWICH if is_gmt else zone)
        if date:
            fields.use(found, whole=len(found.texts) == 1)
            return date._replace(instant=date.instant.astimezone(zone)) if is_gmt else date, written
        unreadable = unreadable or found
    if unreadable:
        fields.use(unreadable, whole=False)
        written = unreadable.texts[0]
        problems.append(warning(path, "date_unreadable", f"not a date: {written!r}", field="date"))
        return None, written
    day = date_in_path(path, zone) if is_file else None
    if day:
        message = f"no date of publication; {day:%Y-%m-%d} is taken from the path"
        problems.append(warning(path, "date_from_path", message, field="date"))
        return Date(day, has_time=False), None
    changed = fields.first(CHANGED_KEYS)
    date = read_date(changed, zone) if changed else None
    if date:
        message = f"no date of publication; {changed!r}, when it was last changed, stands in"
        problems.append(warning(path, "date_of_change", message, field="date"))
        return date, None
    problems.append(warning(path, "date_missing", "no date of publication", field="date"))
    return None, None


def _language(path: str, fields: Fields, form: str, problems: list[Problem], is_file: bool) -> str | None:
    """Return the language as a BCP-47 tag, from the fields or from a file's name."""
    for found in fields.each("lang"):
        tag = language_tag(found.texts[0])
        if tag:
            fields.use(found, whole=len(found.texts) == 1)
            return tag
        message = f"not a language: {found.texts[0]!r}"
        problems.append(warning(path, "lang_unreadable", message, field="lang"))
        return None
    named = _LANGUAGE.search(path.removesuffix(".gz")) if is_file and form == "markdown" else None
    return language_tag(named[1]) if named else None


def _identity(url: str | None, title: str, published: str | None, text: str) -> str:
    said = "\0".join([url or "", title, published or "", "".join(text.split())])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
