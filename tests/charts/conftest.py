"""What the tests of charts share: the language set back, and the sample read once."""

from collections.abc import Iterator

import pandas as pd
import pytest

from analytics import charts, load


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Draw in Chinese, also after a test that drew in English."""
    charts.language("zh-HK")
    yield
    charts.language("zh-HK")


@pytest.fixture(scope="session")
def sample() -> pd.DataFrame:
    return load("data/sample").articles
