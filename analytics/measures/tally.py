"""What every measure counts from: the table checked, the texts of fields, the mentions of an entity in each article.

All counts made here are additive: those of two parts of a corpus add up to those of the whole.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import CorpusError, QueryError, one_of
from ..read.corpus import Corpus
from ..schema import NAMES, TEXT_FIELDS
from ..text.match import Entity, Spans, find

COVERAGE = ("title", "body")  # the fields that coverage is counted in unless asked otherwise


def checked(articles: object) -> pd.DataFrame:
    """Return the article table of a corpus, or the table itself if it has such a table's columns.

    Raises
    ------
    CorpusError
        It is no article table, or lacks columns of one.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> len(checked(empty()))
    0
    """
    if isinstance(articles, Corpus):
        return articles.articles
    if not isinstance(articles, pd.DataFrame):
        raise CorpusError(
            f"expected an article table, such as load(…).articles, not {type(articles).__name__}"
        )
    missing = [name for name in NAMES if name not in articles.columns]
    if missing:
        raise CorpusError(
            f"the article table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}"
        )
    return articles


def checked_fields(fields: Sequence[str]) -> tuple[str, ...]:
    """Return `fields` if each is a text field of an article."""
    names = (fields,) if isinstance(fields, str) else tuple(fields)
    return tuple(one_of("field", name, list(TEXT_FIELDS), QueryError) for name in names)


def texts(articles: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return one field's texts: `row` (position of the article), `item` (place in a list field), `text`."""
    column = articles[field].reset_index(drop=True)
    if field in ("headings", "captions", "related"):
        column = column.explode().dropna()
    row = pd.Series(column.index, dtype="int64")
    return pd.DataFrame(
        {"row": row, "item": row.groupby(row).cumcount(), "text": column.astype("str").to_numpy(dtype=object)}
    )


def spans_in(articles: pd.DataFrame, entity: Entity, field: str) -> tuple[pd.DataFrame, Spans]:
    """Return a field's texts and where they mention `entity`; `Spans.text` counts in the texts."""
    table = texts(articles, field)
    return table, find(table["text"], entity)


def mention_counts(articles: pd.DataFrame, entity: Entity, fields: Sequence[str]) -> np.ndarray:
    """Return the number of mentions in each article, shape (len(articles),), int64."""
    counts = np.zeros(len(articles), dtype=np.int64)
    for field in fields:
        table, spans = spans_in(articles, entity, field)
        counts += np.bincount(table["row"].to_numpy()[spans.text], minlength=len(articles))
    return counts
