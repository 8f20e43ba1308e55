"""Runs -> the finished table of a corpus; what did not change since the last snapshot is taken from there."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..files import digest
from .cache import tidy
from .decision import DECIDING, Decision
from .gather import joined, rows_of_runs
from .ledger import fingerprint_of, fingerprint_text, problems_of, problems_table
from .listing import Source
from .options import Options
from .runs import Run, read_runs, runs_of
from .settings import Settings
from .snapshot import Snapshot

_UNIT = ("unit", "size", "changed", "digest")
_STATED = [*_UNIT, "problems", *DECIDING]
_MOST_PATCHED = 0.5  # share of rows; then all runs are read, so that words that nobody uses any more go


def finished_corpus(
    found: Source, folder: str, settings: Settings, options: Options, last: Snapshot | None = None
) -> tuple[Snapshot, int]:
    """Return the content of a corpus, and how many files had to be read.

    Parameters
    ----------
    found : Source
        The listing.
    folder : str
        The cache of the corpus under its settings.
    settings : Settings
        What the rows depend on.
    options : Options
        The parameters of `load`.
    last : Snapshot, optional
        An older state of the same reading. The result is the same without it, only slower.
    """
    runs = runs_of(found.units, folder)
    places = _unchanged(runs, last) if last else [None] * len(runs)
    changed = [run for run, place in zip(runs, places, strict=True) if place is None]
    read, fresh = rows_of_runs(
        changed, read_runs(changed, settings.timezone), settings, options.workers, options.progress
    )
    tidy(folder, runs)
    patched = sum(map(len, read)) + last.patched if last else 0
    total = _fingerprint(places, read, last)
    tables, done = _arranged(places, read, last)
    del read
    stated = pa.concat_tables(table.select(_STATED) for table in tables)
    decision = Decision(stated, options)
    decided = _decided(decision)
    if last and (
        decided != last.decided
        or patched > _MOST_PATCHED * len(stated)
        or not _were_kept(tables, decision.kept)
    ):
        return finished_corpus(found, folder, settings, options)[0], fresh
    # Arrow puts the runs together while Python sums up what they say
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(joined, tables, done, decision.kept, decision.agreement, decision.recurring)
        problems = decision.problems(problems_of(stated))
    articles, ledger = whole.result(), decision.ledger(found, problems)
    rows = stated.append_column("kept", pa.array(decision.kept))
    table = problems_table(problems)
    snapshot = Snapshot(
        articles, table, rows, ledger, fingerprint_text(total), found.name, len(found.units), decided, patched
    )
    return snapshot, fresh


def _decided(decision: Decision) -> str:
    """Return a hash of what all articles together decide about each: while it is the same, finished rows are."""
    agreement, recurring = decision.agreement, decision.recurring
    said = repr((sorted(agreement.outlets.items()), sorted(agreement.month_first)))
    return digest(
        said.encode("utf-8", "surrogatepass") + recurring.pairs.tobytes() + recurring.stubs.tobytes()
    )


def _unchanged(runs: Sequence[Run], last: Snapshot) -> list[slice | None]:
    """Return for each run where its rows are in the last snapshot; None if a unit of it, or beside it, changed."""
    encoded = last.rows.column("unit").combine_chunks().dictionary_encode()
    begins = np.flatnonzero(np.diff(encoded.indices.to_numpy(), prepend=-1))
    known = last.rows.select(_UNIT).take(pa.array(begins))
    paths, _, sizes, times = zip(*(unit for run in runs for unit in run.units), strict=True)
    place = pc.index_in(pa.array(paths, pa.string()), encoded.dictionary).fill_null(-1).to_numpy()
    # Without a time of change only the content tells
    same = (place >= 0) & (np.array(times) > 0)
    for name, values in (("size", sizes), ("changed", times)):
        same &= known.column(name).to_numpy()[place] == np.array(values)
    same &= pc.not_equal(known.column("digest"), "").to_numpy()[place]
    files = {file.name for file in Path(runs[0].file).parent.glob("*.parquet")}
    bounds = np.cumsum([0, *(len(run.units) for run in runs)])
    # Nothing may be gone behind the last unit
    place = np.append(place, len(begins))
    rows = np.append(begins, len(last.rows))
    found: list[slice | None] = []
    for run, first, after in zip(runs, bounds[:-1], bounds[1:], strict=True):
        steps = np.diff(place[first : after + 1])
        is_whole = same[first:after].all() and (steps == 1).all() and (first or not place[0])
        is_kept = is_whole and Path(run.file).name in files
        found.append(slice(rows[place[first]], rows[place[after - 1] + 1]) if is_kept else None)
    return found


def _fingerprint(places: Sequence[slice | None], read: Sequence[pa.Table], last: Snapshot | None) -> int:
    """Return the fingerprint of all rows, of which only those that came or went are hashed."""
    came = sum(map(fingerprint_of, read))
    if last is None:
        return came
    gone = np.ones(len(last.rows), dtype=bool)
    for place in places:
        gone[place or slice(0)] = False
    return int(last.fingerprint, 16) + came - fingerprint_of(last.rows.filter(pa.array(gone)))


def _arranged(
    places: Sequence[slice | None], read: Sequence[pa.Table], last: Snapshot | None
) -> tuple[list[pa.Table], list[pa.Table | None]]:
    """Return the rows of all runs in order, and the finished articles of those that are from the last snapshot."""
    if last is None:
        return list(read), [None] * len(read)
    ends = np.concatenate([[0], np.cumsum(last.rows.column("kept").to_numpy())])
    fresh = iter(read)
    tables: list[pa.Table] = []
    done: list[pa.Table | None] = []
    at = 0
    while at < len(places):
        place = places[at]
        at += 1
        if place is None:
            tables.append(next(fresh))
            done.append(None)
            continue
        begin, end = place.start, place.stop
        while at < len(places) and (following := places[at]) is not None and following.start == end:
            end = following.stop
            at += 1
        tables.append(last.rows.slice(begin, end - begin))
        done.append(last.articles.slice(ends[begin], ends[end] - ends[begin]))
    return tables, done


def _were_kept(tables: Sequence[pa.Table], kept: np.ndarray) -> bool:
    """Whether each row that is kept can be had: if it is from the last snapshot, it was kept there too."""
    known = [
        table.column("kept").to_numpy() if "kept" in table.column_names else np.ones(len(table), bool)
        for table in tables
    ]
    return not (kept & ~np.concatenate(known)).any()
