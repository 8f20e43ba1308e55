"""Tidy tables in, matplotlib Axes out. A chart computes nothing that its table does not hold.

To add a chart: a function in a module of its own that draws on `sheet.axes`, places itself with `sheet.compose`,
gives its marks tooltips and registers its table and its words with `drawn.register`. All words stand in `words`, all
colours, letters and dates in `style`.
"""

from .bars import bars, terms
from .change import compare
from .drawn import behind, describe, save, svg
from .heat import heatmap
from .hours import timing
from .keys import keyness
from .kwic import kwic
from .lines import outlets, trend
from .near import collocations, ngrams
from .network import network
from .ranking import ranking
from .risen import rising
from .several import trends
from .split import decomposition
from .strokes import xray
from .style import css, language
from .volume import syndication

__all__ = [
    "bars",
    "behind",
    "collocations",
    "compare",
    "css",
    "decomposition",
    "describe",
    "heatmap",
    "keyness",
    "kwic",
    "language",
    "network",
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
