"""Tables that several of these tests share."""

import pandas as pd
import pytest

from .tables import TableOf


@pytest.fixture
def news(table_of: TableOf) -> pd.DataFrame:
    return table_of(
        {
            "published": "2025-01-06 08:00",
            "outlet": "港聲報",
            "title": "晶片股上升",
            "body": "晶片需求增加。",
        },
        {"published": "2025-01-07 08:00", "outlet": "海傍日報", "title": "寒流襲港", "body": "氣溫下降。"},
        {
            "published": "2025-02-03 08:00",
            "outlet": "港聲報",
            "title": "輝達公布業績",
            "body": "英偉達及Nvidia晶片。",
        },
        {"outlet": "港聲報", "title": "讀者來函", "body": "晶片太貴。"},
    )
