"""Count coverage in Hong Kong news right, and show it.

>>> import analytics
>>> corpus = analytics.load("data/sample")
>>> table = analytics.trend(corpus.articles, "deepseek", freq="month")
"""

import importlib
from types import ModuleType

from .errors import AnalyticsError, CorpusError, EntityError, QueryError, ReportError
from .measures.aboutness import aboutness
from .measures.bursts import bursts
from .measures.collocations import collocations, cooccurrence, ngrams
from .measures.coverage import distribution, outlets, trend
from .measures.health import gaps, health
from .measures.keyness import keyness, rising
from .measures.kwic import kwic
from .measures.mentions import headlines, mentions
from .measures.stories import stories, syndicated
from .measures.terms import terms
from .measures.words import known_share, new_words
from .read.corpus import Corpus, load
from .text.lexicon import load_lexicon
from .text.match import Entity, load_entities
from .text.query import Query, match
from .text.tokens import segment

__all__ = [
    "AnalyticsError",
    "Corpus",
    "CorpusError",
    "Entity",
    "EntityError",
    "Query",
    "QueryError",
    "ReportError",
    "aboutness",
    "bursts",
    "charts",
    "collocations",
    "cooccurrence",
    "distribution",
    "gaps",
    "headlines",
    "health",
    "keyness",
    "known_share",
    "kwic",
    "load",
    "load_entities",
    "load_lexicon",
    "match",
    "mentions",
    "new_words",
    "ngrams",
    "outlets",
    "reports",
    "rising",
    "segment",
    "stories",
    "syndicated",
    "terms",
    "trend",
]


def __getattr__(name: str) -> ModuleType:
    """Import charts and reports when first used: matplotlib and Jupyter are slow to start."""
    if name in ("charts", "reports"):
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
