"""Tidy tables in, matplotlib Axes out. A chart computes nothing that its table does not hold."""

from .bars import bars, heatmap, keyness, terms
from .drawn import behind, describe, save, svg
from .lines import outlets, trend
from .style import language

__all__ = [
    "bars",
    "behind",
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
