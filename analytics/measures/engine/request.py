"""The seam between measures and whatever holds the articles, and what every measure counts from.

A measure is `finish(tally(articles, count, merge))`. `count` makes additive counts of a part of the articles; `merge`
puts those of several parts together, in the order of the parts; zero-fill, shares and intervals come after, once. A
pandas table is one part. Another engine registers itself with `tally` and `mapped`, and every measure takes its tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...errors import EntityError, QueryError, one_of
from ...schema import TEXT_FIELDS
from ...text.entities import Entity
from ...text.query import Query
from .periods import checked_day
from .subject import COVERAGE, Counted, Subject, as_subject


def checked_fields(fields: Sequence[str]) -> tuple[str, ...]:
    """Return `fields`, each once, if each is a text field of an article."""
    names = (fields,) if isinstance(fields, str) else tuple(dict.fromkeys(fields))
    if not names:
        raise QueryError(f"give at least one field; known: {', '.join(TEXT_FIELDS)}")
    return tuple(one_of("field", name, list(TEXT_FIELDS), QueryError) for name in names)


_OF_TWO_PERIODS = ("compare", "decomposition")


@dataclass(frozen=True)
class Counting:
    """How a table is counted.

    Attributes
    ----------
    measure : str
        Who counts.
    subjects : dict of str to Entity, Query or Chosen
        What is counted, by its label; empty where all articles are.
    by, freq : str or None
        Over the values of which column, and over which periods.
    start, end : str or None
        First and last day asked for.
    fields : tuple of str
        Text fields looked in.
    """

    measure: str
    subjects: dict[str, Counted]
    by: str | None = None
    freq: str | None = None
    start: str | None = None
    end: str | None = None
    fields: tuple[str, ...] = COVERAGE

    @property
    def undated(self) -> bool:
        """Whether undated articles count: neither periods nor a range nor two of them were asked for."""
        asked = (self.freq, self.start, self.end) != (None, None, None)
        return not asked and self.measure not in _OF_TWO_PERIODS

    @property
    def labels_en(self) -> dict[str, str]:
        """The English label of each subject, by its label."""
        return {
            label: subject.label_en + label.removeprefix(subject.label)
            for label, subject in self.subjects.items()
        }


def counting(
    measure: str,
    subjects: Sequence[Subject],
    *,
    by: str | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
) -> Counting:
    """Return how a measure is asked to count; a label that several subjects share is numbered.

    Raises
    ------
    EntityError
        A key or name is no entity.
    QueryError
        A field or a day is wrong.

    Examples
    --------
    >>> list(counting("trends", ["deepseek", ["深度求索"], ["深度求索", "DS"]]).subjects)
    ['DeepSeek', '深度求索', '深度求索 (2)']
    """
    wanted: dict[str, Counted] = {}
    for subject in map(as_subject, subjects):
        label, number = subject.label, 1
        while label in wanted:
            number += 1
            label = f"{subject.label} ({number})"
        wanted[label] = subject
    first, last = (checked_day(name, day) for name, day in (("start", start), ("end", end)))
    return Counting(
        measure,
        wanted,
        by,
        freq,
        f"{first:%Y-%m-%d}" if first is not None else None,
        f"{last:%Y-%m-%d}" if last is not None else None,
        checked_fields(fields),
    )


def several(entities: Subject | Sequence[Subject]) -> list[Subject]:
    """Return the subjects of a list; one alone is a list of one.

    Raises
    ------
    EntityError
        The list is empty.
    """
    alone = isinstance(entities, (str, Entity, Query, pd.Series))
    asked: list[Any] = [entities] if alone or not isinstance(entities, Sequence) else list(entities)
    if not asked:
        raise EntityError("give at least one entity, such as ['deepseek', 'openai']")
    return asked
