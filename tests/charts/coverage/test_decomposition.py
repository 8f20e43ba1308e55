"""A change split in two."""

import pandas as pd

import analytics
from analytics import charts

from ..cases import HALVES


def test_outlets_beyond_those_shown_are_added_up(sample: pd.DataFrame) -> None:
    table = analytics.decomposition(sample, "deepseek", **HALVES)
    ax = charts.decomposition(table, top=2)
    assert ax.get_yticklabels()[-1].get_text() == f"其餘{len(table) - 2}間"
