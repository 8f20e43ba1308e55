"""Count coverage in Hong Kong news right, and show it.

>>> import analytics
>>> corpus = analytics.load("data/sample")
>>> table = analytics.trend(corpus.articles, "deepseek", freq="month")
"""

import importlib
from typing import TYPE_CHECKING

from .errors import AnalyticsError, BuildLockedError, CorpusError, EntityError, QueryError, ReportError

if TYPE_CHECKING:
    from . import charts, reports
    from .explorer import explore
    from .measures.aboutness import aboutness
    from .measures.anomalies import anomalies
    from .measures.behind import behind
    from .measures.boilerplate import boilerplate, without_boilerplate
    from .measures.bursts import bursts
    from .measures.collocations import collocations
    from .measures.compare import compare
    from .measures.cooccurrence import cooccurrence
    from .measures.coverage import distribution, outlets, trend
    from .measures.decomposition import decomposition
    from .measures.dispersion import dispersion, xray
    from .measures.diversity import concentration, diversity
    from .measures.gaps import gaps
    from .measures.health import health
    from .measures.keyness import keyness, rising
    from .measures.kwic import kwic
    from .measures.matching import match
    from .measures.mentions import headlines, mentions
    from .measures.ngrams import ngrams
    from .measures.stories import stories
    from .measures.syndication import leads, syndicated, syndication
    from .measures.terms import terms
    from .measures.timing import timing
    from .measures.trends import trends
    from .measures.words import known_share, new_words
    from .read.corpus import Corpus, load
    from .scale import scan
    from .text.entities import Entity, load_entities
    from .text.lexicon import load_lexicon
    from .text.query import Query
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
    "scan",
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

# pandas, scipy and matplotlib are slow to start: a name's module is imported when the name is first used
_ROOMS = {
    "explorer": ("explore",),
    "measures.aboutness": ("aboutness",),
    "measures.anomalies": ("anomalies",),
    "measures.behind": ("behind",),
    "measures.boilerplate": ("boilerplate", "without_boilerplate"),
    "measures.bursts": ("bursts",),
    "measures.collocations": ("collocations",),
    "measures.compare": ("compare",),
    "measures.cooccurrence": ("cooccurrence",),
    "measures.coverage": ("distribution", "outlets", "trend"),
    "measures.decomposition": ("decomposition",),
    "measures.dispersion": ("dispersion", "xray"),
    "measures.diversity": ("concentration", "diversity"),
    "measures.gaps": ("gaps",),
    "measures.health": ("health",),
    "measures.keyness": ("keyness", "rising"),
    "measures.kwic": ("kwic",),
    "measures.matching": ("match",),
    "measures.mentions": ("headlines", "mentions"),
    "measures.ngrams": ("ngrams",),
    "measures.stories": ("stories",),
    "measures.syndication": ("leads", "syndicated", "syndication"),
    "measures.terms": ("terms",),
    "measures.timing": ("timing",),
    "measures.trends": ("trends",),
    "measures.words": ("known_share", "new_words"),
    "read.corpus": ("Corpus", "load"),
    "scale": ("scan",),
    "text.lexicon": ("load_lexicon",),
    "text.entities": ("Entity", "load_entities"),
    "text.query": ("Query",),
    "text.tokens": ("segment",),
}
_ROOM = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name in ("charts", "reports"):
        return importlib.import_module(f".{name}", __name__)
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f".{_ROOM[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Every public name, whether used yet or not."""
    return sorted({*globals(), *__all__})
