"""Boilerplate: paragraphs that recur in many articles of one outlet, and articles without them."""

from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import ArgumentError, CorpusError
from ...text.length import lengths
from ...text.tokens import BOUNDARY
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, map_parts
from ..engine.tokens import token_lists
from .paragraphs import Paragraphs, lengths_without_blanks, paragraphs_of
from .recurring import recurring

_COLUMNS = ["outlet", "text", "articles", "share", "first", "last", "characters", "template"]


def boilerplate(articles: Articles, *, min_articles: int = 5, min_share: float = 0.02) -> pd.DataFrame:
    """Find the paragraphs that recur in many articles of one outlet.

    Share buttons, author lines, licences, a feed's stub in place of the text. Paragraphs are compared by template:
    case, width, script, white space, addresses, dates and the article's own headline make no difference, nor do the
    figures of a short line that is no sentence. Copies and updates of one story are no boilerplate: the articles must
    have different headlines, and not variations of one. An article's summary counts as one of its paragraphs.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    min_articles : int
        Fewest articles of the outlet, with as many different headlines, that have the paragraph; 2 or more.
    min_share : float
        Lowest share of the outlet's articles, 0 to 1. It keeps out the background paragraphs of a long-running story.

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
    table = checked(articles)
    if min_articles < 2 or not 0 <= min_share <= 1:
        raise ArgumentError("min_articles must be 2 or more, min_share between 0 and 1")
    found, number = recurring(table, min_articles, min_share)
    found = found.assign(
        share=found["articles"] / found["size"],
        characters=lengths(found["text"].tolist()),
    )
    result = found[_COLUMNS].sort_values(
        ["articles", "characters", "outlet", "template"], ascending=[False, False, True, True]
    )
    result = result.reset_index(drop=True)
    return attach(result, Provenance("boilerplate", details={"articles": number}))


def without_boilerplate(articles: Articles, found: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the article table without its boilerplate, for use in any measure.

    Paragraphs are taken out of `body`, and a `summary` that is one is emptied; `characters` and `tokens` of these
    articles follow. Tokens are not cut anew, so those of an article stay as they were read. All else is untouched,
    and to do it twice changes nothing more.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    found : DataFrame, optional
        What to take out: a table of `boilerplate`, or those of its rows that an analyst agrees with. Without it,
        all that `boilerplate` finds.

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
    boilerplate : The paragraphs that are removed.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> cleared = without_boilerplate(articles)
    >>> [int(table["body"].str.contains("（綜合報道）").sum()) for table in (articles, cleared)]
    [21, 0]
    """
    table = checked(articles)
    if found is not None and not {"outlet", "template"} <= set(found.columns):
        raise ArgumentError("`found` is no table of boilerplate: it lacks the columns outlet and template")
    known = boilerplate(table) if found is None else found
    cleared: pd.DataFrame = map_parts(table, partial(_without, found=known[["outlet", "template"]]))
    return cleared


def _without(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    parts = paragraphs_of(table)
    hit = parts.among(found)
    changed = np.unique(parts.article[hit & parts.in_body])
    result = table.copy(deep=False)
    result.attrs = dict(table.attrs)
    if len(changed):
        result["body"] = _bodies_left(table, parts, hit, changed)
        characters = table["characters"].to_numpy(copy=True)
        characters[changed] = lengths(result["body"].iloc[changed].tolist())
        result["characters"] = characters
        result["tokens"] = pd.Series(
            pd.arrays.ArrowExtensionArray(_tokens_left(table, parts, hit, changed)), index=table.index
        )
    emptied = parts.article[hit & ~parts.in_body]
    if len(emptied):
        summaries = table["summary"].to_numpy(dtype=object, copy=True)
        summaries[emptied] = ""
        result["summary"] = pd.Series(summaries, index=table.index, dtype=table["summary"].dtype)
    return result


def bodies_without(table: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """Return the bodies of a part without the paragraphs found; no other column changes."""
    parts = paragraphs_of(table)
    hit = parts.among(found)
    return _bodies_left(table, parts, hit, np.unique(parts.article[hit & parts.in_body]))


def _bodies_left(table: pd.DataFrame, parts: Paragraphs, hit: np.ndarray, changed: np.ndarray) -> pd.Series:
    bodies = table["body"].to_numpy(dtype=object, copy=True)
    if len(changed):
        bodies[changed] = parts.texts_left(hit, changed).to_numpy(zero_copy_only=False)
    return pd.Series(bodies, index=table.index, dtype=table["body"].dtype)


def _tokens_left(
    table: pd.DataFrame, parts: Paragraphs, hit: np.ndarray, changed: np.ndarray
) -> pa.ListArray:
    """Return the token lists; changed articles lose the tokens of the paragraphs that were removed.

    Tokens hold every character but white space, in order: their lengths tell which paragraph each is from.
    """
    lists = token_lists(table)
    counts = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    flat = lists.flatten()
    words = flat.dictionary
    own = counts[changed]
    before = np.cumsum(own) - own
    article = np.repeat(np.arange(len(changed)), own)
    token = np.arange(len(article)) + ((np.cumsum(counts) - counts)[changed] - before)[article]
    codes = flat.indices.to_numpy(zero_copy_only=False)[token]
    edge = pc.equal(words, BOUNDARY).to_numpy(zero_copy_only=False)[codes]
    edges = np.cumsum(edge) - edge
    body = np.flatnonzero(edges - edges[before[article]] > 0)
    token, article = token[body], article[body]
    long = pc.utf8_length(words).to_numpy(zero_copy_only=False)[codes[body]]
    inside = np.flatnonzero(parts.in_body & np.isin(parts.article, changed))
    size = lengths_without_blanks(parts.texts.take(pa.array(inside)))
    in_tokens = np.bincount(article, weights=long, minlength=len(changed))
    of_text = np.searchsorted(changed, parts.article[inside])
    wrong = np.flatnonzero(in_tokens != np.bincount(of_text, weights=size, minlength=len(changed)))
    if len(wrong):
        raise CorpusError(
            f"{table['path'].iloc[changed[wrong[0]]]}: its tokens are not those of its headline and body; "
            "read the articles again with load(…)"
        )
    paragraph = inside[np.searchsorted(np.cumsum(size), np.cumsum(long) - long, side="right")]
    out = hit[paragraph]
    kept = np.ones(len(flat), dtype=bool)
    kept[token[out]] = False
    left = counts.astype(np.int64)
    left[changed] -= np.bincount(article[out], minlength=len(changed))
    return pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(left)]), pa.int32()),
        pa.DictionaryArray.from_arrays(flat.indices.filter(pa.array(kept)), words),
    )
