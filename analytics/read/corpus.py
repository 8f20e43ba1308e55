"""load(): a corpus of documents -> the article table, its problems and its ledger."""

import hashlib
import html
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import CorpusError
from ..schema import NAMES, PROBLEM_COLUMNS, TIMEZONE, to_pandas
from ..text.entities import load_entities
from ..text.lexicon import load_lexicon
from .caches import note
from .files import Source, find, root_of
from .problems import Problem, error
from .store import (
    Reading,
    Run,
    cache_folder,
    folder_of,
    holds,
    read_run,
    refresh,
    refreshed,
    runs_of,
    stale,
    tidy,
    without_pandas,
)

_WORTH_WORKERS = 1500  # units from which starting processes pays
_FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # of workers: what is freed goes back
_FINGERPRINTS = 1 << 256
REPAIRS = ("yaml_repaired", "control_characters", "encoding_damaged")


@dataclass(frozen=True)
class Corpus:
    """A corpus that was read.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row an article; the columns are those of `analytics.schema.COLUMNS`.
    problems : pandas.DataFrame
        One row a problem: `path, line, field, code, severity, message`. Severity `error`: the document is not among
        the articles; `warning`: it is, but something was repaired or is suspect.
    ledger : mapping
        `files` (documents met; a table's row is a document), `articles`, `rejected`, `repaired`, `undated`,
        `skipped` (files of other kinds), `bytes`, `seconds`, `from_cache`. Always files = articles + rejected.
    fingerprint : str
        A hash of the content that was read: the same on every machine.
    name : str
        The folder's or file's name.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame
    ledger: MappingProxyType[str, int | float]
    fingerprint: str
    name: str

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        told = self.ledger
        return (
            f"Corpus({self.name!r}: {told['files']} files = {told['articles']} articles + {told['rejected']} rejected; "
            f"{told['repaired']} repaired, {told['undated']} undated; {self._range()})"
        )

    def _range(self) -> str:
        days = self.articles["published"].dropna()
        return f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "no dates"

    def _repr_html_(self) -> str:
        rows = {**self.ledger, "dates": self._range(), "fingerprint": self.fingerprint[:16]}
        cells = "".join(
            f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>" for name, value in rows.items()
        )
        return (
            f"<table><caption><b>{html.escape(self.name)}</b></caption>{cells}</table>"
            f"{self.articles[['published', 'outlet', 'title']].head(5).to_html(index=False)}"
        )


def load(
    source: str | Path,
    *,
    entities: str | Path | None = None,
    words: str | Path | Iterable[str] | None = None,
    timezone: str = TIMEZONE,
    cache: bool = True,
    workers: int | None = None,
    progress: bool | None = None,
) -> Corpus:
    """Read a corpus.

    Parameters
    ----------
    source : str or path
        A folder (read through all its folders), one file, a `.zip` or `.tar.gz`, or an address that fsspec knows.
        Articles are `.md`, `.markdown`, `.html` and `.txt` files, or rows of JSON, JSON Lines, CSV and Parquet tables.
    entities : path, optional
        An entity pack whose names are never split, in place of the shipped one.
    words : path or iterable of str, optional
        User words, never split: a file in jieba's format or the words.
    timezone : str
        Where times without an offset were written, and in which `published` is given.
    cache : bool
        Whether to read only what changed since the last time.
    workers : int, optional
        Processes; by default one a core for large corpora, otherwise none.
    progress : bool, optional
        Whether to show a bar; by default on a terminal only.

    Returns
    -------
    Corpus
        Its `articles` in order of path, each article once.

    Raises
    ------
    CorpusError
        There is nothing to read at `source`, or the time zone is unknown.

    Examples
    --------
    >>> corpus = load("data/sample", cache=False)
    >>> corpus.ledger["files"] == corpus.ledger["articles"] + corpus.ledger["rejected"]
    True
    """
    began = time.perf_counter()
    checked_zone(timezone)
    root = root_of(source)
    reading = Reading(timezone, load_lexicon(load_entities(entities).values() if entities else None, words))
    with _place(cache) as place, _memory_given_back():
        folder = folder_of(root, reading, place)
        with _read_ahead(folder, timezone) as kept_of:
            found = find(source)
            runs = runs_of(found.units, folder)
            tables, fresh = _rows(runs, [kept_of(run) for run in runs], reading, workers, progress)
        tidy(folder, runs)
        note(folder, root)
        stated = pa.concat_tables(table.select(["unit", "digest", "told", "id", "path"]) for table in tables)
        twice = repeated(stated)
        with ThreadPoolExecutor(
            1
        ) as beside:  # to make one table of the runs is Arrow's work, the rest Python's
            whole = beside.submit(_articles, tables, ~twice & stated.column("id").is_valid().to_numpy())
            copies = duplicates(stated.select(["id", "path"]).to_pandas(), twice)
            problems = without_moot(problems_of(stated), copies)
            fingerprint = fingerprint_told(fingerprint_of(stated))
        articles = to_pandas(whole.result())
    ledger = ledger_of(found, len(articles), problems, int(articles["published"].isna().sum()))
    ledger |= {"seconds": round(time.perf_counter() - began, 3), "from_cache": len(found.units) - fresh}
    return Corpus(articles, problems_table(problems), MappingProxyType(ledger), fingerprint, found.name)


def checked_zone(timezone: str) -> None:
    """Refuse what is no time zone.

    Raises
    ------
    CorpusError
        The time zone is unknown.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # `Asia` is a folder
        raise CorpusError(
            f"unknown time zone {timezone!r}; give an IANA name such as 'Asia/Hong_Kong'"
        ) from None


@contextmanager
def _memory_given_back() -> Iterator[None]:
    """Let Arrow take memory from the system's allocator: its own keeps what is freed."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


@contextmanager
def _place(cache: bool) -> Iterator[Path]:
    """Where runs are kept: the cache; without one, or where none can be written, a folder for the time of reading."""
    try:
        if cache:
            cache_folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        cache = False
    if cache and os.access(cache_folder(), os.W_OK):
        yield cache_folder()
        return
    with tempfile.TemporaryDirectory(prefix="analytics-") as folder:
        yield Path(folder)


@contextmanager
def _read_ahead(folder: str, timezone: str) -> Iterator[Callable[[Run], pa.Table | None]]:
    """Read what the cache has of a corpus while its files are being listed; yields what gives a run's rows."""
    files = [str(file) for file in Path(folder).glob("*.parquet")]
    threads = ThreadPoolExecutor(os.cpu_count())
    coming = {file: threads.submit(read_run, file, timezone) for file in files}

    def kept_of(run: Run) -> pa.Table | None:
        read = coming.pop(run.file, None)
        return read.result() if read else read_run(run.file, timezone)

    try:
        yield kept_of
    finally:
        threads.shutdown(cancel_futures=True)


def _rows(
    runs: list[Run],
    tables: list[pa.Table | None],
    reading: Reading,
    workers: int | None,
    progress: bool | None,
) -> tuple[list[pa.Table], int]:
    """Return the rows of each run, those that are kept or read anew, and how many units had to be read."""
    old = [int(stale(run.units, kept).sum()) for run, kept in zip(runs, tables, strict=True)]
    changed = [
        place
        for place, (run, kept) in enumerate(zip(runs, tables, strict=True))
        if old[place] or kept is None or not holds(run, kept)
    ]
    shown = sys.stderr.isatty() if progress is None else progress
    count = workers if workers is not None else (os.cpu_count() or 1) if sum(old) >= _WORTH_WORKERS else 1
    if count <= 1 or len(changed) == 1:
        for place in _shown(changed, len(changed), shown):
            tables[place] = refreshed(runs[place], reading, tables[place])
        return tables, sum(old)
    _read_by_workers([(runs[place], reading) for place in changed], count, shown)
    with ThreadPoolExecutor(count) as threads:  # not sooner: rows and workers together would take more memory
        written = threads.map(lambda place: read_run(runs[place].file, reading.timezone), changed)
        for place, kept in zip(
            changed, written, strict=True
        ):  # what a worker wrote, or another writer after it
            whole = kept is not None and holds(runs[place], kept) and not stale(runs[place].units, kept).any()
            tables[place] = kept if whole else refreshed(runs[place], reading, kept)
    return tables, sum(old)


def _read_by_workers(jobs: list[tuple[Run, Reading]], count: int, shown: bool) -> None:
    """Let processes read runs into their files. What one that was killed leaves out is for the caller to read."""
    import loky  # only large corpora need it

    try:
        with loky.ProcessPoolExecutor(count, env=_FRUGAL, initializer=without_pandas) as pool:
            for _ in _shown(pool.map(refresh, jobs), len(jobs), shown):
                pass
    except BrokenProcessPool:
        warnings.warn(
            "a process that read documents was ended from outside; the rest is read without others",
            stacklevel=3,
        )


def _articles(tables: list[pa.Table], kept: np.ndarray) -> pa.Table:
    """The rows that are kept, as one table; each run's is let go when it was taken over, and so the list is emptied."""
    parts, first = [], 0
    for number, table in enumerate(tables):
        own = kept[first : first + len(table)]
        first += len(table)
        part = table.select(NAMES)
        parts.append(part if own.all() else part.filter(pa.array(own)))
        del part, table
        tables[number] = tables[number].schema.empty_table()
    whole = pa.concat_tables(parts)
    del parts
    return whole.unify_dictionaries()


def _shown(done: Iterable[Any], total: int, shown: bool) -> Iterable[Any]:
    if not shown:
        return done
    from rich.console import Console
    from rich.progress import track

    return track(done, "reading", total=total, console=Console(stderr=True), transient=True)


def problems_of(rows: pa.Table) -> list[Problem]:
    """Return what rows tell of their documents."""
    told = rows.column("told")
    some = told.filter(pc.greater(pc.list_value_length(told), 0))
    return [Problem(**one) for unit in some.to_pylist() for one in unit]


def repeated(rows: pa.Table) -> np.ndarray:
    """Return for each row whether it is the same article as one before it."""
    ids = rows.column("id").to_pandas()
    return (ids.duplicated() & ids.notna()).to_numpy(dtype=bool)


def duplicates(table: pd.DataFrame, twice: np.ndarray) -> list[Problem]:
    """Return the problem of each row (`id`, `path`) that is left out as a copy."""
    if not twice.any():
        return []
    first = table[~twice].drop_duplicates("id").set_index("id")["path"]
    copies = table[twice]
    return [
        error(path, "duplicate", f"the same article as {original}", field="id")
        for path, original in zip(copies["path"], first.loc[copies["id"]], strict=True)
    ]


def without_moot(problems: list[Problem], copies: list[Problem]) -> list[Problem]:
    """Return all problems; those of a copy are moot, but for its being one."""
    left_out = {problem.path for problem in copies}
    return [problem for problem in problems if problem.path not in left_out] + copies


def ledger_of(found: Source, articles: int, problems: list[Problem], undated: int) -> dict[str, int | float]:
    """Return the counts of a reading: files = articles + rejected, always."""
    rejected = sum(problem.severity == "error" for problem in problems)
    return {
        "files": articles + rejected,
        "articles": articles,
        "rejected": rejected,
        "repaired": len({problem.path for problem in problems if problem.code in REPAIRS}),
        "undated": undated,
        "skipped": found.skipped,
        "bytes": sum(unit.size for unit in found.units),
    }


def fingerprint_of(rows: pa.Table) -> int:
    """Return the fingerprint of what was read: a sum over documents, so that parts of a corpus add up to it."""
    seen = dict(zip(*(rows.column(name).to_pylist() for name in ("unit", "digest")), strict=True))
    return sum(
        int.from_bytes(hashlib.sha256(f"{unit}\0{digest}".encode()).digest()) for unit, digest in seen.items()
    )


def fingerprint_told(total: int) -> str:
    """Return the sum of fingerprints of all parts as a text.

    >>> fingerprint_told(255)[-4:]
    '00ff'
    """
    return f"{total % _FINGERPRINTS:064x}"


def problems_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table, in order of path, line and code."""
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.code))
    table = pd.DataFrame([asdict(problem) for problem in ordered], columns=list(PROBLEM_COLUMNS))
    texts = {name: "str" for name in PROBLEM_COLUMNS if name != "line"}
    table = table.astype({**texts, "line": "Int64"})
    table.attrs = {"measure": "problems"}
    return table
