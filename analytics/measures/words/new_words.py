"""New words: strings that behave like words and are not in the dictionary."""

import re
from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...text.characters import HAN
from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ...text.tokens import segmenter
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, merge_each, merge_sums, sum_by, tally
from ..engine.tokens import articles_with
from .strings import Strings, frequent_strings, running_text, strings_in

_TEXTS = ["title", "body"]
_MEASURED = ["word", "frequency", "document_frequency", "cohesion", "left_entropy", "right_entropy"]
_HAN = re.compile(f"[{HAN}]+")


def new_words(
    articles: Articles,
    *,
    lexicon: Lexicon | None = None,
    max_length: int = 5,
    min_frequency: int = 5,
    min_cohesion: float = 3.0,
    min_entropy: float = 1.0,
) -> pd.DataFrame:
    """Propose words that the dictionary lacks, so that an analyst can extend the lexicon.

    A string of Chinese characters is proposed if its parts occur together far more often than by chance (pointwise
    mutual information at its weakest seam; Church & Hanks 1990) and if its left and right neighbours vary (branching
    entropy; Jin & Tanaka-Ishii 2006). Titles and bodies are searched as written: Traditional and Simplified strings
    are different.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    lexicon : Lexicon, optional
        The lexicon whose words are known already; by default the shipped one.
    max_length : int
        Longest word in characters, 2 or more.
    min_frequency : int
        Fewest occurrences, 2 or more.
    min_cohesion : float
        Lowest cohesion, in bits.
    min_entropy : float
        Lowest branching entropy on either side, in bits.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        word                str      the word proposed
        frequency           int64    occurrences
        document_frequency  int64    articles that have it
        cohesion            float64  log2 of observed over expected frequency at the weakest seam, bits
        left_entropy        float64  entropy of the characters before it, bits
        right_entropy       float64  entropy of the characters after it, bits
        score               float64  cohesion × the lower entropy × log2(frequency)
        ==================  =======  ======================================================================

        Sorted by `score`, descending. A string is left out if nine in ten of its occurrences are inside a longer
        proposed word.

    See Also
    --------
    charts.ranking : Draws this table.
    lexicon_coverage : How much of the text the dictionary knows.

    Examples
    --------
    >>> import analytics
    >>> list(new_words(analytics.load("data/sample").articles).columns)[:2]
    ['word', 'frequency']
    """
    if max_length < 2 or min_frequency < 2:
        raise ArgumentError("max_length and min_frequency must be 2 or more")
    table, known = checked(articles), lexicon or load_lexicon()
    strings = frequent_strings(table, max_length, min_frequency)
    neighbours = tally(
        table,
        partial(_neighbours, levels=strings.levels),
        merge_each(
            left=merge_sums("string", "code"),
            right=merge_sums("string", "code"),
            articles=merge_sums("string"),
        ),
        columns=_TEXTS,
    )
    result = _measured(strings, neighbours)
    types = {"word": "str", "frequency": "int64", "document_frequency": "int64"}
    result = result.astype({name: types.get(name, "float64") for name in _MEASURED})
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result = result[(result["cohesion"] >= min_cohesion) & (lesser >= min_entropy)]
    result = _without_parts_of_words(result)
    cutter = segmenter(known)
    fresh = [not cutter.knows(word) and not _has_stop_edge(word, known) for word in result["word"]]
    result = result.loc[np.array(fresh, dtype=bool)].copy()
    lesser = result[["left_entropy", "right_entropy"]].min(axis=1)
    result["score"] = result["cohesion"] * lesser * np.log2(result["frequency"].clip(lower=1))
    result = result.sort_values(["score", "word"], ascending=[False, True], key=by_strokes).reset_index(
        drop=True
    )
    return attach(result, Provenance("new_words"))


def _measured(strings: Strings, neighbours: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return frequency, cohesion and entropies of all strings of at least two characters."""
    total = sum(len(level) for level in strings.levels)
    documents = np.zeros(total, dtype=np.int64)
    documents[neighbours["articles"]["string"]] = neighbours["articles"]["articles"]
    entropy = {side: _entropy(neighbours[side], total) for side in ("left", "right")}
    rows = []
    base = 0
    for length, level in enumerate(strings.levels, 1):
        if length > 1 and len(level):
            own = slice(base, base + len(level))
            count = strings.counts[length - 1]
            weakest = np.full(len(level), np.inf)
            for seam in range(1, length):
                left, right = strings.part(length, 0, seam), strings.part(length, seam, length)
                weakest = np.minimum(weakest, np.log2(count * float(strings.characters) / (left * right)))
            rows.append(
                pd.DataFrame(
                    {
                        "word": strings.texts(length),
                        "frequency": count,
                        "document_frequency": documents[own],
                        "cohesion": weakest,
                        "left_entropy": entropy["left"][own],
                        "right_entropy": entropy["right"][own],
                    }
                )
            )
        base += len(level)
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=_MEASURED)


def _entropy(neighbours: pd.DataFrame, size: int) -> np.ndarray:
    """Return the entropy, in bits, of the neighbours of each string, shape (size,)."""
    string, counts = neighbours["string"].to_numpy(), neighbours["count"].to_numpy()
    share = counts / np.bincount(string, weights=counts, minlength=size)[string]
    return np.bincount(string, weights=-share * np.log2(share), minlength=size)


def _has_stop_edge(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_stop(word[0]) or lexicon.is_stop(word[-1])


def _without_parts_of_words(words: pd.DataFrame) -> pd.DataFrame:
    """Drop words that nine times in ten are part of a longer word of the table."""
    counts = dict(zip(words["word"], words["frequency"], strict=True))
    inside: dict[str, int] = {}
    for longer, count in counts.items():
        pieces = {longer[a:b] for a in range(len(longer)) for b in range(a + 2, len(longer) + 1)} - {longer}
        for piece in pieces & counts.keys():
            inside[piece] = max(inside.get(piece, 0), count)
    kept = [inside.get(word, 0) < 0.9 * count for word, count in counts.items()]
    return words.loc[np.array(kept, dtype=bool)]


def _neighbours(part: pd.DataFrame, levels: list[np.ndarray]) -> dict[str, pd.DataFrame]:
    """Count the left and right neighbours and the articles of each string of at least two characters in a part."""
    codes, article = running_text(part)
    sides: dict[str, list[pd.DataFrame]] = {"left": [], "right": [], "articles": []}
    base = 0
    for length, (starts, number) in enumerate(strings_in(codes, levels), 1):
        if length > 1:
            string = number + base
            for side, place in (("left", starts - 1), ("right", starts + length)):
                counts = pd.DataFrame({"string": string, "code": codes[place].astype(np.int64), "count": 1})
                sides[side].append(sum_by(counts, ["string", "code"]))
            size = len(levels[length - 1])
            counted = articles_with(number, article[starts], size)
            there = np.flatnonzero(counted)
            sides["articles"].append(pd.DataFrame({"string": there + base, "articles": counted[there]}))
        base += len(levels[length - 1])
    return {name: pd.concat(tables, ignore_index=True) for name, tables in sides.items()}
