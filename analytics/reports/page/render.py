"""A notebook that was run, as one page: the project's own template, nothing of the notebook's machinery."""

import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from ... import charts
from ...charts.canvas.svg import LETTER_ID
from ...errors import ReportError
from ...measures.engine.periods import extent
from ...read.corpus import Corpus
from ...wording import language as set_language
from ...wording import text
from .pieces import FILES, SOURCE, WHOLE
from .templates import FILTERS, TEMPLATES, template

_HEADING = re.compile(r"<h([12])>((?:[^<]|<(?!/?h[12]>))*+)</h\1>")
_PARAGRAPH = re.compile(r"<p>((?:[^<]|<(?!/?p>))*+)</p>")
# A notebook that reads its subject is about it, and its page says so
_FOLLOWS = re.compile(r"\.entity\b|\.(names|about)\(")
_ID = re.compile(rf'\bid="(?!{LETTER_ID}")([^"]+)"')
_REFERENCE = re.compile(rf'(\bid="|href="#|url\(#)(?!{LETTER_ID}[")])([^")]+)')
_LETTER = re.compile(rf'<path(?: d="[^"]*")? transform="[^"]*" id="({LETTER_ID})" />')
_STEM, _TABLE = (
    re.compile(re.escape(place).replace(re.escape("{}"), r"([\w-]+)")) for place in (FILES, WHOLE)
)
_TAG = re.compile(r"<[^<>]+>")
_LIBRARIES = ("hk-media-analytics", "pandas", "pyarrow", "matplotlib")
_KINDS = ("svg", "png", "csv")


@dataclass(frozen=True)
class Edition:
    """What all pages of one build share: the language, the corpus they are about, and what counted it.

    Attributes
    ----------
    language : str
        `zh-HK` or `en`.
    corpus, fingerprint : str
        The corpus' name and the hash of its content.
    first, last : str
        First and last day of the corpus; empty where nothing is dated.
    files, articles, rejected, undated : int
        From the corpus' ledger.
    entity : str
        Label of the subject followed.
    start, end : str
        The range asked for; empty where it is the corpus'.
    libraries : str
        Names and versions.
    """

    language: str
    corpus: str
    fingerprint: str
    first: str
    last: str
    files: int
    articles: int
    rejected: int
    undated: int
    entity: str
    start: str
    end: str
    libraries: str


@dataclass(frozen=True)
class _Prose:
    """A notebook with its prose as HTML, and where on the page things stand."""

    notebook: NotebookNode
    title: str
    description: str
    front: int  # the cell with the title
    contents: int  # the cell before which the contents stand
    sections: list[tuple[str, str]]


def edition(corpus: Corpus, entity: str, start: str | None, end: str | None, language: str) -> Edition:
    """Return what the pages of a build say about themselves; no clock time, so that a rebuild is the same."""
    known = extent(corpus.articles)
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return Edition(
        language=language,
        corpus=corpus.name,
        fingerprint=corpus.fingerprint[:12],
        first=f"{known.first:%Y-%m-%d}" if known.first is not None else "",
        last=f"{known.last:%Y-%m-%d}" if known.last is not None else "",
        **{name: int(corpus.ledger[name]) for name in ("files", "articles", "rejected", "undated")},
        entity=entity,
        start=start or "",
        end=end or "",
        libraries=", ".join([*libraries, f"Python {platform.python_version()}"]),
    )


def render(notebook: NotebookNode, shared: Edition, charts_in: str = "") -> str:
    """Return the page of a notebook that was run.

    Markdown cells tagged `zh` or `en` stay only in a page of that language. The first heading is the title. Under each
    chart stand links to its files in the folder `charts_in`.

    Raises
    ------
    ReportError
        No cell that stays has a heading of the first level.
    """
    prose = _prose(notebook, shared.language)
    about = any(_FOLLOWS.search(cell.source) for cell in notebook.cells if cell.cell_type == "code")
    _rename_repeated(prose.notebook)
    facts = {"shared": shared, "about": about, "chart_css": charts.css(), "source": SOURCE}
    facts |= {
        name: getattr(prose, name) for name in ("title", "description", "front", "contents", "sections")
    }
    with _in_language(shared.language):
        page, _ = _exporter().from_notebook_node(prose.notebook, facts)
        page = _letters_once(page)
        page = _STEM.sub(lambda found: _links(found[1], charts_in), page)
        return _TABLE.sub(lambda found: _whole_table(found[1], charts_in), page)


@cache
def _exporter() -> TemplateExporter:
    """Return what writes pages; kept, because its templates take a tenth of a second to compile."""
    return TemplateExporter(
        file_extension=".html",
        template_paths=[str(TEMPLATES)],
        template_file="page.html.j2",
        filters={"markdown": _markdown, "quoted": _quoted} | FILTERS,
    )


def heading_of(path: Path, language: str) -> tuple[str, str]:
    """Return a notebook's title and first paragraph without running it; its name where it has none."""
    try:
        prose = _prose(nbformat.read(path, as_version=4), language)
    except (ReportError, OSError, ValueError, nbformat.ValidationError):
        return path.stem, ""
    return prose.title, prose.description


def render_index(shared: Edition, entries: list[dict[str, object]]) -> str:
    """Return the page that lists the reports."""
    with _in_language(shared.language):
        return template("index.html.j2").render(entries=entries, shared=shared)


@contextmanager
def _in_language(code: str) -> Iterator[None]:
    """Set the language of texts for the time of a page."""
    before = set_language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def _links(stem: str, folder: str) -> str:
    """Return links to a chart's files."""
    kinds = " · ".join(f'<a href="{folder}/{stem}.{kind}">{kind.upper()}</a>' for kind in _KINDS)
    return f'<p class="files">{text("pages.chart.files")}{kinds}</p>'


def _letters_once(page: str) -> str:
    """Keep the first outline of each letter: all charts of the page refer to it, by its content."""
    seen: set[str] = set()

    def first(found: re.Match[str]) -> str:
        known = found[1] in seen
        seen.add(found[1])
        return "" if known else found[0]

    return _LETTER.sub(first, page).replace("<defs></defs>", "")


def _whole_table(stem: str, folder: str) -> str:
    """Return a link to the whole of a table that the page does not show whole."""
    return f'<p class="files">{text("pages.table.whole")}<a href="{folder}/{stem}.csv">CSV</a></p>'


def _prose(notebook: NotebookNode, language: str) -> _Prose:
    """Render the prose of a notebook that is in the page's language.

    The contents stand below the title and the summary figures, above the first section.
    """
    other = "en" if language == "zh-HK" else "zh"
    shown = nbformat.from_dict({**notebook, "cells": []})
    title, description, front = "", "", 0
    sections: list[tuple[str, str]] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if other in cell.metadata.get("tags", []):
                continue
            rendered = _markdown(cell.source)
            found = _HEADING.search(rendered)
            if found and found[1] == "1" and not title:
                paragraph = _PARAGRAPH.search(rendered, found.end())
                title, description = _plain(found[2]), _plain(paragraph[1]) if paragraph else ""
                front = len(shown.cells)
            cell = nbformat.from_dict({**cell, "source": _numbered(rendered, sections)})
        shown.cells.append(cell)
    if not title:
        raise ReportError(f"no heading of the first level in a cell for {language}; begin one with `# `")
    first = next((number for number, cell in enumerate(shown.cells) if '<h2 id="s1">' in cell.source), 0)
    return _Prose(shown, title, description, front, max(first, front + 1), sections)


def _numbered(rendered: str, sections: list[tuple[str, str]]) -> str:
    """Give each section heading an id, and note it in `sections`."""

    def with_id(found: re.Match[str]) -> str:
        if found[1] == "1":
            return found[0]
        sections.append((f"s{len(sections) + 1}", _plain(found[2])))
        return f'<h2 id="{sections[-1][0]}">{found[2]}</h2>'

    return _HEADING.sub(with_id, rendered)


def _rename_repeated(notebook: NotebookNode) -> None:
    """Give the second of two equal charts ids of its own: an id stands once on a page."""
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            markup = output.get("data", {}).get("text/html", "")
            own = set(_ID.findall(markup))
            if own & seen:
                output.data["text/html"] = _REFERENCE.sub(rf"\g<1>again{number}-\g<2>", markup)
            seen |= own


@lru_cache(maxsize=256)
def _markdown(source: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("", markup)).strip()


def _quoted(text: str) -> str:
    """Write a text as a string of a style sheet."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
