"""Corpus: can the data be trusted?"""

from typing import TYPE_CHECKING, Any

import analytics

from .command import command, measures
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

measures("corpus", "gaps", "boilerplate")


@command
def health(source: Source) -> "pd.DataFrame":
    """Sum up a corpus: what was read, what is missing, what recurs."""
    return analytics.health(source.articles if source.by_story else source.read)


@command
def anomalies(source: Source, today: str | None = None) -> "pd.DataFrame":
    """List what looks like a fault of collection: gaps, crawl dates in disguise, outlets that stop, duplicates."""
    # Without some articles, the problems of the whole corpus do not apply.
    articles: Any = source.articles if source.by_story else source.read
    return analytics.anomalies(articles, today=today)
