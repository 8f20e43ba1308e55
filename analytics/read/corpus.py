"""load(): a corpus of documents -> the article table, its problems and its ledger."""

import hashlib
import html
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import loky
import pandas as pd
import pyarrow as pa
from rich.console import Console
from rich.progress import track

from ..errors import CorpusError
from ..schema import NAMES, PROBLEM_COLUMNS, TIMEZONE, arrow_schema, to_pandas
from ..text.lexicon import Lexicon, load_lexicon
from ..text.match import load_entities
from .document import Settings
from .files import Source, Unit, fetch, find, read_unit
from .problems import Problem, error
from .store import UNIT_FIELDS, Store, only, stamps

_CHUNK = 64  # units a worker takes at once
_WORTH_WORKERS = 1500  # units from which starting processes pays
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
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # `Asia` is a folder
        raise CorpusError(
            f"unknown time zone {timezone!r}; give an IANA name such as 'Asia/Hong_Kong'"
        ) from None
    found = find(source)
    lexicon = load_lexicon(load_entities(entities).values() if entities else None, words)
    schema = pa.schema([*UNIT_FIELDS, *arrow_schema(timezone)])
    store = Store(found.root, f"{lexicon.key}/{timezone}") if cache else None
    rows, fresh = _known(found, store, schema)
    if fresh:
        batches = _read(fresh, lexicon, timezone, schema, workers, progress)
        gone = set(rows.column("unit").to_pylist()) - {unit.path for unit in found.units}
        rows = pa.concat_tables([rows, *batches])
        if store:
            store.write(rows, [*(unit.path for unit in fresh), *gone])
    return _corpus(found, rows, began, len(found.units) - len(fresh))


def _known(found: Source, store: Store | None, schema: pa.Schema) -> tuple[pa.Table, list[Unit]]:
    """Return the cached rows that still hold, and the units that must be read."""
    cached = store.read(schema) if store else schema.empty_table()
    known = stamps(cached)
    fresh = []
    for unit in found.units:
        stamp = known.get(unit.path)
        if stamp is None or not _same(unit, stamp.size, stamp.changed, stamp.digest):
            fresh.append(unit)
    stale = {unit.path for unit in fresh}
    return only(cached, [unit.path for unit in found.units if unit.path not in stale]), fresh


def _same(unit: Unit, size: int, changed: int, digest: str) -> bool:
    """Whether a unit is what the cache read: by size and time, or else by content."""
    if unit.size != size or not digest:
        return False
    if unit.changed and unit.changed == changed:
        return True
    try:
        return hashlib.sha256(fetch(unit)).hexdigest() == digest
    except OSError:
        return False


def _read(
    units: list[Unit],
    lexicon: Lexicon,
    timezone: str,
    schema: pa.Schema,
    workers: int | None,
    progress: bool | None,
) -> list[pa.Table]:
    chunks = [units[at : at + _CHUNK] for at in range(0, len(units), _CHUNK)]
    shown = sys.stderr.isatty() if progress is None else progress
    count = workers if workers is not None else (os.cpu_count() or 1) if len(units) >= _WORTH_WORKERS else 1
    if count <= 1:
        settings = Settings(timezone, lexicon)
        done: Iterator[pa.Table] = (_read_chunk(chunk, settings, schema) for chunk in chunks)
        return list(_shown(done, len(chunks), shown))
    with loky.ProcessPoolExecutor(max_workers=count) as pool:
        settings_free = ((chunk, timezone, lexicon, schema) for chunk in chunks)
        return list(_shown(pool.map(_read_in_worker, settings_free), len(chunks), shown))


def _shown(done: Iterator[pa.Table], total: int, shown: bool) -> Iterable[pa.Table]:
    console = Console(stderr=True)
    return track(done, "reading", total=total, console=console, transient=True) if shown else done


def _read_in_worker(job: tuple[list[Unit], str, Lexicon, pa.Schema]) -> pa.Table:
    units, timezone, lexicon, schema = job
    return _read_chunk(units, Settings(timezone, lexicon), schema)


def _read_chunk(units: list[Unit], settings: Settings, schema: pa.Schema) -> pa.Table:
    rows: list[dict[str, object]] = []
    for unit in units:
        digest, reading = read_unit(unit, settings)
        stamp = {"unit": unit.path, "size": unit.size, "changed": unit.changed, "digest": digest}
        told = [asdict(problem) for problem in reading.problems]
        for number, row in enumerate(reading.rows or [{}]):
            rows.append({**stamp, "told": [] if number else told, **row})
    return pa.Table.from_pylist(rows, schema=schema)


def _corpus(found: Source, rows: pa.Table, began: float, from_cache: int) -> Corpus:
    rows = rows.sort_by([("unit", "ascending")])  # stable: a table's rows stay in their order
    problems = [Problem(**told) for unit in rows.column("told").to_pylist() for told in unit]
    table = rows.select(NAMES).filter(rows.column("id").is_valid())
    keep: list[int] = []
    first: dict[str, str] = {}
    duplicates: dict[str, Problem] = {}
    for index, (name, path) in enumerate(
        zip(*(table.column(c).to_pylist() for c in ("id", "path")), strict=True)
    ):
        if name in first:
            duplicates[path] = error(path, "duplicate", f"the same article as {first[name]}", field="id")
        else:
            first[name] = path
            keep.append(index)
    if duplicates:
        table = table.take(pa.array(keep, pa.int64()))
        problems = [problem for problem in problems if problem.path not in duplicates]  # theirs are moot
        problems += duplicates.values()
    articles = to_pandas(table.combine_chunks())
    rejected = sum(problem.severity == "error" for problem in problems)
    ledger = {
        "files": len(articles) + rejected,
        "articles": len(articles),
        "rejected": rejected,
        "repaired": len({problem.path for problem in problems if problem.code in REPAIRS}),
        "undated": int(articles["published"].isna().sum()),
        "skipped": found.skipped,
        "bytes": sum(unit.size for unit in found.units),
        "seconds": round(time.perf_counter() - began, 3),
        "from_cache": from_cache,
    }
    return Corpus(articles, _table(problems), MappingProxyType(ledger), _fingerprint(rows), found.name)


def _fingerprint(rows: pa.Table) -> str:
    seen = sorted(set(zip(*(rows.column(name).to_pylist() for name in ("unit", "digest")), strict=True)))
    return hashlib.sha256("\n".join(f"{unit}\0{digest}" for unit, digest in seen).encode()).hexdigest()


def _table(problems: Sequence[Problem]) -> pd.DataFrame:
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.code))
    table = pd.DataFrame([asdict(problem) for problem in ordered], columns=list(PROBLEM_COLUMNS))
    texts = {name: "str" for name in PROBLEM_COLUMNS if name != "line"}
    table = table.astype({**texts, "line": "Int64"})
    table.attrs = {"measure": "problems"}
    return table
