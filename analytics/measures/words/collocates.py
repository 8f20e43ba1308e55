"""Collocates: the words that occur near a word or an entity."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import whole_number
from ...text.collation import by_strokes
from ...text.entities import Entity
from ...text.fold import fold_word
from ...text.lexicon import Lexicon, load_lexicon
from ...text.tokens import segmenter
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import Subject, with_names
from ..engine.tally import Articles, checked, merge_each, merge_sums, tally
from ..engine.tokens import Tokens, articles_with, is_content, names_of, tokens_of
from ..stats.association import association
from ..stats.proportions import holm


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
    whole_number("window", window)
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
    terms = terms[terms["together"] >= max(min_frequency, 1)]
    terms = terms[is_content(terms["term"], known)]
    o11, c1 = terms["together"].to_numpy(), terms["frequency"].to_numpy()
    with_nodes = partial(association, o11, nodes, c1, n)
    with_words = partial(association, o11, r1, c1, n)
    result = pd.DataFrame(
        {
            "collocate": names_of(found["writings"]).reindex(terms["term"]).array,
            "together": o11,
            "left": terms["left"].to_numpy(),
            "right": o11 - terms["left"].to_numpy(),
            "frequency": c1,
            "articles": terms["articles"].to_numpy(),
            "expected": r1 * c1 / max(n, 1),
            "log_likelihood": with_words("g2"),
            "pmi": with_words("pmi"),
            "t": with_words("t"),
            "dice": with_nodes("dice"),
            "log_dice": with_nodes("log_dice"),
            "delta_p": with_words("delta_p"),
            "delta_p_back": association(o11, c1, r1, n, "delta_p"),
            "p": with_words("fisher"),
        }
    )
    result["p_adjusted"] = holm(result["p"])
    result = result.sort_values(["log_likelihood", "collocate"], ascending=[False, True], key=by_strokes)
    return finish(result, table, asked, window=window, nodes=nodes, tested=len(result))


def _count_part(part: pd.DataFrame, entity: Entity, window: int, lexicon: Lexicon) -> dict[str, Any]:
    """Count each word of a part, apart from the nodes: in windows around nodes, and altogether."""
    tokens = tokens_of(part)
    nodes = _nodes(tokens, entity, lexicon)
    place, before, after = _windows(tokens, nodes, window)
    term = tokens.term_of.take(tokens.spelling[place])
    size = len(tokens.vocabulary)
    of_nodes = np.bincount(tokens.term_of.take(tokens.spelling[nodes]), minlength=size)
    terms = pd.DataFrame(
        {
            "term": tokens.terms,
            "together": np.bincount(term, minlength=size),
            "left": np.bincount(term[after < before], minlength=size),
            "frequency": tokens.frequency - of_nodes,
            "articles": articles_with(term, tokens.article_at(place), size),
        }
    )
    terms = terms[tokens.words & (terms["frequency"] > 0).to_numpy()].reset_index(drop=True)
    return {"terms": terms, "writings": tokens.writings, "nodes": len(nodes)}


def _nodes(tokens: Tokens, entity: Entity, lexicon: Lexicon) -> np.ndarray:
    """Return the places of the tokens that belong to a name of the entity; a name may span several tokens."""
    found = [np.empty(0, dtype=np.int64)]
    for alias in entity.aliases:
        pieces = [fold_word(piece) for piece in segmenter(lexicon).tokens(alias.text)]
        if not pieces:
            continue
        starts = tokens.places_of(pieces[0])
        for shift, piece in enumerate(pieces[1:], 1):
            at = tokens.places_of(piece) - shift
            starts = np.intersect1d(starts, at, assume_unique=True)
        starts = starts[tokens.article_at(starts) == tokens.article_at(starts + len(pieces) - 1)]
        found += [starts + shift for shift in range(len(pieces))]
    return np.unique(np.concatenate(found))


def _windows(tokens: Tokens, nodes: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the words in windows around nodes, nodes apart.

    Returns
    -------
    place, before, after : numpy.ndarray
        The place of each, ascending, and its distance to the nearest node before and after it in its sentence;
        window + 1 if farther.
    """
    article = tokens.article_at(nodes)
    first, last = tokens.edges[article], tokens.edges[article + 1]
    distances = np.full((2, len(tokens.spelling)), window + 1, dtype=np.min_scalar_type(window + 1))
    reached: list[list[np.ndarray]] = [[], []]
    ahead, behind = np.arange(len(nodes)), np.arange(len(nodes))
    for distance in range(1, window + 1):
        # a sentence ends after the token that ends it
        ahead = ahead[nodes[ahead] + distance < last[ahead]]
        ahead = ahead[~tokens.ends[tokens.spelling[nodes[ahead] + distance - 1]]]
        behind = behind[nodes[behind] - distance >= first[behind]]
        behind = behind[~tokens.ends[tokens.spelling[nodes[behind] - distance]]]
        reached[0].append(nodes[ahead] + distance)
        reached[1].append(nodes[behind] - distance)
    for side, places in zip(distances, reached, strict=True):
        for distance in range(window, 0, -1):  # the nearest last
            side[places[distance - 1]] = distance
    before, after = distances
    inside = np.minimum(before, after) <= window
    inside[nodes] = False
    place = np.flatnonzero(inside)
    place = place[tokens.words[tokens.term_of.take(tokens.spelling[place])]]
    return place, before[place], after[place]
