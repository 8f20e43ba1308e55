"""The network of what occurs together."""

import pandas as pd

import analytics
from analytics import charts


def test_nodes_that_avoid_each_other_are_not_tied(sample: pd.DataFrame) -> None:
    pairs = analytics.cooccurrence(sample, "entities")
    shown = charts.data(charts.cooccurrence(pairs))
    assert (shown["log_likelihood"] > 0).all()
    assert len(set(shown["first"]) | set(shown["second"])) <= 30
