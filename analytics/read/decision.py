"""What all rows of a corpus together decide: which stay, what they agree on, what recurs in them, what is wrong."""

import numpy as np
import pyarrow as pa

from .agreement import FACTS, agreement_of
from .copies import copy_problems, find_copies
from .ledger import ledger_of, with_copies
from .listing import Source
from .options import Options
from .problems import Problem
from .recurring import NOTHING, PARAGRAPHS, recurring_in
from .separate import moved_counts

DECIDING = list(dict.fromkeys(["id", "copy_key", *FACTS, *PARAGRAPHS]))  # columns that it looks at


class Decision:
    """What rows decide together.

    Parameters
    ----------
    rows : pyarrow.Table
        The columns `DECIDING`, in order of path; a row without an `id` is no article.
    options : Options
        The parameters of the reading.

    Attributes
    ----------
    kept : numpy.ndarray of bool
        Whether each row is an article that stays: no copy of another.
    agreement : Agreement
        What the articles that stay agree on.
    recurring : Recurring
        Paragraphs that are left out of the bodies.
    """

    def __init__(self, rows: pa.Table, options: Options) -> None:
        self._paths, self._copies_kept = rows.column("path"), options.copies
        self._ids, self._keys = rows.column("id").to_pandas(), rows.column("copy_key").fill_null(0).to_numpy()
        self._repeats = find_copies(self._ids, self._keys)
        left_out = self._repeats.by_id if options.copies else self._repeats.by_id | self._repeats.by_text
        self.kept = ~left_out & self._ids.notna().to_numpy()
        facts = rows.select(DECIDING).filter(pa.array(self.kept))
        self.agreement, self._suspect = agreement_of(facts, options.said)
        self._facts = self.agreement.applied(facts)
        self.recurring = NOTHING if options.boilerplate else recurring_in(self._facts)

    def problems(self, found: list[Problem]) -> list[Problem]:
        """Return the problems of single documents, as they were found, and those that only all rows show."""
        paths = self._paths.to_pandas()
        copies = copy_problems(self._ids, self._keys, paths, self._repeats, self._copies_kept)
        return with_copies(found + self._suspect, copies)

    def ledger(self, source: Source, problems: list[Problem]) -> dict[str, int | float]:
        """Return the counts of the reading."""
        undated = self._facts.column("published").null_count
        counts = ledger_of(source, int(np.count_nonzero(self.kept)), problems, undated)
        return counts | moved_counts(self._facts, self.recurring)
