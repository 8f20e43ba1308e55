"""Mentions: every mention of an entity, with its field, offsets and sentence."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from ...text.entities import Entity
from ...text.folded import original_texts
from ...text.match import SUPPORT_FIELDS, find_in
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
    parts = [_mentions_in_field(articles, wanted, field) for field in fields]
    every = pd.concat([part.assign(field=number) for number, part in enumerate(parts)], ignore_index=True)
    order = np.lexsort([every[name].to_numpy() for name in ("field", "entity", "row")])
    every = every.take(order).reset_index(drop=True)
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


def _mentions_in_field(articles: pd.DataFrame, wanted: list[Entity], field: str) -> pd.DataFrame:
    """Return the mentions in the texts of one field, ordered by entity and place, with their sentences."""
    folded, found = find_in(articles, wanted, field)
    number, alias, start, end = (
        np.concatenate([getattr(spans, name) for spans in found])
        for name in ("text", "alias", "start", "end")
    )
    text, sentence = _strings(articles, field, number, start, end)
    return pd.DataFrame(
        {
            "row": folded.row[number],
            "item": folded.item[number],
            "entity": np.repeat(np.arange(len(found)), [len(spans) for spans in found]),
            "alias": alias,
            "start": start,
            "end": end,
            "text": text,
            "sentence": sentence,
        }
    )


def _strings(
    articles: pd.DataFrame, field: str, number: np.ndarray, start: np.ndarray, end: np.ndarray
) -> list[pd.api.extensions.ExtensionArray]:
    """Return the text of each span and the sentence around it, made for some texts at a time."""
    order = np.argsort(number, kind="stable")
    parts: list[list[pa.Array]] = [[], []]
    for places, block in original_texts(articles, field, number[order]):
        at = order[places]
        inside = np.searchsorted(block.numbers, number[at])
        for strings, part in zip(
            parts, sentences_around(block.texts, inside, start[at], end[at]), strict=True
        ):
            strings.append(part)
    back = pa.array(np.argsort(order))
    columns = [pa.chunked_array(strings, pa.large_string()).take(back) for strings in parts]
    return [pd.array(column, dtype="str") for column in columns]


def _take(names: list[str], number: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(np.array(names, dtype=object), dtype="str").take(number)
