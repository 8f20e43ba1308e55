"""Coverage: one count, matching and total articles, under three keys: period, value, outlet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import QueryError, one_of
from ..text.match import Entity
from ..text.query import Query
from .periods import Span, days, every_period, partial, period_of, span, within
from .stats import wilson
from .tally import COVERAGE, Chosen, Subject, as_subject, checked, checked_fields, mention_counts

DIMENSIONS = ("categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour")
_NATURAL = {"weekday": [str(day) for day in range(1, 8)], "hour": [str(hour) for hour in range(24)]}


def trend(
    articles: pd.DataFrame,
    entity: Subject,
    *,
    freq: str = "week",
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count the articles that mention an entity, period by period.

    Zero-filled over the whole range asked for. Undated articles are on no day: `attrs["undated"]` counts them.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool
        A key of the entity pack, names given ad hoc, a query, or articles chosen by a condition.
    freq : {"day", "week", "month", "quarter"}
        Weeks are ISO weeks and go by their Monday.
    start, end : str, optional
        First and last day, `2025-01-01`; by default the corpus'.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period
        matching   int64       articles with at least one mention
        total      int64       all articles of the period
        share      float64     matching / total, 0 to 1; missing where nothing was published
        low        float64     lower bound of the share: Wilson score interval, 95 % (Wilson 1927)
        high       float64     upper bound of the share
        mentions   int64       mentions, several an article
        partial    bool        whether range or corpus covers the period only in part
        =========  ==========  ======================================================================

    Raises
    ------
    EntityError
        The entity is unknown.
    QueryError
        A frequency, a field or a date is wrong.

    Examples
    --------
    >>> import analytics
    >>> corpus = analytics.load("data/sample")
    >>> table = trend(corpus.articles, "deepseek", freq="month")
    >>> table["period"].dt.month.tolist()
    [1, 2, 3]
    """
    table = checked(articles)
    wanted = as_subject(entity)
    asked = span(table, start, end)
    periods = every_period(asked, freq)
    counts = _counts(table, wanted, fields, asked)
    summed = counts.groupby(period_of(counts["day"], freq))[["matching", "total", "mentions"]].sum()
    summed = summed.reindex(periods, fill_value=0)
    result = _shares(summed.rename_axis("period").reset_index())
    result["partial"] = partial(periods, asked, freq).to_numpy()
    columns = ["period", "matching", "total", "share", "low", "high", "mentions", "partial"]
    return _told(result[columns], table, measure="trend", entity=wanted, freq=freq)


def outlets(
    articles: pd.DataFrame,
    entity: Subject,
    *,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count each outlet's coverage of an entity against the outlet's own output.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool
        A key of the entity pack, names given ad hoc, a query, or articles chosen by a condition.
    freq : {"day", "week", "month", "quarter"}, optional
        Without it, one row an outlet over the whole range.
    start, end : str, optional
        First and last day; by default the corpus'. Without `freq` and range, undated articles count too.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        outlet     str         missing: articles whose outlet is not stated
        matching   int64       articles of the outlet with at least one mention
        total      int64       all articles of the outlet
        share      float64     matching / total, 0 to 1; missing where it published nothing
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        mentions   int64       mentions, several an article
        partial    bool        whether range or corpus covers the period only in part
        =========  ==========  ======================================================================

        Outlets with most output first, then by name; those not stated last.

    Examples
    --------
    >>> import analytics
    >>> table = outlets(analytics.load("data/sample").articles, "deepseek")
    >>> bool((table["matching"] <= table["total"]).all())
    True
    """
    table = checked(articles)
    wanted = as_subject(entity)
    asked = span(table, start, end)
    periods = every_period(asked, freq) if freq is not None else None
    counts = _counts(table, wanted, fields, asked, undated=freq is None and not start and not end)
    counts["outlet"] = table["outlet"].iloc[counts.index].array
    result = _shares(_by_value(counts, "outlet", _ranked(counts["outlet"]), periods, freq))
    result["partial"] = False
    if freq is not None and periods is not None:
        result["partial"] = result["period"].map(partial(periods, asked, freq)).astype(bool)
    columns = ["period", "outlet", "matching", "total", "share", "low", "high", "mentions", "partial"]
    return _told(result[columns], table, measure="outlets", entity=wanted, freq=freq)


def distribution(
    articles: pd.DataFrame,
    by: str,
    *,
    entity: Subject | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Count how articles are spread over the values of a column.

    With `entity`, of the articles that mention it. An article with several tags or categories counts under each, so
    their shares may add up to more than 1. Articles at exactly midnight have no hour: their outlet gave only a date.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour"}
        What to spread them over.
    entity : str, list of str, Entity, Query or Series of bool, optional
        Count only articles that mention it (match it, were chosen).
    freq : {"day", "week", "month", "quarter"}, optional
        Also by period; without it over the whole range.
    start, end : str, optional
        First and last day; by default the corpus'. Without `freq` and range, undated articles count too.
    fields : sequence of str
        Text fields to look for the entity in.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        period     datetime64  first day of the period; missing without `freq`
        value      str         the value; missing: articles without one. Weekdays 1 (Monday) to 7
        matching   int64       articles with the value (that mention the entity)
        total      int64       all articles of the period (that mention the entity); for weekdays and
                               hours those that have one
        share      float64     matching / total, 0 to 1; missing where total is 0
        low        float64     lower bound of the share: Wilson score interval, 95 %
        high       float64     upper bound of the share
        =========  ==========  ======================================================================

        Most articles first, then by name; missing last. Weekdays and hours (0 to 23) in their own order, all
        of them.

    Examples
    --------
    >>> import analytics
    >>> table = distribution(analytics.load("data/sample").articles, "weekday")
    >>> table["value"].tolist()
    ['1', '2', '3', '4', '5', '6', '7']
    """
    table = checked(articles)
    one_of("dimension", by, list(DIMENSIONS), QueryError)
    wanted = as_subject(entity) if entity is not None else None
    asked = span(table, start, end)
    periods = every_period(asked, freq) if freq is not None else None
    counts = _counts(table, wanted, fields, asked, undated=freq is None and not start and not end)
    if wanted is not None:
        counts = counts[counts["matching"] > 0]
    counts = counts.assign(matching=1, total=1)
    values = counts.assign(value=_values(table.iloc[counts.index], by).array).explode("value")
    values["value"] = values["value"].astype("str")
    if by in _NATURAL:
        order: list[object] = list(_NATURAL[by])
        values = values[values["value"].notna()]  # undated articles, and times of which only the day is known
        counts = counts.loc[values.index]
    else:
        order = _ranked(values["value"])
    summed = _by_value(values, "value", order, periods, freq)
    if freq is not None:
        totals = counts.groupby(period_of(counts["day"], freq))["total"].sum()
        summed["total"] = summed["period"].map(totals).fillna(0).astype("int64")
    else:
        summed["total"] = len(counts)
    columns = ["period", "value", "matching", "total", "share", "low", "high"]
    return _told(_shares(summed)[columns], table, measure="distribution", entity=wanted, freq=freq, by=by)


def _counts(
    articles: pd.DataFrame,
    entity: Entity | Query | Chosen | None,
    fields: Sequence[str],
    asked: Span,
    undated: bool = False,
) -> pd.DataFrame:
    """One row an article of the range, indexed by its position: its day and its additive counts."""
    looked_in = checked_fields(fields)
    day = days(articles)
    kept = (within(articles, asked) | (day.isna() & undated)).to_numpy()
    part = articles[kept]
    counts = pd.DataFrame({"day": day[kept].array, "total": 1}, index=np.flatnonzero(kept))
    counts["mentions"] = mention_counts(part, entity, looked_in) if entity is not None else 0
    counts["matching"] = (counts["mentions"] > 0).astype("int64")
    return counts


def _ranked(values: pd.Series) -> list[object]:
    """Distinct values: the most frequent first, ties by name, the missing one last."""
    ranked = values.value_counts(dropna=False).rename_axis("value").reset_index(name="count")
    ranked["missing"] = ranked["value"].isna()
    return list(ranked.sort_values(["missing", "count", "value"], ascending=[True, False, True])["value"])


def _by_value(
    counts: pd.DataFrame, key: str, order: list[object], periods: pd.DatetimeIndex | None, freq: str | None
) -> pd.DataFrame:
    """Sum by value, and by period where there is a frequency; every pair is there."""
    places = {value: place for place, value in enumerate(order) if value == value}
    missing = next((place for place, value in enumerate(order) if value != value), len(order))
    place = counts[key].map(places).fillna(missing).astype("int64")
    sums = counts[["matching", "total", "mentions"]]
    if periods is not None and freq is not None:
        every = pd.MultiIndex.from_product([periods, range(len(order))], names=["period", "place"])
        summed = sums.groupby([period_of(counts["day"], freq).rename("period"), place.rename("place")]).sum()
        result = summed.reindex(every, fill_value=0).reset_index()
    else:
        result = sums.groupby(place.rename("place")).sum().reindex(range(len(order)), fill_value=0)
        result = result.rename_axis("place").reset_index()
        result["period"] = pd.Series(pd.NaT, index=result.index, dtype="datetime64[us]")
    names = pd.Series(order, dtype="str")
    result[key] = names.iloc[result["place"].to_numpy()].to_numpy() if len(order) else names
    result[key] = result[key].astype("str")
    return result


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    published = articles["published"]
    if by == "weekday":
        return (published.dt.day_of_week + 1).astype("Int64").astype("str").where(published.notna())
    if by == "hour":
        known = published.notna() & (published != published.dt.normalize())
        return published.dt.hour.astype("Int64").astype("str").where(known)
    if by in ("categories", "tags"):
        return articles[by].map(lambda entries: list(dict.fromkeys(entries)) or [None])
    return articles[by]


def _shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Add share and interval; where nothing was published they are missing, not zero."""
    matching, total = counts["matching"], counts["total"]
    low, high = wilson(matching, total)
    share = (matching / total.where(total > 0)).astype("float64")
    return counts.assign(share=share.where(total > 0, np.nan), low=low, high=high)


def _told(
    result: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    measure: str,
    entity: Entity | Query | Chosen | None,
    freq: str | None,
    by: str | None = None,
) -> pd.DataFrame:
    """Attach what the table is about."""
    result = result.reset_index(drop=True)
    result.attrs = {"measure": measure, "freq": freq, "undated": int(articles["published"].isna().sum())}
    result.attrs |= {
        "entity": entity.label if entity else None,
        "entity_en": entity.label_en if entity else None,
    }
    if by:
        result.attrs["by"] = by
    return result
