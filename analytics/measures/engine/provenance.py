"""How a table was counted, in plain JSON values in its `attrs`: so that it can be counted again."""

from typing import Any

import pandas as pd

from ...errors import CorpusError
from ...text.entities import Alias, Entity
from ...text.query import Query
from .periods import Extent
from .request import Counting
from .subject import Chosen, Counted
from .tally import strung, tally


def told(result: pd.DataFrame, articles: pd.DataFrame, how: Counting, known: Extent) -> pd.DataFrame:
    """Return a table that knows how it was counted over `articles`, which reach as far as is `known`.

    Examples
    --------
    >>> from analytics.measures.engine.periods import extent
    >>> from analytics.schema import empty
    >>> how = counting("trend", ["nvidia"], freq="week")
    >>> told(pd.DataFrame(), empty(), how, extent(empty())).attrs["entity"]
    '英偉達'
    """
    result = result.reset_index(drop=True)
    result.attrs = {
        "measure": how.measure,
        "entity": "、".join(how.subjects) or None,
        "entity_en": ", ".join(how.labels_en.values()) or None,
        "freq": how.freq,
        "by": how.by,
        "start": how.start,
        "end": how.end,
        "fields": list(how.fields),
        "undated": known.undated,
        "subject": {label: subject_told(subject, articles) for label, subject in how.subjects.items()},
    }
    return result


def how_counted(table: pd.DataFrame | pd.Series) -> Counting:
    """Return how a table, or a row of one, was counted.

    Raises
    ------
    CorpusError
        The table does not say.
    """
    attrs = table.attrs
    if not {"measure", "subject"} <= set(attrs):
        raise CorpusError(
            "this table does not say how it was counted; give the table of a measure, or what Parquet kept of it"
        )
    subjects = {label: subject_from(written) for label, written in attrs["subject"].items()}
    same = {name: attrs[name] for name in ("measure", "by", "freq", "start", "end")}
    return Counting(subjects=subjects, fields=tuple(attrs["fields"]), **same)


def subject_told(subject: Counted, articles: pd.DataFrame) -> dict[str, Any]:
    """Return a subject in plain JSON values: an entity, a query with the entities it names, or articles by their id.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> subject_told(Query("DeepSeek AND 股價"), empty())
    {'query': 'DeepSeek AND 股價', 'entities': {}}
    """
    if isinstance(subject, Query):
        return {
            "query": subject.text,
            "entities": {key: _entity_told(each) for key, each in subject.named.items()},
        }
    if isinstance(subject, Chosen):
        # by id, which outlives any order of the table; in one string, because pandas copies attrs at every step
        ids = "\n".join(tally(articles, lambda part: part[["id"]][subject.inside(part)], strung)["id"])
        return {"ids": ids, "label": subject.label, "label_en": subject.label_en}
    return {"entity": _entity_told(subject)}


def subject_from(written: dict[str, Any]) -> Counted:
    """Return the subject that `subject_told` wrote.

    Examples
    --------
    >>> from analytics import load_entities
    >>> from analytics.schema import empty
    >>> nvidia = load_entities()["nvidia"]
    >>> subject_from(subject_told(nvidia, empty())) == nvidia
    True
    """
    if "query" in written:
        named = {key: _entity_from(each) for key, each in written["entities"].items()}
        return Query(written["query"], entities=named)
    if "ids" in written:
        return Chosen(frozenset(written["ids"].split("\n")), written["label"], written["label_en"])
    return _entity_from(written["entity"])


def _entity_told(entity: Entity) -> dict[str, Any]:
    aliases = [[alias.text, alias.region] for alias in entity.aliases]
    names = {"key": entity.key, "label": entity.label, "label_en": entity.label_en}
    return {**names, "aliases": aliases, "unless": list(entity.unless)}


def _entity_from(written: dict[str, Any]) -> Entity:
    aliases = tuple(Alias(text, region) for text, region in written["aliases"])
    names = (written["key"], written["label"], written["label_en"])
    return Entity(*names, aliases, tuple(written["unless"]))
