"""Anomalies: what looks like a fault of collection rather than news."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import gammainc

from ...read.corpus import Corpus
from ...read.ledger import REPAIRS
from ..engine.periods import checked_day, days
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, concat, merge_each, merge_sums, sum_by, tally
from .gaps import IMPROBABLE, gaps_in
from .rhythm import LEAST, NEAR, Calendar, expected_in, strays
from .shares import share_of_documents
from .texts import KINDS as TEXT_KINDS
from .texts import text_findings

KINDS = (
    *("gap", "stopped", "started", "instant", "crowded_day", "future", "stray"),
    *("undated", "date_only", *TEXT_KINDS, "duplicates", "repaired"),
)
_COLUMNS = {"kind": "str", "outlet": "str", "start": "datetime64[us]", "end": "datetime64[us]"}
_COLUMNS |= {"articles": "int64", "share": "float64", "expected": "float64", "p": "float64", "example": "str"}
_WEEK = 7  # days without articles at the end from which an outlet has stopped
_BATCH = 5  # articles in one second from which they are reported
_CROWD = 10  # articles on one day from which it may be reported
_TIMES = 5  # a crowded day has more than this many times the articles of the next busiest
_COLLECTED = (
    r'"(?:(?:fetch|crawl|scrape|download|collect|access|archive)(?:e?d)?(?:_?(?:date|at|on|time))?|retrieved(?:_at)?'
    r'|date_(?:download|crawled|fetched))": "(?P<day>\d{4}-\d\d-\d\d)'
)


def anomalies(articles: Articles, *, today: str | None = None) -> pd.DataFrame:
    """List what looks like a fault of collection rather than news.

    The clock is not read: the same corpus gives the same table on every day.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table. Duplicates and repairs are reported only for a Corpus.
    today : str, optional
        The day of reading, `2025-03-31`: later dates are future dates. Without it, a date is a future date if it is
        later than the day of collection in the article's own header.

    Returns
    -------
    DataFrame
        ========  ==========  =====================================================================================
        kind      str         see below
        outlet    str         the outlet; missing for the whole corpus
        start     datetime64  first day concerned; missing if the finding is about no day
        end       datetime64  last day concerned
        articles  int64       articles concerned; 0 if the finding is a lack of articles
        share     float64     share of the articles of the outlet or corpus, 0 to 1; missing for a lack of articles
        expected  float64     articles expected from the outlet's own rhythm; missing if it has none
        p         float64     probability of such a finding by chance, 0 to 1; missing if chance is no explanation
        example   str         what the first of the articles says; missing if the finding is not about their text
        ========  ==========  =====================================================================================

        The kinds:

        - `gap`: days without articles that chance cannot explain (see `gaps`).
        - `stopped`, `started`: an outlet has no articles for a week or more before the end, or after the beginning,
          of the corpus, though its rhythm and its share of all articles let expect some.
        - `instant`: five or more articles in the same second, which is neither a usual batch nor a usual time of day
          of the outlet: perhaps the time of collection.
        - `crowded_day`: ten or more on one day, over five times the next busiest of at least fourteen: perhaps the
          day of collection.
        - `future`: dated after the day of reading. `stray`: dated far from all others.
        - `error_page`: a server's message in place of the text. `stub`: one text in place of the bodies of five
          articles or more under different headlines. `no_body`: a headline alone. `headings`: headings that are longer
          than the body, as in a digest: count them with `fields=("title", "body", "headings")`.
        - `undated`: without a date. `date_only`: with a day and no time. `duplicates`: documents left out as copies.
          `repaired`: documents with a repaired header. For the whole corpus and for each outlet concerned, if there
          are several (`date_only`: only if other articles of the outlet have a time); `p` is the probability of a
          share so far above that of the others.

        Sorted by kind in this order, the whole corpus first, then by `p`, then by `articles`, descending.

    Raises
    ------
    ArgumentError
        `today` is not a date.

    See Also
    --------
    charts.ranking : Draws this table.
    health : The corpus in a few figures.

    Examples
    --------
    >>> import analytics
    >>> table = anomalies(analytics.load("data/sample"))
    >>> table.loc[table["outlet"].isna(), ["kind", "articles"]].values.tolist()
    [['undated', 3], ['date_only', 3], ['duplicates', 1], ['repaired', 1]]
    """
    count = partial(_count_part, read=checked_day("today", today))
    merge = merge_each(days=merge_sums("outlet", "day"), instants=merge_sums("outlet", "at"))
    counted = tally(checked(articles), count, merge, columns=["outlet", "published", "extra"])
    counts = counted["days"]
    calendar = Calendar.from_counts(counts)
    dated = counts[counts["day"].notna()]
    apart = dated["day"].isin(strays(dated.groupby("day")["articles"].sum()))
    silent = gaps_in(calendar).drop(columns="days").assign(kind="gap", articles=0)
    parts = [
        silent,
        _edges(calendar),
        _instants(counted["instants"]),
        _crowded(dated),
        _dates("future", counts, counts["future"]),
        _dates("stray", counts, (dated["articles"] - dated["future"])[apart]),
        share_of_documents("undated", counts, counts["articles"].where(counts["day"].isna(), 0)),
        share_of_documents(
            "date_only",
            counts,
            counts["date_only"],
            possible=counts["articles"].where(counts["day"].notna(), 0),
        ),
        *_of_texts(text_findings(checked(articles)), counts),
    ]
    if isinstance(articles, Corpus):
        parts += _from_problems(articles)
    found = pd.concat([part for part in parts if len(part)] or [silent])
    result = found.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)
    order = result["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    result = result.assign(order=order, own=result["outlet"].notna()).sort_values(
        ["order", "own", "p", "articles", "outlet", "start"], ascending=[True, True, True, False, True, True]
    )
    result = result[list(_COLUMNS)].reset_index(drop=True)
    return attach(result, Provenance("anomalies", details={"today": today or None}))


def _count_part(part: pd.DataFrame, read: pd.Timestamp | None) -> dict[str, pd.DataFrame]:
    """Count the articles of a part by outlet and day, and those with a time by outlet and instant."""
    published, day = part["published"], days(part)
    timed = published.notna() & (published.dt.tz_localize(None) != day)
    counts = {"outlet": part["outlet"].array, "day": day.array, "articles": 1}
    counts |= {"date_only": (published.notna() & ~timed).array, "future": _future(part, day, read).array}
    table = pd.DataFrame(counts).astype({"date_only": "int64", "future": "int64"})
    instants = pd.DataFrame({"outlet": table["outlet"], "at": published.array, "articles": 1})
    return {
        "days": sum_by(table, ["outlet", "day"]),
        "instants": sum_by(instants[timed.array & table["outlet"].notna()], ["outlet", "at"]),
    }


def _future(part: pd.DataFrame, day: pd.Series, read: pd.Timestamp | None) -> pd.Series:
    """Return whether each article is dated after it was read or, by its own header, collected."""
    matches = pc.extract_regex(pa.array(part["extra"], pa.large_string()), _COLLECTED)
    written = pc.struct_field(matches, "day").to_pandas()
    collected = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").set_axis(part.index)
    late: pd.Series = day > collected + pd.Timedelta(days=1)  # one day of tolerance for time zones
    return late | (day > read) if read is not None else late


def _dates(kind: str, counts: pd.DataFrame, concerned: pd.Series) -> pd.DataFrame:
    """Report the articles of each outlet whose dates cannot be right."""
    concerned = concerned[concerned > 0]
    if concerned.empty:
        return pd.DataFrame()
    own = counts.loc[concerned.index, ["outlet", "day"]].assign(articles=concerned)
    own = own.rename(columns={"day": "start"}).assign(end=own["day"])
    ways = {"start": "min", "end": "max", "articles": "sum"}
    whole = own.groupby(np.zeros(len(own))).agg(ways)
    whole["share"] = whole["articles"] / counts["articles"].sum()
    by_outlet = own.groupby("outlet").agg(ways).reset_index()
    size = counts.groupby("outlet")["articles"].sum()
    by_outlet["share"] = by_outlet["articles"] / size.reindex(by_outlet["outlet"]).to_numpy()
    return pd.concat([whole, by_outlet]).assign(kind=kind)


def _edges(calendar: Calendar) -> pd.DataFrame:
    """Report outlets that stop before the corpus ends or start after it begins."""
    rows = []
    for name, counts in calendar.outlets.items():
        live = np.flatnonzero(counts)
        if len(live) < LEAST:
            continue
        first, last = int(live[0]), int(live[-1])
        for kind, lacking, near in (
            ("stopped", np.arange(last + 1, calendar.length), np.arange(max(first, last - NEAR), last)),
            ("started", np.arange(first), np.arange(first + 1, min(last, first + NEAR) + 1)),
        ):
            if len(lacking) < _WEEK or not len(near):
                continue
            own = np.arange(first, last + 1)
            edge = np.array([len(own) if kind == "stopped" else -1])
            asked = np.bincount(calendar.weekday(lacking), minlength=7)[None]
            start, end = (edge, edge) if kind == "stopped" else (edge + 1, edge + 1)
            by_rhythm, p = expected_in(counts[own], calendar.weekday(own), start, end, asked)
            # the articles expected of the outlet, given what all outlets published in those days
            by_share = calendar.every[lacking].sum() * counts[near].sum() / max(calendar.every[near].sum(), 1)
            expected = min(float(by_rhythm[0]), float(by_share))
            chance = float(p[0]) ** (expected / by_rhythm[0]) if by_rhythm[0] else 1.0
            if chance < IMPROBABLE:
                begin, until = calendar.days(lacking[[0, -1]])
                rows.append({"kind": kind, "outlet": name, "start": begin, "end": until, "articles": 0})
                rows[-1] |= {"expected": expected, "p": chance}
    return pd.DataFrame(rows)


def _instants(batches: pd.DataFrame) -> pd.DataFrame:
    """Report seconds with many articles of an outlet that does not usually publish in batches."""
    at = batches["at"].dt.tz_localize(None)
    day = at.dt.normalize()
    own = batches.groupby("outlet")["articles"]
    total, number = own.transform("sum"), own.transform("size")
    beside = ((total - number) - (batches["articles"] - 1)) / (number - 1).clip(lower=1)
    large = batches["articles"] >= _BATCH
    # A daily edition has the same second of the day on many days.
    habit = batches["articles"].ge(2).groupby([batches["outlet"], at - day]).transform("sum") > 2
    # p of this many articles beside the first, by Poisson: 1 − P(X ≤ articles − 2)
    chance = gammainc(batches["articles"] - 1, beside) * number
    found = batches.assign(
        kind="instant", start=day, end=day, share=batches["articles"] / total, expected=1 + beside, p=chance
    )
    reported: pd.Series = large & ~habit & (chance < IMPROBABLE)
    return found[reported]


def _crowded(dated: pd.DataFrame) -> pd.DataFrame:
    """Report days with many times more articles of an outlet than any other day."""
    counts = dated.loc[dated["outlet"].notna(), ["outlet", "day", "articles"]].rename(
        columns={"day": "start"}
    )
    counts = counts.sort_values(["outlet", "articles", "start"], ascending=[True, False, True])
    counts = counts[counts["outlet"].map(counts["outlet"].value_counts()) >= LEAST]
    own = counts.groupby("outlet")["articles"]
    next_busiest = own.shift(-1).fillna(0)
    many = counts["articles"].ge(_CROWD) & counts["articles"].gt(_TIMES * next_busiest)
    number, total = own.transform("size"), own.transform("sum")
    usual = (total - counts["articles"]) / (number - 1)
    found = counts.assign(
        kind="crowded_day", end=counts["start"], share=counts["articles"] / total, expected=usual
    )
    return found[many & ~counts["outlet"].duplicated()]


def _of_texts(findings: pd.DataFrame, counts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Report what is wrong with texts, in the corpus and for each outlet, each with an example."""
    totals = counts.groupby("outlet", as_index=False, dropna=False)["articles"].sum()
    for kind, own in findings.groupby("kind", sort=False):
        merged = totals.merge(
            own[["outlet", "articles", "example"]], "left", "outlet", suffixes=("", "_found")
        )
        found = share_of_documents(str(kind), merged, merged["articles_found"].fillna(0).astype(int))
        examples = own.set_index("outlet")["example"].reindex(found["outlet"]).fillna(own["example"].iloc[0])
        yield found.assign(example=examples.to_numpy())


def _from_problems(corpus: Corpus) -> Iterator[pd.DataFrame]:
    """Report duplicates and repairs, which only the problems of a corpus know."""
    problems = corpus.problems
    kept = problems.loc[problems["code"] == "duplicate", "message"].str.removeprefix("the same article as ")
    mended = problems.loc[problems["code"].isin(REPAIRS), "path"].unique()
    found = tally(
        corpus.articles,
        partial(_outlets_of, paths=frozenset([*kept, *mended])),
        merge_each(outlets=merge_sums("outlet"), listed=concat),
        columns=["path", "outlet"],
    )
    every, outlet_of = found["outlets"].assign(hit=0), found["listed"].set_index("path")["outlet"]
    copies = pd.DataFrame({"outlet": outlet_of.reindex(kept).array, "articles": 1, "hit": 1})
    counts = pd.concat([every, copies], ignore_index=True)
    yield share_of_documents("duplicates", counts, counts["hit"])
    repaired = outlet_of[outlet_of.index.isin(mended)]
    counts = pd.concat([every, pd.DataFrame({"outlet": repaired.array, "articles": 0, "hit": 1})])
    counts = counts.reset_index(drop=True)
    yield share_of_documents("repaired", counts, counts["hit"])


def _outlets_of(part: pd.DataFrame, paths: frozenset[str]) -> dict[str, pd.DataFrame]:
    """Count the articles of each outlet, in all and among `paths`."""
    table = part[["path", "outlet"]]
    outlets = sum_by(table[["outlet"]].assign(articles=1), ["outlet"])
    return {"outlets": outlets, "listed": table[table["path"].isin(paths)]}
