"""Whether the tokens of a table are still those of its texts: an analyst may have changed a body since."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import CorpusError
from ...read.paragraphs import lengths_in_tokens
from ...text.prepared import are_together, prepared
from ...text.tokens import BOUNDARY

_BATCH = 1 << 12  # texts measured at a time, to bound memory


@dataclass(frozen=True)
class _Lengths:
    """Characters of each row, without white space and what shows nothing."""

    characters: np.ndarray

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.characters.nbytes


def check_tokens(articles: pd.DataFrame) -> None:
    """Refuse a table whose tokens are not those of its headlines and bodies.

    Tokens hold every character but white space and what shows nothing, so both have the same length. The columns of
    a loaded table are known to belong together. Of others lengths are kept with the columns, so that only the first
    question about a table measures them.

    Parameters
    ----------
    articles : DataFrame
        The article table.

    Raises
    ------
    CorpusError
        A text was changed after its tokens were cut.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load_sample().articles
    >>> check_tokens(articles)
    >>> changed = articles.assign(body=articles["body"].str.replace("DeepSeek", "深度求索"))
    >>> check_tokens(changed)
    Traceback (most recent call last):
    ...
    analytics.errors.CorpusError: the tokens of ... articles are not those of their texts any more: ...
    """
    if not len(articles) or are_together(*(articles[name] for name in ("title", "body", "tokens"))):
        return
    title = prepared(articles["title"], "length in tokens", lambda: _of_texts(articles["title"])).characters
    body = prepared(articles["body"], "length in tokens", lambda: _of_texts(articles["body"])).characters
    cut = prepared(articles["tokens"], "length of tokens", lambda: _of_tokens(articles["tokens"])).characters
    stale = int((title + body != cut).sum())
    if stale:
        raise CorpusError(
            f"the tokens of {stale:,} article{'s' * (stale > 1)} are not those of their texts any more: a headline or "
            "body was changed after reading; analytics.articles(table) cuts them anew"
        )


def _of_texts(column: pd.Series) -> _Lengths:
    texts = pa.array(column.fillna("").astype("str"), pa.string())
    parts = [lengths_in_tokens(texts.slice(at, _BATCH)) for at in range(0, len(texts), _BATCH)]
    return _Lengths(np.concatenate(parts))


def _of_tokens(column: pd.Series) -> _Lengths:
    array = pa.array(column.array)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return _Lengths(np.concatenate([_of_lists(chunk) for chunk in chunks]))


def _of_lists(lists: pa.ListArray) -> np.ndarray:
    tokens = lists.flatten()
    words = tokens.dictionary.cast(pa.string())
    length = pc.utf8_length(words).to_numpy(zero_copy_only=False).astype(np.int64)
    length[pc.equal(words, BOUNDARY).to_numpy(zero_copy_only=False)] = 0
    ends = np.concatenate([[0], np.cumsum(length.take(tokens.indices.to_numpy(zero_copy_only=False)))])
    edges = np.cumsum(np.append(0, lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)))
    return np.asarray(ends[edges[1:]] - ends[edges[:-1]])
