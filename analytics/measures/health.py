"""The corpus' own health: what was read, what is missing, where the collector fell silent."""

import pandas as pd

from ..read.corpus import Corpus
from .periods import days
from .tally import checked


def gaps(articles: pd.DataFrame) -> pd.DataFrame:
    """List the runs of days without any article, of the whole corpus and of each outlet.

    Between the first and the last day of the whole corpus. An outlet is listed only where it publishes on at
    least half of the days: for the others a day without articles is nothing unusual.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.

    Returns
    -------
    DataFrame
        ======  ==========  ==============================================
        outlet  str         missing: the whole corpus
        start   datetime64  first day without an article
        end     datetime64  last day without an article
        days    int64       how many
        ======  ==========  ==============================================

        The whole corpus first, then longest first.

    Examples
    --------
    >>> import analytics
    >>> list(gaps(analytics.load("data/sample").articles).columns)
    ['outlet', 'start', 'end', 'days']
    """
    table = checked(articles)
    day = days(table)
    dated = pd.DataFrame({"outlet": table["outlet"], "day": day})[day.notna()]
    runs = []
    if len(dated):
        every = pd.date_range(dated["day"].min(), dated["day"].max(), freq="D", unit="us")
        runs.append(_silent(None, every, dated["day"]))
        for outlet, own in dated.dropna(subset="outlet").groupby("outlet")["day"]:
            if own.nunique() * 2 >= len(every):
                runs.append(_silent(str(outlet), every, own))
    columns = {"outlet": "str", "start": "datetime64[us]", "end": "datetime64[us]", "days": "int64"}
    filled = [run for run in runs if len(run)]
    result = pd.concat(filled) if filled else pd.DataFrame(columns=list(columns))
    result = result.astype(columns)
    result["whole"] = result["outlet"].isna()
    ordered = result.sort_values(["whole", "days", "outlet", "start"], ascending=[False, False, True, True])
    ordered = ordered.drop(columns="whole").reset_index(drop=True)
    ordered.attrs = {"measure": "gaps"}
    return ordered


def health(corpus: Corpus) -> pd.DataFrame:
    """Tell what is in a corpus and what ails it.

    Parameters
    ----------
    corpus : Corpus
        What `load` gave back.

    Returns
    -------
    DataFrame
        =====  =====  ==================================================================
        item   str    `files, articles, rejected, repaired, undated, duplicates, skipped,
                      outlets, first, last, days, silent_days, characters, empty_bodies`
        value  str    a number, or a date as `2025-01-27`; empty where there is none
        =====  =====  ==================================================================

    Examples
    --------
    >>> import analytics
    >>> table = health(analytics.load("data/sample")).set_index("item")["value"]
    >>> int(table["files"]) == int(table["articles"]) + int(table["rejected"])
    True
    """
    articles = corpus.articles
    day = days(articles).dropna()
    silent = gaps(articles)
    counted = ("files", "articles", "rejected", "repaired", "undated")
    facts: dict[str, object] = {name: corpus.ledger[name] for name in counted}
    facts |= {
        "duplicates": int((corpus.problems["code"] == "duplicate").sum()),
        "skipped": corpus.ledger["skipped"],
        "outlets": articles["outlet"].nunique(),
        "first": f"{day.min():%Y-%m-%d}" if len(day) else "",
        "last": f"{day.max():%Y-%m-%d}" if len(day) else "",
        "days": day.nunique(),
        "silent_days": int(silent.loc[silent["outlet"].isna(), "days"].sum()),
        "characters": int(articles["characters"].sum()),
        "empty_bodies": int((articles["body"] == "").sum()),
    }
    result = pd.DataFrame({"item": list(facts), "value": [str(value) for value in facts.values()]}).astype(
        "str"
    )
    result.attrs = {"measure": "health"}
    return result


def _silent(outlet: str | None, every: pd.DatetimeIndex, own: pd.Series) -> pd.DataFrame:
    quiet = pd.Series(~every.isin(own), index=every)
    run = (quiet != quiet.shift()).cumsum()[quiet]
    spans = run.index.to_series().groupby(run).agg(["min", "max", "size"])
    return pd.DataFrame({"outlet": outlet, "start": spans["min"], "end": spans["max"], "days": spans["size"]})
