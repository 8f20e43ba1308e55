"""Keyword in context: every match with the text around it, aligned on the match."""

import html
import re
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from wcwidth import wcswidth

from ...errors import ArgumentError, one_of, whole_number
from ...text.collation import ORDERS, sort_keys
from ...text.fields import LISTS
from ...text.fold import FoldedColumn
from ...text.folded import folded_field, original_texts
from ...text.width import around
from ..engine.cells import needed
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Named, Subject, places, with_places
from ..engine.tally import Articles, checked, concat, tally

_MARKS = re.compile(r"^[\W_]+")
_CONTEXT = ["left", "match", "right"]
_ARTICLE = ["id", "published", "outlet", "title"]
_COLUMNS = ["id", "published", "outlet", "title", "field", "item", "start", "left", "match", "right"]


class Concordance(pd.DataFrame):
    """A table whose text and HTML forms are aligned on the match."""

    @property
    def _constructor(self) -> type["Concordance"]:
        return Concordance

    def __str__(self) -> str:
        if not set(_COLUMNS) <= set(self.columns):
            return super().__str__()
        width = max((wcswidth(left) for left in self["left"]), default=0)
        lines = (
            " " * (width - wcswidth(left)) + f"{left} 〈{found}〉 {right}"
            for left, found, right in zip(self["left"], self["match"], self["right"], strict=True)
        )
        return "\n".join(lines) or "no match"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        if not set(_COLUMNS) <= set(self.columns):
            return pd.DataFrame(self).to_html()
        days = self["published"].dt.strftime("%Y-%m-%d").fillna("")
        outlets = self["outlet"].fillna("")
        rows = [
            f"<tr title='{html.escape(title, quote=True)}'><td style='text-align:left'>{day}</td>"
            f"<td style='text-align:left'>{html.escape(outlet)}</td>"
            f"<td style='text-align:right;white-space:pre'>{html.escape(left)}</td>"
            f"<td style='text-align:center;white-space:pre'><mark>{html.escape(found)}</mark></td>"
            f"<td style='text-align:left;white-space:pre'>{html.escape(right)}</td></tr>"
            for title, day, outlet, left, found, right in zip(
                self["title"], days, outlets, self["left"], self["match"], self["right"], strict=True
            )
        ]
        return f"<table>{''.join(rows)}</table>" if rows else "<p>no match</p>"


def kwic(
    articles: Articles,
    subject: Subject,
    *,
    width: int = 40,
    sort: str | None = None,
    order: str = "strokes",
    fields: Sequence[str] = COVERAGE,
) -> Concordance:
    """List every match of a subject with the original text around it: a concordance.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    subject : str, Entity or Query
        As in `match`. Every name of an entity is a match. For a query, the matches are its words that are not
        negated, in the articles that match the whole query.
    width : int
        Context on each side, in columns of a terminal; a Chinese character takes two.
    sort : {"left", "right"}, optional
        Sort by the context before the match, read backwards, or by the context after it; by default in the order
        of the corpus.
    order : {"strokes", "pinyin"}
        How Chinese characters are sorted: by number of strokes, as in indexes in Hong Kong, or by syllable. Signs,
        digits and Latin letters come first; marks at the match, case, width and script make no difference.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    Concordance
        A DataFrame that prints aligned.

        =========  ==========  ======================================================================
        id         str         the article
        published  datetime64  when it was published, in the corpus' time zone
        outlet     str         who published it
        title      str         its headline
        field      str         the text field
        item       int64       which text of a list field, from 0
        start      int64       offset of the first character of the match in that text
        left       str         the text before the match; line breaks as spaces
        match      str         the match
        right      str         the text after the match
        =========  ==========  ======================================================================

    Raises
    ------
    ArgumentError
        The subject, the width, `sort` or `order` is wrong.

    See Also
    --------
    charts.kwic : Draws this table.
    mentions : The mentions of entities, with their sentences.

    Examples
    --------
    >>> import analytics
    >>> lines = kwic(analytics.load("data/sample").articles, analytics.Query("DeepSeek"), width=10, sort="right")
    >>> lines["match"].str.casefold().unique().tolist()
    ['deepseek']
    """
    table = checked(articles)
    whole_number("width", width)
    one_of("order", order, list(ORDERS), ArgumentError)
    asked = request("kwic", table, subject, fields=fields)
    (wanted,) = asked.subjects.values()
    count = partial(_lines, subject=with_places(wanted, "kwic"), fields=asked.fields, width=width)
    result = tally(table, count, concat, columns=list(dict.fromkeys([*needed(asked), *_ARTICLE])))
    result = result.reset_index(drop=True)
    if sort is not None:
        side = one_of("sort", sort, ["left", "right"], ArgumentError)
        words = _first_words(result[side], backwards=side == "left")
        places = pc.sort_indices(sort_keys(words, order)).to_numpy()
        result = result.iloc[places].reset_index(drop=True)
    found = finish(result[_COLUMNS], table, asked)
    lines = Concordance(found)
    lines.attrs = found.attrs  # a constructor does not take them over
    return lines


def _lines(table: pd.DataFrame, subject: Named, fields: tuple[str, ...], width: int) -> pd.DataFrame:
    """Return the lines of the concordance for a part."""
    found = places(table, subject, fields)
    article = table[_ARTICLE].take(found["row"].to_numpy())
    return pd.DataFrame(
        {
            **{name: article[name].array for name in _ARTICLE},
            **{name: found[name].array for name in ("field", "item", "start")},
            **_contexts(table, found, width),
        }
    ).astype({"id": "str", "field": "str"})


def _contexts(
    table: pd.DataFrame, found: pd.DataFrame, width: int
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Return the match of each place and the text around it."""
    orders = [np.empty(0, dtype=np.int64)]
    parts: list[tuple[pa.LargeStringArray, ...]] = []
    row, item, start, end = (found[name].to_numpy() for name in ("row", "item", "start", "end"))
    for field in found["field"].unique():  # a query names fields of its own
        own = np.flatnonzero((found["field"] == field).to_numpy(dtype=bool))
        number = row[own]
        if field in LISTS:
            number = np.searchsorted(folded_field(table, field).row, number) + item[own]
        for inside, original in original_texts(table, field, number):
            at = own[inside]
            text = np.searchsorted(original.numbers, number[inside])
            orders.append(at)
            parts.append(around(original.texts, text, start[at], end[at], width))
    back = pa.array(np.argsort(np.concatenate(orders)))
    columns = zip(*parts, strict=True) if parts else [[], [], []]
    strings = [pa.chunked_array(list(column), pa.large_string()).take(back) for column in columns]
    return {name: pd.array(column, dtype="str") for name, column in zip(_CONTEXT, strings, strict=True)}


def _first_words(contexts: pd.Series, backwards: bool) -> pd.Series:
    """Return contexts as they are sorted: read from the match, without marks there, case, width and script."""
    folded = FoldedColumn(contexts).texts.to_pylist()
    words = [_MARKS.sub("", text[::-1] if backwards else text) for text in folded]
    return pd.Series(words, index=contexts.index, dtype="str")
