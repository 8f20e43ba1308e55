"""The build: names of reports in, pages and their index out. A report that fails never takes a good page away."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields, replace
from pathlib import Path

from ...errors import ReportError
from ...measures.engine.periods import extent, span
from ...read.cache import cache_folder
from ...read.listing import Unit, find
from ...read.snapshot import place_to_share
from ...schema import TIMEZONE
from ...text.entities import Entity
from ...text.query import Query
from ...wording import language as text_language
from ..page.inputs import Reading
from ..page.render import edition
from .execute import CELL_SECONDS, NOTEBOOK_SECONDS
from .files import sweep
from .guards import running_scheduler, terminable, without_credentials
from .lock import locked
from .manifest import read_manifest
from .overview import write_overview
from .plan import Notify, Plan, Shared, make_plan
from .result import Result
from .run import run

_UNPLANNED = ("scheduler", "cache_at", "wait")  # arguments on which no page depends


def build_reports(
    names: Sequence[str] | None = None,
    *,
    corpus: str | Path = "data/sample",
    out: str | Path = "reports",
    entity: str | Entity | Query = "deepseek",
    others: Sequence[str | Entity | Query] | None = None,
    entities: str | Path | None = None,
    words: str | Path | None = None,
    stopwords: str | Path | None = None,
    timezone: str = TIMEZONE,
    labels: str | Path | None = None,
    start: str | None = None,
    end: str | None = None,
    language: str = "zh-HK",
    by_story: bool = False,
    boilerplate: bool = False,
    scheduler: str | None = None,
    cache_at: str | None = None,
    codes: str | Path | None = None,
    notebooks: str | Path | Sequence[str | Path] | None = None,
    keep: int = 30,
    force: bool = False,
    wait: bool = False,
    date: str | None = None,
    cell_seconds: int = CELL_SECONDS,
    seconds: int = NOTEBOOK_SECONDS,
    notify: Notify | None = None,
) -> list[Result]:
    """Run notebooks, each in a fresh kernel, and publish their pages, an index, a feed and a manifest.

    A page is written beside its place, checked, and moved there in one step. A report that fails keeps its last good
    page, and the index says so. A page is not built again while nothing that it is made from changed.

    Parameters
    ----------
    names : sequence of str, optional
        Reports to build; all of them by default. A path of a notebook, or of a folder of notebooks, is one too.
    corpus : str or path
        Folder, file, archive or address of the articles.
    out : str or path
        Folder of the pages; made if it is missing.
    entity : str, Entity or Query
        Whose coverage is followed: a key or name of the entity pack, any other name as written, several names separated
        by commas or as `Names(…)`, or `Query(…)`.
    others : sequence of str, Entity or Query, optional
        Whom it is compared with; by default those of the pack that the articles mention most.
    entities : str or path, optional
        An entity pack in place of the one that comes with the library.
    words : str or path, optional
        A file of words that are never split.
    stopwords : str or path, optional
        A file of stop words to add to those of the library; a word with `-` before it is taken off.
    timezone : str
        Where times without an offset were written, and in which days are counted.
    labels : str or path, optional
        A TOML file of outlets' names, classes and owners, and of values that are one, as `load` takes it.
    start, end : str, optional
        First and last day, `2025-01-01`.
    language : {"zh-HK", "en"}
        Language of the pages.
    by_story : bool
        Whether each story counts once, by its earliest article. Pages say so.
    boilerplate : bool
        Whether paragraphs that recur in many articles of an outlet count too. Pages say so.
    scheduler : str, optional
        Address of a Dask scheduler whose workers read and count; `local` starts one on this machine for the build.
    cache_at : str, optional
        Folder or address where the workers keep what they read.
    codes : str or path, optional
        Folder of the codes of people, with their codebook; by default `codes` beside the corpus.
    notebooks : str, path or sequence of them, optional
        Folders of notebooks; by default those that come with the library. Of two with one name the later counts.
    keep : int
        Dated pages kept of each report. The page that readers see is always kept.
    force : bool
        Whether to build what is unchanged too.
    wait : bool
        Whether to wait while another build holds the folder; otherwise `BuildLockedError` is raised at once.
    date : str, optional
        Day of the build; by default that of `SOURCE_DATE_EPOCH`, or today in Hong Kong.
    cell_seconds, seconds : int
        Time that a cell, and a whole notebook, may take.
    notify : callable, optional
        Called with a dictionary for each event: the start, the end of each report, the end.

    Returns
    -------
    list of Result
        One for each report, in order of name.

    Raises
    ------
    BuildLockedError
        Another build holds the folder.
    ReportError
        A name, the language or an option is wrong, or `out` cannot be written.
    CorpusError, EntityError, ArgumentError
        The corpus, an entity or the range is wrong. All these are raised before a kernel starts.

    Examples
    --------
    >>> build_reports(["01_overveiw"])
    Traceback (most recent call last):
    ...
    analytics.errors.ReportError: unknown report '01_overveiw'; did you mean '01_overview'?
    """
    plan = make_plan(**{name: value for name, value in locals().items() if name not in _UNPLANNED})
    with terminable(), without_credentials(plan.corpus):
        units = find(plan.corpus).units  # where there is nothing to read, no folder is made
        _make_folder(plan.folder)
        with locked(plan.folder, wait):
            return _build(plan, units, scheduler, cache_at)


def _build(plan: Plan, units: tuple[Unit, ...], scheduler: str | None, cache_at: str | None) -> list[Result]:
    """Build a plan in a folder that nobody else builds in."""
    began = time.monotonic()
    sweep(plan.folder)
    with ExitStack() as stack:
        stack.callback(text_language, text_language())
        text_language(plan.language)
        address = stack.enter_context(running_scheduler(scheduler))
        # read here, once: a mistake shows before a kernel starts, and all kernels see the same state
        workers = {"scheduler": address, "cache_at": cache_at}
        share = stack.enter_context(place_to_share(cache_folder()))
        names = {field.name for field in fields(Reading)}
        own = {name: value for name, value in plan.parameters.items() if name in names}
        corpus = Reading(**(own | workers)).read(share)
        first, last = (plan.parameters[name] for name in ("start", "end"))
        span(extent(corpus.articles), first, last)
        shared = Shared(
            edition=edition(corpus, plan.label, first, last, plan.language),
            fingerprint=corpus.fingerprint,
            reading=workers,
            snapshot=share if share.exists() else None,
            before=read_manifest(plan.folder),
        )
        plan.notify({"event": "started", "date": plan.date, "reports": plan.names})
        results, published = run(plan, shared)
        if find(plan.corpus).units != units:
            # a notebook may have read files past `load`: without inputs the next build makes the page anew
            published = {name: replace(success, inputs="") for name, success in published.items()}
        write_overview(plan, shared, corpus, results, published)
    failed = sum(not result.ok for result in results)
    seconds = round(time.monotonic() - began, 1)
    plan.notify({"event": "ended", "date": plan.date, "failed": failed, "seconds": seconds})
    return results


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(
            f"{folder}: cannot be made ({error.strerror}); give another folder with --out"
        ) from None
