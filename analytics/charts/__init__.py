"""Tidy tables in, matplotlib Axes out. A chart computes nothing that its table does not hold.

To add a chart: a function in a module of its own that draws on `sheet.axes`, places itself with `sheet.compose`,
gives its marks tooltips and registers its table and its words with `drawn.register`. All words stand in `words`, all
colours, letters and dates in `style`.
"""

from ..wording import language
from .canvas.chart import data, describe, save, svg
from .canvas.theme import css
from .coverage.compare import compare
from .coverage.decomposition import decomposition
from .coverage.distribution import distribution
from .coverage.heatmap import heatmap
from .coverage.outlets import outlets
from .coverage.timing import timing
from .coverage.trend import trend
from .coverage.trends import trends
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
