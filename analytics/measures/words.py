"""Words that nobody listed: what the dictionary does not know, and what it should."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import QueryError
from ..text.fold import code_points
from ..text.lexicon import Lexicon, load_lexicon
from ..text.tokens import segmenter
from .tally import checked
from .terms import articles_with, grouped_terms, one_group

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@dataclass(frozen=True)
class _Grams:
    """The n-grams of one length: where each stands, and its number among the distinct ones."""

    starts: np.ndarray
    number: np.ndarray
    counts: np.ndarray


def new_words(
    articles: pd.DataFrame,
    *,
    lexicon: Lexicon | None = None,
    longest: int = 5,
    min_frequency: int = 5,
    min_cohesion: float = 3.0,
    min_entropy: float = 1.0,
) -> pd.DataFrame:
    """Propose words that the dictionary lacks, so that an analyst can grow the lexicon.

    A string of Chinese characters is proposed if its parts stand together far more often than chance has it
    (pointwise mutual information at its weakest seam; Church & Hanks 1990) and if what stands to its left and right
    varies (branching entropy; Jin & Tanaka-Ishii 2006). Title and body are searched, script as written.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    lexicon : Lexicon, optional
        Whose words are known already.
    longest : int
        Longest word in characters, 2 or more.
    min_frequency : int
        Least number of occurrences.
    min_cohesion : float
        Least PMI in bits.
    min_entropy : float
        Least branching entropy on both sides, in bits.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        word                str      the word proposed
        frequency           int64    how often it stands there
        document_frequency  int64    in how many articles
        cohesion            float64  log2 of observed over expected frequency at the weakest seam, bits
        left_entropy        float64  of the characters before it, bits
        right_entropy       float64  of the characters after it, bits
        score               float64  cohesion × the lesser entropy × log2(frequency); orders the table
        ==================  =======  ======================================================================

        Best first. A string that nearly always stands inside a longer proposed word is left out.

    Examples
    --------
    >>> import analytics
    >>> list(new_words(analytics.load("data/sample").articles).columns)[:2]
    ['word', 'frequency']
    """
    table = checked(articles)
    if longest < 2 or min_frequency < 2:
        raise QueryError("longest and min_frequency must be 2 or more")
    known = lexicon or load_lexicon()
    text, article = _joined(table)
    codes = code_points(text)
    alphabet, symbol = np.unique(codes, return_inverse=True)
    han = np.array([bool(_HAN.match(char)) for char in map(chr, alphabet)], dtype=bool)
    grams = _grams(symbol, han[symbol], len(alphabet), longest, min_frequency)
    parts = [
        _measured(length, grams, symbol, article, text, min_frequency)
        for length in range(2, longest + 1)
        if len(grams.get(length, _Grams(*[np.empty(0, np.int64)] * 3)).counts)
    ]
    columns = ["word", "frequency", "document_frequency", "cohesion", "left_entropy", "right_entropy"]
    result = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    types = {"word": "str", "frequency": "int64", "document_frequency": "int64"}
    result = result.astype({name: types.get(name, "float64") for name in columns})
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result = result[(result["cohesion"] >= min_cohesion) & (lesser >= min_entropy)]
    result = _maximal(result)
    cutter = segmenter(known)
    fresh = [not cutter.knows(word) and not _has_stop_edge(word, known) for word in result["word"]]
    result = result.loc[np.array(fresh, dtype=bool)].copy()
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result["score"] = result["cohesion"] * lesser * np.log2(result["frequency"].clip(lower=1))
    result = result.sort_values(["score", "word"], ascending=[False, True]).reset_index(drop=True)
    result.attrs = {"measure": "new_words"}
    return result


def known_share(articles: pd.DataFrame, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Measure how much of the Chinese text the dictionary and the lexicon know.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    lexicon : Lexicon, optional
        Whose words count as known beside the dictionary's.

    Returns
    -------
    DataFrame
        One row.

        ==============  =======  ======================================================================
        tokens          int64    tokens made of Chinese characters
        unknown_tokens  int64    those of them that no list knows
        token_share     float64  share of tokens known, 0 to 1; missing where there is none
        types           int64    distinct tokens made of Chinese characters
        unknown_types   int64    those of them that no list knows
        type_share      float64  share of distinct tokens known, 0 to 1; missing where there is none
        ==============  =======  ======================================================================

    Examples
    --------
    >>> import analytics
    >>> float(known_share(analytics.load("data/sample").articles)["token_share"].iloc[0]) > 0.9
    True
    """
    terms, names, _ = grouped_terms(checked(articles), one_group)
    cutter = segmenter(lexicon or load_lexicon())
    written = names.reindex(terms["term"]).tolist()
    han = np.array([bool(_HAN.fullmatch(term)) for term in written], dtype=bool)
    unknown = han & np.array([not cutter.knows(term) for term in written], dtype=bool)
    frequency = terms["frequency"].to_numpy()
    counts = {
        "tokens": int(frequency[han].sum()),
        "unknown_tokens": int(frequency[unknown].sum()),
        "types": int(han.sum()),
        "unknown_types": int(unknown.sum()),
    }
    shares = {
        "token_share": 1 - counts["unknown_tokens"] / counts["tokens"] if counts["tokens"] else np.nan,
        "type_share": 1 - counts["unknown_types"] / counts["types"] if counts["types"] else np.nan,
    }
    order = ["tokens", "unknown_tokens", "token_share", "types", "unknown_types", "type_share"]
    result = pd.DataFrame([{**counts, **shares}])[order]
    result.attrs = {"measure": "known_share"}
    return result


def _joined(articles: pd.DataFrame) -> tuple[str, np.ndarray]:
    """All titles and bodies as one text, and the article of each character."""
    texts = [f"{title}\n{body}\n" for title, body in zip(articles["title"], articles["body"], strict=True)]
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    return "\n" + "".join(texts), np.repeat(np.arange(-1, len(texts)), np.concatenate([[1], lengths]))


def _grams(symbol: np.ndarray, han: np.ndarray, alphabet: int, longest: int, least: int) -> dict[int, _Grams]:
    """Frequent n-grams of Chinese characters, each length built of the one before: a rare part makes a rare whole."""
    grams = {1: _Grams(np.flatnonzero(han), symbol[han], np.bincount(symbol[han], minlength=alphabet))}
    for length in range(2, longest + 1):
        shorter = grams[length - 1]
        frequent = shorter.counts[shorter.number] >= least
        starts, number = shorter.starts[frequent], shorter.number[frequent]
        follows = starts + length - 1
        fits = follows < len(symbol)
        fits[fits] = han[follows[fits]]
        starts, number = starts[fits], number[fits]
        pairs = number * alphabet + symbol[starts + length - 1]
        numbered, distinct = pd.factorize(pairs)  # hashing in C: numpy.unique sorts, several times as slow
        grams[length] = _Grams(starts, numbered, np.bincount(numbered, minlength=len(distinct)))
    return grams


def _measured(
    length: int, grams: dict[int, _Grams], symbol: np.ndarray, article: np.ndarray, text: str, least: int
) -> pd.DataFrame:
    found = grams[length]
    kept = np.flatnonzero(found.counts >= least)
    first = np.full(len(found.counts), -1)
    first[found.number[::-1]] = found.starts[::-1]
    at, count = first[kept], found.counts[kept]
    total = len(grams[1].starts)
    weakest = np.full(len(kept), np.inf)
    for seam in range(1, length):
        left = _count_at(grams[seam], at, len(symbol))
        right = _count_at(grams[length - seam], at + seam, len(symbol))
        weakest = np.minimum(weakest, np.log2(count * float(total) / (left * right)))
    frequent = found.counts[found.number] >= least
    starts, number = found.starts[frequent], np.searchsorted(kept, found.number[frequent])
    return pd.DataFrame(
        {
            "word": [text[place : place + length] for place in at.tolist()],
            "frequency": count,
            "document_frequency": articles_with(number, article[starts], len(kept)),
            "cohesion": weakest,
            "left_entropy": _entropy(number, symbol[starts - 1], len(kept)),
            "right_entropy": _entropy(
                number, symbol[np.minimum(starts + length, len(symbol) - 1)], len(kept)
            ),
        }
    )


def _count_at(grams: _Grams, places: np.ndarray, size: int) -> np.ndarray:
    """How often the n-gram that starts at each place stands in the text."""
    at = np.zeros(size, dtype=np.int64)
    at[grams.starts] = grams.counts[grams.number]
    return at[places].astype(float)


def _entropy(number: np.ndarray, neighbour: np.ndarray, size: int) -> np.ndarray:
    """Entropy in bits of the neighbours of each word, shape (size,)."""
    span = int(neighbour.max(initial=0)) + 1
    numbered, pairs = pd.factorize(number * span + neighbour)
    word, counts = pairs // span, np.bincount(numbered, minlength=len(pairs))
    share = counts / np.bincount(number, minlength=size)[word]
    return np.bincount(word, weights=-share * np.log2(share), minlength=size)


def _has_stop_edge(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_stop(word[0]) or lexicon.is_stop(word[-1])


def _maximal(words: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands nearly always (nine times in ten) inside a longer word of the table."""
    counts = dict(zip(words["word"], words["frequency"], strict=True))
    inside: dict[str, int] = {}
    for longer, count in counts.items():
        pieces = {longer[a:b] for a in range(len(longer)) for b in range(a + 2, len(longer) + 1)} - {longer}
        for piece in pieces & counts.keys():
            inside[piece] = max(inside.get(piece, 0), count)
    kept = [inside.get(word, 0) < 0.9 * count for word, count in counts.items()]
    return words.loc[np.array(kept, dtype=bool)]
