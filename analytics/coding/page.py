"""The page that coders work on: one HTML file that needs no network, no server and no installation."""

import base64
import hashlib
import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..errors import ArgumentError
from ..extras import require
from ..files import digest
from ..measures.engine.subject import COVERAGE, Subject, places, subjects, with_places
from ..wording import language as current_language
from ..wording import text
from .codebook import Codebook, Question
from .samples import article_digest, checked_sample, facts_of

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[」』”\"）)]*")
_WORDS = (
    *("place", "not_kept", "nothing_to_undo", "undone", "all_done", "number", "remove", "mark_selection"),
    *("nothing_selected", "spans_done", "spans_help", "exported", "not_codes", "other_coder", "other_sample"),
    "imported",
)


def coding_page(
    sample: pd.DataFrame, codebook: Codebook, coder: str, *, mark: Subject | None = None, note: str = ""
) -> str:
    """Return the page on which one coder codes a sample: a single HTML file that works offline.

    The keys 1 to 9 answer, arrows move, u undoes. Progress is kept in the browser and exported as a file that
    `load_codes` reads. The page asks for nothing and sends nothing; its content policy forbids it. Its language is
    that of `charts.language()`.

    Parameters
    ----------
    sample : DataFrame
        As `sample` or `read_sample` returns it.
    codebook : Codebook
        What is asked.
    coder : str
        Who codes.
    mark : str, Entity or Query, optional
        Whose mentions are highlighted. Without it coding is blind: coders do not see what a program has found.
    note : str
        Kept in the exported file, such as "invented".

    Returns
    -------
    str
        The HTML.

    Raises
    ------
    CorpusError
        It is not a sample.
    ArgumentError
        The coder has no name.

    Examples
    --------
    >>> import analytics
    >>> drawn = analytics.sample(analytics.load("data/sample"), 3)
    >>> page = coding_page(drawn, analytics.load_codebook("data/codes/codebook.toml"), "Chan")
    >>> page.startswith("<!doctype html>")
    True
    """
    table = checked_sample(sample)
    if not isinstance(coder, str) or not coder.strip():
        raise ArgumentError("a coder needs a name: coder='Chan'")
    coder = coder.strip()
    data = {
        "coder": coder,
        "file": f"{file_name(coder)}.json",
        "sample": sample_digest(table),
        "codebook": codebook.digest,
        "blind": mark is None,
        "note": note,
        "questions": [_question(question) for question in codebook.questions],
        "articles": _articles(table, mark),
        "words": {name: text(f"pages.coding.{name}", **_kept(name)) for name in _WORDS},
    }
    style, script = ((TEMPLATES / f"coding.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        language=current_language(),
        title=codebook.title,
        instructions=codebook.instructions,
        coder=coder,
        total=len(table),
        policy=policy,
        style=style,
        script=script,
        data=_embedded(data),
    )


def sample_digest(sample: pd.DataFrame) -> str:
    """Return a hash of what coders read; pages of the same sample have the same.

    >>> len(sample_digest(pd.DataFrame({"id": ["a"], "title": ["甲"], "body": ["乙"]})))
    16
    """
    texts = zip(sample["id"], sample["title"], sample["body"], strict=True)
    return digest("\n".join(f"{key} {article_digest(title, body)}" for key, title, body in texts))[:16]


def file_name(coder: str) -> str:
    """Return a coder's name as part of a file's name.

    >>> file_name("陳大文 / A"), file_name("../x")
    ('陳大文-A', 'x')
    """
    return re.sub(r"[^\w]+", "-", coder).strip("-_") or "coder"


def _kept(name: str) -> dict[str, str]:
    """Return the placeholders of a text, which the page itself fills in."""
    names = ("number", "total", "done", "ask", "low", "high", "file", "other", "coder", "count")
    return {each: f"{{{each}}}" for each in names}


def _question(question: Question) -> dict[str, Any]:
    """Return a question as the page takes it, its answers with the labels that coders read."""
    written = asdict(question)
    for value in written["values"]:
        value["label"] = value["label"] or text(f"pages.coding.answer_{value['value']}")
    return written


def _articles(sample: pd.DataFrame, mark: Subject | None) -> list[dict[str, Any]]:
    marks: list[list[list[Any]]] = [[] for _ in range(len(sample))]
    if mark is not None:
        (subject,) = subjects(mark, sample, "coding_page")
        found = places(sample.reset_index(drop=True), with_places(subject, "coding_page"), COVERAGE)
        for row, field, start, end in found[["row", "field", "start", "end"]].itertuples(index=False):
            marks[row].append([field, int(start), int(end)])
    return [
        {
            "id": row.id,
            **facts_of(row),
            "meta": _meta(row),
            "title": str(row.title),
            "body": _plain(row.body),
            "sentences": [*_sentences("title", str(row.title)), *_sentences("body", _plain(row.body))],
            "marks": marks[number],
        }
        for number, row in enumerate(sample.itertuples())
    ]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _meta(row: Any) -> str:
    parts = [_plain(row.outlet), "" if pd.isna(row.published) else f"{row.published:%Y-%m-%d}"]
    return " · ".join(filter(None, parts))


def _sentences(field: str, content: str) -> list[list[Any]]:
    return [[field, found.start(), found.end()] for found in _SENTENCE.finditer(content) if found[0].strip()]


def _embedded(data: dict[str, Any]) -> str:
    """Return data as JSON that no text in it can end or turn into a script."""
    written = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


@cache
def _template() -> "jinja2.Template":
    require("reports", "coding pages")
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["text"] = text
    return environment.get_template("coding.html.j2")
