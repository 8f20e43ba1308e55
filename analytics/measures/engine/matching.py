"""How many articles mention a subject."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from ...schema import NAMES
from .subject import COVERAGE, Counted, mention_counts
from .tally import Table, tally


def matching_articles(
    articles: Table, subject: Counted, fields: Sequence[str] = COVERAGE, columns: Sequence[str] = NAMES
) -> int:
    """Return how many articles mention a subject; `columns` are those that counting looks at."""
    count: int = tally(articles, partial(_count, subject=subject, fields=fields), _total, columns=columns)
    return count


def _count(part: pd.DataFrame, subject: Counted, fields: Sequence[str]) -> int:
    return int((mention_counts(part, subject, fields) > 0).sum())


def _total(counts: list[int]) -> int:
    return sum(counts)
