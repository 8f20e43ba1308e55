"""Keyword in context: every match with the text around it, aligned on the match."""

import html
import re
from collections.abc import Sequence
from functools import partial

import pandas as pd
import pyarrow.compute as pc
from wcwidth import wcswidth

from ...errors import ArgumentError, one_of
from ...text.collation import ORDERS, sort_keys
from ...text.fold import fold_word
from ..engine.cells import needed
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Named, Subject, places, with_places
from ..engine.tally import Articles, checked, concat, tally

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
            f"<tr title='{html.escape(title, quote=True)}'><td>{day}</td><td>{html.escape(outlet)}</td>"
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
    if width < 1:
        raise ArgumentError(f"width must be 1 or more, not {width}")
    one_of("order", order, list(ORDERS), ArgumentError)
    asked = request("kwic", table, subject, fields=fields)
    (wanted,) = asked.subjects.values()
    count = partial(_lines, subject=with_places(wanted, "kwic"), fields=asked.fields, width=width)
    result = tally(table, count, concat, columns=list(dict.fromkeys([*needed(asked), *_ARTICLE])))
    result = result.reset_index(drop=True)
    if sort is not None:
        side = one_of("sort", sort, ["left", "right"], ArgumentError)
        words = result[side].map(partial(_first_words, backwards=side == "left"))
        places = pc.sort_indices(sort_keys(words, order)).to_numpy()
        result = result.iloc[places].reset_index(drop=True)
    found = finish(result[_COLUMNS], table, asked)
    lines = Concordance(found)
    lines.attrs = found.attrs  # a constructor does not take them over
    return lines


def _lines(table: pd.DataFrame, subject: Named, fields: tuple[str, ...], width: int) -> pd.DataFrame:
    """Return the lines of the concordance for a part."""
    found_at = places(table, subject, fields)
    found = table.iloc[found_at["row"].to_numpy(dtype="int64")]
    lines = []
    for row, field, item, start, end in found_at[["row", "field", "item", "start", "end"]].itertuples(
        index=False
    ):
        value = table[field].iloc[row]
        text = value if isinstance(value, str) else list(value)[item]
        lines.append((_cut(text[:start][::-1], width)[::-1], text[start:end], _cut(text[end:], width)))
    contexts = pd.DataFrame(lines, columns=["left", "match", "right"], dtype="str")
    return pd.DataFrame(
        {
            "id": found["id"].to_numpy(),
            "published": found["published"].array,
            "outlet": found["outlet"].array,
            "title": found["title"].array,
            "field": found_at["field"].astype("str").array,
            "item": found_at["item"].to_numpy(dtype="int64"),
            "start": found_at["start"].to_numpy(dtype="int64"),
            "left": contexts["left"].array,
            "match": contexts["match"].array,
            "right": contexts["right"].array,
        }
    ).astype({"id": "str"})


def _first_words(context: str, backwards: bool) -> str:
    """Return a context as it is sorted: read from the match, without marks there, case, width and script."""
    folded = fold_word(context)
    return re.sub(r"^[\W_]+", "", folded[::-1] if backwards else folded)


def _cut(text: str, width: int) -> str:
    """Cut a text to the first `width` columns of a terminal."""
    piece = text[:width].replace("\n", " ")
    while wcswidth(piece) > width:
        piece = piece[:-1]
    return piece
