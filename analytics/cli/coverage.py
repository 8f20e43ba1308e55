"""Coverage: how much, when, by whom?"""

from typing import TYPE_CHECKING, Any

import analytics

from ..errors import ArgumentError, one_of
from .command import command, measures
from .options import COVERAGE, Fields, MaybeSubject
from .source import MISSING, Source

if TYPE_CHECKING:
    import pandas as pd

measures("coverage", "trend", "trends", "compare", "distribution", "outlets", "headlines", "bursts")
measures("coverage", "concentration", "timing", "decomposition")


@command
def behind(
    source: Source,
    entity: MaybeSubject = None,
    freq: str | None = None,
    period: str | None = None,
    by: str | None = None,
    value: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Fields = COVERAGE,
) -> "pd.DataFrame":
    """List the articles behind a row of a trend, or of a distribution with --by."""
    if value is not None and by is None:
        raise ArgumentError("--value is of a column; say of which: --by tags")
    freq = freq or ("week" if period or by is None else None)
    asked: dict[str, Any] = {"freq": freq, "start": start, "end": end, "fields": fields}
    if by is not None:
        table = analytics.distribution(source.articles, by, entity=entity, **asked)
    elif entity is not None:
        table = analytics.trend(source.articles, entity, **asked)
    else:
        raise ArgumentError(MISSING)
    return analytics.behind(row_of(table, freq, period, value), source.articles)


def row_of(table: "pd.DataFrame", freq: str | None, period: str | None, value: str | None) -> "pd.DataFrame":
    """Return the rows of a table for a day and a value; all rows if neither is given."""
    import pandas as pd

    from ..measures.engine.periods import checked_day, period_of

    day = checked_day("period", period)
    if day is not None:
        table = table[table["period"] == period_of(pd.Series([day]), freq or "week")[0]]
        if table.empty:
            raise ArgumentError(f"period: {period} is not in the range of the table")
    if value is None:
        return table
    if value == "":
        return table[table["value"].isna()]
    known = list(table["value"].dropna().unique())
    return table[table["value"] == one_of("value", value, known, ArgumentError)]
