"""Extremes: the period and the outlets that a sentence names, if they have enough articles."""

import pandas as pd

from ...measures.engine.rows import highest, lowest
from ...wording import text
from ...wording.columns import value
from ...wording.formats import change, percent, points
from ..page.recognise import frequency_of
from ..page.tables import interval
from .phrases import ENOUGH, counts, in_period, label_of, named, tied


def peak(table: pd.DataFrame, measure: str) -> str:
    """Name the highest period: by articles for one subject, by share for several.

    Periods of few articles never are, and the share of a period that is only partly covered only if all are.
    """
    large = table[table["total"] >= ENOUGH]
    by = "share" if measure == "trends" else "matching"
    if by == "share" and not large["partial"].all():
        large = large[~large["partial"]]  # a week of two days is high or low by chance
    if large.empty or not large["matching"].any():
        return ""
    row = highest(large, by)
    return text(
        f"sentences.{measure}.peak",
        subject=label_of(table, str(row["entity"])) if measure == "trends" else "",
        when=in_period(row["period"], frequency_of(table)),
        interval=interval(row["low"], row["high"]),
        tied=tied(large[by]),
        **counts(row),
    )


def extreme_outlets(sums: pd.DataFrame) -> str:
    """Name the outlets of the highest and the lowest share, given the sums of each."""
    large = sums[sums["total"] >= ENOUGH]
    if len(large) < 2:
        return ""
    high, low = highest(large, "share"), lowest(large, "share")
    if high["share"] == low["share"]:
        return text("sentences.outlets.equal", enough=ENOUGH, count=len(large), share=percent(high["share"]))
    return text(
        "sentences.outlets.extremes",
        enough=ENOUGH,
        high=named(str(high.name)),
        high_share=percent(high["share"]),
        low=named(str(low.name)),
        low_share=percent(low["share"]),
        high_tied=tied(large["share"], inside=True),
        low_tied=tied(-large["share"], inside=True),
    )


def usual_times(articles: str, stated: pd.DataFrame, parts: list[str], by: str) -> str:
    """Say on which weekday, or at which hour, most articles appear.

    Parameters
    ----------
    articles : str
        The articles, as a sentence has them.
    stated : DataFrame
        The weekdays or hours that have articles, most first.
    parts : list of str
        The first of them, as a sentence has them.
    by : {"weekday", "hour"}
        Which of the two.
    """
    matching = stated["matching"].to_numpy()
    top = int((matching == matching[0]).sum())
    following = int((matching == matching[top]).sum()) if len(matching) > top else 0
    if len(matching) == 1:
        kind = "all"
    elif top == 1:
        kind = "next" if following == 1 else "one"
    else:
        kind = "two" if top == 2 else "many"
    return text(
        f"sentences.distribution.{by}_{kind}",
        articles=articles,
        first=parts[0],
        second=parts[1] if len(parts) > 1 else "",
        count=top,
        matching=int(matching[0]),
        share=percent(stated["share"].iloc[0]),
    )


def most_over_time(stated: pd.DataFrame, by: str, freq: str | None) -> str:
    """Name the value and the period of a distribution over time that have most articles."""
    large = stated[stated["total"] >= ENOUGH]
    if large.empty:
        return text("sentences.distribution.too_few")
    top = highest(large, "matching")
    return text(
        "sentences.distribution.over_time",
        name=named(value(top["value"], by)),
        when=in_period(top["period"], freq),
        tied=tied(large["matching"]),
        **counts(top),
    )


def largest_part(table: pd.DataFrame) -> str:
    """Name the outlet with the largest part in a change, if there are several and any has a part."""
    sizes = table["change"].abs()
    top = highest(table.assign(size=sizes), "size")
    if len(table) < 2 or points(top["change"]) == "0.0":
        return ""
    outlet = named(value(top["outlet"], "outlet"))
    return text(
        "sentences.decomposition.largest",
        outlet=outlet,
        change=change(top["change"]),
        tied=tied(sizes, inside=True),
    )
