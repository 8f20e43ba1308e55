"""What all rows of a corpus together decide: which stay, what they agree on, what recurs in them, what is wrong."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .agreement import FACTS, agreement_of
from .ledger import ledger_of, with_copies
from .listing import Source
from .options import Options
from .problems import Problem, error, warning
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
        self._rows, self._copies_stay = rows.select(["id", "copy_key", "path"]), options.copies
        ids, keys = rows.column("id").to_pandas(), rows.column("copy_key").fill_null(0).to_numpy()
        self._by_id = (ids.duplicated() & ids.notna()).to_numpy(dtype=bool)
        candidates = np.where(self._by_id | ids.isna().to_numpy(dtype=bool), 0, keys)
        self._by_text = pd.Series(candidates).duplicated().to_numpy(dtype=bool) & (candidates != 0)
        left_out = self._by_id if options.copies else self._by_id | self._by_text
        self.kept = ~left_out & ids.notna().to_numpy()
        facts = rows.select(DECIDING).filter(pa.array(self.kept))
        self.agreement, self._suspect = agreement_of(facts, options.said)
        self._facts = self.agreement.applied(facts)
        self.recurring = NOTHING if options.boilerplate else recurring_in(self._facts)

    def problems(self, found: list[Problem]) -> list[Problem]:
        """Return the problems of single documents, as they were found, and those that only all rows show."""
        return with_copies(found + self._suspect, self._copies())

    def _copies(self) -> list[Problem]:
        """Return the problem of each copy: an error, or a warning if it stays.

        A copy has the `id` of a row before it; or another one, but outlet, headline, text and day of a row before it.
        """
        found: list[Problem] = []
        for column, repeats in (("id", self._by_id), ("copy_key", self._by_text)):
            if not repeats.any():
                continue
            copies = self._rows.filter(pa.array(repeats))
            originals = self._rows.filter(pc.is_in(self._rows[column], copies[column].combine_chunks()))
            # The first row of each key comes last, so that it is the one that stays
            keys, paths = (originals[name].to_pylist()[::-1] for name in (column, "path"))
            first = dict(zip(keys, paths, strict=True))
            for path, key in zip(copies["path"].to_pylist(), copies[column].to_pylist(), strict=True):
                original = first[key]
                field = "id" if column == "id" else "body"
                if column == "copy_key" and self._copies_stay:
                    message = f"the same headline, text and day as {original}"
                    found.append(warning(path, "copy", message, field=field))
                else:
                    found.append(error(path, "duplicate", f"the same article as {original}", field=field))
        return found

    def ledger(self, source: Source, problems: list[Problem]) -> dict[str, int | float]:
        """Return the counts of the reading."""
        undated = self._facts.column("published").null_count
        counts = ledger_of(source, int(np.count_nonzero(self.kept)), problems, undated)
        return counts | moved_counts(self._facts, self.recurring)
