"""How a table was counted: one object, kept as plain JSON values in the table's `attrs["provenance"]`.

Everything works without it (after `concat`, CSV, a merge), only with less to say.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, NoReturn

import pandas as pd

from ...text.entities import entity_from_json
from ...text.query import Query
from .request import Request
from .subject import Chosen, Counted
from .tally import concat, tally

_KEY = "provenance"


class _Shared(dict[str, Any]):
    """Plain values that nobody changes, so that all copies of a table can share them.

    pandas copies `attrs` deeply at each step. That took a quarter of the time of a report's page.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "_Shared":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def _refuse(self, *arguments: Any, **named: Any) -> NoReturn:
        raise TypeError("what a table says of how it was counted is read-only; copies of the table share it")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


@dataclass(frozen=True)
class Provenance:
    """How a table was counted.

    Attributes
    ----------
    measure : str or None
        The function that made the table; None if unknown.
    subjects : mapping of str to dict
        What was counted, by its label, in plain values from which it can be counted again. Empty if all
        articles count.
    labels_en : mapping of str to str
        The English label of each subject, by its label.
    by, freq : str or None
        The column whose values the rows are, and the length of their periods.
    start, end : str or None
        First and last day asked for, `2025-01-01`.
    fields : tuple of str
        Text fields looked in.
    undated : int
        Articles of the corpus without a date.
    details : mapping of str to object
        What only this measure reports; its docstring says what.
    """

    measure: str | None = None
    subjects: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    labels_en: Mapping[str, str] = field(default_factory=dict)
    by: str | None = None
    freq: str | None = None
    start: str | None = None
    end: str | None = None
    fields: tuple[str, ...] = ()
    undated: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What is counted, in Chinese; empty if all articles count, or if unknown."""
        return "、".join(self.subjects)

    @property
    def label_en(self) -> str:
        """What is counted, in English."""
        return ", ".join(self.labels_en.get(label, label) for label in self.subjects)


def provenance(table: pd.DataFrame | pd.Series) -> Provenance:
    """Return how a table, or a row of one, was counted; an empty `Provenance` if the table does not say.

    Parameters
    ----------
    table : DataFrame or Series
        What a measure returned, whole or filtered.

    Returns
    -------
    Provenance
        The measure, what it counted, and over which periods, values and fields.

    Examples
    --------
    >>> import analytics
    >>> table = analytics.trend(analytics.load("data/sample"), "nvidia", freq="month")
    >>> provenance(table).freq, provenance(table).label_en
    ('month', 'Nvidia')
    >>> provenance(pd.DataFrame()).measure is None
    True
    """
    written = table.attrs.get(_KEY)
    if not isinstance(written, Mapping):
        return Provenance()
    known = {name: value for name, value in written.items() if name in Provenance.__dataclass_fields__}
    return Provenance(**known | {"fields": tuple(known.get("fields", ()))})


def attach(result: pd.DataFrame, origin: Provenance) -> pd.DataFrame:
    """Return a table with a fresh index that knows how it was counted.

    >>> provenance(attach(pd.DataFrame({"share": [0.5]}), Provenance("trend", freq="week"))).freq
    'week'
    """
    result = result.reset_index(drop=True)
    plain = json.dumps(asdict(origin), ensure_ascii=False)
    result.attrs = {_KEY: json.loads(plain, object_hook=_Shared)}
    return result


def finish(result: pd.DataFrame, articles: Any, asked: Request, **details: Any) -> pd.DataFrame:
    """Return a measure's result with its provenance.

    Parameters
    ----------
    result : DataFrame
        The rows, in their final order.
    articles : DataFrame
        The article table that was counted.
    asked : Request
        What was asked.
    **details
        What only this measure reports, in plain values.
    """
    origin = Provenance(
        measure=asked.measure,
        subjects={label: subject_to_json(subject, articles) for label, subject in asked.subjects.items()},
        labels_en=asked.labels_en,
        by=asked.by,
        freq=asked.freq,
        start=asked.start,
        end=asked.end,
        fields=asked.fields,
        undated=asked.extent.undated,
        details=details,
    )
    return attach(result, origin)


def subject_to_json(subject: Counted, articles: pd.DataFrame) -> dict[str, Any]:
    """Return a subject in plain values: an entity, a query with the entities it names, or articles by their id.

    >>> from analytics.schema import empty
    >>> subject_to_json(Query("DeepSeek AND 股價"), empty())
    {'query': 'DeepSeek AND 股價', 'entities': {}}
    """
    if isinstance(subject, Query):
        return {"query": subject.text, "entities": {key: asdict(each) for key, each in subject.named.items()}}
    if isinstance(subject, Chosen):
        # One string of ids: it outlives any order of the table, and pandas copies attrs at every step.
        ids = "\n".join(tally(articles, partial(_chosen_ids, subject=subject), concat)["id"])
        return {"ids": ids, "label": subject.label, "label_en": subject.label_en}
    return {"entity": asdict(subject)}


def subject_from_json(written: Mapping[str, Any]) -> Counted:
    """Return the subject that `subject_to_json` wrote.

    >>> from analytics import load_entities
    >>> from analytics.schema import empty
    >>> nvidia = load_entities()["nvidia"]
    >>> subject_from_json(subject_to_json(nvidia, empty())) == nvidia
    True
    """
    if "query" in written:
        named = {key: entity_from_json(each) for key, each in written["entities"].items()}
        return Query(written["query"], entities=named)
    if "ids" in written:
        return Chosen(frozenset(written["ids"].split("\n")), written["label"], written["label_en"])
    return entity_from_json(written["entity"])


def _chosen_ids(part: pd.DataFrame, subject: Chosen) -> pd.DataFrame:
    return part[["id"]][subject.inside(part)]
