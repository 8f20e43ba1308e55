"""Tables that several of these tests share."""

import pandas as pd
import pytest

from .tables import table_of


@pytest.fixture
def articles() -> pd.DataFrame:
    return table_of(
        {
            "title": "ＤｅｅｐＳｅｅｋ登頂",
            "body": "研究員稱DeepSeek模型省電。\n\n對手觀望。",
            "outlet": "港聲報",
        },
        {"title": "港股上升", "body": "恒指升三百點，DeepSeek概念股領漲。"},
    )
