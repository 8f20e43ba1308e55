"""The build: names of reports in, pages and their index out. A report that fails never takes a good page away."""

import asyncio
import json
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from ..charts.style import LANGUAGES
from ..errors import AnalyticsError, ReportError, one_of
from ..measures.periods import span
from ..read.corpus import load
from ..shipped import shipped
from ..text.match import as_entity
from .check import check, machine_places, without_places
from .index import index
from .page import Edition, edition, render
from .run import execute, in_background
from .settings import VARIABLE, located

_AT_ONCE = 2  # kernels: more only take turns on the small machines that builds run on


@dataclass(frozen=True)
class Result:
    """How the build of one report ended.

    Attributes
    ----------
    name : str
        The notebook's name without its ending.
    page : Path
        Where its page is, or would be.
    error : str
        What failed; empty where the page was published.
    """

    name: str
    page: Path
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the page was published."""
        return not self.error


def build(
    names: Sequence[str] | None = None,
    *,
    corpus: str | Path = "data/sample",
    out: str | Path = "reports",
    entity: str | Sequence[str] = "deepseek",
    start: str | None = None,
    end: str | None = None,
    language: str = "zh-HK",
    notebooks: str | Path | None = None,
) -> list[Result]:
    """Run notebooks, each in a fresh kernel, and publish their pages and an index.

    A page is written beside its place, checked, and moved there in one step; a report that fails keeps its last good
    page, and the index says so.

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
    start, end : str, optional
        First and last day, `2025-01-01`.
    language : {"zh-HK", "en"}
        Of the pages.
    notebooks : str or path, optional
        Folder of the notebooks; without it the project's own.

    Returns
    -------
    list of Result
        One a report, in order of name.

    Raises
    ------
    ReportError
        A name or the language is unknown, or `out` cannot be written.
    CorpusError, EntityError, QueryError
        The corpus, the entity or the range is wrong. All these before any kernel starts.

    Examples
    --------
    >>> build(["01_overveiw"])
    Traceback (most recent call last):
    ...
    analytics.errors.ReportError: unknown report '01_overveiw'; did you mean '01_overview'?
    """
    available = _available(Path(notebooks) if notebooks else shipped("notebooks"))
    wanted = [
        one_of("report", name, list(available), ReportError) for name in dict.fromkeys(names or available)
    ]
    one_of("language", language, list(LANGUAGES), ReportError)
    given = entity.split(",") if isinstance(entity, str) and "," in entity else entity
    who = [part.strip() for part in given] if not isinstance(given, str) else given
    followed = as_entity(who)
    place = located(str(corpus))
    place = place if "://" in place else str(Path(place).expanduser().resolve())
    read = load(
        place
    )  # once for all: a mistake shows before a kernel starts, and the kernels find the cache warm
    span(read.articles, start, end)
    folder = _folder(out)
    shared = edition(read, followed.label if language == "zh-HK" else followed.label_en, start, end, language)
    asked = {"corpus": place, "entity": who, "start": start, "end": end, "language": language}
    environment = {VARIABLE: json.dumps(asked, ensure_ascii=False)}
    places = machine_places(str(Path(place).parent))
    paths = [available[name] for name in sorted(wanted)]
    with _terminable():
        results = in_background(_all(paths, folder, environment, shared, places))
    page = index(available, results, folder, shared)
    check(page, places)
    _write(folder / "index.html", page)
    return results


async def _all(
    paths: list[Path], folder: Path, environment: dict[str, str], shared: Edition, places: list[str]
) -> list[Result]:
    turn = asyncio.Semaphore(min(_AT_ONCE, os.cpu_count() or 1))

    async def one(path: Path) -> Result:
        target = folder / f"{path.stem}.html"
        async with turn:
            try:
                page = render(await execute(path, environment), shared)
                check(page, places)
                _write(target, page)
            except AnalyticsError as bad:
                return Result(path.stem, target, without_places(str(bad), places))
            except Exception as bad:  # whatever it was, the other reports are still built
                return Result(path.stem, target, without_places(f"{type(bad).__name__}: {bad}", places))
            return Result(path.stem, target)

    return list(await asyncio.gather(*(one(path) for path in paths)))


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


def _write(target: Path, page: str) -> None:
    """Put a page in its place whole or not at all."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as bad:
        raise ReportError(f"{target}: cannot be written ({bad.strerror})") from None
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a polite end (systemd, timeout) unwind the build, so that its kernels end with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
