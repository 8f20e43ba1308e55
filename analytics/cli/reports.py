"""Reports: build them, and schedule their builds."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

import analytics

from ..errors import AnalyticsError
from ..harmless import plain_line
from ..project import corpus_of
from ..shipped import shipped
from .command import command
from .program import status_of
from .source import entity_of

_STATUS = {"built": "built    ", "unchanged": "unchanged", "failed": "failed   "}


@dataclass(frozen=True)
class Pages:
    """What the pages of a build are about. Its fields are options of `report` and `schedule`."""

    corpus: str = "data/sample"
    out: Path = Path("reports")
    entity: str = "deepseek"
    others: list[str] | None = None
    entities: Path | None = None
    words: Path | None = None
    stopwords: Path | None = None
    timezone: str = "Asia/Hong_Kong"
    labels: Path | None = None
    start: str | None = None
    end: str | None = None
    language: str = "zh-HK"
    notebooks: Path | None = None
    keep: int = 30

    def settings(self) -> dict[str, Any]:
        """Return them as arguments of a build."""
        pack = analytics.load_entities(self.entities)
        return vars(self) | {
            "corpus": corpus_of(self.corpus),
            "notebooks": [shipped("notebooks"), *([self.notebooks] if self.notebooks else [])],
            "entity": entity_of(self.entity, pack),
            "others": [entity_of(other, pack) for other in self.others or ()] or None,
        }


@dataclass(frozen=True)
class Build:
    """How a build goes about it. Its fields are options of `report`, and arguments of `build_reports`."""

    by_story: bool = False
    boilerplate: bool = False
    scheduler: str | None = None
    cache_at: str | None = None
    codes: Path | None = None
    force: bool = False
    wait: bool = False
    date: str | None = None
    cell_seconds: int = 600
    seconds: int = 1800


@command
def report(pages: Pages, build: Build, names: list[str] | None = None, log_json: bool = False) -> None:
    """Build the reports; exit status 1 if one failed, 75 if another build holds the folder."""
    from .. import reports

    with _errors_as_events() if log_json else nullcontext():
        asked = pages.settings() | vars(build)
        results = reports.build_reports(names or None, **asked, notify=_log_json if log_json else _log_line)
    print(f"open {pages.out / 'index.html'}")
    raise typer.Exit(int(not all(result.ok for result in results)))


@command
def schedule(
    kind: str,
    pages: Pages,
    names: list[str] | None = None,
    by_story: bool = False,
    boilerplate: bool = False,
    at: str = "06:30",
) -> None:
    """Print what a scheduler needs to build the reports every day."""
    from ..reports.build import schedule as schedules
    from ..reports.build.plan import check_plan

    settings = pages.settings()
    check_plan(names or None, **settings)  # a mistake shows here, not in the first night
    absolute = str if kind == "github" else schedules.absolute

    def place(path: Path | None) -> str | None:
        return None if path is None else "auto" if str(path) == "auto" else absolute(str(path))

    given = {
        "--entity": pages.entity,
        "--entities": place(pages.entities),
        "--words": place(pages.words),
        "--stop": place(pages.stopwords),
        "--labels": place(pages.labels),
        "--timezone": None if pages.timezone == "Asia/Hong_Kong" else pages.timezone,
        "--from": pages.start,
        "--to": pages.end,
        "--language": pages.language,
        "--notebooks": place(pages.notebooks),
        "--keep": str(pages.keep),
    }
    arguments = [part for name, value in given.items() if value for part in (name, value)]
    arguments += ["--by-story"] * by_story + ["--boilerplate"] * boilerplate
    arguments += [part for other in pages.others or () for part in ("--other", other)]
    arguments += names or ()
    when = {"at": at, "timezone": pages.timezone}
    written = schedules.schedule(kind, settings["corpus"], str(pages.out), arguments=arguments, **when)
    print(written, end="")


@contextmanager
def _errors_as_events() -> Iterator[None]:
    """Log an error that ends the build as an event: a log of JSON holds nothing but JSON."""
    try:
        yield
    except AnalyticsError as error:
        _log_json({"event": "ended", "error": str(error)})
        raise typer.Exit(status_of(error)) from None


def _log_line(event: dict[str, Any]) -> None:
    """Print a line for each page as it ends; failures on stderr."""
    if event["event"] != "report":
        return
    note = f": {event['error']}" if "error" in event else f" in {event['seconds']} s"
    stream = sys.stderr if event["status"] == "failed" else sys.stdout
    print(plain_line(f"{_STATUS[event['status']]} {event['name']}{note}"), file=stream, flush=True)


def _log_json(event: dict[str, Any]) -> None:
    event = {"time": datetime.now(UTC).astimezone().isoformat(timespec="seconds"), **event}
    print(json.dumps(event, ensure_ascii=False), file=sys.stderr, flush=True)
