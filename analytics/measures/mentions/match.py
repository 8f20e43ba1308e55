"""Which articles match a query."""

from functools import partial

import pandas as pd

from ...schema import NAMES
from ...text.query import Query
from ..engine.tally import checked, strung, tally


def match(articles: pd.DataFrame, query: str | Query) -> pd.Series:
    """Return for each article whether it matches a query.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    query : str or Query
        AND, OR, NOT (in capitals; words side by side are joined by AND), parentheses, `"phrases"`, `*` and `?` for
        characters of a word, fields (`title: summary: body: headings: captions: related:` hold words; `tags:
        categories: outlet: section: topic: lang:` are a value as a whole), `published:[2025-01-01 TO 2025-01-31]`
        or `published:2025-01`, `entity:deepseek`, and `"輝達 股價"~10`: the words in any order, with at most ten
        Chinese characters (Latin words count as one) between them. Without a field, title and body.

    Returns
    -------
    Series of bool
        Indexed like `articles`.

    Raises
    ------
    QueryError
        The query is wrong; a caret stands under the place.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> both = match(articles, "entity:deepseek AND 股價")
    >>> bool((both <= match(articles, "股價")).all())
    True
    """
    asked = query if isinstance(query, Query) else Query(query)
    columns = [name for name in NAMES if name != "tokens"]
    return tally(checked(articles), partial(_matching, asked=asked), strung, columns=columns)


def _matching(part: pd.DataFrame, asked: Query) -> pd.Series:
    return pd.Series(asked.found_in(part)[0], index=part.index, name=asked.text)
