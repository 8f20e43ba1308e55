"""What the tables of coverage say: how much, when, by whom."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import highest, lowest
from ...wording import either, has, text
from ...wording.columns import value, written
from ...wording.formats import change as moved_by
from ...wording.formats import percent, period, points
from ..page.recognise import frequency_of
from ..page.tables import interval
from .denominators import counted_undated, denominator, with_totals
from .extremes import extreme_outlets, largest_part, most_over_time, peak, usual_times
from .phrases import (
    ENOUGH,
    counts,
    in_period,
    joined,
    label_of,
    named,
    paragraph,
    range_of,
    rounded,
    size,
    spellings_of,
    subject_of,
    tied,
)

_NAMED = 3  # values or subjects that a sentence names
_SURE = 0.05  # p, after Holm's correction, from which a sentence mentions it
_HOURS_OF_DAY = (6, 21)


def trend(table: pd.DataFrame) -> str:
    """Say how many articles mention the subject, and in which period most do."""
    subject, undated = subject_of(table), provenance(table).undated
    known = with_totals(table)
    matching, total, mentions = (int(known[name].sum()) for name in ("matching", "total", "mentions"))
    if not total:
        return text("sentences.common.no_dated")
    rest = text("sentences.common.undated", count=undated) if undated else ""
    if not matching:
        return paragraph(text("sentences.trend.never", total=total, subject=subject), rest)
    whole = text(
        "sentences.trend.whole",
        total=total,
        matching=matching,
        subject=subject,
        share=percent(matching / total),
        mentions=mentions,
    )
    return paragraph(
        whole,
        peak(table, "trend") if len(table) > 1 else "",
        denominator(table, subject, matching, total),
        rest,
    )


def trends(table: pd.DataFrame) -> str:
    """Say how many articles mention each subject, and whose share in one period is highest."""
    sums = with_totals(table).groupby("entity", sort=False)[["matching", "total"]].sum()
    total = int(sums["total"].max()) if len(sums) else 0
    if not total:
        return text("sentences.common.no_dated")
    ordered = sums.sort_values("matching", ascending=False, kind="stable")
    parts = [
        text(
            "sentences.trends.part",
            count=int(row["matching"]),
            share=percent(row["matching"] / total),
            subject=label_of(table, str(entity)),
        )
        for entity, row in ordered.iterrows()
    ]
    whole = text("sentences.trends.whole", total=total, parts=joined(parts))
    several = table["period"].nunique() > 1 and table["matching"].any()
    first = ordered.index[0]
    doubt = denominator(table, label_of(table, str(first)), int(ordered["matching"].iloc[0]), total)
    return paragraph(whole, peak(table, "trends") if several else "", doubt)


def outlets(table: pd.DataFrame) -> str:
    """Say how many outlets mention the subject, which has most articles, and whose share is highest and lowest."""
    subject = subject_of(table)
    stated = table[table["outlet"].notna()]
    sums = stated.groupby("outlet", sort=False)[["matching", "total"]].sum()
    if not sums["matching"].any():
        return text(f"sentences.outlets.{'no_outlet' if sums.empty else 'never'}", subject=subject)
    sums["share"] = sums["matching"] / sums["total"]
    mentioning, most = int((sums["matching"] > 0).sum()), highest(sums, "matching")
    key = "all" if mentioning == len(sums) else "some"
    how_many = text(f"sentences.outlets.{key}", count=len(sums), mentioning=mentioning, subject=subject)
    largest = text(
        f"sentences.outlets.{'most' if len(sums) > 1 else 'only'}",
        outlet=named(str(most.name)),
        subject=subject,
        tied=tied(sums["matching"]),
        **counts(most),
    )
    every = int(sums["matching"].sum()), int(sums["total"].sum())
    doubt = denominator(table, subject, *every)
    return paragraph(
        how_many if len(sums) > 1 else "", largest, extreme_outlets(sums), doubt, counted_undated(table)
    )


def distribution(table: pd.DataFrame) -> str:
    """Say over how many values articles are spread, and which have most."""
    origin = provenance(table)
    by, subject = origin.by or "value", origin.label and subject_of(table)
    stated = table[table["value"].notna() & (table["matching"] > 0)]
    if subject and not table["matching"].any():
        return text("sentences.distribution.never", subject=subject)
    if stated.empty:
        return text(_by("none", by))
    if table["period"].notna().any():
        return most_over_time(stated, by, frequency_of(table))
    counted, total = "_mentioning" if subject else "", int(table["total"].max())
    articles = text(f"sentences.distribution.articles{counted}", total=total, subject=subject)
    ordered = stated.sort_values("matching", ascending=False, kind="stable")
    ranked = ordered.head(_NAMED)
    parts = [
        text(
            "sentences.distribution.part",
            name=value(row["value"], by) if by in ("weekday", "hour") else named(value(row["value"], by)),
            count=int(row["matching"]),
            share=percent(row["share"]),
        )
        for _, row in ranked.iterrows()
    ]
    if by in ("weekday", "hour"):
        return usual_times(articles, ordered, parts, by)
    spread = text(_by("spread", by), articles=articles, count=len(stated))
    missing = int(table.loc[table["value"].isna(), "matching"].sum())
    kind = "first" if len(stated) > 1 else "only"
    kind = "alike" if len(stated) > _NAMED and stated["matching"].nunique() == 1 else kind
    return paragraph(
        text(
            f"sentences.distribution.{kind}",
            spread=spread,
            parts=joined(parts),
            matching=int(ordered["matching"].iloc[0]),
            share=percent(ordered["share"].iloc[0]),
            tied=tied(stated["matching"], _NAMED, inside=True),
        ),
        text("sentences.distribution.missing", count=missing) if missing else "",
        counted_undated(table) if not subject else "",
        spellings_of(table),
    )


def _by(kind: str, by: str) -> str:
    key = f"sentences.distribution.{kind}_{by}"
    return key if has(key) else f"sentences.distribution.{kind}_value"


def concentration(table: pd.DataFrame) -> str:
    """Say in which period coverage is most concentrated and in which most spread."""
    known = table[table["hhi"].notna()]
    if known.empty:
        none = _by("none", provenance(table).by or "value")
        return text("sentences.common.no_articles" if table.empty else none)
    if len(table) == 1:
        only = known.iloc[0]
        hhi = written(only["hhi"], "hhi", "concentration")
        return text("sentences.concentration.one", values=int(only["values"]), hhi=hhi)
    large = known[known["articles"] >= ENOUGH]
    if len(large) < 2:
        return text("sentences.concentration.too_few")
    freq = frequency_of(table)
    extremes: dict[str, object] = {"enough": ENOUGH, "count": len(large)}
    for side, row in (("high", highest(large, "hhi")), ("low", lowest(large, "hhi"))):
        extremes[side] = in_period(row["period"], freq)
        extremes[f"{side}_hhi"] = written(row["hhi"], "hhi", "concentration")
        extremes[f"{side}_values"] = int(row["values"])
        extremes[f"{side}_tied"] = tied(large["hhi"] * (1 if side == "high" else -1), inside=True)
    key = "equal" if extremes["high_hhi"] == extremes["low_hhi"] else "extremes"
    return text(f"sentences.concentration.{key}", **extremes)


def compare(table: pd.DataFrame) -> str:
    """Say which shares changed for certain, by the interval of the difference, and for which it is not settled."""
    known = table[table["difference"].notna()]
    if known.empty:
        return text("sentences.common.no_period")
    sizes = {f"{side}_total": int(known[f"{side}_total"].iloc[0]) for side in ("before", "after")}
    names = {side: range_of(table, side) for side in ("before", "after")}
    certain = (known["difference_low"] > 0) | (known["difference_high"] < 0)
    by_size = known["difference"].abs().sort_values(ascending=False, kind="stable").index
    sure, unsure = (known.loc[by_size][mask.loc[by_size]] for mask in (certain, ~certain))
    also, open_ = (
        joined(label_of(table, str(name)) for name in rows["entity"]) for rows in (sure.iloc[_NAMED:], unsure)
    )
    return paragraph(
        text("sentences.compare.sizes", **names, **sizes),
        *(_changed(table, row, len(known)) for _, row in sure.head(_NAMED).iterrows()),
        text("sentences.compare.more_sure", subjects=also) if also else "",
        text("sentences.compare.unsure_all", count=len(unsure), subjects=open_) if open_ else "",
    )


def _changed(table: pd.DataFrame, row: pd.Series, compared: int) -> str:
    doubtful, p = compared > 1 and row["p_adjusted"] >= _SURE, written(row["p_adjusted"], "p_adjusted")
    off = rounded(row["after_share"], -row["before_share"], total=row["difference"])
    return text(
        f"sentences.compare.{'rose' if row['difference'] > 0 else 'fell'}",
        subject=label_of(table, str(row["entity"])),
        before=percent(row["before_share"]),
        after=percent(row["after_share"]),
        size=size(row["difference"]),
        rounded=f"{off}{either('；', '; ')}" if off else "",
        interval=interval(row["difference_low"], row["difference_high"], "difference_"),
        corrected=text("sentences.compare.corrected", count=compared, p=p) if doubtful else "",
    )


def decomposition(table: pd.DataFrame) -> str:
    """Say how far outlets' own shares, and how far their mix, changed the whole share."""
    if table.empty or table["change"].isna().all():
        return text("sentences.common.no_period")
    sums = table.sum(numeric_only=True)
    change = sums["change"]
    moved = "level" if points(change) == "0.0" else "rose" if change > 0 else "fell"
    before, after = (sums[f"{side}_matching"] / sums[f"{side}_total"] for side in ("before", "after"))
    off = rounded(after, -before, total=change) or rounded(sums["within"], sums["between"], total=change)
    whole = text(
        f"sentences.decomposition.{moved}",
        subject=subject_of(table),
        before=percent(before),
        after=percent(after),
        size=size(change),
        rounded=text("sentences.common.brackets", text=off) if off else "",
    )
    parts = text(
        "sentences.decomposition.parts", within=moved_by(sums["within"]), between=moved_by(sums["between"])
    )
    return paragraph(whole + parts, largest_part(table))


def bursts(table: pd.DataFrame) -> str:
    """Say how many bursts of attention there are, and which is strongest."""
    if table.empty:
        return text("sentences.bursts.none")
    freq = provenance(table).freq
    most = highest(table, "weight")
    start, end = (period(pd.Timestamp(most[name]), freq) for name in ("start", "end"))
    strongest = text(
        f"sentences.bursts.{'strongest' if len(table) > 1 else 'only'}",
        burst=int(most["burst"]),
        lasting=start if start == end else text("sentences.bursts.lasting", start=start, end=end),
        base=percent(most["base"]),
        **counts(most),
    )
    whole = text("sentences.bursts.whole", count=len(table)) if len(table) > 1 else ""
    return paragraph(whole, strongest)


def timing(table: pd.DataFrame) -> str:
    """Say at which hour most articles appear, and how many at night."""
    whole = table[table["outlet"].isna()]
    total = int(whole["total"].max()) if len(whole) else 0
    if not total:
        return text("sentences.timing.none")
    most = highest(whole, "matching")
    night = int(whole.loc[~whole["hour"].between(*_HOURS_OF_DAY), "matching"].sum())
    return text(
        "sentences.timing.most",
        total=total,
        weekday=value(int(most["weekday"]), "weekday"),
        hour=value(int(most["hour"]), "hour"),
        matching=int(most["matching"]),
        tied=tied(whole["matching"], inside=True),
        night=night,
        night_share=percent(night / total),
    )


def headlines(table: pd.DataFrame) -> str:
    """Say how the headlines below were chosen."""
    key = f"sentences.headlines.{'none' if table.empty else 'listed'}"
    return text(key, subject=subject_of(table), count=table["period"].nunique())


def behind(table: pd.DataFrame) -> str:
    """Say how many articles stand behind a figure, each counted once."""
    once = table.drop_duplicates("id")
    if once.empty:
        return text("sentences.behind.none")
    outlets, mentions = once["outlet"].nunique(), int(once["mentions"].sum())
    sentence = text("sentences.behind.articles", articles=len(once))
    if outlets:
        sentence = text("sentences.behind.outlets", articles=sentence, outlets=outlets)
    if mentions:
        sentence = text(
            "sentences.behind.mentions", articles=sentence, mentions=mentions, subject=subject_of(table)
        )
    return text("sentences.behind.end", articles=sentence)
