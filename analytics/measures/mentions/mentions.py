"""Mentions: every mention of an entity, with its field, offsets and sentence."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from ...text.entities import Entity
from ...text.fields import texts
from ...text.hits import NO_HITS, Hits
from ...text.match import SUPPORT_FIELDS, Matcher, is_supported, matcher_of
from ...text.sentences import sentences_around
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Subject, with_names
from ..engine.tally import Articles, checked, concat, tally

_COLUMNS = ["id", "entity", "alias", "region", "field", "item", "start", "end", "text", "sentence"]


def mentions(
    articles: Articles,
    entities: Subject | Sequence[Subject],
    *,
    fields: Sequence[str] = COVERAGE,
) -> pd.DataFrame:
    """List every mention of one or several entities.

    Mentions of one entity never overlap; mentions of different entities may.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entities : str, Entity, or sequence of them
        Keys or names of the entity pack, other names, or entities.
    fields : sequence of str
        Text fields to look in.

    Returns
    -------
    DataFrame
        ========  =====  ======================================================================
        id        str    the article
        entity    str    key of the entity
        alias     str    the name that matched, as the pack writes it
        region    str    the region that uses this name: latin, hk, tw or cn; empty for names not in the pack
        field     str    the text field
        item      int64  which text of a list field, from 0
        start     int64  offset of the first character in that text
        end       int64  offset after the last character
        text      str    the original text from `start` to `end`
        sentence  str    the sentence around it
        ========  =====  ======================================================================

        In the order of the articles, then of `entities`, `fields` and `start`.

    See Also
    --------
    charts.ranking : Draws this table.
    kwic : A concordance, also of queries.

    Examples
    --------
    >>> import analytics
    >>> table = mentions(analytics.load("data/sample").articles, ["nvidia"])
    >>> set(table["text"]) >= {"英偉達", "輝達"}
    True
    """
    table = checked(articles)
    asked = request("mentions", table, entities, fields=fields, several=True)
    wanted = [with_names(subject, "mentions") for subject in asked.subjects.values()]
    count = partial(_mentions_of_part, wanted=wanted, fields=asked.fields)
    return finish(
        tally(table, count, concat, columns=list(dict.fromkeys(["id", *asked.fields, *SUPPORT_FIELDS]))),
        table,
        asked,
    )


def _mentions_of_part(articles: pd.DataFrame, wanted: list[Entity], fields: tuple[str, ...]) -> pd.DataFrame:
    """Return the mentions in a part, ordered by article, entity, field and place."""
    matcher = matcher_of(tuple(wanted))
    parts = [
        _supported(_mentions_in_field(texts(articles, field), matcher), wanted, articles).assign(field=number)
        for number, field in enumerate(fields)
    ]
    every = pd.concat(parts, ignore_index=True)
    every = every.sort_values(["row", "entity", "field"], kind="stable", ignore_index=True)
    first = np.cumsum([0, *(len(entity.aliases) for entity in wanted)])
    alias = every["alias"].to_numpy() + first[every["entity"].to_numpy()]
    names = [name for entity in wanted for name in entity.aliases]
    return every.assign(
        id=articles["id"].astype("str").array.take(every["row"].to_numpy()),
        entity=_take([entity.key for entity in wanted], every["entity"].to_numpy()),
        alias=_take([name.text for name in names], alias),
        region=_take([name.region for name in names], alias),
        field=_take(list(fields), every["field"].to_numpy()),
    )[_COLUMNS]


def _supported(found: pd.DataFrame, wanted: list[Entity], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions without those of weak names that their articles do not support."""
    counts = np.ones(len(found), dtype=bool)
    for number, entity in enumerate(wanted):
        own = np.flatnonzero(found["entity"] == number)
        alias, row = (found[name].to_numpy()[own] for name in ("alias", "row"))
        counts[own] = is_supported(entity, alias, row, articles)
    return found[counts]


def _mentions_in_field(inside: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """Return the mentions in the texts of one field, ordered by entity and place, with their sentences."""
    parts, matched_texts, sentences = [NO_HITS], [], []
    first = 0
    for block, hits in matcher.search(inside["text"]):
        matched, sentence = sentences_around(block, hits.text - first, hits.start, hits.end)
        first += len(block.begins)
        parts.append(hits)
        matched_texts.append(matched)
        sentences.append(sentence)
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
            "text": _strings(matched_texts, kept),
            "sentence": _strings(sentences, kept),
        }
    )


def _strings(parts: list[pa.LargeStringArray], kept: np.ndarray) -> pd.api.extensions.ExtensionArray:
    strings = pa.chunked_array(parts, pa.large_string()).take(pa.array(kept))
    array: pd.api.extensions.ExtensionArray = pd.array(strings, dtype="str")
    return array


def _take(names: list[str], number: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(np.array(names, dtype=object), dtype="str").take(number)
