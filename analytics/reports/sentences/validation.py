"""What the tables of validation say: how a sample was drawn, how far coders agree, how often a count is right."""

import numpy as np
import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import text
from ...wording.columns import value
from ...wording.formats import percent, period
from ..page.recognise import frequency_of
from ..page.tables import interval
from .phrases import joined, named, paragraph, subject_of

_GOOD, _FAIR = 0.8, 0.667  # Krippendorff's demands of α
_LISTED = 3


def sample(table: pd.DataFrame) -> str:
    """Say how many articles were drawn from how many, and which strata are smaller than asked."""
    details = provenance(table).details
    if "population" not in details:
        low, high = (
            percent(float(bound)) for bound in (table["probability"].min(), table["probability"].max())
        )
        return text("sentences.sample.unknown", drawn=len(table), low=low, high=high)
    weeks = details.get("constructed_weeks")
    drawn = text(
        f"sentences.sample.{'weeks' if weeks else 'drawn'}",
        population=details["population"],
        drawn=len(table),
        seed=details["seed"],
        weeks=weeks,
    )
    strata = int(table["stratum"].nunique())
    several = text("sentences.sample.strata", count=strata) if strata > 1 and not weeks else ""
    return paragraph(drawn, several, _short(dict(details.get("short") or {})))


def _short(short: dict[str, list[int]]) -> str:
    if not short:
        return ""
    if list(short) == [""]:
        there, wanted = short[""]
        return text("sentences.sample.short_all", there=there, wanted=wanted)
    names = [
        text("sentences.sample.short_one", name=name, there=there, wanted=wanted)
        for name, (there, wanted) in list(short.items())[:_LISTED]
    ]
    return text("sentences.sample.short", count=len(short), names=joined(names))


def agreement(table: pd.DataFrame) -> str:
    """Say for each question how far all coders agree, and whether that is enough."""
    coders = provenance(table).details.get("coders") or table["coders"].iloc[0].split(" / ")
    parts = [text("sentences.agreement.coders", count=len(coders), questions=table["question"].nunique())]
    for question, rows in table.groupby("question", sort=False):
        first = rows[rows["coders"] == rows["coders"].iloc[0]].set_index("coefficient")
        if "overlap" in first.index:
            shown = _two(first.loc["overlap", "estimate"])
            parts.append(text("sentences.agreement.spans", question=question, overlap=shown))
            continue
        alpha = first.loc["alpha"]
        if np.isnan(alpha["estimate"]):
            parts.append(text("sentences.agreement.open", question=question))
            continue
        verdict = "good" if alpha["estimate"] >= _GOOD else "fair" if alpha["estimate"] >= _FAIR else "poor"
        parts.append(
            text(
                "sentences.agreement.alpha",
                question=question,
                articles=int(alpha["articles"]),
                agreement=_two(float(first.loc["agreement", "estimate"])),
                alpha=_two(alpha["estimate"]),
                low=_two(alpha["low"]),
                high=_two(alpha["high"]),
                verdict=text(f"sentences.agreement.{verdict}"),
            )
        )
    return paragraph(*parts)


def _two(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def confusion(table: pd.DataFrame) -> str:
    """Say how often two coders give the same answer, and which answers they confuse most."""
    if table.empty:
        return text("sentences.confusion.none")
    same = table["first_value"] == table["second_value"]
    whole = text(
        "sentences.confusion.same",
        articles=int(table["articles"].sum()),
        same=int(table.loc[same, "articles"].sum()),
    )
    if same.all():
        return whole
    most = table[~same].sort_values("articles", ascending=False, kind="stable").iloc[0]
    worst = text(
        "sentences.confusion.most",
        question=most["question"],
        first=most["first_value"],
        second=most["second_value"],
        count=int(most["articles"]),
    )
    return paragraph(whole, worst)


def disagreements(table: pd.DataFrame) -> str:
    """Say on how many articles coders disagree, and in which question most."""
    if table.empty:
        return text("sentences.disagreements.none")
    counts = table["question"].value_counts()
    return text(
        "sentences.disagreements.some",
        articles=int(table["id"].nunique()),
        count=len(table),
        question=counts.index[0],
        most=int(counts.iloc[0]),
    )


def validate(table: pd.DataFrame) -> str:
    """Say how often the count is right, and what coders and the program say of the whole."""
    details = provenance(table).details
    found = {str(row["quantity"]): row for row in table.to_dict("records")}
    coded = text(
        "sentences.validate.coded",
        coded=int(found["coded_share"]["articles"]),
        subject=subject_of(table),
        question=details.get("question", "–"),
    )
    shown = {name: percent(row["estimate"]) for name, row in found.items()}
    bounds = {
        f"{name}_interval": interval(found[name]["low"], found[name]["high"])
        for name in ("precision", "recall")
    }
    figures = text(
        "sentences.validate.figures",
        **{name: shown[name] for name in ("precision", "recall", "f1")},
        **bounds,
    )
    shares = text(
        "sentences.validate.shares", coded_share=shown["coded_share"], matched_share=shown["matched_share"]
    )
    split = int(details.get("undecided") or 0)
    return coded + paragraph(
        figures,
        shares,
        text("sentences.validate.undecided", count=split) if split else "",
        text("sentences.validate.unweighted") if details.get("weighted") is False else "",
    )


def misjudged(table: pd.DataFrame) -> str:
    """Say how many articles are counted wrongly and how many are missed."""
    if table.empty:
        return text("sentences.misjudged.none")
    counts = table.drop_duplicates(["id", "error"])["error"].value_counts()
    numbers = {"false": int(counts.get("false_positive", 0)), "missed": int(counts.get("miss", 0))}
    return text("sentences.misjudged.some", **numbers)


def remedies(table: pd.DataFrame) -> str:
    """Say which change mends most, and what it does to the whole count."""
    before, rest = table.iloc[0], table.iloc[1:]
    better = rest[rest["mended"] > rest["broken"]]
    if better.empty:
        return text("sentences.remedies.none")
    best = better.iloc[0]
    return text(
        "sentences.remedies.best",
        change=value(best["change"], "change"),
        text=best["text"],
        mended=int(best["mended"]),
        broken=int(best["broken"]),
        before=int(before["matching"]),
        after=int(best["matching"]),
    )


def correct(table: pd.DataFrame) -> str:
    """Say what the whole share becomes, and which row is corrected most."""
    details, known = provenance(table).details, table[table["corrected"].notna()]
    if known.empty:
        return text("sentences.correct.chance")
    shares = {name: _whole(known, name) for name in ("share", "corrected")}
    parts = []
    if "sensitivity" in details and details.get("of") != "distribution":
        parts.append(
            text(
                "sentences.correct.whole",
                raw=percent(shares["share"]),
                corrected=percent(shares["corrected"]),
                sensitivity=percent(details["sensitivity"]),
                specificity=percent(details["specificity"]),
            )
        )
    row = known.iloc[int((known["corrected"] - known["share"]).abs().to_numpy().argmax())]
    parts.append(
        text(
            "sentences.correct.widest",
            name=_name(row, table),
            raw=percent(row["share"]),
            corrected=percent(row["corrected"]),
            interval=interval(row["corrected_low"], row["corrected_high"]),
        )
    )
    own = int(table["estimated"].notna().sum())
    return paragraph(*parts, text("sentences.correct.coded", count=own) if own else "")


def _whole(known: pd.DataFrame, name: str) -> float:
    """Return the share of all rows together: the mean weighted by their articles."""
    return float(np.average(known[name], weights=known["total"]))


def _name(row: pd.Series, table: pd.DataFrame) -> str:
    parts = [named(value(row[name], name)) for name in ("outlet", "value") if name in row.index]
    if pd.notna(row.get("period")):
        parts.append(period(pd.Timestamp(row["period"]), frequency_of(table)))
    return joined(parts)
