"""Sample: articles drawn at random, each with the chance that it had of being drawn."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, CorpusError, one_of, whole_number
from ...schema import NAMES
from ...text.entities import PACK
from ..engine.cells import needed
from ..engine.periods import FREQUENCIES, days, extent, period_of
from ..engine.provenance import finish
from ..engine.request import Request, request
from ..engine.subject import Counted, Subject, mention_counts
from ..engine.tally import Articles, Table, checked, concat, filtered_rows, merge_each, merge_sums, tally
from ..stats.sampling import allocate

DRAWN = ("stratum", "cluster", "probability")
_PLAIN = ("outlet", "section", "topic", "lang")
_BY = (*_PLAIN, *FREQUENCIES, "matching")
_SEPARATOR = " / "


@dataclass(frozen=True)
class _Draw:
    """How articles are drawn: into which strata, which days of constructed weeks, and from which random numbers."""

    by: tuple[str, ...]
    subject: Counted | None
    fields: tuple[str, ...]
    days: frozenset[pd.Timestamp] | None
    most: int | None  # candidates kept of each stratum
    seed: int


def sample(
    articles: Articles,
    n: int | None = None,
    *,
    by: str | Sequence[str] = (),
    entity: Subject | None = None,
    equal: bool = False,
    constructed_weeks: int | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Draw articles at random, for people to code.

    An article is drawn because of its id and the seed alone. So the same corpus and seed give the same articles,
    whatever the order of the corpus and whatever engine holds it.

    Constructed weeks (Riffe, Aust & Lacy 1993; Lacy et al. 2001) draw so many Mondays, so many Tuesdays and so on, and
    take the articles of those days: all of them, or `n` of them. News follows the days of the week, and a constructed
    week gives each day its part. Undated articles are on no day.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    n : int, optional
        Articles to draw; needed unless `constructed_weeks` is given.
    by : str or sequence of str
        Strata: `outlet`, `section`, `topic`, `lang`, a period (`day`, `week`, `month`, `quarter`), or `matching`
        (whether the article mentions `entity`). Several are crossed.
    entity : str, Entity, Query or Series of bool, optional
        Whom articles match, for `by="matching"`.
    equal : bool
        Whether each stratum gives the same number. Otherwise each gives its proportion, and at least one.
    constructed_weeks : int, optional
        How many weeks to construct.
    seed : int
        Another number draws other articles.

    Returns
    -------
    DataFrame
        The columns of the article table, and:

        ===========  =======  ======================================================================
        stratum      str      the article's stratum; of constructed weeks its weekday, 1 (Monday) to 7;
                              empty without strata
        cluster      str      of constructed weeks the day, `2025-01-27`; otherwise empty
        probability  float64  inclusion probability, above 0 to 1; 1 / probability is its weight
        ===========  =======  ======================================================================

        In random order, so that coders meet no block of alike articles. `provenance(table).details` has `wanted`,
        `drawn`, `population` and `seed`, and `short`: strata that have fewer articles than asked, with both numbers.

    Raises
    ------
    ArgumentError
        A number, a stratum or a combination of arguments is wrong.
    CorpusError
        Two articles have the same id, or there are no articles.

    See Also
    --------
    charts.distribution : Draws what a sample is made of, as of any articles.
    sample_size : How many articles to draw.

    Examples
    --------
    >>> import analytics
    >>> drawn = sample(analytics.load("data/sample"), 30, by="outlet")
    >>> len(drawn), round(float((1 / drawn["probability"]).sum()))
    (30, 288)
    """
    table = checked(articles)
    strata = _checked(n, by, entity, equal, constructed_weeks, seed)
    asked = request("sample", table, entity, optional=True)
    known = extent(table)
    chosen_days, fraction = (None, {}) if constructed_weeks is None else _days(table, constructed_weeks, seed)
    whole = constructed_weeks is not None and n is None
    draw = _Draw(
        by=strata,
        subject=next(iter(asked.subjects.values()), None),
        fields=asked.fields,
        days=None if chosen_days is None else frozenset(chosen_days),
        most=None if whole else n,
        seed=seed,
    )
    found = tally(
        table,
        partial(_candidates, draw=draw),
        merge_each(sizes=merge_sums("stratum"), candidates=partial(_lowest, most=draw.most)),
        columns=[*dict.fromkeys([*needed(asked), *(name for name in strata if name in _PLAIN)])],
    )
    sizes, candidates = found["sizes"], found["candidates"]
    if not sizes["size"].sum():
        raise CorpusError(
            "there are no articles to draw from" + " on those days" * (constructed_weeks is not None)
        )
    drawn, details = _drawn(sizes, candidates, n, equal, draw, fraction)
    details |= {"population": known.articles, "seed": seed, "constructed_weeks": constructed_weeks}
    return _with_articles(table, asked, drawn, details)


def _checked(
    n: int | None, by: str | Sequence[str], entity: object, equal: bool, weeks: int | None, seed: int
) -> tuple[str, ...]:
    """Return the strata, after checking that the arguments go together."""
    strata = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    for name in strata:
        one_of("stratum", name, list(_BY), ArgumentError)
    for name, number in (("n", n), ("constructed_weeks", weeks)):
        if number is not None:
            whole_number(name, number)
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise ArgumentError(f"seed must be a whole number, not {seed!r}")
    without_entity = ("matching" in strata) != (entity is not None)
    for is_wrong, message in (
        (n is None and weeks is None, "say how many articles to draw: n=200, or constructed_weeks=2"),
        (weeks and strata, "constructed weeks have the days of the week as strata; leave out `by`"),
        (without_entity, "strata of matching articles need both: by='matching' and entity='deepseek'"),
        (equal and not strata, "equal=True shares a draw among strata; say by what: by='outlet'"),
    ):
        if is_wrong:
            raise ArgumentError(message)
    return strata


def _random(seed: int, key: str) -> int:
    """Return a number below 2⁶³ that depends on nothing but the seed and the key."""
    return int.from_bytes(hashlib.blake2b(f"{seed}:{key}".encode(), digest_size=8).digest()) >> 1


def _days(table: Table, weeks: int, seed: int) -> tuple[list[pd.Timestamp], dict[str, float]]:
    """Draw days for constructed weeks; return them, and the share of each weekday's days that was drawn.

    Only days with articles can be drawn: an article of a wrong year would bring thousands of days without any.
    """
    every = tally(table, _days_of, _distinct, columns=["published"])
    if every.empty:
        raise CorpusError("constructed weeks need dated articles, and no article has a date")
    chosen, fraction = [], {}
    for weekday in range(7):
        own = sorted(every[every.dt.day_of_week == weekday], key=lambda day: _random(seed, f"{day:%Y-%m-%d}"))
        chosen += own[:weeks]
        fraction[str(weekday + 1)] = min(weeks, len(own)) / max(len(own), 1)
    return chosen, fraction


def _days_of(part: pd.DataFrame) -> pd.Series:
    return days(part).dropna().drop_duplicates()


def _distinct(parts: list[pd.Series]) -> pd.Series:
    every: pd.Series = pd.concat(parts).drop_duplicates()
    return every


def _candidates(part: pd.DataFrame, draw: _Draw) -> dict[str, pd.DataFrame]:
    """Return the size of each stratum of a part, and the articles of it that may be drawn."""
    day = days(part)
    inside = day.isin(list(draw.days)).to_numpy() if draw.days is not None else np.ones(len(part), dtype=bool)
    frame = pd.DataFrame({"id": part["id"].astype("str"), "stratum": _stratum(part, day, draw)})
    frame["cluster"] = day.dt.strftime("%Y-%m-%d") if draw.days is not None else ""
    frame = frame[inside].astype({"stratum": "str", "cluster": "str"})
    frame["number"] = np.array([_random(draw.seed, key) for key in frame["id"]], dtype=np.int64)
    sizes = frame.groupby("stratum").size().rename("size").reset_index()
    sizes = sizes.astype({"stratum": "str", "size": "int64"})
    return {"sizes": sizes, "candidates": _lowest([frame], draw.most)}


def _stratum(part: pd.DataFrame, day: pd.Series, draw: _Draw) -> pd.Series:
    if draw.days is not None:
        weekday: pd.Series = (day.dt.day_of_week + 1).astype("Int64").astype("str")
        return weekday
    label = pd.Series("", index=part.index, dtype="str")
    for place, name in enumerate(draw.by):
        if name == "matching":
            assert draw.subject is not None  # checked at the door
            found = mention_counts(part, draw.subject, draw.fields) > 0
            own = pd.Series(np.where(found, "matching", "other"), index=part.index)
        elif name in FREQUENCIES:
            own = period_of(day, name).dt.strftime("%Y-%m-%d")
        else:
            own = part[name]
        label = label + (_SEPARATOR if place else "") + own.astype("str").fillna("–")
    return label


def _lowest(parts: list[pd.DataFrame], most: int | None) -> pd.DataFrame:
    """Return the articles with the lowest random numbers of each stratum."""
    every = pd.concat(parts).sort_values(["number", "id"], ignore_index=True)
    return every if most is None else every.groupby("stratum").head(most).reset_index(drop=True)


def _drawn(
    sizes: pd.DataFrame,
    candidates: pd.DataFrame,
    n: int | None,
    equal: bool,
    draw: _Draw,
    fraction: dict[str, float],
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the articles drawn with their probabilities, and how many were asked of which stratum."""
    size = sizes["size"].to_numpy()
    if n is None:
        asked = size
    elif draw.days is not None:  # n of the articles of those days, whatever their weekday
        pool = int(size.sum())
        kept = candidates.sort_values(["number", "id"]).head(n)
        kept = kept.assign(probability=kept["stratum"].map(fraction) * min(n / pool, 1))
        return kept, _summary(n, len(kept), {"": (pool, n)} if pool < n else {})
    else:
        asked = allocate(size, n, equal=equal)
    by_stratum = dict(zip(sizes["stratum"], zip(size.tolist(), asked.tolist(), strict=True), strict=True))
    rank = candidates.groupby("stratum").cumcount()
    kept = candidates[rank < candidates["stratum"].map({key: own[1] for key, own in by_stratum.items()})]
    chance = {key: min(wanted / own, 1.0) for key, (own, wanted) in by_stratum.items()}
    probability = kept["stratum"].map(chance) * (kept["stratum"].map(fraction) if fraction else 1.0)
    short = {key: own for key, own in by_stratum.items() if own[1] > own[0]}
    return kept.assign(probability=probability), _summary(n, len(kept), short)


def _summary(n: int | None, drawn: int, short: dict[str, tuple[int, int]]) -> dict[str, Any]:
    return {"wanted": n, "drawn": drawn, "short": {key: list(own) for key, own in short.items()}}


def _with_articles(
    table: Table, asked: Request, drawn: pd.DataFrame, details: dict[str, Any]
) -> pd.DataFrame:
    """Return the whole articles that were drawn, in the order of their random numbers."""
    order = drawn.sort_values(["number", "id"], ignore_index=True)
    rows = tally(table, partial(filtered_rows, ids=frozenset(order["id"])), concat, columns=NAMES)
    if rows["id"].duplicated().any():
        twice = rows.loc[rows["id"].duplicated(), "id"].iloc[0]
        raise CorpusError(f"two articles have the id {twice}; read the corpus without `copies`, or drop one")
    place = dict(zip(order["id"], range(len(order)), strict=True))
    rows = rows.iloc[np.argsort(rows["id"].map(place).to_numpy(), kind="stable")].reset_index(drop=True)
    for name in DRAWN:
        rows[name] = order[name].astype("float64" if name == "probability" else "str").array
    pack = (getattr(table, "attrs", None) or getattr(getattr(table, "_meta", None), "attrs", {})).get(PACK)
    result = finish(rows, table, asked, **details)
    if isinstance(pack, str):  # whose names the articles were loaded with
        result.attrs[PACK] = pack
    return result
