"""Pieces of sentences: whom a table counts, when something was, from when to when."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import days, period


def counted(table: pd.DataFrame) -> str:
    """Return whom a table counts, ready to stand in a sentence; empty where it counts all articles."""
    zh, en = str(provenance(table).label or ""), str(provenance(table).label_en or "")
    if not zh:
        return ""
    return either(zh if zh.isascii() else f"「{zh}」", en or zh)


def in_period(date: pd.Timestamp, freq: str | None) -> str:
    """Return a period as a sentence has it: 2025年1月27日起一周, in the week of 27 January 2025."""
    written = period(date, freq)
    return either(
        written, {"week": f"in the {written}", "day": f"on {written}"}.get(freq or "day", f"in {written}")
    )


def full_date(text: str) -> str:
    """Return a day with its year."""
    return period(pd.Timestamp(text), "day")


def lasting(row: pd.Series) -> str:
    """Return from when to when something lasted, and for how many days."""
    first, last = row["start"], row["end"]
    if row["days"] == 1:
        return either(f"{full_date(first)}一天", f"{full_date(first)}, one day")
    return either(f"{days(first, last)}，共{row['days']:,}天", f"{days(first, last)}, {row['days']:,} days")


def listed(names: pd.Series, most: int = 3) -> str:
    """Return the first few names as a sentence lists them: 「模型」、「晶片」; 模型, 晶片."""
    first = [str(name) for name in names.head(most)]
    return either("、".join(f"「{name}」" for name in first), ", ".join(first))
