"""Collocates: the words that occur near a word or an entity."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.collation import by_strokes
from ...text.entities import Entity
from ...text.fold import fold_word
from ...text.lexicon import Lexicon, load_lexicon
from ...text.tokens import segmenter
from .. import stats
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import Subject, with_names
from ..engine.tally import Articles, checked, merge_each, merge_sums, tally
from ..engine.tokens import Tokens, articles_with, is_content, is_word, names_of, sentences_of, tokens_of

_COLUMNS = [
    *("collocate", "together", "left", "right", "frequency", "articles", "expected"),
    *("log_likelihood", "pmi", "t", "dice", "log_dice", "delta_p", "delta_p_back", "p", "p_adjusted"),
]


def collocates(
    articles: Articles,
    node: Subject,
    *,
    window: int = 5,
    min_frequency: int = 3,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """List the words that occur near a word or an entity, the node.

    Surface co-occurrence (Evert 2008): a window reaches `window` tokens to each side of a node, and ends with the
    sentence. Stop words and punctuation are not listed but take up a place. A token near two nodes counts once. The
    contingency table holds all tokens except the nodes: inside a window or outside, the collocate or another word.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    node : str or Entity
        A key or name of the entity pack, any other word, or several names as `Names(…)`.
    window : int
        Tokens on each side.
    min_frequency : int
        Fewest occurrences of a collocate in the windows.
    lexicon : Lexicon, optional
        The lexicon whose stop words are left out, and with which the corpus was split into words; by default the
        shipped one.

    Returns
    -------
    DataFrame
        ==============  =======  ======================================================================
        collocate       str      the word
        together        int64    occurrences in a window
        left            int64    of these, occurrences before the nearest node
        right           int64    of these, occurrences after the nearest node
        frequency       int64    occurrences in the corpus
        articles        int64    articles with the word in a window
        expected        float64  occurrences in windows expected by chance
        log_likelihood  float64  G², four cells (Dunning 1993), negative below the expected frequency
        pmi             float64  log2(together / expected), bits
        t               float64  (together − expected) / √together
        dice            float64  2 × together / (frequency of the node + frequency)
        log_dice        float64  14 + log2(dice) (Rychlý 2008)
        delta_p         float64  share of the word among the tokens of the windows − its share among the others,
                                 −1 to 1 (Gries 2013)
        delta_p_back    float64  share of the word's occurrences that are in windows − that of other words, −1 to 1
        p               float64  p-value of Fisher's exact test of attraction, one-sided
        p_adjusted      float64  p adjusted by Holm over all collocates listed
        ==============  =======  ======================================================================

        Sorted by `log_likelihood`, descending.

    Raises
    ------
    ArgumentError
        The window is not positive, or the node is a query or a Series.

    See Also
    --------
    charts.collocates : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> table = collocates(analytics.load("data/sample").articles, "deepseek")
    >>> bool((table["together"] == table["left"] + table["right"]).all())
    True
    """
    if window < 1:
        raise ArgumentError(f"window must be 1 or more, not {window}")
    table = checked(articles)
    asked = request("collocates", table, node)
    (subject,) = asked.subjects.values()
    known, entity = lexicon or load_lexicon(), with_names(subject, "collocates")
    found = tally(
        table,
        partial(_count_part, entity=entity, window=window, lexicon=known),
        merge_each(terms=merge_sums("term"), writings=merge_sums("term", "written"), nodes=sum),
        columns=["tokens"],
    )
    terms = found["terms"]
    r1, n, nodes = int(terms["together"].sum()), int(terms["frequency"].sum()), int(found["nodes"])
    terms = terms[is_content(terms["term"], known) & (terms["together"] >= max(min_frequency, 1))]
    o11, c1 = terms["together"].to_numpy(), terms["frequency"].to_numpy()
    scores = {
        name: stats.association(o11, r1, c1, n, name) for name in ("g2", "pmi", "t", "delta_p", "fisher")
    }
    dice = {name: stats.association(o11, nodes, c1, n, name) for name in ("dice", "log_dice")}
    result = pd.DataFrame(
        {
            "collocate": names_of(found["writings"]).reindex(terms["term"]).array,
            "together": o11,
            "left": terms["left"].to_numpy(),
            "right": o11 - terms["left"].to_numpy(),
            "frequency": c1,
            "articles": terms["articles"].to_numpy(),
            "expected": r1 * c1 / max(n, 1),
            "log_likelihood": scores["g2"],
            "pmi": scores["pmi"],
            "t": scores["t"],
            "dice": dice["dice"],
            "log_dice": dice["log_dice"],
            "delta_p": scores["delta_p"],
            "delta_p_back": stats.association(o11, c1, r1, n, "delta_p"),
            "p": scores["fisher"],
            "p_adjusted": stats.holm(scores["fisher"]),
        }
    )
    result = result.sort_values(["log_likelihood", "collocate"], ascending=[False, True], key=by_strokes)[
        _COLUMNS
    ]
    return finish(result, table, asked, window=window, nodes=nodes, tested=len(result))


def _count_part(part: pd.DataFrame, entity: Entity, window: int, lexicon: Lexicon) -> dict[str, Any]:
    """Count each word of a part, apart from the nodes: in windows around nodes, and altogether."""
    tokens = tokens_of(part)
    word = is_word(tokens.vocabulary)
    is_node = _nodes(tokens, entity, lexicon)
    before, after = _distances(is_node, sentences_of(tokens), window)
    counted = word[tokens.term] & ~is_node
    inside = (np.minimum(before, after) <= window) & counted
    size = len(tokens.vocabulary)
    terms = pd.DataFrame(
        {
            "term": pd.Series(tokens.vocabulary, dtype="str"),
            "together": np.bincount(tokens.term[inside], minlength=size),
            "left": np.bincount(tokens.term[inside & (after < before)], minlength=size),
            "frequency": np.bincount(tokens.term[counted], minlength=size),
            "articles": articles_with(tokens.term[inside], tokens.article[inside], size),
        }
    )
    terms = terms[word & (terms["frequency"] > 0)].reset_index(drop=True)
    return {"terms": terms, "writings": tokens.writings, "nodes": int(is_node.sum())}


def _nodes(tokens: Tokens, entity: Entity, lexicon: Lexicon) -> np.ndarray:
    """Return whether each token belongs to a name of the entity; a name may span several tokens."""
    numbers: dict[str, int] = {}
    for place, term in enumerate(tokens.vocabulary):
        numbers.setdefault(fold_word(term), place)
    found = np.zeros(len(tokens.term), dtype=bool)
    for alias in entity.aliases:
        pieces = [numbers.get(fold_word(piece), -1) for piece in segmenter(lexicon).tokens(alias.text)]
        if not pieces or -1 in pieces:
            continue
        starts = np.flatnonzero(tokens.term == pieces[0])
        starts = starts[starts + len(pieces) <= len(tokens.term)]
        for shift, piece in enumerate(pieces[1:], 1):
            starts = starts[
                (tokens.term[starts + shift] == piece)
                & (tokens.article[starts + shift] == tokens.article[starts])
            ]
        for shift in range(len(pieces)):
            found[starts + shift] = True
    return found


def _distances(is_node: np.ndarray, sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each token's distance to the nearest node before and after it in its sentence; window + 1 if farther."""
    beyond = window + 1
    before = np.full(len(is_node), beyond)
    after = np.full(len(is_node), beyond)
    for distance in range(window, 0, -1):
        if distance < len(is_node):
            same = sentence[distance:] == sentence[:-distance]
            before[distance:][same & is_node[:-distance]] = distance
            after[:-distance][same & is_node[distance:]] = distance
    return before, after
