"""Extremes: the period and the outlets that a sentence names, if they have enough articles."""

import pandas as pd

from ...measures.engine.rows import highest, lowest
from ...wording import text
from ...wording.formats import percent
from ..page.recognise import frequency_of
from ..page.tables import interval
from .phrases import ENOUGH, counts, in_period, label_of, named


def peak(table: pd.DataFrame, measure: str) -> str:
    """Name the highest period: by articles for one subject, by share for several. Periods of few articles never are."""
    large = table[table["total"] >= ENOUGH]
    if large.empty or not large["matching"].any():
        return ""
    row = highest(large, "share" if measure == "trends" else "matching")
    return text(
        f"sentences.{measure}.peak",
        subject=label_of(table, str(row["entity"])) if measure == "trends" else "",
        when=in_period(row["period"], frequency_of(table)),
        interval=interval(row["low"], row["high"]),
        **counts(row),
    )


def extreme_outlets(sums: pd.DataFrame) -> str:
    """Name the outlets of the highest and the lowest share, given the sums of each."""
    large = sums[sums["total"] >= ENOUGH]
    if len(large) < 2:
        return ""
    high, low = highest(large, "share"), lowest(large, "share")
    return text(
        "sentences.outlets.extremes",
        enough=ENOUGH,
        high=named(str(high.name)),
        high_share=percent(high["share"]),
        low=named(str(low.name)),
        low_share=percent(low["share"]),
    )
