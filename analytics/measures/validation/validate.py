"""Validate: how often a count is right, by what people have coded."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..engine.provenance import Provenance, finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject
from ..engine.tally import Articles, checked
from ..mentions.aboutness import aboutness
from ..mentions.match import match
from ..stats.sampling import effective_wilson, weighted_share
from .codes import Codes, checked_codes, coded_articles, truth_of

COLUMNS = ["quantity", "estimate", "low", "high", "hits", "articles", "effective"]
OUTCOMES = ["id", "truth", "matched", "probability", "stratum", "cluster"]


def validate(
    articles: Articles,
    codes: Codes,
    subject: Subject,
    *,
    question: str,
    value: str | Sequence[str] = "yes",
    coder: str | None = None,
    min_score: float | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Compare what a program counts with what people have coded: precision, recall and F1, with intervals.

    Any rule can be validated: an entity, a query, a threshold of aboutness (`min_score`), or any other rule as a
    boolean Series, such as `~stories(articles)["first"]` for «is a copy». Articles count by 1 / inclusion
    probability, so the figures hold for the corpus, not for the sample alone.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The corpus that the coded articles were drawn from, or the sample.
    codes : DataFrame
        As `load_codes` returns it.
    subject : str, Entity, Query or Series of bool
        What the program counts.
    question : str
        The question whose answer decides.
    value : str or sequence of str
        The answers that mean that the article counts.
    coder : str, optional
        Whose answers decide; by default the majority. Articles without a majority are left out.
    min_score : float, optional
        Count an article only if its score of aboutness is at least this, 0 to 1.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        =========  =======  ======================================================================
        quantity   str      precision (of the articles counted, how many are right), recall (of the
                            right ones, how many are counted; sensitivity), f1 (their harmonic mean),
                            specificity (of the others, how many are not counted), coded_share and
                            matched_share (of all articles, as coded and as counted)
        estimate   float64  0 to 1; missing where there is no such article
        low        float64  lower bound: Wilson interval with the effective sample size, 95 %; of f1 by
                            its relation to a plain share (Hand, Christen & Kirielle 2021)
        high       float64  upper bound
        hits       int64    coded articles in the numerator, unweighted
        articles   int64    coded articles in the denominator, unweighted
        effective  float64  effective sample size, in articles; infinite where all were drawn
        =========  =======  ======================================================================

        `provenance(table).details` has `question`, `value`, `coder`, `coded` and `undecided` (articles), `weighted`
        (whether inclusion probabilities are known), `min_score`, and `outcomes`, article by article.

    Raises
    ------
    CorpusError
        Coded articles are missing or have changed, or coders agree on none.
    ArgumentError
        The question, a value, the coder, the subject or `min_score` is wrong.

    See Also
    --------
    charts.validate : Draws this table.
    misjudged : The articles that are counted wrongly.
    remedies : What another name or context would change.
    correct : Counts corrected for these errors.

    Examples
    --------
    >>> import analytics
    >>> codes = analytics.load_codes("data/codes")
    >>> table = validate(analytics.load("data/sample"), codes, "deepseek", question="mentions")
    >>> table["quantity"].tolist()[:3]
    ['precision', 'recall', 'f1']
    """
    table, coded = checked(articles), checked_codes(codes)
    if min_score is not None and not 0 < min_score <= 1:
        raise ArgumentError(f"min_score must be above 0 and at most 1, not {min_score!r}")
    asked = request("validate", table, subject, fields=fields)
    truth = truth_of(coded, question, value, coder)
    rows = coded_articles(table, coded[coded["id"].isin(truth.table["id"])])
    (counted,) = asked.subjects.values()
    if min_score is None:
        matched = match(rows, counted, fields=asked.fields)
    else:
        matched = aboutness(rows, counted)["score"] >= min_score
    by_id = dict(zip(rows["id"], matched, strict=True))
    outcomes = truth.table.assign(matched=truth.table["id"].map(by_id).astype(bool))[OUTCOMES]
    details = {
        "question": question,
        "value": [value] if isinstance(value, str) else list(value),
        "coder": coder,
        "coders": truth.coders,
        "coded": len(outcomes),
        "undecided": truth.undecided,
        "weighted": bool(outcomes["probability"].notna().all()),
        "min_score": min_score,
        "outcomes": outcomes.to_csv(index=False, sep="\t", lineterminator="\n"),
    }
    return finish(quantities(outcomes), table, asked, **details)


def quantities(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and the other shares of coded articles, with intervals.

    Parameters
    ----------
    outcomes : DataFrame
        `id`, `truth` and `matched` (bool), `probability`, `stratum`, `cluster`.
    """
    truth, matched = (outcomes[name].to_numpy(dtype=bool) for name in ("truth", "matched"))
    every = np.ones(len(outcomes), dtype=bool)
    shares = {
        "precision": (truth & matched, matched),
        "recall": (truth & matched, truth),
        "f1": (truth & matched, truth | matched),
        "specificity": (~truth & ~matched, ~truth),
        "coded_share": (truth, every),
        "matched_share": (matched, every),
    }
    rows: list[tuple[Any, ...]] = []
    drawn = design(outcomes)
    for quantity, (hits, members) in shares.items():
        estimate, effective = weighted_share(hits, members, *drawn)
        bounds = effective_wilson(estimate, effective) if effective else (np.nan, np.nan)
        numbers = [estimate, *bounds]
        if quantity == "f1":  # f1 = 2·j / (1 + j), and j is a plain share
            numbers = [2 * share / (1 + share) for share in numbers]
        rows.append((quantity, *numbers, int(hits.sum()), int(members.sum()), effective))
    numbers_of = dict.fromkeys(("estimate", "low", "high", "effective"), "float64")
    return pd.DataFrame(rows, columns=COLUMNS).astype({"quantity": "str", **numbers_of})


def design(outcomes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weight, the stratum and the cluster of each coded article.

    Where a probability is unknown all articles count the same, as of a simple sample from very many.
    """
    chance = outcomes["probability"].to_numpy(dtype=float)
    known = not np.isnan(chance).any()
    weight = 1 / chance if known else np.full(len(outcomes), 1e9)
    stratum = outcomes["stratum"].fillna("").astype(str).to_numpy()
    own = outcomes["cluster"].fillna("").astype(str)
    return weight, stratum, own.where(own != "", outcomes["id"]).to_numpy()


def outcomes_of(validation: pd.DataFrame, origin: Provenance) -> pd.DataFrame:
    """Return the outcomes that a table of `validate` remembers.

    Raises
    ------
    ArgumentError
        The table is none of `validate`, or has lost how it was made, as after CSV.
    """
    written = origin.details.get("outcomes") if origin.measure == "validate" else None
    if not isinstance(written, str):
        raise ArgumentError(
            "give the table of validate(…) itself; after CSV it does not say how it was counted"
        )
    kinds = {"id": "str", "stratum": "str", "cluster": "str"}
    return pd.read_csv(
        io.StringIO(written), sep="\t", dtype=kinds, keep_default_na=False, na_values={"probability": [""]}
    )
