"""Tidy tables in, matplotlib Axes out. A chart computes nothing that its table does not hold.

To add a chart: a function in a module of its own that draws on `sheet.axes`, places itself with `sheet.compose`,
gives its marks tooltips and registers its table and its words with `drawn.register`. All words stand in `words`, all
colours, letters and dates in `style`.
"""

from .bars import bars, terms
from .drawn import behind, describe, save, svg
from .heat import heatmap
from .keys import keyness
from .lines import outlets, trend
from .style import css, language

__all__ = [
    "bars",
    "behind",
    "css",
    "describe",
    "heatmap",
    "keyness",
    "language",
    "outlets",
    "save",
    "svg",
    "terms",
    "trend",
]
