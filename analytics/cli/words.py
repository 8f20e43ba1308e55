"""Words: in which words?"""

from pathlib import Path
from typing import TYPE_CHECKING

import analytics

from .command import command, measures
from .options import MaybeSubject, OneSubject
from .source import Source

if TYPE_CHECKING:
    import pandas as pd


@command
def terms(
    source: Source, articles: MaybeSubject, stop: Path | None = None, top: int | None = None
) -> "pd.DataFrame":
    """Count the terms of titles and bodies."""
    result = analytics.terms(source.matching(articles), lexicon=source.lexicon_with(stop))
    return result.head(top) if top else result


@command
def keyness(
    source: Source,
    target: OneSubject,
    reference: str | None = None,
    reference_query: str | None = None,
    min_frequency: int = 3,
) -> "pd.DataFrame":
    """Compare the terms of some articles with those of others."""
    other = source.subject(reference, reference_query, required=False)
    return analytics.keyness(
        source.articles, target, other, min_frequency=min_frequency, lexicon=source.lexicon
    )


measures("words", "new_words", "lexicon_coverage", "rising", "collocates", "ngrams", "cooccurrence")
measures("words", "dispersion", "xray", "diversity")
