"""Boilerplate: paragraphs that recur in many articles of one outlet, and articles without them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import ArgumentError
from ...read.paragraphs import BREAK, folded, outlet_keys, paragraph_keys, template_keys, templates
from ...read.recurring import MIN_ARTICLES, MIN_SHARE, Recurring, find_recurring, pair_keys, pairs_of
from ...read.separate import CHANGED, NEEDED, separated
from ...schema import to_pandas
from ...text.length import lengths
from ..engine.periods import days
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, Table, checked, concat, filtered, map_parts, tally
from ..engine.tokens import token_lists

_COLUMNS = ["outlet", "text", "articles", "share", "first", "last", "characters", "template"]
_ROWS = 1 << 12  # articles whose texts are Python strings at a time
_READ = ["published", "outlet", "title", "summary", "body", "boilerplate"]


def boilerplate(
    articles: Articles, *, min_articles: int = MIN_ARTICLES, min_share: float = MIN_SHARE
) -> pd.DataFrame:
    """Find the paragraphs that recur in many articles of one outlet.

    Share buttons, author lines, licences, a feed's stub in place of the text. Paragraphs are compared by template:
    case, width, script, white space, addresses, dates and the article's own headline make no difference, nor do the
    figures of a short line that is no sentence. Copies and updates of one story, and the background of a running one,
    are no boilerplate: the articles must have different headlines, not variations of one, and no word in common that
    is rare elsewhere. An article's summary counts as one of its paragraphs.

    `load` leaves these paragraphs out of the bodies; they are listed here all the same.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    min_articles : int
        Fewest articles of the outlet, with as many different headlines, that have the paragraph; 2 or more.
    min_share : float
        Lowest share of the outlet's articles, 0 to 1. 20 articles are enough, whatever their share.

    Returns
    -------
    DataFrame
        ==========  ==========  ===================================================================================
        outlet      str         the outlet; missing for articles that do not state one
        text        str         the paragraph as in the first of the articles
        articles    int64       articles of the outlet that have it
        share       float64     articles / all articles of the outlet, 0 to 1
        first       datetime64  first day with it; missing if all are undated
        last        datetime64  last day with it
        characters  int64       its length: Chinese characters and Latin words
        template    str         its normalised form; `without_boilerplate` looks for it
        ==========  ==========  ===================================================================================

        Sorted by `articles`, descending, then by `characters`, descending, then by outlet and template.

    Raises
    ------
    ArgumentError
        `min_articles` or `min_share` is out of range.

    See Also
    --------
    charts.ranking : Draws this table.
    without_boilerplate : The articles without these paragraphs.

    Examples
    --------
    >>> import analytics
    >>> table = boilerplate(analytics.load("data/sample"))
    >>> table.loc[0, "outlet"], table.loc[0, "text"], int(table.loc[0, "articles"])
    ('電車軌', '（綜合報道）', 21)
    """
    table: Any = checked(articles)
    if min_articles < 2 or not 0 <= min_share <= 1:
        raise ArgumentError("min_articles must be 2 or more, min_share between 0 and 1")
    if isinstance(table, pd.DataFrame) and not table.index.is_unique:
        table = table.reset_index(drop=True)
    facts = tally(table, _facts, concat, columns=_READ)
    keys, sizes = _flat(facts["keys"])
    outlets, titles = pa.array(facts["outlet"]), pa.array(facts["title"])
    found = find_recurring(outlets, titles, keys, sizes, min_articles=min_articles, min_share=min_share)
    result = _described(table, facts, found, keys, sizes)[_COLUMNS].sort_values(
        ["articles", "characters", "outlet", "template"], ascending=[False, False, True, True]
    )
    return attach(result.reset_index(drop=True), Provenance("boilerplate", details={"articles": len(facts)}))


def _slices(part: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the rows of a part, so few at a time that their texts may be Python strings."""
    return (part.iloc[at : at + _ROWS] for at in range(0, max(len(part), 1), _ROWS))


def _facts(part: pd.DataFrame) -> pd.DataFrame:
    """Return the outlet, headline and day of each article, and the numbers of its paragraphs."""
    lists = pa.chunked_array([_paragraphs(rows, _whole(rows)) for rows in _slices(part)])
    facts = part[["outlet", "title"]].astype({"outlet": "str", "title": "str"})
    return facts.assign(
        day=days(part), keys=pd.Series(pd.arrays.ArrowExtensionArray(lists), index=part.index)
    )


def _paragraphs(rows: pd.DataFrame, bodies: list[str]) -> pa.ListArray:
    """Return the numbers of the paragraphs of articles, first that of the summary."""
    titles, summaries = (rows[name].fillna("").tolist() for name in ("title", "summary"))
    keys, sizes = paragraph_keys(titles, summaries, bodies)
    return pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(sizes)]), pa.int32()), pa.array(keys)
    )


def _whole(part: pd.DataFrame) -> list[str]:
    """Return the bodies with what was left out of them below."""
    bodies = part["body"].fillna("").tolist()
    apart = pa.array(part["boilerplate"]).to_pylist()
    return [BREAK.join([body, *(lines or ())]) for body, lines in zip(bodies, apart, strict=True)]


def _flat(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    lists = pa.array(column)
    lists = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    sizes = lists.value_lengths().to_numpy(zero_copy_only=False).astype(np.int64)
    return lists.flatten().to_numpy(zero_copy_only=False), sizes


def _described(
    table: Table, facts: pd.DataFrame, found: Recurring, keys: np.ndarray, sizes: np.ndarray
) -> pd.DataFrame:
    """Return a row for each paragraph found."""
    pairs, article = pairs_of(pa.array(facts["outlet"]), keys, sizes)
    inside = np.isin(pairs, found.pairs) & (keys != 0)
    seen = pd.Series(facts["day"].to_numpy()[article[inside]]).groupby(pairs[inside])
    chosen = pd.Series(False, index=facts.index)
    chosen.iloc[found.first] = True
    texts = tally(filtered(table, chosen), partial(_texts, found=found.pairs), concat, columns=_READ)
    texts = texts.drop_duplicates("pair").set_index("pair").reindex(found.pairs)
    result = pd.DataFrame(
        {
            "outlet": facts["outlet"].iloc[found.first].array,
            "text": texts["text"].array,
            "articles": found.articles,
            "share": found.articles / np.maximum(found.sizes, 1),
            "first": seen.min().reindex(found.pairs).to_numpy(),
            "last": seen.max().reindex(found.pairs).to_numpy(),
            "characters": lengths(texts["text"].tolist()),
            "template": texts["template"].array,
        }
    )
    strings = dict.fromkeys(("outlet", "text", "template"), "str")
    numbers = {"articles": "int64", "characters": "int64"}
    return result.astype(strings | numbers | dict.fromkeys(("first", "last"), "datetime64[us]"))


def _texts(part: pd.DataFrame, found: np.ndarray) -> pd.DataFrame:
    """Return the paragraphs of a part that were found, each with its key and its template."""
    bodies = _whole(part)
    summaries = part["summary"].fillna("").tolist()
    pieces = [[*body.split(BREAK), summary] for body, summary in zip(bodies, summaries, strict=True)]
    texts = [text for piece in pieces for text in piece]
    article = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    encoded = templates(texts, folded(part["title"].fillna("").tolist()), article)
    names = encoded.indices.to_numpy(zero_copy_only=False)
    outlets = outlet_keys(pa.array(part["outlet"].astype("str")))
    pairs = pair_keys(outlets[article], template_keys(encoded.dictionary)[names])
    hit = np.flatnonzero(np.isin(pairs, found))
    table = {
        "pair": pairs[hit],
        "text": [texts[place] for place in hit],
        "template": encoded.dictionary.take(pa.array(names[hit])).to_pylist(),
    }
    return pd.DataFrame(table).astype({"pair": "uint64", "text": "str", "template": "str"})


def left_out(articles: Articles) -> tuple[int, int]:
    """Return how many paragraphs are left out of the bodies, and of how many articles.

    >>> import analytics
    >>> left_out(analytics.load("data/sample", boilerplate=True))
    (0, 0)
    """
    return tally(checked(articles), _left_out, _sum_each, columns=["boilerplate"])


def _left_out(part: pd.DataFrame) -> tuple[int, int]:
    lengths = pc.list_value_length(pa.array(part["boilerplate"]))
    return pc.sum(lengths).as_py() or 0, pc.sum(pc.greater(lengths, 0)).as_py() or 0


def _sum_each(parts: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(part[0] for part in parts), sum(part[1] for part in parts)


def without_boilerplate(articles: Articles, found: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the article table without its boilerplate, as `load` does by default.

    Paragraphs are moved from `body`, and a `summary` that is one, to the column `boilerplate`; `characters` and
    `tokens` of these articles follow. Tokens are not cut again, so those of an article stay as they were read. To do it
    twice changes nothing more.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table, such as `load(…, boilerplate=True)` gives.
    found : DataFrame, optional
        What to take out: a table of `boilerplate`, or those of its rows that an analyst agrees with. Without it,
        all that `boilerplate` finds, but an article keeps its only text, unless 20 articles and more of its outlet
        have the same in its place.

    Returns
    -------
    DataFrame
        The article table: same rows, same index, same columns.

    Raises
    ------
    ArgumentError
        `found` is no table of `boilerplate`.
    CorpusError
        The tokens of an article are not those of its body.

    See Also
    --------
    boilerplate : The paragraphs that are moved.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample", boilerplate=True).articles
    >>> cleared = without_boilerplate(articles)
    >>> [int(table["body"].str.contains("（綜合報道）").sum()) for table in (articles, cleared)]
    [21, 0]
    """
    table = checked(articles)
    if found is not None:
        if not {"outlet", "template"} <= set(found.columns):
            raise ArgumentError(
                "`found` is no table of boilerplate: it lacks the columns outlet and template"
            )
        outlets = outlet_keys(pa.array(found["outlet"].astype("str")))
        chosen = Recurring.of(pair_keys(outlets, template_keys(pa.array(found["template"].astype("str")))))
    else:
        facts = tally(table, _facts, concat, columns=_READ)
        chosen = find_recurring(pa.array(facts["outlet"]), pa.array(facts["title"]), *_flat(facts["keys"]))
    cleared: pd.DataFrame = map_parts(table, partial(_without, found=chosen))
    return cleared


def _without(part: pd.DataFrame, found: Recurring) -> pd.DataFrame:
    tables = [_cleared(rows, found) for rows in _slices(part)] if len(part) else []
    if not any(changed for _, changed in tables):
        return part
    result = part.copy(deep=False)
    result.attrs = dict(part.attrs)
    for name, column in to_pandas(pa.concat_tables(table for table, _ in tables)).items():
        result[name] = column.set_axis(part.index)
    return result


def _cleared(rows: pd.DataFrame, found: Recurring) -> tuple[pa.Table, bool]:
    """Return the columns of articles that follow what is moved, and whether anything is moved."""
    names = [name for name in (*NEEDED, "characters") if name != "paragraphs"]
    columns = {name: pa.array(rows[name]) for name in names}
    columns["tokens"] = token_lists(rows)
    columns["paragraphs"] = _paragraphs(rows, rows["body"].fillna("").tolist())
    before = pa.table(columns)
    after = separated(before, found)
    return after.select(CHANGED), after is not before
