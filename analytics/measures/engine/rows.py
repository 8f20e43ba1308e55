"""Single rows of a tidy table, for charts and sentences.

Type stubs of pandas cannot tell what a row holds. Its values are `Any` here, in one place, so that all else is strict.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

ENOUGH = 10  # articles that a period or an outlet must have before its share is called high or low


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """Iterate over the rows of a table as named tuples.

    >>> [row.outlet for row in rows(pd.DataFrame({"outlet": ["電車軌", "海角日報"]}))]
    ['電車軌', '海角日報']
    """
    return iter(table.itertuples())


def highest(table: pd.DataFrame, column: str) -> Any:
    """Return the row with the highest value of a column; the first of several.

    >>> str(highest(pd.DataFrame({"outlet": ["電車軌", "海角日報"], "matching": [2, 5]}), "matching")["outlet"])
    '海角日報'
    """
    return table.iloc[int(table[column].argmax())]


def lowest(table: pd.DataFrame, column: str) -> Any:
    """Return the row with the lowest value of a column; the first of several.

    >>> str(lowest(pd.DataFrame({"outlet": ["電車軌", "海角日報"], "matching": [2, 5]}), "matching")["outlet"])
    '電車軌'
    """
    return table.iloc[int(table[column].argmin())]
