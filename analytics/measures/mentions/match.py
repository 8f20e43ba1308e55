"""Match: which articles mention or match a subject."""

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
        A key or name of the entity pack, another name, a boolean Series, or a `Query`. A query may hold:

        - AND, OR, NOT in capitals, and parentheses; words side by side are joined by AND;
        - `"phrases"`, and `*` and `?` for characters of a word;
        - `"輝達 股價"~10`: the words in any order, at most ten Chinese characters apart; a Latin word counts as one;
        - fields that are searched for words: `title: summary: body: headings: captions: related:`;
        - fields that are compared as a whole: `tags: categories: outlet: section: topic: lang:`;
        - `published:2025-01` or `published:[2025-01-01 TO 2025-01-31]`;
        - `entity:deepseek`, an entity of the pack.

        Words without a field are looked for in `fields`.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    Series of bool
        Indexed like `articles`.

    Raises
    ------
    QueryError
        The query is wrong; the message marks the place with a caret.

    See Also
    --------
    kwic : The matches with the text around them.

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
