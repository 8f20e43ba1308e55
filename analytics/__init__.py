"""Count coverage in Hong Kong news right, and show it.

>>> import analytics
>>> corpus = analytics.load("data/sample")
>>> table = analytics.trend(corpus.articles, "deepseek", freq="month")
"""

import importlib
from typing import Any

from .errors import AnalyticsError, BuildLockedError, CorpusError, EntityError, QueryError, ReportError
from .measures.aboutness import aboutness
from .measures.anomalies import anomalies
from .measures.behind import behind
from .measures.boilerplate import boilerplate, without_boilerplate
from .measures.bursts import bursts
from .measures.collocations import collocations, cooccurrence, ngrams
from .measures.compare import compare
from .measures.coverage import distribution, outlets, trend
from .measures.decomposition import decomposition
from .measures.dispersion import dispersion, xray
from .measures.diversity import concentration, diversity
from .measures.gaps import gaps
from .measures.health import health
from .measures.keyness import keyness, rising
from .measures.kwic import kwic
from .measures.mentions import headlines, mentions
from .measures.stories import stories
from .measures.syndication import leads, syndicated, syndication
from .measures.terms import terms
from .measures.timing import timing
from .measures.trends import trends
from .measures.words import known_share, new_words
from .read.corpus import Corpus, load
from .text.lexicon import load_lexicon
from .text.match import Entity, load_entities
from .text.query import Query, match
from .text.tokens import segment

__all__ = [
    "AnalyticsError",
    "BuildLockedError",
    "Corpus",
    "CorpusError",
    "Entity",
    "EntityError",
    "Query",
    "QueryError",
    "ReportError",
    "aboutness",
    "anomalies",
    "behind",
    "boilerplate",
    "bursts",
    "charts",
    "collocations",
    "compare",
    "concentration",
    "cooccurrence",
    "decomposition",
    "dispersion",
    "distribution",
    "diversity",
    "explore",
    "gaps",
    "headlines",
    "health",
    "keyness",
    "known_share",
    "kwic",
    "leads",
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
    "syndication",
    "terms",
    "timing",
    "trend",
    "trends",
    "without_boilerplate",
    "xray",
]


def __getattr__(name: str) -> Any:
    """Import charts, reports and the explorer when first used: matplotlib and Jupyter are slow to start."""
    if name == "explore":
        return importlib.import_module(".explorer", __name__).explore
    if name in ("charts", "reports"):
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
