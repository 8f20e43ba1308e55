"""Lexicon coverage: how much of the text the dictionary and the lexicon know."""

import re

import numpy as np
import pandas as pd

from ...text.characters import HAN
from ...text.lexicon import Lexicon, load_lexicon
from ...text.tokens import segmenter
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .counts import count_terms

_HAN = re.compile(f"[{HAN}]+")


def lexicon_coverage(articles: Articles, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Measure how much of the Chinese text the dictionary and the lexicon know.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    lexicon : Lexicon, optional
        The lexicon whose words are known besides those of the dictionary; by default the shipped one.

    Returns
    -------
    DataFrame
        One row.

        ==============  =======  ======================================================================
        tokens          int64    tokens made of Chinese characters
        unknown_tokens  int64    of these, tokens that neither knows
        token_share     float64  share of tokens known, 0 to 1; missing where there is none
        types           int64    distinct tokens made of Chinese characters
        unknown_types   int64    of these, tokens that neither knows
        type_share      float64  share of distinct tokens known, 0 to 1; missing where there is none
        ==============  =======  ======================================================================

    See Also
    --------
    charts.ranking : Draws this table.
    new_words : Words that the dictionary lacks.

    Examples
    --------
    >>> import analytics
    >>> float(lexicon_coverage(analytics.load("data/sample").articles)["token_share"].iloc[0]) > 0.9
    True
    """
    counted = count_terms(checked(articles))
    cutter = segmenter(lexicon or load_lexicon())
    written = counted.names.tolist()
    han = np.array([bool(_HAN.fullmatch(term)) for term in written], dtype=bool)
    unknown = han & np.array([not cutter.knows(term) for term in written], dtype=bool)
    frequency = counted.of(0, "frequency")
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
    return attach(result, Provenance("lexicon_coverage"))
