"""Which articles match a query."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from ..engine.cells import needed
from ..engine.request import Request, request
from ..engine.subject import COVERAGE, Subject, mention_counts
from ..engine.tally import Articles, checked, concat, tally


def match(articles: Articles, subject: Subject, *, fields: Sequence[str] = COVERAGE) -> pd.Series:
    """Return for each article whether it mentions or matches a subject.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    subject : str, Entity, Query or Series of bool
        A key or name of the entity pack, any other name, a condition, or a `Query`. In a query:
        AND, OR, NOT (in capitals; words side by side are joined by AND), parentheses, `"phrases"`, `*` and `?` for
        characters of a word, fields (`title: summary: body: headings: captions: related:` hold words; `tags:
        categories: outlet: section: topic: lang:` are a value as a whole), `published:[2025-01-01 TO 2025-01-31]`
        or `published:2025-01`, `entity:deepseek`, and `"輝達 股價"~10`: the words in any order, with at most ten
        Chinese characters (Latin words count as one) between them. Without a field, title and body.

    fields : sequence of str
        Text fields to look in.

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
    >>> both = match(articles, analytics.Query("entity:deepseek AND 股價"))
    >>> bool((both <= match(articles, "股價")).all())
    True
    """
    table = checked(articles)
    asked = request("match", table, subject, fields=fields)
    return tally(table, partial(_matches_subject, asked=asked), concat, columns=needed(asked))


def _matches_subject(part: pd.DataFrame, asked: Request) -> pd.Series:
    ((label, subject),) = asked.subjects.items()
    return pd.Series(mention_counts(part, subject, asked.fields) > 0, index=part.index, name=label)
