"""Mentions: where exactly, in which context?"""

from typing import TYPE_CHECKING

from .command import command, measures
from .options import COVERAGE, Fields, OneSubject
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

_LISTED = ["id", "published", "outlet", "title", "source_url"]

measures("mentions", "mentions", "kwic", "aboutness")


@command
def match(source: Source, subject: OneSubject, fields: Fields = COVERAGE) -> "pd.DataFrame":
    """List the articles that mention an entity or match a query."""
    found = source.matching(subject, fields)[_LISTED]
    # a scanned corpus stays with the workers
    rows: pd.DataFrame = found.compute() if hasattr(found, "compute") else found
    return rows.reset_index(drop=True)
