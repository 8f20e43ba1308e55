"""Denominators: what a share is a share of, where readers could take it for something else."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import text
from .phrases import ENOUGH, paragraph

_NEARLY_ALL = 0.95  # share of all articles from which they look like the hits of a search


def with_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return the periods that have a total, where the totals come from outside; otherwise all."""
    return table[table["total"] > 0] if provenance(table).details.get("outside_totals") else table


def counted_undated(table: pd.DataFrame) -> str:
    """Say how many undated articles a table of all articles counts, which no table over time does."""
    origin = provenance(table)
    over_time = origin.freq or origin.start or origin.end
    if over_time or not origin.undated:
        return ""
    return text("sentences.common.counted_undated", count=origin.undated)


def denominator(table: pd.DataFrame, subject: str, matching: int, total: int) -> str:
    """Say where totals come from, or that the articles look like the hits of a search for the subject."""
    details = provenance(table).details
    if details.get("outside_totals"):
        lacking = len(details.get("without_total", ()))
        return paragraph(
            text("sentences.common.outside_totals"),
            text("sentences.common.without_total", count=lacking) if lacking else "",
        )
    if total < ENOUGH or matching < _NEARLY_ALL * total:
        return ""
    key = "everywhere" if matching == total else "nearly_everywhere"
    return text(f"sentences.common.{key}", subject=subject, matching=matching, total=total)
