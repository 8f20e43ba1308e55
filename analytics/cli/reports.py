"""Reports: build them, and schedule their builds."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import analytics

from ..errors import AnalyticsError
from ..harmless import plain_line
from ..project import corpus_of
from ..shipped import shipped
from .command import app, status_of
from .options import (
    Boilerplate,
    ByStory,
    CacheAt,
    End,
    EntityPack,
    Followed,
    Labels,
    Others,
    Scheduler,
    Start,
    Timezone,
    Words,
)
from .source import entity_of

Corpus = Annotated[str, typer.Option("--corpus", help="folder, file, archive or address of the articles")]
Language = Annotated[str, typer.Option(help="language of the pages: zh-HK or en")]
Keep = Annotated[int, typer.Option(min=1, help="dated pages kept of each report")]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="reports to build, a notebook of your own or a folder of them; by default all",
        show_default=False,
    ),
]
Notebooks = Annotated[
    Path | None,
    typer.Option(help="folder of notebooks of your own, which are reports too", show_default=False),
]
CodesFolder = Annotated[
    Path | None,
    typer.Option("--codes", help="folder of the codes of people; by default `codes` beside the corpus"),
]
NamedReports = Annotated[
    list[str] | None,
    typer.Option("--report", help="a report to build; by default all", show_default=False),
]
OutFolder = Annotated[Path, typer.Option("--out", "-o", help="where the pages go")]
CellSeconds = Annotated[int, typer.Option(min=1, help="time that a cell may take")]
Seconds = Annotated[int, typer.Option(min=1, help="time that a notebook may take")]
Force = Annotated[bool, typer.Option("--force", help="build what is unchanged too")]
Wait = Annotated[bool, typer.Option("--wait", help="wait for another build of the same folder")]
Date = Annotated[str | None, typer.Option(help="day of the build; by default today", show_default=False)]
LogJson = Annotated[bool, typer.Option("--log-json", help="log each event as a JSON object on stderr")]
Zone = Annotated[
    str, typer.Option(help="time zone of that time, and of the articles' times without an offset")
]
_STATUS = {"built": "built    ", "unchanged": "unchanged", "failed": "failed   "}


@app.command()
def report(
    names: Names = None,
    corpus: Corpus = "data/sample",
    out: OutFolder = Path("reports"),
    entity: Followed = "deepseek",
    others: Others = None,
    entities: EntityPack = None,
    words: Words = None,
    timezone: Timezone = "Asia/Hong_Kong",
    labels: Labels = None,
    start: Start = None,
    end: End = None,
    language: Language = "zh-HK",
    by_story: ByStory = False,
    boilerplate: Boilerplate = False,
    scheduler: Scheduler = None,
    cache_at: CacheAt = None,
    notebooks: Notebooks = None,
    codes: CodesFolder = None,
    keep: Keep = 30,
    force: Force = False,
    wait: Wait = False,
    date: Date = None,
    cell_seconds: CellSeconds = 600,
    seconds: Seconds = 1800,
    log_json: LogJson = False,
) -> None:
    """Build the reports; exit status 1 if one failed, 75 if another build holds the folder."""
    from .. import reports

    with _errors_as_events() if log_json else nullcontext():
        pack = analytics.load_entities(entities)
        results = reports.build_reports(
            names or None,
            corpus=corpus_of(corpus),
            out=out,
            notebooks=[shipped("notebooks"), *([notebooks] if notebooks else [])],
            entity=entity_of(entity, pack),
            others=[entity_of(other, pack) for other in others or ()] or None,
            entities=entities,
            words=words,
            timezone=timezone,
            labels=labels,
            start=start,
            end=end,
            language=language,
            by_story=by_story,
            boilerplate=boilerplate,
            scheduler=scheduler,
            cache_at=cache_at,
            codes=codes,
            keep=keep,
            force=force,
            wait=wait,
            date=date,
            cell_seconds=cell_seconds,
            seconds=seconds,
            notify=_log_json if log_json else _log_line,
        )
    print(f"open {out / 'index.html'}")
    raise typer.Exit(int(not all(result.ok for result in results)))


@app.command()
def schedule(
    kind: Annotated[str, typer.Argument(help="cron, systemd or github", show_default=False)],
    corpus: Corpus = "data/sample",
    out: Annotated[str, typer.Option("--out", "-o", help="where the pages go")] = "reports",
    names: NamedReports = None,
    entity: Followed = "deepseek",
    others: Others = None,
    entities: EntityPack = None,
    words: Words = None,
    labels: Labels = None,
    start: Start = None,
    end: End = None,
    language: Language = "zh-HK",
    by_story: ByStory = False,
    boilerplate: Boilerplate = False,
    notebooks: Notebooks = None,
    keep: Keep = 30,
    at: Annotated[str, typer.Option(help="time of day")] = "06:30",
    timezone: Zone = "Asia/Hong_Kong",
) -> None:
    """Print what a scheduler needs to build the reports every day."""
    from ..reports.build import schedule as schedules
    from ..reports.build.plan import check_plan

    corpus, pack = corpus_of(corpus), analytics.load_entities(entities)
    folders = [shipped("notebooks"), *([notebooks] if notebooks else [])]
    # a mistake shows here, not in the first night
    check_plan(
        names or None,
        notebooks=folders,
        out=out,
        corpus=corpus,
        entity=entity_of(entity, pack),
        others=[entity_of(other, pack) for other in others or ()],
        entities=entities,
        words=words,
        timezone=timezone,
        labels=labels,
        language=language,
        keep=keep,
        start=start,
        end=end,
    )
    absolute = str if kind == "github" else schedules.absolute
    given = {
        "--entity": entity,
        "--entities": None if entities is None else absolute(str(entities)),
        "--words": None if words is None else absolute(str(words)),
        "--labels": None if labels is None else absolute(str(labels)),
        "--timezone": None if timezone == "Asia/Hong_Kong" else timezone,
        "--from": start,
        "--to": end,
        "--language": language,
        "--notebooks": None if notebooks is None else absolute(str(notebooks)),
        "--keep": str(keep),
    }
    arguments = [part for name, value in given.items() if value for part in (name, value)]
    arguments += ["--by-story"] * by_story + ["--boilerplate"] * boilerplate
    arguments += [part for other in others or () for part in ("--other", other)]
    arguments += names or ()
    print(schedules.schedule(kind, corpus, out, arguments=arguments, at=at, timezone=timezone), end="")


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
