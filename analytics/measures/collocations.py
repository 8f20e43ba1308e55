"""Collocations: the words that stand near a word, fixed strings of words, and what occurs in the same articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ..errors import QueryError, one_of
from ..text.fields import texts
from ..text.fold import fold_word
from ..text.lexicon import Lexicon, load_lexicon
from ..text.match import Entity, as_entity, load_entities
from ..text.tokens import BOUNDARY, segmenter
from . import stats
from .tally import COVERAGE, checked, checked_fields, mention_counts_of
from .terms import Tokens, articles_with, is_content, is_word, names_of, tokens_of

SENTENCE_ENDS = frozenset(
    [*map(fold_word, ["。", "!", "?", ";", "……"]), BOUNDARY]
)  # as the vocabulary has them
_COLLOCATES = [
    *("collocate", "together", "left", "right", "frequency", "articles", "expected"),
    *("log_likelihood", "pmi", "t", "dice", "log_dice", "delta_p", "delta_p_back", "p", "p_adjusted"),
]


def collocations(
    articles: pd.DataFrame,
    node: str | Sequence[str] | Entity,
    *,
    window: int = 5,
    min_frequency: int = 3,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """List the words that stand near a word or an entity.

    Surface co-occurrence (Evert 2008): the window reaches `window` tokens to each side, not across the end of a
    sentence or an article; stop words and marks are not counted but keep their place. A token near two nodes counts
    once. The contingency table is over the tokens of the corpus without the nodes: in a window or not, the collocate
    or not.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    node : str, list of str or Entity
        A key of the entity pack, otherwise a word; or names given ad hoc.
    window : int
        Tokens to each side.
    min_frequency : int
        Least number of occurrences in the windows.
    lexicon : Lexicon, optional
        Whose stop words are left out; and the names of which were never split when the corpus was read.

    Returns
    -------
    DataFrame
        ==============  =======  ======================================================================
        collocate       str      the word
        together        int64    occurrences in a window
        left            int64    of these nearest to a node on their right: before it
        right           int64    of these nearest to a node on their left: after it
        frequency       int64    occurrences in the corpus
        articles        int64    articles in which they stand together
        expected        float64  occurrences in windows if chance had it
        log_likelihood  float64  G², four cells (Dunning 1993), negative where they avoid each other
        pmi             float64  log2 of observed over expected
        t               float64  (observed − expected) / √observed
        dice            float64  2 × together / (frequency of node + frequency)
        log_dice        float64  14 + log2(dice) (Rychlý 2008)
        delta_p         float64  share of the windows' tokens less share of the other tokens
        delta_p_back    float64  share of the collocate's occurrences in windows less that of other words
        p               float64  Fisher's exact test of attraction, one-sided
        p_adjusted      float64  by Holm over all collocates tested
        ==============  =======  ======================================================================

        Highest `log_likelihood` first.

    Raises
    ------
    QueryError
        The window is not positive.

    Examples
    --------
    >>> import analytics
    >>> table = collocations(analytics.load("data/sample").articles, "deepseek")
    >>> bool((table["together"] == table["left"] + table["right"]).all())
    True
    """
    if window < 1:
        raise QueryError(f"window must be 1 or more, not {window}")
    table, known = checked(articles), lexicon or load_lexicon()
    tokens = tokens_of(table)
    words, content = is_word(tokens.vocabulary), is_content(tokens.vocabulary, known)
    names = names_of(tokens.writings)
    is_node = _nodes(tokens, _entity(node), known)
    before, after = _near(is_node, _sentences(tokens), window)
    inside = (np.minimum(before, after) <= window) & words[tokens.term] & ~is_node
    counted = words[tokens.term] & ~is_node
    size = len(tokens.vocabulary)
    together = np.bincount(tokens.term[inside], minlength=size)
    frequency = np.bincount(tokens.term[counted], minlength=size)
    left = np.bincount(tokens.term[inside & (after < before)], minlength=size)
    chosen = np.flatnonzero(content & (together >= max(min_frequency, 1)))
    o11, c1 = together[chosen], frequency[chosen]
    r1, n, nodes = int(inside.sum()), int(counted.sum()), int(is_node.sum())
    articles_of = articles_with(tokens.term[inside], tokens.article[inside], size)
    told = {name: stats.association(o11, r1, c1, n, name) for name in ("g2", "pmi", "t", "delta_p", "fisher")}
    dice = {name: stats.association(o11, nodes, c1, n, name) for name in ("dice", "log_dice")}
    result = pd.DataFrame(
        {
            "collocate": pd.Series([names[tokens.vocabulary[place]] for place in chosen], dtype="str"),
            "together": o11,
            "left": left[chosen],
            "right": o11 - left[chosen],
            "frequency": c1,
            "articles": articles_of[chosen],
            "expected": r1 * c1 / max(n, 1),
            "log_likelihood": told["g2"],
            "pmi": told["pmi"],
            "t": told["t"],
            "dice": dice["dice"],
            "log_dice": dice["log_dice"],
            "delta_p": told["delta_p"],
            "delta_p_back": stats.association(o11, c1, r1, n, "delta_p"),
            "p": told["fisher"],
            "p_adjusted": stats.holm(told["fisher"]),
        }
    )
    result = result.sort_values(["log_likelihood", "collocate"], ascending=[False, True])[_COLLOCATES]
    result = result.reset_index(drop=True)
    entity = _entity(node)
    result.attrs = {"measure": "collocations", "entity": entity.label, "entity_en": entity.label_en}
    result.attrs |= {"window": window, "nodes": nodes, "tested": len(result)}
    return result


def ngrams(
    articles: pd.DataFrame, *, length: int = 2, min_frequency: int = 3, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """List strings of words that recur, and how much more often than their parts would have it.

    Within sentences, without marks. Strings that begin or end with a stop word are left out.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    length : int
        Words, 2 to 5.
    min_frequency : int
        Least number of occurrences.
    lexicon : Lexicon, optional
        Whose stop words bound no string.

    Returns
    -------
    DataFrame
        ==========  =======  ======================================================================
        ngram       str      the words, parted by blanks
        frequency   int64    occurrences
        articles    int64    articles that have it
        expected    float64  occurrences if its words were independent
        pmi         float64  log2 of observed over expected
        score       float64  λ of Blaheta & Johnson (2001), 0.5 added to each count
        z           float64  λ over its standard error
        ==========  =======  ======================================================================

        Highest `z` first.

    Raises
    ------
    QueryError
        The length is not 2 to 5.

    Examples
    --------
    >>> import analytics
    >>> bool((ngrams(analytics.load("data/sample").articles)["frequency"] >= 3).all())
    True
    """
    if length not in range(2, 6):
        raise QueryError(f"length must be 2 to 5, not {length!r}")
    tokens = tokens_of(checked(articles))
    words, content = (
        is_word(tokens.vocabulary),
        is_content(tokens.vocabulary, lexicon or load_lexicon()),
    )
    names = names_of(tokens.writings)
    sentence = _sentences(tokens)
    usable = words[tokens.term]
    starts = np.arange(max(len(tokens.term) - length + 1, 0))
    for shift in range(length):
        starts = starts[usable[starts + shift] & (sentence[starts + shift] == sentence[starts])]
    grams = tokens.term[starts[:, None] + np.arange(length)]
    numbers, counts, first = _numbered(grams)
    kept = np.flatnonzero(counts >= max(min_frequency, 1))
    sample = grams[first[kept]]
    bounded = content[sample[:, 0]] & content[sample[:, -1]] if len(kept) else np.empty(0, dtype=bool)
    kept, sample = kept[bounded], sample[bounded]
    exact, expected = _patterns(grams, sample, len(tokens.vocabulary))
    score, z = stats.lambda_score(exact) if len(kept) else (np.empty(0), np.empty(0))
    articles_of = articles_with(numbers, tokens.article[starts], len(counts))
    frequency = counts[kept]
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log2(frequency / expected)
    result = pd.DataFrame(
        {
            "ngram": pd.Series(
                [" ".join(names[tokens.vocabulary[term]] for term in row) for row in sample], dtype="str"
            ),
            "frequency": frequency,
            "articles": articles_of[kept],
            "expected": expected,
            "pmi": pmi,
            "score": score,
            "z": z,
        }
    )
    result = result.sort_values(["z", "ngram"], ascending=[False, True]).reset_index(drop=True)
    result.attrs = {"measure": "ngrams", "length": length}
    return result


def cooccurrence(
    articles: pd.DataFrame,
    of: str = "tags",
    *,
    entities: Sequence[str | Entity] | None = None,
    min_articles: int = 2,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count which tags, categories, topics or entities occur in the same articles.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    of : {"tags", "categories", "topic", "entities"}
        What to pair.
    entities : sequence of str or Entity, optional
        Which entities; by default all of the shipped pack.
    min_articles : int
        Least number of articles that have both.
    fields : sequence of str
        Text fields to look for entities in.

    Returns
    -------
    DataFrame
        ==============  =======  ======================================================================
        first           str      the more frequent of the two
        second          str      the other
        together        int64    articles that have both
        first_articles  int64    articles that have the first
        second_articles int64    articles that have the second
        jaccard         float64  together / articles that have either, 0 to 1
        log_likelihood  float64  G², four cells, negative where they avoid each other
        pmi             float64  log2 of observed over expected
        ==============  =======  ======================================================================

        Most articles together first. Topics stand alone in an article: pairs arise from tags, categories, entities.

    Examples
    --------
    >>> import analytics
    >>> pairs = cooccurrence(analytics.load("data/sample").articles, "entities")
    >>> bool((pairs["together"] <= pairs["second_articles"]).all())
    True
    """
    one_of("dimension", of, ["tags", "categories", "topic", "entities"], QueryError)
    table = checked(articles)
    names, row, number = _present(table, of, entities, checked_fields(fields))
    counts = np.bincount(number, minlength=len(names))
    present = csr_array((np.ones(len(row), dtype=np.int64), (row, number)), shape=(len(table), len(names)))
    both = (present.T @ present).tocoo()
    upper = both.row < both.col
    a, b, together = both.row[upper], both.col[upper], both.data[upper]
    swap = counts[a] < counts[b]
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    kept = together >= max(min_articles, 1)
    a, b, together = a[kept], b[kept], together[kept]
    result = pd.DataFrame(
        {
            "first": pd.Series([names[place] for place in a], dtype="str"),
            "second": pd.Series([names[place] for place in b], dtype="str"),
            "together": together.astype(np.int64),
            "first_articles": counts[a],
            "second_articles": counts[b],
            "jaccard": together / np.maximum(counts[a] + counts[b] - together, 1),
            "log_likelihood": stats.association(together, counts[a], counts[b], len(table), "g2"),
            "pmi": stats.association(together, counts[a], counts[b], len(table), "pmi"),
        }
    )
    result = result.sort_values(
        ["together", "log_likelihood", "first", "second"], ascending=[False, False, True, True]
    )
    result = result.reset_index(drop=True)
    result.attrs = {"measure": "cooccurrence", "of": of, "articles": len(table)}
    return result


def _entity(node: str | Sequence[str] | Entity) -> Entity:
    """A key of the pack; any other word stands for itself."""
    if isinstance(node, str) and node.casefold() not in load_entities():
        return as_entity([node])
    return as_entity(node)


def _sentences(tokens: Tokens) -> np.ndarray:
    """Number of the sentence of each token, rising; the end of an article ends one."""
    ends = np.array([term in SENTENCE_ENDS for term in tokens.vocabulary], dtype=bool)
    new_article = np.diff(tokens.article, prepend=tokens.article[:1]) != 0
    after_end = (
        np.concatenate([[False], ends[tokens.term][:-1]]) if len(tokens.term) else np.empty(0, dtype=bool)
    )
    return np.cumsum(new_article | after_end)


def _nodes(tokens: Tokens, entity: Entity, lexicon: Lexicon) -> np.ndarray:
    """Whether each token belongs to a name of the entity; names of several tokens are found as such."""
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


def _near(is_node: np.ndarray, sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Distance in tokens to the nearest node before and after each token, in its sentence; window + 1 beyond."""
    far = window + 1
    before = np.full(len(is_node), far)
    after = np.full(len(is_node), far)
    for distance in range(window, 0, -1):
        if distance < len(is_node):
            same = sentence[distance:] == sentence[:-distance]
            before[distance:][same & is_node[:-distance]] = distance
            after[:-distance][same & is_node[distance:]] = distance
    return before, after


def _numbered(grams: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number of each row among the distinct rows, their counts, and where each first stands."""
    if not len(grams):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    number = grams[:, 0]
    for column in grams.T[1:]:
        number, _ = pd.factorize(number * (int(column.max()) + 1) + column)
    numbers, distinct = pd.factorize(number)
    first = np.empty(len(distinct), dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return numbers, np.bincount(numbers, minlength=len(distinct)), first


def _patterns(grams: np.ndarray, sample: np.ndarray, vocabulary: int) -> tuple[np.ndarray, np.ndarray]:
    """For each n-gram of the sample how often each pattern of agreement occurs, and its expected frequency."""
    length, total = grams.shape[1] if grams.ndim == 2 else 0, len(grams)
    at_least = np.zeros((len(sample), 2**length)) if length else np.zeros((0, 1))
    at_least[:, 0] = total
    for pattern in range(1, 2**length):
        columns = [place for place in range(length) if pattern >> place & 1]
        stacked = np.concatenate([grams[:, columns], sample[:, columns]])
        numbers, _, _ = _numbered(stacked)
        counts = np.bincount(numbers[:total], minlength=numbers.max(initial=0) + 1)
        at_least[:, pattern] = counts[numbers[total:]]
    single = [at_least[:, 1 << place] / max(total, 1) for place in range(length)]
    expected = np.prod(single, axis=0) * total if length else np.empty(0)
    # From "these words agree at least" to "these and no others": inclusion and exclusion, a place at a time.
    exact = at_least.copy()
    for place in range(length):
        without = [pattern for pattern in range(2**length) if not pattern >> place & 1]
        exact[:, without] -= exact[:, [pattern | 1 << place for pattern in without]]
    return exact, expected


def _present(
    articles: pd.DataFrame, of: str, entities: Sequence[str | Entity] | None, fields: tuple[str, ...]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, and which article (row) has which name (number); each once an article."""
    if of == "entities":
        wanted = [as_entity(entity) for entity in (load_entities() if entities is None else entities)]
        found = [np.flatnonzero(counts) for counts in mention_counts_of(articles, wanted, fields)]
        number = np.repeat(np.arange(len(wanted)), [len(rows) for rows in found])
        return [entity.label for entity in wanted], np.concatenate([*found, np.empty(0, np.int64)]), number
    table = texts(articles, of).dropna(subset="text").drop_duplicates(["row", "text"])
    number, names = pd.factorize(table["text"])
    return [str(name) for name in names], table["row"].to_numpy(), number
