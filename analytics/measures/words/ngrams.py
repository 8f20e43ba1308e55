"""N-grams: sequences of words that recur more often than their words predict."""

from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import Provenance, attach
from ..engine.sketch import may_reach, sketch
from ..engine.tally import Articles, checked, merge_arrays, merge_each, merge_sums, tally
from ..engine.tokens import Tokens, articles_with, is_content, is_word, names_of, sentences_of, tokens_of
from ..stats.association import lambda_score

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, so that the order of the words changes the key


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
    found = tally(
        table,
        partial(_count_part, length=length, counters=counters, least=least, lexicon=known),
        merge_each(grams=merge_sums("gram"), writings=merge_sums("term", "written")),
        columns=["tokens"],
    )
    grams = found["grams"][found["grams"]["frequency"] >= least].reset_index(drop=True)
    words = [gram.split("\0") for gram in grams["gram"]]
    at_least = tally(
        table, partial(_count_agreements, words=words, length=length), merge_arrays, columns=["tokens"]
    )
    exact, expected = _patterns(at_least, length)
    score, z = lambda_score(exact) if len(words) else (np.empty(0), np.empty(0))
    frequency, names = grams["frequency"].to_numpy(), names_of(found["writings"])
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log2(frequency / expected)
    result = pd.DataFrame(
        {
            "ngram": pd.Series([" ".join(names[term] for term in row) for row in words], dtype="str"),
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


def _grams(tokens: Tokens, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the n-grams of words within sentences, shape (n-grams, length), and their first places."""
    sentence, usable = sentences_of(tokens), is_word(tokens.vocabulary)[tokens.term]
    starts = np.arange(max(len(tokens.term) - length + 1, 0))
    for shift in range(length):
        starts = starts[usable[starts + shift] & (sentence[starts + shift] == sentence[starts])]
    return tokens.term[starts[:, None] + np.arange(length)], starts


def _keys(tokens: Tokens, grams: np.ndarray) -> np.ndarray:
    """Return a hash of each n-gram that is the same in every part."""
    term = pd.util.hash_array(np.array([*tokens.vocabulary, ""], dtype=object))
    key = np.zeros(len(grams), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in grams.T:
            key = (key ^ term[column]) * _SPREAD
    return key


def _sketch_part(part: pd.DataFrame, length: int) -> np.ndarray:
    tokens = tokens_of(part)
    return sketch(_keys(tokens, _grams(tokens, length)[0]))


def _count_part(
    part: pd.DataFrame, length: int, counters: np.ndarray, least: int, lexicon: Lexicon
) -> dict[str, pd.DataFrame]:
    """Count the n-grams of a part that may be frequent enough and do not begin or end with a stop word."""
    tokens = tokens_of(part)
    grams, starts = _grams(tokens, length)
    content = is_content(tokens.vocabulary, lexicon)
    kept = may_reach(counters, _keys(tokens, grams), least)
    kept &= content[grams[:, 0]] & content[grams[:, -1]] if len(content) else False
    grams, starts = grams[kept], starts[kept]
    numbers, frequency, first = _number_rows(grams)
    strings = ["\0".join([tokens.vocabulary[term] for term in row]) for row in grams[first].tolist()]
    articles = articles_with(numbers, tokens.article[starts], len(frequency))
    table = pd.DataFrame(
        {"gram": pd.Series(strings, dtype="str"), "frequency": frequency, "articles": articles}
    )
    return {"grams": table.sort_values("gram", ignore_index=True), "writings": tokens.writings}


def _count_agreements(part: pd.DataFrame, words: list[list[str]], length: int) -> np.ndarray:
    """Count, for each n-gram, the n-grams of a part that agree with it at least in each set of positions."""
    tokens = tokens_of(part)
    grams, _ = _grams(tokens, length)
    known = pd.Index(tokens.vocabulary, dtype="str")
    absent = len(tokens.vocabulary)
    flat = known.get_indexer(pd.Index([word for row in words for word in row], dtype="str"))
    sample = np.where(flat < 0, absent, flat).reshape(-1, length)
    at_least = np.zeros((len(sample), 2**length), dtype=np.int64)
    at_least[:, 0] = len(grams)
    for pattern in range(1, 2**length):
        columns = [place for place in range(length) if pattern >> place & 1]
        numbers, _, _ = _number_rows(np.concatenate([grams[:, columns], sample[:, columns]]))
        counts = np.bincount(numbers[: len(grams)], minlength=int(numbers.max(initial=0)) + 1)
        at_least[:, pattern] = counts[numbers[len(grams) :]]
    return at_least


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


def _number_rows(grams: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number the distinct rows; return each row's number, the counts, and the first place of each."""
    if not len(grams):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    number = grams[:, 0]
    for column in grams.T[1:]:
        number, _ = pd.factorize(number * (int(column.max()) + 1) + column)
    numbers, distinct = pd.factorize(number)
    first = np.empty(len(distinct), dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return numbers, np.bincount(numbers, minlength=len(distinct)), first
