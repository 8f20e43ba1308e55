"""The articles of a period as HTML: each opens in place, with the mentions marked in its text."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from ..measures.engine.provenance import provenance
from ..measures.engine.subject import COVERAGE, Named, places
from ..wording import either, text
from ..wording.formats import named, period

_LISTED = 60  # articles that are shown; their texts travel to the browser with each click
_WEB = ("https://", "http://")


def reading(
    ledger: pd.DataFrame, table: pd.DataFrame, articles: pd.DataFrame, subjects: Sequence[Named]
) -> str:
    """Return the articles behind a period, a list for each subject.

    Parameters
    ----------
    ledger : DataFrame
        As `behind` returns it, in the order of the list.
    table : DataFrame
        The rows of the period, one for each subject, in the order of `subjects`.
    articles : DataFrame
        The articles that were counted.
    subjects : sequence of Entity or Query
        What is counted.
    """
    most = max(1, _LISTED // max(1, len(subjects)))
    when = period(table["period"].iloc[0], provenance(table).freq)
    parts = []
    for row, subject in zip(table.index, subjects, strict=True):
        own = ledger[ledger["row"] == row]
        shown = own.head(most)
        key = "heading" if len(own) else "none"
        label = either(subject.label, subject.label_en)
        heading = text(f"explorer.read.{key}", period=when, count=len(own), name=named(label))
        rest = len(own) - len(shown)
        parts.append(f"<h3>{escape(heading)}</h3>")
        parts += _articles(shown, articles, subject)
        parts += [f"<p>{escape(text('explorer.read.rest', count=rest))}</p>"] * (rest > 0)
    return f'<div class="explorer-articles">{"".join(parts)}</div>'


def _articles(shown: pd.DataFrame, articles: pd.DataFrame, subject: Named) -> list[str]:
    """Return one folded element for each article."""
    own = articles[articles["id"].isin(shown["id"])]
    marks: dict[tuple[int, str], list[tuple[int, int]]] = {}
    found = places(own, subject, COVERAGE)
    keys = zip(found["row"].tolist(), found["field"].tolist(), strict=True)
    for key, *span in zip(keys, found["start"].tolist(), found["end"].tolist(), strict=True):
        marks.setdefault(key, []).append((span[0], span[1]))
    rows = {str(key): row for row, key in enumerate(own["id"])}
    counts = zip(shown["id"].astype(str), shown["mentions"], strict=True)
    return [
        _article(
            own.iloc[rows[key]],
            marks.get((rows[key], "title"), []),
            marks.get((rows[key], "body"), []),
            text("explorer.read.mentions", count=int(count)),
        )
        for key, count in counts
    ]


def _article(
    article: pd.Series, title: list[tuple[int, int]], body: list[tuple[int, int]], mentions: str
) -> str:
    head = marked(_text_of(article["title"]), title) or escape(text("explorer.read.no_title"))
    day = f"{article['published']:%Y-%m-%d}" if pd.notna(article["published"]) else ""
    about = " · ".join(escape(each) for each in (_text_of(article["outlet"]), day, mentions) if each)
    lines = marked(_text_of(article["body"]), body).split("\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in lines if line.strip())
    paragraphs = paragraphs or f"<p>{escape(text('explorer.read.no_text'))}</p>"
    address = _text_of(article["source_url"])
    if address.startswith(_WEB):
        link = f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
        paragraphs += f"<p>{link}{escape(text('explorer.read.source'))}</a></p>"
    return f"<details><summary>{head} <small>{about}</small></summary>{paragraphs}</details>"


def _text_of(value: object) -> str:
    return value if isinstance(value, str) else ""


def marked(written: str, spans: list[tuple[int, int]]) -> str:
    """Return a text as HTML with its mentions marked; spans that overlap are one mark.

    >>> marked("港鐵 < 九巴", [(0, 2), (1, 2)])
    '<mark>港鐵</mark> &lt; 九巴'
    """
    parts, end = [], 0
    for first, last in sorted(spans):
        if last <= end:
            continue
        first = max(first, end)
        parts.append(f"{escape(written[end:first])}<mark>{escape(written[first:last])}</mark>")
        end = last
    return "".join(parts) + escape(written[end:])
