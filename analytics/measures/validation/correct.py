"""Correct: counts and shares corrected for the errors that a validation has found."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, CorpusError
from ..coverage.distribution import distribution
from ..engine.cells import explode, members, needed
from ..engine.provenance import Provenance, attach, provenance
from ..engine.request import request
from ..engine.spellings import spelling_keys
from ..engine.tally import Articles, Table, checked, concat, filtered_rows, tally
from ..stats.misclassification import prediction_powered, rogan_gladen
from .misjudged import parts_of
from .validate import design

MEASURES = ("trend", "outlets", "distribution")
ADDED = [
    *("corrected", "corrected_low", "corrected_high"),
    *("estimated", "estimated_low", "estimated_high", "coded"),
]
_FEWEST = 10  # coded articles of a row from which its own estimate is given


def correct(table: pd.DataFrame, articles: Articles, validation: pd.DataFrame) -> pd.DataFrame:
    """Correct the shares of a table for misclassification, in two ways.

    `corrected` applies the sensitivity and specificity of the whole validation to every row (Rogan & Gladen 1978, with
    the interval of Lang & Reiczigel 2014). It assumes that the rule errs alike in every row. `estimated` adds to the
    row's share what coders say of its own coded articles (prediction-powered inference, Angelopoulos et al. 2023). It
    assumes nothing about the rule, but needs a random sample with enough coded articles in the row.

    This is a function of its own, not an argument of `trend`: the columns of a measure never depend on an argument's
    value, and a table that is not validated should not carry seven empty columns.

    Parameters
    ----------
    table : DataFrame
        A table of `trend`, `outlets`, or `distribution` with an entity: all of it, or some rows.
    articles : DataFrame or Corpus
        The articles that it was counted from.
    validation : DataFrame
        As `validate` returns it for the same subject and fields.

    Returns
    -------
    DataFrame
        The columns of the table, and:

        ==============  =======  ======================================================================
        corrected       float64  share corrected by sensitivity and specificity, 0 to 1; missing where the
                                 rule is no better than chance, or nothing was published
        corrected_low   float64  lower bound, 95 %, with the uncertainty of both
        corrected_high  float64  upper bound
        estimated       float64  share estimated with the row's own coded articles, 0 to 1; missing where
                                 there are fewer than 10
        estimated_low   float64  lower bound, 95 %
        estimated_high  float64  upper bound
        coded           int64    coded articles of the row
        ==============  =======  ======================================================================

        Of `distribution`, shares are of the corrected number of articles that count; their bounds hold that number
        fixed. `provenance(table).details` has `sensitivity`, `specificity` and the numbers they rest on.

    Raises
    ------
    ArgumentError
        The table is of another measure or subject, or `validation` is no table of `validate`.

    See Also
    --------
    charts.correct : Draws this table.
    validate : Measures the errors.

    Examples
    --------
    >>> import analytics
    >>> articles, codes = analytics.load("data/sample").articles, analytics.load_codes("data/codes")
    >>> validation = analytics.validate(articles, codes, "deepseek", question="mentions")
    >>> table = correct(analytics.trend(articles, "deepseek", freq="month"), articles, validation)
    >>> bool((table["corrected_low"] <= table["corrected"]).all())
    True
    """
    whole = checked(articles)
    outcomes, _, checks = parts_of(validation)
    origin = _checked(table, checks)
    known = {row["quantity"]: row for row in validation.to_dict("records")}
    sensitivity, specificity = (float(known[name]["estimate"]) for name in ("recall", "specificity"))
    positives, negatives = (float(known[name]["effective"]) for name in ("recall", "specificity"))

    if np.isnan([sensitivity, specificity]).any():
        raise ArgumentError(
            "the coded articles are all of one kind; code some that count and some that do not"
        )
    base = table if origin.measure != "distribution" else _of_all(table, whole, origin)
    shares = rogan_gladen(
        base["matching"], base["total"], sensitivity, specificity, positives=positives, negatives=negatives
    )
    result = table.assign(**dict(zip(ADDED[:3], shares, strict=True)))
    own = _coded_by_row(base, whole, outcomes, origin)
    estimates = [_estimate(row, own.get(number)) for number, row in enumerate(base.to_dict("records"))]
    result = result.assign(
        **{name: [each[place] for each in estimates] for place, name in enumerate(ADDED[3:])}
    )
    if origin.measure == "distribution":
        result = _shares_of_counted(result, base, whole, origin, (sensitivity, specificity))
    result = result.astype({name: "int64" if name == "coded" else "float64" for name in ADDED})
    details: dict[str, Any] = {
        "of": origin.measure,
        "sensitivity": sensitivity,
        "specificity": specificity,
        "positives": None if np.isinf(positives) else positives,
        "negatives": None if np.isinf(negatives) else negatives,
        "coded": len(outcomes),
    }
    return attach(result, Provenance(**{**vars(origin), "measure": "correct", "details": details}))


def _checked(table: pd.DataFrame, validation: Provenance) -> Provenance:
    """Return the provenance of the table to correct, if it counts what was validated."""
    origin = provenance(table) if isinstance(table, pd.DataFrame) else Provenance()
    if origin.measure not in MEASURES:
        raise ArgumentError(
            f"give a table of {', '.join(MEASURES)}, with its provenance, not of {origin.measure}"
        )
    if not origin.subjects:
        raise ArgumentError("this distribution counts all articles; only the count of a subject can be wrong")
    if origin.details.get("outside_totals"):
        raise ArgumentError(
            "the totals come from elsewhere; only counts of the articles given can be corrected"
        )
    if validation.details.get("min_score") is not None:
        raise ArgumentError(
            "the validation is of articles with a score; count them in the same way: "
            "trend(articles, aboutness(…)['score'] >= 0.5), and validate that Series"
        )
    if [*origin.subjects.values()] != [*validation.subjects.values()] or origin.fields != validation.fields:
        raise ArgumentError(
            f"the table counts {origin.label} in {', '.join(origin.fields)}, the validation {validation.label} in "
            f"{', '.join(validation.fields)}; both must be the same"
        )
    return origin


def _merges(origin: Provenance) -> bool:
    """Return whether spellings of a value were merged in the table to correct."""
    return bool(origin.details.get("merge_spellings", True))


def _of_all(table: pd.DataFrame, articles: Table, origin: Provenance) -> pd.DataFrame:
    """Return the rows of a distribution with all articles that have the value as `total`."""
    assert origin.by is not None
    every = distribution(
        articles,
        origin.by,
        freq=origin.freq,
        start=origin.start,
        end=origin.end,
        merge_spellings=_merges(origin),
    )
    totals = every.rename(columns={"matching": "all"})[["period", "value", "all"]]
    merged = table.merge(totals, on=["period", "value"], how="left")
    return merged.assign(total=merged["all"].fillna(0).astype("int64")).drop(columns="all")


def _coded_by_row(
    table: pd.DataFrame, articles: Table, outcomes: pd.DataFrame, origin: Provenance
) -> dict[int, pd.DataFrame]:
    """Return the coded articles of each row, by the row's number."""
    asked = request(
        "correct",
        articles,
        by=origin.by,
        freq=origin.freq,
        start=origin.start,
        end=origin.end,
        optional=True,
        merge_spellings=_merges(origin),
    )
    coded = partial(filtered_rows, ids=frozenset(outcomes["id"]))
    rows = tally(articles, coded, concat, columns=needed(asked)).reset_index(drop=True)
    period = members(rows, asked).period
    cell = explode(pd.DataFrame({"id": rows["id"][period.index], "period": period}), rows, asked)
    value = "outlet" if origin.measure == "outlets" else "value"
    keys = ["period"] * (asked.freq is not None) + [value] * (asked.by is not None)
    cell = cell.rename(columns={"value": value}).drop_duplicates(["id", *keys])
    if not keys:
        return {0: cell.merge(outcomes, on="id")} if len(table) == 1 else {}
    numbered = table[keys].assign(number=range(len(table)))
    numbered = numbered.astype({name: "str" for name in keys if name != "period"})
    if asked.merges:
        numbered[value] = spelling_keys(numbered[value]).array
    found = cell[["id", *keys]].merge(numbered, on=keys).merge(outcomes, on="id")
    return {number: found[found["number"] == number] for number in found["number"].unique().tolist()}


def _estimate(row: dict[Any, Any], coded: pd.DataFrame | None) -> tuple[float, float, float, int]:
    """Return the prediction-powered share of a row with its bounds, and how many of its articles are coded."""
    size = 0 if coded is None else len(coded)
    if coded is None or size < _FEWEST:
        return np.nan, np.nan, np.nan, size
    if size > row["total"]:
        raise CorpusError(
            f"a row counts {row['total']} articles, but {size} of them are coded; give the articles counted"
        )
    weight, _, _ = design(coded)
    found = prediction_powered(row["matching"], row["total"], coded["truth"], coded["matched"], weight)
    return (*found, size)


def _shares_of_counted(
    result: pd.DataFrame, base: pd.DataFrame, articles: Table, origin: Provenance, errors: tuple[float, float]
) -> pd.DataFrame:
    """Return shares of a distribution: the corrected articles of a value, of all corrected articles of the period."""
    everything = distribution(articles, "outlet", freq=origin.freq, start=origin.start, end=origin.end)
    totals = everything.groupby("period", dropna=False)["total"].first()
    total = result["period"].map(totals).to_numpy(dtype=float)
    share, _, _ = rogan_gladen(result["total"], total, *errors)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(share * total > 0, base["total"] / (share * total), np.nan)
    return result.assign(**{name: np.clip(result[name] * factor, 0, 1) for name in ADDED[:6]})
