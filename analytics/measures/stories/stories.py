"""Stories: articles that report the same thing in nearly the same words, syndicated, copied or cut."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, one_of
from ...text.fold import fold_word
from ...text.prepared import prepared
from ..corpus.stubs import bodies_without_stubs, stubs_of
from ..engine.periods import days as days_of
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, Table, checked, concat, tally
from .pairs import NO_DAY, Pairs, alike, connected
from .sameness import CANDIDATES, SAME, rule_of, stated_dates, without_credit
from .shingles import Shingles, concat_shingles, shingles_of, spread_bits
from .times import first_outlets, is_date_only, latest

_SHORTEST = 20  # shingles: shorter bodies are stubs, and join by chance
_SHORTEST_TITLE = 8  # letters of a headline that stands for a missing body


def stories(articles: Articles, *, same: str = "retold", days: int = 14) -> pd.DataFrame:
    """Find which articles report the same story: reprints, agency copy, cut and reworded copies.

    Bodies are compared by their distinct 5-character shingles (Broder 1997), folded; `load` has left boilerplate out of
    them. Groups of articles are joined where they are alike on average. An article without a body, or with a stub in
    its place, is joined by its headline, verbatim, to others of its day; a very short one is a story of its own.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    same : {"retold", "verbatim"}
        `retold`: at least 60 % of the shingles of the shorter body are in the longer one (containment), so that a
        copy may be cut and in part reworded; or, of short bodies of two outlets, 78 % of the letters in the same
        order. One outlet repeats its background and its forms: there the headlines must be alike, or the text a
        reprint whose headline states no other date. `verbatim`: Jaccard similarity of at least 0.9.
    days : int
        Articles further apart than this are never joined directly: a typhoon notice of 2018 and one of 2025 are two
        stories. An undated article joins the earliest article that it is alike.

    Returns
    -------
    DataFrame
        Indexed like `articles`: `articles[stories(articles)["first"]]` holds each story once, so that every count
        can be had by story.

        ========  =======  ======================================================================
        id        str      the article
        story     str      id of the story's earliest article
        first     bool     whether this is that article
        articles  int64    articles that tell the story
        outlets   int64    outlets that tell it
        delay     float64  hours after the earliest; missing where one of the two gives no time of day
        ========  =======  ======================================================================

        An article that gives only a date may have appeared at any time of its day: it comes after the others of
        that day. `provenance(table).details["by_headline"]` is the number of articles without a text, which are
        compared by their headlines alone.

    Raises
    ------
    ArgumentError
        `same` is unknown, or `days` is negative.

    See Also
    --------
    syndicated : The stories that several articles tell, drawn by `charts.ranking`.

    Examples
    --------
    >>> import analytics
    >>> found = stories(analytics.load("data/sample").articles)
    >>> bool(found["first"].sum() == found["story"].nunique())
    True
    """
    found = stories_with_titles(checked(articles), same=same, days=days)
    result = found[["id", "story", "first", "articles", "outlets", "delay"]]
    # `attach` would give a fresh index
    details = {"same": same, "days": days, "by_headline": int(found["by_headline"].sum())}
    result.attrs = attach(pd.DataFrame(), Provenance("stories", details=details)).attrs
    return result


def stories_with_titles(articles: Table, *, same: str = "retold", days: int = 14) -> pd.DataFrame:
    """Return the table of `stories` with title, outlet and time of each article.

    `date_only` says where the time of day is unknown, `undecided` where no outlet was surely the first of the story.
    """
    one_of("sameness", same, list(SAME), ArgumentError)
    if days < 0:
        raise ArgumentError(f"days must be 0 or more, not {days}")
    if isinstance(articles, pd.DataFrame) and not articles.index.is_unique:
        table = stories_with_titles(articles.reset_index(drop=True), same=same, days=days)
        return table.set_index(articles.index)
    columns = ["id", "title", "published", "date_only", "path", "outlet"]
    listed = tally(articles, partial(_with_day, columns=columns), concat, columns=columns)
    listed["date_only"] = is_date_only(listed)
    groups = _groups_of(articles, listed, same, days)
    group = groups.number
    order = (
        listed[["path", "outlet"]].assign(latest=latest(listed)).reset_index(drop=True).assign(group=group)
    )
    order = order.sort_values(["latest", "path"], na_position="last", kind="stable")
    first = order.groupby("group", sort=False).head(1)
    at = pd.Series(first.index, index=first["group"]).reindex(group).to_numpy()
    by_group = order.groupby("group")
    published = listed["published"].reset_index(drop=True)
    delay = (published - published.iloc[at].reset_index(drop=True)).dt.total_seconds() / 3600
    date_only = listed["date_only"].to_numpy()
    delay = delay.mask((date_only | date_only[at]) & (at != np.arange(len(listed))))
    found = pd.DataFrame(
        {
            "id": listed["id"].to_numpy(),
            "story": listed["id"].iloc[at].to_numpy(),
            "first": at == np.arange(len(listed)),
            "articles": by_group.size().reindex(group).to_numpy(dtype=np.int64),
            "outlets": by_group["outlet"].nunique().reindex(group).to_numpy(dtype=np.int64),
            "delay": delay.to_numpy(dtype=float),
            "by_headline": groups.by_headline,
            **{name: listed[name].array for name in ("title", "published", "date_only", "outlet")},
        },
        index=listed.index,
    ).astype({"id": "str", "story": "str"})
    decided = first_outlets(found).groupby("story")["led"].any()
    return found.assign(undecided=found["story"].isin(decided[~decided].index))


@dataclass(frozen=True)
class _Groups:
    """The number of each article's story, and what it depends on beside the bodies."""

    number: NDArray[np.int64]
    by_headline: NDArray[np.bool_]
    listed: pd.DataFrame

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.number.nbytes + self.by_headline.nbytes + int(self.listed.memory_usage(index=False).sum())


def _groups_of(articles: Table, listed: pd.DataFrame, same: str, days: int) -> _Groups:
    """Return the number of each article's story; kept, because a page asks for the stories of one table five times."""
    facts = listed[["title", "outlet", "day"]].reset_index(drop=True)

    def find() -> _Groups:
        count = partial(_shingles_of_part, stubs=stubs_of(articles))
        shingles = tally(articles, count, concat_shingles, columns=["outlet", "body"])
        by_headline = (shingles.sizes == 0) & _has_headline(listed)
        return _Groups(_groups(listed, shingles, same, days), by_headline, facts)

    if not isinstance(articles, pd.DataFrame):
        return find()
    found = prepared(articles["body"], f"stories {same} {days}", find)
    return found if found.listed.equals(facts) else find()


def _with_day(part: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    day = days_of(part)
    number = day.astype("int64") // 86_400_000_000  # microseconds to days
    return part[columns].assign(day=number.where(day.notna(), NO_DAY).to_numpy(dtype=np.int64))


def _shingles_of_part(part: pd.DataFrame, stubs: NDArray[np.uint64]) -> Shingles:
    bodies = map(without_credit, bodies_without_stubs(part, stubs))
    return shingles_of(bodies, int(part["body"].str.len().sum()))


def _has_headline(listed: pd.DataFrame) -> NDArray[np.bool_]:
    """Return for each article whether its headline is long enough to stand for a text."""
    return (listed["title"].fillna("").str.len() >= _SHORTEST_TITLE).to_numpy(dtype=bool)


def _groups(listed: pd.DataFrame, shingles: Shingles, same: str, days: int) -> NDArray[np.int64]:
    """Return the number of the story of each article."""
    day, sizes = listed["day"].to_numpy(), shingles.sizes
    titles = pd.Series(listed["title"].fillna("").to_numpy())
    # One text under headlines of two dates is a form that recurs.
    date = (stated_dates(listed["title"]) + 1).astype(np.uint64)
    keys = pd.Series(shingles.keys() + spread_bits(date)).where(sizes >= _SHORTEST)
    named = (sizes == 0) & _has_headline(listed)
    # A headline that recurs on another day, of which no more is known, is the name of a column.
    links = [_equal(keys, day, days), _equal(titles.map(fold_word).where(named), day, 0)]
    # Bodies with the same shingles and of the same day are compared with others once.
    once = np.flatnonzero(
        (sizes >= _SHORTEST) & ~pd.DataFrame({"key": keys, "day": day}).duplicated().to_numpy()
    )
    rule = rule_of(same, shingles, listed["title"], listed["outlet"])
    found = alike(shingles, once, day, days, least=CANDIDATES[same], rule=rule)
    links.append(_one_for_undated(day, *found))
    return connected(len(day), *(np.concatenate([pairs[side] for pairs in links]) for side in (0, 1)))


def _equal(keys: pd.Series, day: NDArray[np.int64], days: int) -> Pairs:
    """Link articles with the same key that follow each other within some days; undated ones to the earliest."""
    table = pd.DataFrame({"key": keys, "day": day, "row": np.arange(len(day))}).dropna(subset="key")
    dated = table[table["day"] != NO_DAY].sort_values(["key", "day"], kind="stable")
    key, own, row = (dated[name].to_numpy() for name in ("key", "day", "row"))
    next_one = (key[1:] == key[:-1]) & (own[1:] - own[:-1] <= days)
    undated = table[table["day"] == NO_DAY]
    earliest = pd.concat([dated, undated]).drop_duplicates("key").set_index("key")["row"]
    return (
        np.concatenate([row[:-1][next_one], undated["row"].to_numpy()]).astype(np.int64),
        np.concatenate([row[1:][next_one], undated["key"].map(earliest).to_numpy()]).astype(np.int64),
    )


def _one_for_undated(day: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]) -> Pairs:
    """Keep one pair of each undated article, with the earliest article, so that it joins no two stories."""
    table = pd.DataFrame({"a": a, "b": b})
    turned = table[day[a] == NO_DAY].rename(columns={"a": "b", "b": "a"})
    table = pd.concat([table[day[a] != NO_DAY], turned])
    undated = day[table["b"]] == NO_DAY
    one = table[undated].assign(day=day[table["a"][undated]]).sort_values(["day", "a"], kind="stable")
    kept = pd.concat([table[~undated], one.drop_duplicates("b")])
    return kept["a"].to_numpy(), kept["b"].to_numpy()
