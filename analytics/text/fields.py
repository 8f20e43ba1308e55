"""The texts in a field of an article table, each with the article and the item it comes from."""

import pandas as pd

from ..schema import COLUMNS, TEXTS

LISTS = tuple(column.name for column in COLUMNS if column.arrow == TEXTS)


def texts(articles: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return one field's texts.

    Parameters
    ----------
    articles : DataFrame
        The article table.
    field : str
        A column of texts, or of lists of texts.

    Returns
    -------
    DataFrame
        `row` (int64, position of the article), `item` (int64, place in a list field), `text` (str; missing where the
        article has none).

    Examples
    --------
    >>> table = pd.DataFrame({"title": ["甲", "乙"]})
    >>> texts(table, "title")["row"].tolist()
    [0, 1]
    """
    column = articles[field].reset_index(drop=True)
    if field in LISTS:
        column = column.explode().dropna()
    row = pd.Series(column.index, dtype="int64")
    item = row.groupby(row).cumcount() if field in LISTS else pd.Series(0, index=row.index, dtype="int64")
    return pd.DataFrame({"row": row, "item": item, "text": column.astype("str").array})
