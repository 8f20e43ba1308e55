"""The program: what every command shares, the settings of a project as defaults, and how errors are shown."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer

import analytics

from ..errors import AnalyticsError, ArgumentError, BuildLockedError, ProjectError
from ..harmless import plain_line
from ..project import Project, find_project

app = typer.Typer(
    help="Count coverage in Hong Kong news right, and show it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_debug = False
# The settings of a project that are defaults of every command, by the name of the option.
_EVERYWHERE = {name: name for name in ("corpus", "entities", "words", "timezone", "labels")} | {
    "stop": "stopwords"
}
_OF_REPORTS = ("report", "schedule")  # these take every setting
_STATUS: dict[type[AnalyticsError], int] = {ArgumentError: 2, BuildLockedError: 75, ProjectError: 2}
# Typer gives its family of errors no public name.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"analytics {analytics.__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    context: typer.Context,
    debug: Annotated[bool, typer.Option(help="show the traceback of an error")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    global _debug
    _debug = debug
    project = find_project()
    if project is not None:
        context.default_map = _defaults(project, context.command.commands)  # type: ignore[attr-defined]


def _defaults(project: Project, commands: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the settings of a project as defaults of the options that commands have by these names."""
    own = dict(project.settings)
    everywhere = {option: own[key] for option, key in _EVERYWHERE.items() if key in own}
    return {name: everywhere | (own if name in _OF_REPORTS else {}) for name in commands}


@contextmanager
def _one_line() -> Iterator[None]:
    """Show whatever goes wrong as one line on stderr, without a traceback."""
    try:
        yield
    except _UsageError as wrong:
        message = wrong.format_message()  # type: ignore[attr-defined]
        _fail(message if sys.argv[1:] else "give a command; --help lists them", 2)
    except typer.Abort:
        _fail("stopped", 1)
    except AnalyticsError as wrong:
        if _debug:
            raise
        _fail(str(wrong), status_of(wrong))
    except Exception as bug:
        if _debug:
            raise
        _fail(f"{type(bug).__name__}: {bug} (not foreseen; `analytics --debug …` shows where)", 1)


def status_of(error: AnalyticsError) -> int:
    """Return the exit status of a kind of error.

    >>> status_of(ArgumentError("freq")), status_of(BuildLockedError("pages")), status_of(AnalyticsError("x"))
    (2, 75, 1)
    """
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 1)


def _fail(message: str, status: int) -> NoReturn:
    # The message of a query error has the query on a second line, and a caret below it.
    what, *quoted = (line.strip() for line in message.splitlines())
    message = ": ".join([what, *quoted[:1]])
    print(
        f"analytics: {plain_line(message)}", file=sys.stderr
    )  # the name of a file may hold what a terminal obeys
    raise SystemExit(status)


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 something failed, 2 wrong usage, 75 the folder is locked."""
    with _one_line():
        status = app(standalone_mode=False)
        if status:
            raise SystemExit(status)
