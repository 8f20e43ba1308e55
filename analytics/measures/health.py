"""The corpus' own health in a few figures: what was read, what is missing, what recurs."""

import pandas as pd

from ..read.corpus import Corpus
from .anomalies import anomalies, suspect_dates
from .boilerplate import boilerplate
from .periods import days


def health(corpus: Corpus) -> pd.DataFrame:
    """Tell what is in a corpus and what ails it.

    Parameters
    ----------
    corpus : Corpus
        What `load` gave back.

    Returns
    -------
    DataFrame
        =====  =====  =========================================================================================
        item   str    `files, articles, rejected, repaired, undated, duplicates, duplicate_share, skipped,
                      outlets, first, last, days, silent_days, gap_days, suspect_dates, stopped,
                      characters, empty_bodies, boilerplate`
        value  str    a number, a share as `1.5%`, a date as `2025-01-27`; empty where there is none
        =====  =====  =========================================================================================

        `silent_days`: without any article, between the first and the last; `gap_days`: those of them that are no
        chance (`gaps`). `suspect_dates`: articles dated later than their collection or far from all others;
        `stopped`: outlets that end early (`anomalies`). `boilerplate`: paragraphs that recur in many articles of an
        outlet (`boilerplate`).

    Examples
    --------
    >>> import analytics
    >>> table = health(analytics.load("data/sample")).set_index("item")["value"]
    >>> int(table["files"]) == int(table["articles"]) + int(table["rejected"])
    True
    """
    articles = corpus.articles
    day = days(articles).dropna()
    told = anomalies(articles)
    whole = told[(told["kind"] == "gap") & told["outlet"].isna()]
    duplicates = int((corpus.problems["code"] == "duplicate").sum())
    counted = ("files", "articles", "rejected", "repaired", "undated")
    facts: dict[str, object] = {name: corpus.ledger[name] for name in counted}
    facts |= {
        "duplicates": duplicates,
        "duplicate_share": f"{duplicates / (len(articles) + duplicates):.1%}" if len(articles) else "",
        "skipped": corpus.ledger["skipped"],
        "outlets": articles["outlet"].nunique(),
        "first": f"{day.min():%Y-%m-%d}" if len(day) else "",
        "last": f"{day.max():%Y-%m-%d}" if len(day) else "",
        "days": day.nunique(),
        "silent_days": (day.max() - day.min()).days + 1 - day.nunique() if len(day) else 0,
        "gap_days": int(((whole["end"] - whole["start"]).dt.days + 1).sum()),
        "suspect_dates": int(suspect_dates(articles).sum()),
        "stopped": int((told["kind"] == "stopped").sum()),
        "characters": int(articles["characters"].sum()),
        "empty_bodies": int((articles["body"] == "").sum()),
        "boilerplate": int(boilerplate(articles)["articles"].sum()),
    }
    result = pd.DataFrame({"item": list(facts), "value": [str(value) for value in facts.values()]}).astype(
        "str"
    )
    result.attrs = {"measure": "health"}
    return result
