"""The hours of the week."""

import pandas as pd
import pytest

import analytics
from analytics import charts
from analytics.errors import ChartError


def test_an_outlet_that_is_not_there_is_refused(sample: pd.DataFrame) -> None:
    with pytest.raises(ChartError, match="did you mean '電車軌'"):
        charts.timing(analytics.timing(sample), outlet="電車規")
