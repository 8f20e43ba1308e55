"""What only all articles of a corpus together tell: how an outlet is spelled, which order dates have, which stray."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import LABEL_COLUMNS, NAMES
from .labels import Labels, spelling_key
from .problems import Problem, warning
from .strays import ZERO, suspect_days

_LABELS = tuple(column.name for column in LABEL_COLUMNS)
FACTS = ("path", "outlet", "published", "date_order", "month_first", *_LABELS)
_DAY = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class Agreement:
    """What the articles of a corpus agree on.

    Attributes
    ----------
    outlets : mapping of str to str
        Spellings of outlets that differ from the one kept, each with that one.
    month_first : frozenset of str
        Folders whose documents write the month before the day.
    labels : Labels
        What the analyst says of outlets and values.
    stated : bool
        Whether tables that were saved state classes or owners of outlets.
    """

    outlets: Mapping[str, str] = field(default_factory=dict)
    month_first: frozenset[str] = frozenset()
    labels: Labels = field(default_factory=Labels)
    stated: bool = False

    @property
    def labelled(self) -> bool:
        """Whether the finished table has classes and owners of outlets."""
        return self.stated or bool(self.labels)

    @property
    def names(self) -> list[str]:
        """The columns of the finished table."""
        return [*NAMES, *(_LABELS if self.labelled else ())]

    def columns(self, wanted: Sequence[str]) -> list[str]:
        """Return the columns that must be read for `applied` to give the wanted ones."""
        needed = FACTS if self.month_first and "published" in wanted else ()
        outlet = ("outlet",) if set(_LABELS) & set(wanted) else ()
        return list(dict.fromkeys([*wanted, *outlet, *needed]))

    def applied(self, rows: pa.Table) -> pa.Table:
        """Return rows with the outlets and the dates that the corpus agrees on, and with labels."""
        if self.outlets and "outlet" in rows.column_names:
            rows = _replaced(rows, "outlet", _respelled(rows.column("outlet"), self.outlets))
        if self.month_first and "published" in rows.column_names:
            swapped = pa.array([folder in self.month_first for folder in _folders(rows)])
            swapped = pc.and_(swapped, rows.column("month_first").is_valid().combine_chunks())
            chosen = pc.if_else(swapped, rows.column("month_first"), rows.column("published"))
            rows = _replaced(rows, "published", chosen)
        return self.labels.applied(rows)


def agreement_of(facts: pa.Table, labels: Labels) -> tuple[Agreement, list[Problem]]:
    """Return what articles agree on, and the problems that only all of them together show.

    Parameters
    ----------
    facts : pyarrow.Table
        The columns `FACTS` of all articles, in order of path.
    labels : Labels
        What the analyst says of outlets and values.

    Returns
    -------
    agreement : Agreement
        Of spellings of an outlet that differ by case, width, script or white space, the most frequent is kept, the
        first of equals. Documents of a folder write the month first if one of them proves it and none the opposite.
    problems : list of Problem
        Dates whose order nothing proves, or only other documents; and dates far from all others.
    """
    month_first, problems = _orders(facts)
    agreement = Agreement(spellings(facts.column("outlet")), month_first, labels, has_labels(facts))
    return agreement, problems + _strays(agreement.applied(facts))


def has_labels(rows: pa.Table) -> bool:
    """Whether any row states the class or the owner of its outlet, as tables that were saved do."""
    return any(rows.column(name).null_count < len(rows) for name in _LABELS)


def spellings(outlets: pa.ChunkedArray) -> dict[str, str]:
    """Return the spellings of outlets that are not kept, each with the one that is.

    >>> spellings(pa.chunked_array([["獅山報", "狮山报", "獅山報", "Lion", "ＬＩＯＮ"]]))
    {'狮山报': '獅山報', 'ＬＩＯＮ': 'Lion'}
    """
    counts = pc.value_counts(outlets.drop_null())
    names, numbers = (counts.field(part).to_pylist() for part in ("values", "counts"))
    groups: dict[str, dict[str, int]] = {}
    for name, number in zip(names, numbers, strict=True):
        groups.setdefault(spelling_key(name), {})[name] = number
    kept = {name: max(same, key=same.__getitem__) for same in groups.values() for name in same}
    return {name: spelling for name, spelling in kept.items() if name != spelling}


def _orders(facts: pa.Table) -> tuple[frozenset[str], list[Problem]]:
    rows = facts.filter(facts.column("date_order").is_valid())
    proven: dict[str, set[str]] = {}
    orders = rows.column("date_order").to_pylist()
    for folder, order in zip(_folders(rows), orders, strict=True):
        proven.setdefault(folder, set()).add(order)
    month_first = frozenset(folder for folder, found in proven.items() if found - {"either"} == {"month"})
    problems = []
    for path, folder, order in zip(rows.column("path").to_pylist(), _folders(rows), orders, strict=True):
        if order == "either" and folder in month_first:
            message = "read month first, like other dates of its folder"
            problems.append(warning(path, "date_month_first", message, field="date"))
        elif order == "either" and proven[folder] != {"either", "day"}:
            message = "day or month first? it was read day first"
            problems.append(warning(path, "date_order_unknown", message, field="date"))
    return month_first, problems


def _strays(facts: pa.Table) -> list[Problem]:
    published = pc.cast(pc.local_timestamp(facts.column("published")), pa.int64())
    stamps = published.to_numpy(zero_copy_only=False)
    known = published.is_valid().to_numpy()
    day = np.floor_divide(np.where(known, stamps, 0), _DAY).astype(np.int64)
    days, counts = np.unique(day[known], return_counts=True)
    suspect = days[suspect_days(days, counts)]
    problems = []
    for place in np.flatnonzero(known & np.isin(day, suspect)) if len(suspect) else ():
        date = np.datetime64(int(day[place]), "D")
        zero = "is what programs write where they have no date"
        message = (
            f"{date} {zero if day[place] in ZERO else 'stands far from the dates of all other articles'}"
        )
        problems.append(
            warning(facts.column("path")[int(place)].as_py(), "date_stray", message, field="date")
        )
    return problems


def _folders(rows: pa.Table) -> list[str]:
    return [(path or "").rpartition("/")[0] for path in rows.column("path").to_pylist()]


def _respelled(names: pa.ChunkedArray, spellings: Mapping[str, str]) -> pa.Array:
    encoded = names.combine_chunks().dictionary_encode()
    kept = pa.array([spellings.get(name, name) for name in encoded.dictionary.to_pylist()], pa.string())
    return kept.take(encoded.indices)


def _replaced(rows: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, rows.schema.field(place), values)
