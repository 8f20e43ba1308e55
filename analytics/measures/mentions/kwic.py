"""Concordance: every place of a query in its context, aligned on the match."""

import html
from functools import partial

import pandas as pd
from wcwidth import wcswidth

from ...errors import QueryError, one_of
from ...schema import NAMES
from ...text.entities import Entity
from ...text.query import Query, of_entity
from ..engine.tally import checked, strung, tally

_COLUMNS = ["id", "published", "outlet", "title", "field", "item", "start", "left", "match", "right"]


class Concordance(pd.DataFrame):
    """A concordance table that shows itself aligned on the match, in a terminal and in JupyterLab."""

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
    articles: pd.DataFrame, query: str | Query | Entity, *, width: int = 40, sort: str | None = None
) -> Concordance:
    """Show every place of a query in its context: the original text, never the match-copy.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    query : str, Query or Entity
        As for `match`. The places of its words that are not negated are shown, in articles that match as a whole; of
        an entity every name.
    width : int
        Context on each side in columns of a terminal: a Chinese character takes two.
    sort : {"left", "right"}, optional
        By the context before the match, read backwards, or by the context after it; otherwise as they stand in
        the corpus.

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
        start      int64       first character of the match in that text
        left       str         the text before the match; line ends as blanks
        match      str         the match
        right      str         the text after the match
        =========  ==========  ======================================================================

    Raises
    ------
    QueryError
        The query, the width or the order is wrong.

    Examples
    --------
    >>> import analytics
    >>> lines = kwic(analytics.load("data/sample").articles, "DeepSeek", width=10, sort="right")
    >>> lines["match"].str.casefold().unique().tolist()
    ['deepseek']
    """
    table = checked(articles)
    if width < 1:
        raise QueryError(f"width must be 1 or more, not {width}")
    asked = (
        of_entity(query) if isinstance(query, Entity) else query if isinstance(query, Query) else Query(query)
    )
    columns = [name for name in NAMES if name != "tokens"]
    result = tally(table, partial(_lines, asked=asked, width=width), strung, columns=columns)
    result = result.reset_index(drop=True)
    if sort is not None:
        side = one_of("order", sort, ["left", "right"], QueryError)
        keys = result[side].str.strip()
        order = (keys.str[::-1] if side == "left" else keys).sort_values(kind="stable").index
        result = result.loc[order].reset_index(drop=True)
    result.attrs = {"measure": "kwic", "query": asked.text}
    return Concordance(result[_COLUMNS])


def _lines(table: pd.DataFrame, asked: Query, width: int) -> pd.DataFrame:
    """The lines of a part."""
    places = asked.found_in(table)[1]
    found = table.iloc[places["row"].to_numpy(dtype="int64")]
    lines = []
    for row, field, item, start, end in places.itertuples(index=False):
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
            "field": places["field"].astype("str").array,
            "item": places["item"].to_numpy(dtype="int64"),
            "start": places["start"].to_numpy(dtype="int64"),
            "left": contexts["left"].array,
            "match": contexts["match"].array,
            "right": contexts["right"].array,
        }
    ).astype({"id": "str"})


def _cut(text: str, width: int) -> str:
    """Return as much of the text's beginning as fits into `width` columns."""
    piece = text[:width].replace("\n", " ")
    while wcswidth(piece) > width:
        piece = piece[:-1]
    return piece
