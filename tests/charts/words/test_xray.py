"""The x-ray: strokes, and density where there are too many."""

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics import charts
from analytics.errors import ChartError

from ..tables import texts


def test_an_xray_by_outlet_has_a_row_an_outlet(sample: pd.DataFrame) -> None:
    ax = charts.xray(analytics.xray(sample, "deepseek"), by="outlet")
    assert "電車軌" in [label.get_text() for label in ax.get_yticklabels()]


def places(count: int) -> pd.DataFrame:
    times = pd.date_range("2025-01-01", periods=count, freq="min", tz="Asia/Hong_Kong", unit="us")
    table = pd.DataFrame({"term": "模型", "id": "a", "published": times, "outlet": "港聲報", "within": 0.5})
    return table.assign(place=np.linspace(0, 1, count, endpoint=False)).astype(
        {"term": "str", "outlet": "str"}
    )


def test_up_to_300_occurrences_a_row_have_a_stroke_each() -> None:
    ax = charts.xray(places(300))
    assert sum(len(lines.get_segments()) for lines in ax.collections) == 301  # and the line of the row
    assert "每劃是一次出現" in "".join(texts(ax))


def test_more_occurrences_are_drawn_as_density_that_counts_each() -> None:
    ax = charts.xray(places(36_000))
    cells = ax.collections[0].get_array()
    assert cells.shape == (1, 300)
    assert cells.sum() == 36_000
    assert "顏色愈深，出現愈多" in "".join(texts(ax))
    assert len(charts.svg(ax).encode()) < 60_000


def test_rows_are_terms_or_outlets() -> None:
    with pytest.raises(ChartError, match="known: term, outlet"):
        charts.xray(places(3), by="section")
