"""The mentions themselves: one row a match, with its field, offsets and sentence; and the headlines behind a count."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from ..errors import EntityError, QueryError
from ..read.body import key
from ..text.entities import Entity, as_entity
from ..text.fields import texts
from ..text.match import NO_HITS, Hits, Matcher, matcher_of
from ..text.sentences import sentences_around
from .cells import cells, members, needed
from .counted import Counting, counting
from .periods import Span, checked_frequency, extent, span
from .tally import COVERAGE, Subject, as_subject, checked, checked_fields, strung, tally

_HEADLINES = ["published", "outlet", "title", "mentions", "id", "path", "source_url"]
_COLUMNS = ["id", "entity", "alias", "region", "field", "item", "start", "end", "text", "sentence"]


def mentions(
    articles: pd.DataFrame,
    entities: str | Entity | Sequence[str | Entity],
    *,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """List every mention of one or several entities.

    No mention of an entity overlaps another of the same entity; those of different entities may.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entities : str, Entity, or sequence of them
        Keys of the entity pack, or entities.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ========  =====  ======================================================================
        id        str    the article
        entity    str    key of the entity
        alias     str    the name that matched, as the pack writes it
        region    str    which region uses it: latin, hk, tw or cn; empty for names given ad hoc
        field     str    the text field
        item      int64  which text of a list field, from 0
        start     int64  first character in that text
        end       int64  character after the last
        text      str    what stands there, in the original
        sentence  str    the sentence around it
        ========  =====  ======================================================================

        In order of article, entity, field and place.

    Examples
    --------
    >>> import analytics
    >>> table = mentions(analytics.load("data/sample").articles, ["nvidia"])
    >>> set(table["text"]) >= {"英偉達", "輝達"}
    True
    """
    table = checked(articles)
    if not isinstance(entities, (str, Entity, Sequence)):
        raise EntityError(f"expected keys of the entity pack, or entities, not {type(entities).__name__}")
    asked = [entities] if isinstance(entities, (str, Entity)) else list(entities)
    wanted = [as_entity(entity) for entity in asked]
    if not wanted:
        raise QueryError("give at least one entity")
    within = checked_fields(fields)
    count = partial(_listed, wanted=wanted, fields=within)
    result = tally(table, count, strung, columns=["id", *within]).reset_index(drop=True)
    result.attrs = {"measure": "mentions"}
    return result


def _listed(articles: pd.DataFrame, wanted: list[Entity], fields: tuple[str, ...]) -> pd.DataFrame:
    """The mentions in a part, in order of article, entity, field and place."""
    matcher = matcher_of(tuple(wanted))
    parts = [
        _found(texts(articles, field), matcher).assign(field=number) for number, field in enumerate(fields)
    ]
    every = pd.concat(parts, ignore_index=True)
    every = every.sort_values(["row", "entity", "field"], kind="stable", ignore_index=True)
    first = np.cumsum([0, *(len(entity.aliases) for entity in wanted)])
    alias = every["alias"].to_numpy() + first[every["entity"].to_numpy()]
    names = [name for entity in wanted for name in entity.aliases]
    return every.assign(
        id=articles["id"].astype("str").array.take(every["row"].to_numpy()),
        entity=_one_of([entity.key for entity in wanted], every["entity"].to_numpy()),
        alias=_one_of([name.text for name in names], alias),
        region=_one_of([name.region for name in names], alias),
        field=_one_of(list(fields), every["field"].to_numpy()),
    )[_COLUMNS]


def _found(inside: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """The mentions in a field's texts, in order of entity and place, each with its sentence."""
    parts, stated, held_in = [NO_HITS], [], []
    first = 0
    for block, hits in matcher.search(inside["text"]):
        said, sentence = sentences_around(block, hits.text - first, hits.start, hits.end)
        first += len(block.begins)
        parts.append(hits)
        stated.append(said)
        held_in.append(sentence)
    hits = Hits.joined(parts)
    kept, entity = matcher.kept(hits)
    number = hits.text[kept]
    return pd.DataFrame(
        {
            "row": inside["row"].to_numpy()[number],
            "item": inside["item"].to_numpy()[number],
            "entity": entity,
            "alias": matcher.alias[hits.pattern[kept]],
            "start": hits.start[kept],
            "end": hits.end[kept],
            "text": _strings(stated, kept),
            "sentence": _strings(held_in, kept),
        }
    )


def _strings(parts: list[pa.LargeStringArray], kept: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(pa.chunked_array(parts, pa.large_string()).take(pa.array(kept)), dtype="str")


def _one_of(names: list[str], number: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(names, dtype="str").take(number)


def headlines(
    articles: pd.DataFrame,
    entity: Subject,
    *,
    freq: str = "week",
    periods: int = 3,
    each: int = 5,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """Show the headlines behind the periods in which most articles mention an entity.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, list of str, Entity, Query or Series of bool
        A key of the entity pack, names given ad hoc, a query, or articles chosen by a condition.
    freq : {"day", "week", "month", "quarter"}
        Length of a period.
    periods, each : int
        How many periods, and how many headlines of each.
    start, end : str, optional
        First and last day.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        period      datetime64  first day of the period
        matching    int64       articles of the period that mention the entity
        published   datetime64  when the article was published, in the corpus' time zone
        outlet      str         who published it
        title       str         its headline
        mentions    int64       mentions in it
        id          str         the article
        path        str         where it lies in the corpus
        source_url  str         address of the original
        ==========  ==========  ======================================================================

        Periods in time order; in each the articles with most mentions first, then the earliest. A headline that
        several articles of a period share stands once, whatever its topic label and script.

    Examples
    --------
    >>> import analytics
    >>> headlines(analytics.load("data/sample").articles, "deepseek", periods=1, each=2)["matching"].nunique()
    1
    """
    table = checked(articles)
    wanted = as_subject(entity)
    if periods < 1 or each < 1:
        raise QueryError(f"periods and each must be 1 or more, not {periods} and {each}")
    checked_frequency(freq)
    how = counting("headlines", [entity], freq=freq, fields=fields)
    asked = span(extent(table), start, end)
    counts = cells(table, how, asked)[0]
    counts = counts[counts["matching"] > 0]
    top = counts.sort_values(["matching", "period"], ascending=[False, True]).head(periods)
    matching = top.set_index("period")["matching"]
    count = partial(_told, how=how, asked=asked, periods=matching.index, each=each)
    found = tally(
        table,
        count,
        partial(_best, each=each),
        columns=[*needed(how), "topic", *(name for name in _HEADLINES if name != "mentions")],
    )
    result = found.assign(matching=found["period"].map(matching).astype("int64"))
    result = result[["period", "matching", *_HEADLINES]].reset_index(drop=True)
    result.attrs = {
        "measure": "headlines",
        "entity": wanted.label,
        "entity_en": wanted.label_en,
        "freq": freq,
    }
    return result


def _told(part: pd.DataFrame, how: Counting, asked: Span, periods: pd.Index, each: int) -> pd.DataFrame:
    """The headlines of a part in the chosen periods, the best of each."""
    counts = members(part, how, asked).of(0)
    counts = counts[(counts["matching"] > 0) & counts["period"].isin(periods)]
    found = part.iloc[counts.index]
    told = [said(title, topic) for title, topic in zip(found["title"], found["topic"], strict=True)]
    found = found.assign(period=counts["period"].array, mentions=counts["mentions"].array, said=told)
    return _best([found[["period", "said", *_HEADLINES]]], each)


def _best(parts: list[pd.DataFrame], each: int) -> pd.DataFrame:
    """The best headlines of each period, each said once.

    What is among the best of all is among the best of its part: fewer stand before it there.
    """
    found = strung(parts).sort_values(
        ["period", "mentions", "published", "path"], ascending=[True, False, True, True]
    )
    return found.drop_duplicates(["period", "said"]).groupby("period", sort=False).head(each)


def said(title: str, topic: object) -> str:
    """Return what a headline says whatever the desk's label, the script and the marks.

    >>> said("美股︱輝達急跌", "美股") == said("辉达急跌", None)
    True
    """
    return key(title[len(topic) :] if isinstance(topic, str) else title)
