"""Misjudged: the articles that a program counts and people do not, and the other way round."""

import json
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.points import laid
from ...text.sentences import sentences_around
from ..engine.provenance import Provenance, attach, provenance, subject_from_json
from ..engine.subject import Chosen, Counted, places
from ..engine.tally import Articles, checked
from .codes import Codes, checked_codes, coded_articles
from .validate import outcomes_of

COLUMNS = ["id", "error", "published", "outlet", "title", "text", "sentence", "source_url"]
_PLACES = ["row", "field", "item", "start", "end"]


def misjudged(articles: Articles, validation: pd.DataFrame, *, codes: Codes | None = None) -> pd.DataFrame:
    """List the coded articles that are counted wrongly, with the sentences that show why.

    A false positive comes with each place that was found. A miss comes with the passages that coders marked, where
    `codes` has a question of spans, and otherwise with the first sentence of its body.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The articles that were validated.
    validation : DataFrame
        As `validate` returns it.
    codes : DataFrame, optional
        As `load_codes` returns it: for the passages that coders marked.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        id          str         the article
        error       str         false_positive (counted, but should not) or miss (not counted)
        published   datetime64  when it was published, in the corpus' time zone
        outlet      str         who published it
        title       str         its headline
        text        str         what was found, or marked; empty where nothing was
        sentence    str         the sentence around it
        source_url  str         address of the original
        ==========  ==========  ======================================================================

        False positives first, then misses; in the order of the articles and of their texts.

    Raises
    ------
    ArgumentError
        `validation` is no table of `validate`.
    CorpusError
        Coded articles are missing.

    See Also
    --------
    charts.validate : Draws how often a count is right.
    remedies : What another name or context would change.

    Examples
    --------
    >>> import analytics
    >>> articles, codes = analytics.load("data/sample"), analytics.load_codes("data/codes")
    >>> table = misjudged(articles, analytics.validate(articles, codes, "deepseek", question="about"))
    >>> set(table["error"]) <= {"false_positive", "miss"}
    True
    """
    outcomes, subject, origin = parts_of(validation)
    rows = coded_articles(checked(articles), outcomes.assign(digest=""))
    wrong = outcomes[outcomes["truth"] != outcomes["matched"]].set_index("id")["matched"]
    rows = rows[rows["id"].isin(wrong.index)].reset_index(drop=True)
    false = rows["id"].map(wrong).to_numpy(dtype=bool)
    found = _found(rows, subject, origin.fields)
    marked = _marked(rows, codes)
    parts = [_listed(rows, found, false, "false_positive"), _listed(rows, marked, ~false, "miss")]
    return attach(
        pd.concat(parts, ignore_index=True)[COLUMNS],
        Provenance("misjudged", origin.subjects, origin.labels_en),
    )


def parts_of(validation: pd.DataFrame) -> tuple[pd.DataFrame, Counted, Provenance]:
    """Return what a table of `validate` remembers: outcomes, subject and provenance.

    Raises
    ------
    ArgumentError
        It is no such table.
    """
    if not isinstance(validation, pd.DataFrame):
        raise ArgumentError(f"expected a table of validate(…), not {type(validation).__name__}")
    origin = provenance(validation)
    outcomes = outcomes_of(validation, origin)
    (written,) = origin.subjects.values()
    return outcomes, subject_from_json(written), origin


def _found(rows: pd.DataFrame, subject: Counted, fields: tuple[str, ...]) -> pd.DataFrame:
    if isinstance(subject, Chosen):
        return pd.DataFrame(columns=_PLACES)
    return places(rows, subject, fields)[_PLACES]


def _marked(rows: pd.DataFrame, codes: Codes | None) -> pd.DataFrame:
    """Return the passages that coders marked in articles, each once."""
    if codes is None:
        return pd.DataFrame(columns=_PLACES)
    table = checked_codes(codes)
    spans = table[(table["kind"] == "spans") & table["id"].isin(rows["id"])]
    row_of = dict(zip(rows["id"], range(len(rows)), strict=True))
    found = [
        (row_of[row.id], field, 0, start, end)
        for row in spans.itertuples()
        for field, start, end in json.loads(str(row.value))
    ]
    return pd.DataFrame(found, columns=_PLACES).drop_duplicates()


def _listed(rows: pd.DataFrame, found: pd.DataFrame, wanted: np.ndarray, error: str) -> pd.DataFrame:
    """Return one row for each place in the wanted articles; those without a place have their first sentence."""
    own = found[found["row"].isin(np.flatnonzero(wanted))]
    bare = sorted(set(np.flatnonzero(wanted).tolist()) - set(own["row"]))
    first = pd.DataFrame({"row": bare, "field": "body", "item": 0, "start": 0, "end": 0})
    own = pd.concat([own, first]).astype({"row": "int64", "item": "int64", "start": "int64", "end": "int64"})
    order = {"title": 0, "body": 1}
    own = own.assign(place=own["field"].map(order).fillna(2))
    own = own.sort_values(["row", "place", "start"], kind="stable", ignore_index=True)
    texts = [
        _text(rows, *place) for place in own[["row", "field", "item"]].itertuples(index=False, name=None)
    ]
    block = laid(texts or [""])
    number = np.arange(len(texts))
    limit = np.array([len(text) for text in texts], dtype=np.int64)
    start, end = (np.minimum(own[name].to_numpy(), limit) for name in ("start", "end"))
    text, sentence = sentences_around(block, number, start, np.maximum(end, np.minimum(start + 1, limit)))
    shown = rows[["id", "published", "outlet", "title", "source_url"]].iloc[own["row"]].reset_index(drop=True)
    exact = pd.Series(text.to_pylist(), dtype="str").where(own["end"] > own["start"], "")
    return shown.assign(
        error=pd.Series(error, index=shown.index, dtype="str"),
        text=exact.astype("str"),
        sentence=pd.Series(sentence.to_pylist(), dtype="str"),
    )


def _text(rows: pd.DataFrame, row: int, field: str, item: int) -> str:
    content: Any = rows[field].iloc[row]
    if isinstance(content, str):
        return content
    return str(content[item]) if content is not None and len(content) > item else ""
