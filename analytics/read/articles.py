"""articles(): any DataFrame of texts -> the article table."""

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ArgumentError, CorpusError
from ..schema import TIMEZONE, to_pandas
from .agreement import Agreement, has_labels, spellings
from .chunk import rows_table
from .delimited import Record
from .limits import in_force
from .options import Options
from .recurring import NOTHING, recurring_in
from .rows import rows_schema
from .separate import separated
from .tables import rows_of


def articles(
    frame: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    entities: str | Path | None = None,
    words: str | Path | Iterable[str] | None = None,
    timezone: str = TIMEZONE,
    boilerplate: bool = False,
    labels: str | Path | Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Make an article table from a DataFrame that has at least a headline or a text.

    Columns are found by the same names as in files (`load`); all others go to `extra`. Nothing is left out as a copy.

    Parameters
    ----------
    frame : DataFrame
        One row an article.
    columns : mapping of str to str, optional
        Your own names of columns, each with the column that it means: `{"標題": "title"}`.
    entities : path, optional
        An entity pack whose names are never split, in place of the shipped one.
    words : path or iterable of str, optional
        User words, never split: a file in jieba's format or the words.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    boilerplate : bool
        Whether to keep paragraphs that recur in many articles of an outlet in their bodies, as `load` does.
    labels : path or mapping, optional
        What outlets are called, their classes and owners, and values that are one, as `load` takes it.

    Returns
    -------
    DataFrame
        The article table (`analytics.schema.COLUMNS`), one row for each row of `frame` that is an article, in order.
        `path` names the row, from `frame#1`. `attrs["problems"]` lists the problems, each a dictionary of what
        `Corpus.problems` has in a row; rows that are no articles are announced by a warning too.

    Raises
    ------
    CorpusError
        No column holds a headline or a text, or the time zone is unknown.
    ArgumentError
        `columns` names a column that the article table does not have.

    Examples
    --------
    >>> frame = pd.DataFrame({"headline": ["港鐵加價"], "content": ["港鐵公司宣布加價。"], "date": ["2025-01-31"]})
    >>> articles(frame)[["title", "body", "characters"]].values.tolist()
    [['港鐵加價', '港鐵公司宣布加價。', 8]]
    """
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(f"expected a DataFrame, not {type(frame).__name__}; give pd.DataFrame(…)")
    options = Options(entities, words, columns, timezone, labels=labels)
    settings, said = options.settings, options.said
    with in_force(settings.limits):
        reading = rows_of("frame", _records(frame), settings)
    for problem in reading.problems:
        if problem.code == "columns_unknown":
            raise CorpusError(problem.message)
    errors = [problem for problem in reading.problems if problem.severity != "warning"]
    if errors:
        first = f"{errors[0].path}: {errors[0].message}"
        warnings.warn(
            f"{len(errors)} of {len(frame)} rows are no articles; the first is {first}", stacklevel=2
        )
    rows = rows_table(reading.rows, settings.segmenter, rows_schema(timezone))
    agreement = Agreement(spellings(rows.column("outlet")), labels=said, stated=has_labels(rows))
    rows = agreement.applied(rows)
    found = NOTHING if boilerplate else recurring_in(rows)
    table = to_pandas(separated(rows, found).select(agreement.names))
    # A table in attrs breaks concat
    table.attrs["problems"] = [vars(problem) for problem in reading.problems]
    return table


def _records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame as records, with None for every missing value."""
    plain = frame.astype(object).where(frame.notna(), None)
    values = zip(*(plain.iloc[:, place].tolist() for place in range(plain.shape[1])), strict=True)
    names = [str(name) for name in frame.columns]
    return [
        Record(number, {name: _plain(value) for name, value in zip(names, row, strict=True)})
        for number, row in enumerate(values, 1)
    ]


def _plain(value: object) -> object:
    """Return an array as a list, a time of pandas as Python's."""
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    return value.tolist() if hasattr(value, "tolist") else value
