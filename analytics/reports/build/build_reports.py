"""The build: names of reports in, pages and their index out. A report that fails never takes a good page away."""

import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from zoneinfo import ZoneInfo

from nbformat import NotebookNode

from ...errors import AnalyticsError, ReportError, one_of
from ...measures.engine.periods import checked_day, extent, span
from ...read.corpus import Corpus
from ...read.files import find
from ...schema import TIMEZONE
from ...secrecy import masked, shows_secret
from ...shipped import shipped
from ...text.entities import as_entity
from ...wording import LANGUAGES
from ..page.parameters import FIGURES, VARIABLE, located, read_corpus
from ..page.render import Edition, edition, heading_of, render
from .check import check, machine_places, without_places
from .execute import CELL_SECONDS, NOTEBOOK_SECONDS, execute, in_background, read_notebook
from .failures import kept
from .feed import feed
from .files import digest, digest_of, sweep, write
from .history import FAILED, LATEST, charts_folder, intact, prune, publish
from .index import index
from .inputs import git_state, inputs_of, versions
from .lock import locked
from .manifest import Attempt, Manifest, Report, Success, read_manifest

_AT_ONCE = 2  # kernels: more only take turns on the small machines that builds run on
_ENDS = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
Event = dict[str, object]


@dataclass(frozen=True)
class Result:
    """How the build of one report ended.

    Attributes
    ----------
    name : str
        The notebook's name without its ending.
    page : Path
        Where its newest page is, or would be.
    status : str
        `built`, `unchanged` (nothing that it is made from changed) or `failed`.
    error : str
        What failed; else empty.
    seconds : float
        How long it took.
    """

    name: str
    page: Path
    status: str = "built"
    error: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether readers see a page of this build."""
        return self.status != "failed"


@dataclass(frozen=True)
class _Build:
    """What all reports of one build share."""

    folder: Path
    date: str
    changed: str
    shared: Edition
    asked: dict[str, object]
    reached: dict[str, str | None]
    fingerprint: str
    places: list[str]
    force: bool
    cell_seconds: int
    seconds: int
    before: Manifest
    tell: Callable[[Event], None]
    made: dict[str, Success] = field(default_factory=dict)

    def safe(self, text: str) -> str:
        """A text without secrets and without folders of this machine."""
        return without_places(masked(text, str(self.asked["corpus"])), self.places)


@contextmanager
def _hired(scheduler: str | None) -> Iterator[str | None]:
    """The address of the scheduler that kernels shall use; that of a cluster for the time of the build if `local`."""
    if scheduler != "local":
        yield scheduler
        return
    from ...scale import cluster

    with cluster() as client:
        yield str(client.scheduler_info()["address"])


def build_reports(
    names: Sequence[str] | None = None,
    *,
    corpus: str | Path = "data/sample",
    out: str | Path = "reports",
    entity: str | Sequence[str] = "deepseek",
    others: Sequence[str] | None = None,
    start: str | None = None,
    end: str | None = None,
    language: str = "zh-HK",
    scheduler: str | None = None,
    cache_at: str | None = None,
    notebooks: str | Path | None = None,
    keep: int = 30,
    force: bool = False,
    wait: bool = False,
    date: str | None = None,
    cell_seconds: int = CELL_SECONDS,
    seconds: int = NOTEBOOK_SECONDS,
    tell: Callable[[Event], None] | None = None,
) -> list[Result]:
    """Run notebooks, each in a fresh kernel, and publish their pages, an index, a feed and a manifest.

    A page is written beside its place, checked, and moved there in one step; a report that fails keeps its last good
    page, and the index says so. A page is not built again while nothing changed that it is made from.

    Parameters
    ----------
    names : sequence of str, optional
        Reports to build; without it all.
    corpus : str or path
        Folder, file, archive or address of the articles.
    out : str or path
        Folder of the pages; made where it is missing.
    entity : str or list of str
        A key of the entity pack; or names given ad hoc, a list or parted by commas.
    others : sequence of str, optional
        Whom it is compared with, keys of the pack; without it those that the articles mention most.
    start, end : str, optional
        First and last day, `2025-01-01`.
    language : {"zh-HK", "en"}
        Of the pages.
    scheduler : str, optional
        Address of a Dask scheduler whose workers read and count; `local` starts one for the build on this machine.
    cache_at : str, optional
        Folder or address where they keep what they read.
    notebooks : str or path, optional
        Folder of the notebooks; without it the project's own.
    keep : int
        Dated pages kept of each report; the one that readers see always is.
    force : bool
        Whether to build also what is unchanged.
    wait : bool
        Whether to wait for another build of the same folder, or to end at once.
    date : str, optional
        Day of the build; without it `SOURCE_DATE_EPOCH`, or today in Hong Kong.
    cell_seconds, seconds : int
        Time that a cell, and a whole notebook, may take.
    tell : callable, optional
        Called with a dictionary for each event: the start, every report's end, the end.

    Returns
    -------
    list of Result
        One a report, in order of name.

    Raises
    ------
    BuildLockedError
        Another build holds the folder.
    ReportError
        A name, the language or an option is wrong, or `out` cannot be written.
    CorpusError, EntityError, ArgumentError
        The corpus, the entity or the range is wrong. All these before any kernel starts.

    Examples
    --------
    >>> build_reports(["01_overveiw"])
    Traceback (most recent call last):
    ...
    analytics.errors.ReportError: unknown report '01_overveiw'; did you mean '01_overview'?
    """
    available = _available(Path(notebooks) if notebooks else shipped("notebooks"))
    wanted = [
        one_of("report", name, list(available), ReportError) for name in dict.fromkeys(names or available)
    ]
    one_of("language", language, list(LANGUAGES), ReportError)
    if keep < 1:
        raise ReportError(f"keep must be 1 or more, not {keep}")
    given = entity.split(",") if isinstance(entity, str) and "," in entity else entity
    who = [part.strip() for part in given] if not isinstance(given, str) else given
    followed = as_entity(who)
    for other in others or ():
        as_entity(other)
    place = located(str(corpus))
    place = place if "://" in place else str(Path(place).expanduser().resolve())
    asked: dict[str, object] = {"corpus": place, "entity": who, "others": list(others) if others else None}
    asked |= {"start": start, "end": end, "language": language}
    today, changed = _today(date)
    with _terminable(), _without_credentials(place), ExitStack() as hired:
        units = find(place).units  # a wrong place is told before a folder is made
        folder, events = _folder(out), tell or (lambda event: None)
        with locked(folder, wait):
            sweep(folder)
            # once for all: a mistake shows before a kernel starts, and the kernels find the cache warm
            reached = {"scheduler": hired.enter_context(_hired(scheduler)), "cache_at": cache_at}
            read = read_corpus(place, **reached)
            span(extent(read.articles), start, end)
            label = followed.label if language == "zh-HK" else followed.label_en
            own = (Path(place), Path(place).parent, folder.resolve(), available[wanted[0]].parent)
            job = _Build(
                folder=folder,
                date=today,
                changed=changed,
                shared=edition(read, label, start, end, language),
                asked=asked,
                reached=reached,
                fingerprint=read.fingerprint,
                places=machine_places(*map(str, own)),
                force=force,
                cell_seconds=cell_seconds,
                seconds=seconds,
                before=read_manifest(folder),
                tell=events,
            )
            events({"event": "started", "date": job.date, "reports": sorted(wanted)})
            began = time.monotonic()
            results = in_background(_all([available[name] for name in sorted(wanted)], job))
            if find(place).units != units:
                # a kernel may have read more than the fingerprint tells: the next build makes the page anew
                job.made.update({name: replace(made, inputs="") for name, made in job.made.items()})
            _close(job, read, available, results, keep)
            failed = sum(not result.ok for result in results)
            events({"event": "ended", "date": job.date, "failed": failed, "seconds": _since(began)})
    return results


async def _all(paths: list[Path], job: _Build) -> list[Result]:
    turn = asyncio.Semaphore(min(_AT_ONCE, os.cpu_count() or 1))

    async def one(path: Path) -> Result:
        async with turn:
            began = time.monotonic()
            result = replace(await _one(path, job), seconds=_since(began))
            if result.name in job.made:
                job.made[result.name] = replace(job.made[result.name], seconds=result.seconds)
        job.tell(
            {"event": "report", "name": result.name, "status": result.status, "seconds": result.seconds}
            | ({"error": result.error} if result.error else {})
        )
        return result

    return list(await asyncio.gather(*(one(path) for path in paths)))


async def _one(path: Path, job: _Build) -> Result:
    """Build one report, unless its page is there and made from the same."""
    own, latest = job.folder / path.stem, job.folder / path.stem / LATEST
    last = job.before.reports.get(path.stem, Report()).last_success
    inputs = inputs_of(path, job.asked, job.fingerprint)
    if last and not job.force and last.inputs == inputs and intact(job.folder, last):
        return Result(path.stem, latest, "unchanged")
    notebook = None
    try:
        with TemporaryDirectory(prefix="an-figures-") as figures:
            environment = {
                VARIABLE: json.dumps(job.asked | job.reached, ensure_ascii=False),
                FIGURES: figures,
            }
            notebook = read_notebook(path)
            await execute(
                notebook, path.parent, environment, cell_seconds=job.cell_seconds, seconds=job.seconds
            )
            files = {file.name: file.read_bytes() for file in sorted(Path(figures).iterdir())}
        charts = charts_folder(files)
        page = render(notebook, job.shared, charts)
        check(page, job.places)
        if any(
            shows_secret(content, str(job.asked["corpus"])) for content in (page.encode(), *files.values())
        ):
            raise ReportError(
                "the page holds the value of a secret environment variable; it is not published"
            )
        publish(own, job.date, page, files)
        sha256 = digest(page.encode())
        job.made[path.stem] = Success(
            date=job.date,
            page=f"{path.stem}/{job.date}.html",
            sha256=sha256,
            inputs=inputs,
            charts=f"{path.stem}/{charts}" if charts else "",
            changed=last.changed if last and last.sha256 == sha256 else job.changed,
            seconds=0.0,
        )
    except Exception as bad:  # whatever it was, the other reports are still built
        told = str(bad) if isinstance(bad, AnalyticsError) else f"{type(bad).__name__}: {bad}"
        if notebook is not None:
            _keep_failed(own, notebook, told, job)
        return Result(path.stem, latest, "failed", job.safe(told))
    return Result(path.stem, latest)


def _keep_failed(folder: Path, notebook: NotebookNode, error: str, job: _Build) -> None:
    """Keep a notebook that failed, with its outputs and its error, for whoever mends it."""
    try:
        write(folder / FAILED, kept(notebook, error, job.safe))
    except ReportError:
        return  # the report failed already, and says why


def _close(job: _Build, corpus: Corpus, available: dict[str, Path], results: list[Result], keep: int) -> None:
    """Write what tells of the build: the manifest, the index, the feed; take away what is too old."""
    counts = ("files", "articles", "rejected", "repaired", "undated")
    now = Manifest(
        date=job.date,
        git=git_state(),
        versions=versions(),
        corpus={"name": corpus.name, "fingerprint": corpus.fingerprint}
        | {name: int(corpus.ledger[name]) for name in counts},
        parameters=job.asked | {"corpus": masked(corpus.name)},
        reports={name: job.before.reports.get(name, Report()) for name in available},
    )
    for result in results:
        now.reports[result.name] = _entry(job, available[result.name], result)
    for name, entry in now.reports.items():
        if entry.last_success:
            prune(job.folder / name, keep, Path(entry.last_success.page).name)
    now.save(job.folder)
    page = index(now, results, job.folder, job.shared, available)
    check(page, job.places)
    write(job.folder / "index.html", page)
    title = "報道分析報告" if job.shared.language == "zh-HK" else "Coverage reports"
    told = feed(now, f"{title} · {corpus.name}", job.shared.libraries.split(",")[0])
    if digest_of(job.folder / "feed.xml") != digest(told):
        write(job.folder / "feed.xml", told)


def _entry(job: _Build, notebook: Path, result: Result) -> Report:
    """What the manifest says of a report after this build."""
    before = job.before.reports.get(result.name, Report())
    attempt = Attempt(job.date, result.status, result.error, result.seconds)
    title, description = heading_of(notebook, job.shared.language)
    if result.status != "built":
        return Report(before.title or title, before.description or description, attempt, before.last_success)
    return Report(title, description, attempt, job.made[result.name])


def _today(date: str | None) -> tuple[str, str]:
    """The day of a build and its time: as given, as `SOURCE_DATE_EPOCH` has it, or now in Hong Kong."""
    day = checked_day("date", date)
    if day is not None:
        return f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d}T00:00:00+08:00"
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch and not epoch.isdigit():
        raise ReportError(f"SOURCE_DATE_EPOCH: must be seconds since 1970, not {epoch!r}")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    here = now.astimezone(ZoneInfo(TIMEZONE))
    return f"{here:%Y-%m-%d}", here.isoformat(timespec="seconds")


def _since(began: float) -> float:
    return round(time.monotonic() - began, 1)


def _available(folder: Path) -> dict[str, Path]:
    found = {path.stem: path.resolve() for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise ReportError(f"{folder}: no notebooks there; give a folder that holds .ipynb files")
    return found


def _folder(out: str | Path) -> Path:
    folder = Path(out).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise ReportError(
            f"{folder}: cannot be made ({bad.strerror}); give another folder with --out"
        ) from None
    return folder


@contextmanager
def _without_credentials(place: str) -> Iterator[None]:
    """Tell a mistake without the credentials that the corpus' address may hold."""
    try:
        yield
    except Exception as bad:
        told = masked(str(bad), place)
        if told == str(bad):
            raise
        raise (type(bad) if isinstance(bad, AnalyticsError) else ReportError)(told) from None


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a polite end (systemd, timeout, a terminal that closes) unwind the build: its kernels end with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in _ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
