"""Terms on the rise."""

import pandas as pd

import analytics
from analytics import charts


def test_the_earliest_stands_on_top_and_the_strongest_is_the_largest(sample: pd.DataFrame) -> None:
    table = analytics.rising(sample, freq="week")
    ax = charts.rising(table, top=5)
    first = charts.data(ax).groupby("term", sort=False)["period"].min()
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert [first[name] for name in names] == sorted(first[names])
    assert max(line.get_markersize() for line in ax.lines) == 11
