"""Where words and entities occur in titles and bodies: what `dispersion` and `xray` count."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from ...schema import NAMES
from ...text.fold import fold_word
from ...text.query import Query
from ..engine.subject import COVERAGE, Named, Subject, places, subjects, with_places
from ..engine.tally import Table
from ..engine.tokens import Tokens

Word: TypeAlias = Named | str  # a string is a single character, counted where it is a word of its own


def words_of(terms: Subject | Sequence[Subject], articles: Table, measure: str) -> list[Word]:
    """Return what to look for.

    A single character is counted where it is a word by itself, since it is part of many other words.
    Two names of one entity are one word.

    >>> from analytics.schema import empty
    >>> [label_of(word) for word in words_of(["deepseek", "天氣", "的"], empty(), "dispersion")]
    ['DeepSeek', '天氣', '的']
    """
    asked = list(terms) if isinstance(terms, (list, tuple)) else [terms]
    words: list[Word] = []
    for term in asked:
        word: Word
        if isinstance(term, str) and len(fold_word(term).strip()) == 1:
            word = term
        else:
            word = with_places(subjects(term, articles, measure)[0], measure)
        if word not in words:
            words.append(word)
    return words


def columns_for(words: Sequence[Word]) -> list[str]:
    """Return the columns that are looked at; a query may look at any.

    >>> columns_for(["的"])
    ['title', 'body', 'tokens']
    """
    return list(NAMES) if any(isinstance(word, Query) for word in words) else [*COVERAGE, "tokens"]


def label_of(word: Word) -> str:
    """Return what a table calls a word.

    >>> label_of("的")
    '的'
    """
    return word if isinstance(word, str) else word.label


def labels_en_of(words: Sequence[Word]) -> dict[str, str]:
    """Return the English label of each word, by its label.

    >>> labels_en_of(["的"])
    {'的': '的'}
    """
    return {label_of(word): word if isinstance(word, str) else word.label_en for word in words}


def occurrences(articles: pd.DataFrame, tokens: Tokens, words: Sequence[Word]) -> pd.DataFrame:
    """Return one row for each occurrence: `word` (its number), `row` (position of the article), `within` (0 to 1)."""
    columns = {"word": np.int64, "row": np.int64, "within": float}
    parts = [pd.DataFrame({name: np.empty(0, dtype) for name, dtype in columns.items()})]
    titles = articles["title"].str.len().fillna(0).to_numpy(dtype=np.int64) + 1
    length = titles + articles["body"].str.len().fillna(0).to_numpy(dtype=np.int64)
    size, begin = np.diff(tokens.edges), tokens.edges[:-1]
    for number, word in enumerate(words):
        if isinstance(word, str):
            at = tokens.places_of(fold_word(word))
            row = tokens.article_at(at)
            within = (at - begin[row]) / size[row]
        else:
            found = places(articles, word, COVERAGE)
            row = found["row"].to_numpy(dtype=np.int64)
            in_body = (found["field"] == "body").to_numpy()
            within = (found["start"].to_numpy() + np.where(in_body, titles[row], 0)) / length[row]
        parts.append(pd.DataFrame({"word": number, "row": row, "within": within}))
    return pd.concat(parts, ignore_index=True).astype(columns)
