"""Findings that concern a share of the documents, in the corpus and in each outlet."""

import pandas as pd

from ..stats.association import association


def share_of_documents(
    kind: str, counts: pd.DataFrame, concerned: pd.Series, possible: pd.Series | None = None
) -> pd.DataFrame:
    """Count the documents concerned, in the corpus and for each outlet.

    With `possible`, the documents that could be concerned: no outlet is named of which all those are.
    """
    every, hit = int(counts["articles"].sum()), int(concerned.sum())
    if not hit:
        return pd.DataFrame()
    own = pd.DataFrame({"outlet": counts["outlet"], "articles": concerned, "total": counts["articles"]})
    own["possible"] = own["total"] + 1 if possible is None else possible
    own = own.groupby("outlet", as_index=False).sum()
    concerns = (own["articles"] > 0) & (own["total"] < every) & (own["articles"] < own["possible"])
    own = own[concerns].copy()
    own["p"] = association(own["articles"], hit, own["total"], every, "fisher")
    own["share"] = own["articles"] / own["total"]
    whole = pd.DataFrame([{"articles": hit, "share": hit / every}])
    return pd.concat([whole, own]).assign(kind=kind)
