"""One request: what a measure is asked to count, over which articles, periods and values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import ArgumentError, one_of
from ...schema import NAMES, TEXT_FIELDS
from ...text.query import Query
from .periods import Extent, Span, checked_day, checked_frequency, extent, span
from .spellings import MERGED
from .subject import COVERAGE, Counted, Subject, numbered, subjects

DIMENSIONS = ("categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour")


@dataclass(frozen=True)
class Request:
    """What a measure is asked to count.

    Attributes
    ----------
    measure : str
        The function that counts.
    subjects : dict of str to Entity, Query or Chosen
        What is counted, by its label; empty where all articles are.
    by, freq : str or None
        The column whose values are counted apart, and the length of a period.
    start, end : str or None
        First and last day asked for.
    fields : tuple of str
        Text fields looked in.
    undated : bool
        Whether undated articles count.
    merge_spellings : bool
        Whether spellings of a value that differ in script, case or width alone are one value.
    extent : Extent
        What the articles cover.
    span : Span
        The days that count.
    """

    measure: str
    subjects: dict[str, Counted]
    by: str | None
    freq: str | None
    start: str | None
    end: str | None
    fields: tuple[str, ...]
    undated: bool
    merge_spellings: bool
    extent: Extent
    span: Span

    @property
    def merges(self) -> bool:
        """Whether the column has values whose spellings are merged."""
        return self.merge_spellings and self.by in MERGED

    @property
    def labels_en(self) -> dict[str, str]:
        """The English label of each subject, by its label."""
        return {
            label: subject.label_en + label.removeprefix(subject.label)
            for label, subject in self.subjects.items()
        }

    @property
    def has_query(self) -> bool:
        """Whether a subject is a query, which may look at any column."""
        return any(isinstance(subject, Query) for subject in self.subjects.values())


def request(
    measure: str,
    articles: Any,
    wanted: Sequence[Subject] | Subject | None = None,
    *,
    by: str | None = None,
    freq: str | None = None,
    start: str | None = None,
    end: str | None = None,
    fields: Sequence[str] = COVERAGE,
    undated: bool | None = None,
    merge_spellings: bool = True,
    several: bool = False,
    optional: bool = False,
) -> Request:
    """Check what a measure is asked and find out which days its articles cover.

    Parameters
    ----------
    measure : str
        The function that counts.
    articles : DataFrame
        The article table, of any engine.
    wanted : subject or sequence of subjects, optional
        What to count.
    by, freq, start, end, fields
        As the measure's parameters. `by` is one of `DIMENSIONS`, or a column of the analyst's own.
    undated : bool, optional
        Whether undated articles count; by default where neither periods nor a range were asked for.
    merge_spellings : bool
        Whether spellings of a value are one value.
    several : bool
        Whether the measure takes a list of subjects.
    optional : bool
        Whether all articles count where no subject is given.

    Raises
    ------
    ArgumentError
        A subject, column, frequency, day or field is wrong.

    Examples
    --------
    >>> from analytics.schema import empty
    >>> list(request("trends", empty(), ["deepseek", "openai"], several=True).subjects)
    ['DeepSeek', 'OpenAI']
    """
    if by is not None:
        own = [str(name) for name in articles.columns if name not in NAMES]  # after a merge, say
        one_of("column", by, [*DIMENSIONS, *own], ArgumentError)
    if freq is not None:
        checked_frequency(freq)
    first, last = (checked_day(name, day) for name, day in (("start", start), ("end", end)))
    counted: dict[str, Counted] = {}
    if wanted is not None or not optional:
        counted = numbered(subjects(wanted, articles, measure, several=several))
    known = extent(articles)
    return Request(
        measure=measure,
        subjects=counted,
        by=by,
        freq=freq,
        start=f"{first:%Y-%m-%d}" if first is not None else None,
        end=f"{last:%Y-%m-%d}" if last is not None else None,
        fields=checked_fields(fields),
        undated=(freq, first, last) == (None, None, None) if undated is None else undated,
        merge_spellings=merge_spellings,
        extent=known,
        span=span(known, start, end),
    )


def checked_fields(fields: Sequence[str]) -> tuple[str, ...]:
    """Return `fields`, each once, if each is a text field of an article.

    >>> checked_fields("title"), checked_fields(["body", "title", "body"])
    (('title',), ('body', 'title'))
    """
    names = (fields,) if isinstance(fields, str) else tuple(dict.fromkeys(fields))
    if not names:
        raise ArgumentError(f"give at least one field; known: {', '.join(TEXT_FIELDS)}")
    return tuple(one_of("field", name, list(TEXT_FIELDS), ArgumentError) for name in names)
