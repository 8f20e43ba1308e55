"""Everywhere: names and words that nearly all articles have, as the hits of a search do."""

import pandas as pd

from ...text.fold import fold_word
from ...text.lexicon import load_lexicon
from ..engine.matching import matching_articles
from ..engine.subject import pack_of
from ..engine.tally import Table
from ..engine.tokens import is_content
from ..words.counts import count_terms

_SHARE, _ENOUGH, _MOST = 0.95, 10, 3


def everywhere(articles: Table) -> list[str]:
    """Return up to three names of the pack, or else content words, that at least 95 % of ten articles or more have.

    A table of search hits alone has no denominator: of 14 articles 14 mention what was searched for.
    """
    counts = count_terms(articles)
    size = counts.articles
    if size < _ENOUGH:
        return []
    frequency = pd.Series(counts.of(0, "articles"), index=pd.Index(counts.vocabulary))
    entities = []
    for entity in pack_of(articles).values():
        aliases = [fold_word(alias.text) for alias in entity.aliases]
        if frequency.reindex(aliases).sum() < _SHARE * size:  # not even together
            continue
        if matching_articles(articles, entity) >= _SHARE * size:
            entities.append(entity.label)
    often = frequency[frequency >= _SHARE * size].sort_values(ascending=False, kind="stable")
    words = often[is_content(often.index.to_series(), load_lexicon()) & (often.index.str.len() > 1)]
    return (entities or counts.names.set_axis(frequency.index)[words.index].tolist())[:_MOST]
