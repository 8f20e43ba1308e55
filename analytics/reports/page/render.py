"""A notebook that was run, as one page: the project's own template, nothing of the notebook's machinery."""

import platform
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from importlib.metadata import version
from pathlib import Path

import jinja2
import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from ... import charts
from ...errors import ReportError
from ...measures.engine.periods import extent
from ...read.corpus import Corpus
from .pieces import FILES, SOURCE

TEMPLATE = Path(__file__).parent / "templates"
_HEADING = re.compile(r"<h([12])>(.*?)</h\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_ENTITY = re.compile(r"\.entity\b")  # such a notebook is about the entity, and its page says so
_ID = re.compile(r'\bid="([^"]+)"')
_NAMED = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
_STEM = re.compile(re.escape(FILES).replace(re.escape("{}"), r"([\w-]+)"))
_TAG = re.compile(r"<[^>]+>")
_LIBRARIES = ("hk-media-analytics", "pandas", "pyarrow", "matplotlib")


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
        Label of the entity followed.
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


def edition(corpus: Corpus, entity: str, start: str | None, end: str | None, language: str) -> Edition:
    """Return what the pages of a build say about themselves; no clock time, so that a rebuild is the same."""
    known = extent(corpus.articles)
    told = [f"{name} {version(name)}" for name in _LIBRARIES]
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
        libraries=", ".join([*told, f"Python {platform.python_version()}"]),
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
    shown, front, sections = _prose(notebook, shared.language)
    about = any(_ENTITY.search(cell.source) for cell in notebook.cells if cell.cell_type == "code")
    _rename_repeated(shown)
    exporter = TemplateExporter(
        file_extension=".html",
        template_paths=[str(TEMPLATE)],
        template_file="page.html.j2",
        filters={"markdown": _markdown, "number": _number, "quoted": _quoted},
    )
    facts = {"shared": shared, "zh": shared.language == "zh-HK", "about": about}
    facts |= {"chart_css": charts.css(), "source": SOURCE}
    page, _ = exporter.from_notebook_node(shown, {**facts, **front, "sections": sections})
    return _STEM.sub(lambda found: _links(found[1], charts_in, shared.language), page)


def _links(stem: str, folder: str, language: str) -> str:
    """Links to a chart's files."""
    label = "圖表檔案：" if language == "zh-HK" else "Chart files: "
    kinds = " · ".join(
        f'<a href="{folder}/{stem}.{kind}">{kind.upper()}</a>' for kind in ("svg", "png", "csv")
    )
    return f'<p class="files">{label}{kinds}</p>'


def heading_of(path: Path, language: str) -> tuple[str, str]:
    """Return a notebook's title and first paragraph without running it; its name where it has none."""
    try:
        _, front, _ = _prose(nbformat.read(path, as_version=4), language)
    except (ReportError, OSError, ValueError, nbformat.ValidationError):
        return path.stem, ""
    return str(front["title"]), str(front["description"])


def render_index(shared: Edition, entries: list[dict[str, object]]) -> str:
    """Return the page that lists the reports."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = _number
    facts = {"shared": shared, "zh": shared.language == "zh-HK"}
    return environment.get_template("index.html.j2").render(entries=entries, **facts)


def _prose(
    notebook: NotebookNode, language: str
) -> tuple[NotebookNode, dict[str, object], list[tuple[str, str]]]:
    """The notebook with its prose as HTML; title, first paragraph and their cell; the sections."""
    other = "en" if language == "zh-HK" else "zh"
    shown = nbformat.from_dict({**notebook, "cells": []})
    front: dict[str, object] = {}
    place = 0
    sections: list[tuple[str, str]] = []

    def numbered(found: re.Match[str]) -> str:
        if found[1] == "1":
            return found[0]
        sections.append((f"s{len(sections) + 1}", _text(found[2])))
        return f'<h2 id="{sections[-1][0]}">{found[2]}</h2>'

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if other in cell.metadata.get("tags", []):
                continue
            rendered = _markdown(cell.source)
            title = _HEADING.search(rendered)
            if title and title[1] == "1" and not front:
                first = _PARAGRAPH.search(rendered, title.end())
                description = _text(first[1]) if first else ""
                front, place = {"title": _text(title[2]), "description": description}, len(shown.cells)
            cell = nbformat.from_dict({**cell, "source": _HEADING.sub(numbered, rendered)})
        shown.cells.append(cell)
    if not front:
        raise ReportError(f"no heading of the first level in a cell for {language}; begin one with `# `")
    opening = next((number for number, cell in enumerate(shown.cells) if '<h2 id="s1">' in cell.source), 0)
    # the contents stand below the title and the summary figures, above the first section
    return shown, {**front, "front": place, "contents": max(opening, place + 1)}, sections


def _rename_repeated(notebook: NotebookNode) -> None:
    """Give the second of two equal charts ids of its own: an id stands once on a page."""
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            markup = output.get("data", {}).get("text/html", "")
            own = set(_ID.findall(markup))
            if own & seen:
                output.data["text/html"] = _NAMED.sub(rf"\g<1>again{number}-\g<2>", markup)
            seen |= own


@lru_cache(maxsize=256)
def _markdown(source: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)


def _text(markup: str) -> str:
    return unescape(_TAG.sub("", markup)).strip()


def _quoted(text: str) -> str:
    """Write a text as a string of a style sheet."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _number(count: int) -> str:
    return f"{count:,}"
