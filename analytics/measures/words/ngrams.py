"""N-grams: sequences of words that recur more often than their words predict."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ...text.sketch import may_reach, sketch
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, merge_arrays, merge_each, merge_sums, tally
from ..engine.tokens import Tokens, articles_with, is_content, names_of, tokens_of
from ..stats.association import lambda_score

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, so that the order of the words changes the key
_NEVER = np.iinfo(np.int64).max


def ngrams(
    articles: Articles, *, length: int = 2, min_frequency: int = 3, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """List sequences of words that recur, with their strength of association.

    A sequence never crosses punctuation or the end of a sentence. Sequences that begin or end with a stop word are
    left out.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    length : int
        Number of words, 2 to 5.
    min_frequency : int
        Fewest occurrences.
    lexicon : Lexicon, optional
        The lexicon whose stop words neither begin nor end a sequence; by default the shipped one.

    Returns
    -------
    DataFrame
        ==========  =======  ======================================================================
        ngram       str      the words, separated by spaces
        frequency   int64    occurrences
        articles    int64    articles that have it
        expected    float64  occurrences expected if its words were independent
        pmi         float64  log2(frequency / expected), bits
        score       float64  λ of Blaheta & Johnson (2001), with 0.5 added to each count
        z           float64  λ / its standard error
        ==========  =======  ======================================================================

        Sorted by `z`, descending.

    Raises
    ------
    ArgumentError
        The length is not 2 to 5.

    See Also
    --------
    charts.ngrams : Draws this table.

    Examples
    --------
    >>> import analytics
    >>> bool((ngrams(analytics.load("data/sample").articles)["frequency"] >= 3).all())
    True
    """
    if length not in range(2, 6):
        raise ArgumentError(f"length must be 2 to 5, not {length!r}")
    table, known = checked(articles), lexicon or load_lexicon()
    least = max(min_frequency, 1)
    counters = tally(table, partial(_sketch_part, length=length), merge_arrays, columns=["tokens"])
    words = [f"word{place}" for place in range(length)]
    found = tally(
        table,
        partial(_count_part, length=length, counters=counters, least=least, lexicon=known),
        merge_each(grams=merge_sums(*words), writings=merge_sums("term", "written")),
        columns=["tokens"],
    )
    grams = found["grams"][found["grams"]["frequency"] >= least].reset_index(drop=True)
    at_least = tally(table, partial(_count_agreements, words=grams[words]), merge_arrays, columns=["tokens"])
    at_least[:, -1] = grams["frequency"]
    exact, expected = _patterns(at_least, length)
    score, z = lambda_score(exact) if len(grams) else (np.empty(0), np.empty(0))
    frequency, names = grams["frequency"].to_numpy(), names_of(found["writings"])
    shown = [names.reindex(grams[word]).reset_index(drop=True) for word in words]
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log2(frequency / expected)
    result = pd.DataFrame(
        {
            "ngram": shown[0].str.cat(pd.concat(shown[1:], axis=1, keys=words[1:]), sep=" "),
            "frequency": frequency,
            "articles": grams["articles"],
            "expected": expected,
            "pmi": pmi,
            "score": score,
            "z": z,
        }
    )
    result = result.sort_values(["z", "ngram"], ascending=[False, True], key=by_strokes).reset_index(
        drop=True
    )
    return attach(result, Provenance("ngrams", details={"length": length}))


def _grams(tokens: Tokens, length: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the n-grams of words within sentences, some articles at a time.

    Yields
    ------
    grams : numpy.ndarray, shape (length, n-grams)
        The numbers of their terms.
    article : numpy.ndarray
        The position of the article of each.
    """
    word = np.append(tokens.words, False)[tokens.term_of]  # without tokens there is no vocabulary
    for first, last in tokens.stretches():
        edges = tokens.edges[first : last + 1]
        spelling = tokens.spelling[edges[0] : edges[-1]]
        begins = np.zeros(len(spelling) + 1, dtype=bool)  # a sentence or an article
        begins[1:] = tokens.ends.take(spelling)
        begins[edges - edges[0]] = True
        is_word = word.take(spelling)
        follows = is_word & ~begins[:-1]
        count = max(len(spelling) - length + 1, 0)
        inside = is_word[:count]
        for shift in range(1, length):
            inside = inside & follows[shift : shift + count]
        starts = np.flatnonzero(inside)
        term = tokens.term_of.take(spelling)
        article = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(edges))
        yield np.array([term.take(starts + shift) for shift in range(length)]), article.take(starts)


def _hashes(tokens: Tokens) -> np.ndarray:
    return pd.util.hash_array(np.array([*tokens.vocabulary, ""], dtype=object))


def _keys(grams: np.ndarray, hashes: np.ndarray) -> np.ndarray:
    """Return a hash of each n-gram that is the same in every part."""
    key = np.zeros(grams.shape[1], dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in grams:
            key = (key ^ hashes.take(column)) * _SPREAD
    return key


def _sketch_part(part: pd.DataFrame, length: int) -> np.ndarray:
    tokens = tokens_of(part)
    hashes, counters = _hashes(tokens), sketch(np.empty(0, dtype=np.uint64))
    for grams, _ in _grams(tokens, length):
        counters += sketch(_keys(grams, hashes))
    return counters


def _count_part(
    part: pd.DataFrame, length: int, counters: np.ndarray, least: int, lexicon: Lexicon
) -> dict[str, pd.DataFrame]:
    """Count the n-grams of a part that may be frequent enough and do not begin or end with a stop word."""
    tokens = tokens_of(part)
    hashes, content = _hashes(tokens), is_content(tokens.terms, lexicon)
    kept, placed = [np.empty((length, 0), dtype=np.int32)], [np.empty(0, dtype=np.int32)]
    for grams, article in _grams(tokens, length):
        chosen = np.flatnonzero(content.take(grams[0]) & content.take(grams[-1]))
        chosen = chosen[may_reach(counters, _keys(grams[:, chosen], hashes), least)]
        kept.append(grams[:, chosen])
        placed.append(article[chosen])
    grams, article = np.concatenate(kept, axis=1), np.concatenate(placed)
    numbers, first = _number_columns(grams, len(tokens.vocabulary))
    table = {f"word{place}": tokens.terms.array.take(terms[first]) for place, terms in enumerate(grams)}
    table["frequency"] = np.bincount(numbers, minlength=len(first))
    table["articles"] = articles_with(numbers, article, len(first))
    return {"grams": pd.DataFrame(table), "writings": tokens.writings}


def _number_columns(grams: np.ndarray, terms: int) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct n-grams; return the number of each n-gram, and the first place of each number."""
    numbers = grams[0]
    for column in grams[1:]:
        numbers, distinct = pd.factorize(numbers.astype(np.int64) * terms + column)
    first = np.empty(len(distinct), dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return numbers, first


def _count_agreements(part: pd.DataFrame, words: pd.DataFrame) -> np.ndarray:
    """Count, for each n-gram, the n-grams of a part that agree with it at least in each set of positions.

    The last set holds all positions: its count is known.
    """
    tokens, length = tokens_of(part), words.shape[1]
    known = pd.Index(tokens.terms)
    sample = np.array([known.get_indexer(pd.Index(words[name])) for name in words])
    at_least = np.zeros((len(words), 2**length), dtype=np.int64)
    sets = _agreements(sample, len(known))
    for grams, _ in _grams(tokens, length):
        at_least[:, 0] += grams.shape[1]
        # The number of each n-gram that agrees with one of the sample, and its place; of no position all have one.
        found = {0: (np.zeros(grams.shape[1], dtype=np.int64), np.arange(grams.shape[1]))}
        for pattern, (place, keys, own) in sets.items():
            number, left = found[pattern & ~(1 << place)]
            key = number * len(known) + grams[place].take(left)
            number = np.searchsorted(keys, key)
            same = np.flatnonzero(keys.take(number) == key)
            found[pattern] = number, left = number[same], left[same]
            at_least[:, pattern] += np.bincount(number, minlength=len(keys))[own]
    return at_least


def _agreements(sample: np.ndarray, terms: int) -> dict[int, tuple[int, np.ndarray, np.ndarray]]:
    """Number what the n-grams of a sample have in each set of positions.

    Returns
    -------
    dict
        For each set, a bit a position, its last position; the keys of what n-grams have there in ascending order, and
        the place of each n-gram's among them. The key is the number that it has in the other positions, times `terms`,
        plus its last term. The last key is none that occurs; it is that of n-grams with an unknown term.
    """
    numbers, found = {0: np.zeros(sample.shape[1], dtype=np.int64)}, {}
    for pattern in range(1, 2 ** len(sample) - 1):
        place = pattern.bit_length() - 1
        key = numbers[pattern & ~(1 << place)] * terms + sample[place]
        key[sample[place] < 0] = _NEVER
        keys, numbers[pattern] = np.unique(np.append(key, _NEVER), return_inverse=True)
        numbers[pattern] = numbers[pattern][:-1]
        found[pattern] = place, keys, numbers[pattern]
    return found


def _patterns(at_least: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each pattern of agreement occurs for each n-gram, and the expected frequency."""
    total = int(at_least[0, 0]) if len(at_least) else 0
    single = [at_least[:, 1 << place] / max(total, 1) for place in range(length)]
    expected = np.prod(single, axis=0) * total
    # Inclusion-exclusion, one position at a time: from "at least these agree" to "exactly these agree".
    exact = at_least.astype(float)
    for place in range(length):
        without = [pattern for pattern in range(2**length) if not pattern >> place & 1]
        exact[:, without] -= exact[:, [pattern | 1 << place for pattern in without]]
    return exact, expected
