"""Tables in, matplotlib Axes out: a chart draws what its table holds and computes nothing.

A chart is a function in a file of its own name, in the family of its measure; `ranking` and `heatmap` draw tables of
several measures. To add one: read the table with `canvas.tables.checked`, draw on `canvas.layout.axes`, give the marks
tooltips, and end with `canvas.layout.finish`. Its texts stand in `analytics/wording/charts.toml`.
"""

from ..wording import language
from .canvas.chart import data, describe, save, svg
from .canvas.theme import css
from .coverage.compare import compare
from .coverage.decomposition import decomposition
from .coverage.distribution import distribution
from .coverage.outlets import outlets
from .coverage.timing import timing
from .coverage.trend import trend
from .coverage.trends import trends
from .heatmap import heatmap
from .mentions.kwic import kwic
from .ranking import ranking
from .stories.syndication import syndication
from .words.collocates import collocates
from .words.cooccurrence import cooccurrence
from .words.keyness import keyness
from .words.ngrams import ngrams
from .words.rising import rising
from .words.terms import terms
from .words.xray import xray

__all__ = [
    "collocates",
    "compare",
    "cooccurrence",
    "css",
    "data",
    "decomposition",
    "describe",
    "distribution",
    "heatmap",
    "keyness",
    "kwic",
    "language",
    "ngrams",
    "outlets",
    "ranking",
    "rising",
    "save",
    "svg",
    "syndication",
    "terms",
    "timing",
    "trend",
    "trends",
    "xray",
]
