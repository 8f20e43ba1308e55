"""Commands that build reports."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import AnalyticsError
from .command import app, status_of
from .options import ByStory, CacheAt, End, Entities, NoBoilerplate, Scheduler, SomeEntity, Start

_WORDS = {"built": "built    ", "unchanged": "unchanged", "failed": "failed   "}


@app.command()
def report(
    names: Annotated[
        list[str] | None, typer.Argument(help="reports to build; all without", show_default=False)
    ] = None,
    corpus: Annotated[str, typer.Option(help="folder, file or archive of the articles")] = "data/sample",
    out: Annotated[Path, typer.Option("--out", "-o", help="where the pages go")] = Path("reports"),
    entity: SomeEntity = "deepseek",
    others: Annotated[
        list[str] | None,
        typer.Option("--other", help="whom it is compared with; may be repeated", show_default=False),
    ] = None,
    entities: Entities = None,
    start: Start = None,
    end: End = None,
    language: Annotated[str, typer.Option(help="of the pages: zh-HK or en")] = "zh-HK",
    by_story: ByStory = False,
    no_boilerplate: NoBoilerplate = False,
    scheduler: Scheduler = None,
    cache_at: CacheAt = None,
    keep: Annotated[int, typer.Option(min=1, help="dated pages kept of each report")] = 30,
    force: Annotated[bool, typer.Option("--force", help="build also what is unchanged")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="wait for another build of the same folder")] = False,
    date: Annotated[str | None, typer.Option(help="day of the build; today without")] = None,
    cell_seconds: Annotated[int, typer.Option(min=1, help="time a cell may take")] = 600,
    seconds: Annotated[int, typer.Option(min=1, help="time a notebook may take")] = 1800,
    log_json: Annotated[bool, typer.Option("--log-json", help="a JSON object an event, on stderr")] = False,
) -> None:
    """Build the reports; exit status 1 if one failed, 75 if another build holds the folder."""
    from .. import reports

    notify = _as_json if log_json else _as_line
    with _told_as_events() if log_json else nullcontext():
        results = reports.build_reports(
            names or None,
            corpus=corpus,
            out=out,
            entity=entity,
            others=others or None,
            entities=entities,
            start=start,
            end=end,
            language=language,
            by_story=by_story,
            no_boilerplate=no_boilerplate,
            scheduler=scheduler,
            cache_at=cache_at,
            keep=keep,
            force=force,
            wait=wait,
            date=date,
            cell_seconds=cell_seconds,
            seconds=seconds,
            notify=notify,
        )
    print(f"open {out / 'index.html'}")
    if not all(result.ok for result in results):
        raise typer.Exit(1)


@app.command()
def schedule(
    kind: Annotated[str, typer.Argument(help="cron, systemd or github", show_default=False)],
    corpus: Annotated[str, typer.Option(help="folder, file or archive of the articles")] = "data/sample",
    out: Annotated[str, typer.Option("--out", "-o", help="where the pages go")] = "reports",
    names: Annotated[
        list[str] | None, typer.Option("--report", help="a report to build; all without", show_default=False)
    ] = None,
    entity: SomeEntity = "deepseek",
    start: Start = None,
    end: End = None,
    language: Annotated[str, typer.Option(help="of the pages: zh-HK or en")] = "zh-HK",
    keep: Annotated[int, typer.Option(min=1, help="dated pages kept of each report")] = 30,
    at: Annotated[str, typer.Option(help="time of the day")] = "06:30",
    timezone: Annotated[str, typer.Option(help="time zone of that time")] = "Asia/Hong_Kong",
) -> None:
    """Print what a scheduler needs to build the reports every day."""
    from ..reports.build import schedule as schedules

    given = {"--entity": entity, "--from": start, "--to": end, "--language": language, "--keep": str(keep)}
    options = [part for name, value in given.items() if value for part in (name, value)]
    arguments = (*options, *(names or ()))
    print(schedules.schedule(kind, corpus, out, arguments=arguments, at=at, timezone=timezone), end="")


@contextmanager
def _told_as_events() -> Iterator[None]:
    """Tell also as an event why a build ended before its first report: a log of JSON holds nothing but JSON."""
    try:
        yield
    except AnalyticsError as mistake:
        _as_json({"event": "ended", "error": str(mistake)})
        raise typer.Exit(status_of(mistake)) from None


def _as_line(event: dict[str, Any]) -> None:
    """Print a line a page as it ends: those that failed on stderr."""
    if event["event"] != "report":
        return
    note = f": {event['error']}" if "error" in event else f" in {event['seconds']} s"
    stream = sys.stderr if event["status"] == "failed" else sys.stdout
    print(f"{_WORDS[event['status']]} {event['name']}{note}", file=stream, flush=True)


def _as_json(event: dict[str, Any]) -> None:
    print(json.dumps(event, ensure_ascii=False), file=sys.stderr, flush=True)
