"""How a function becomes a command, and how errors are shown."""

import dataclasses
import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, get_type_hints

import typer

import analytics

from ..errors import AnalyticsError, ArgumentError, BuildLockedError, ProjectError
from ..harmless import plain_line
from ..project import Project, find_project
from .options import CONVERSIONS, Excel, Format, OnlyEntity, OnlyQuery, Out, Shape
from .source import Source
from .subject_options import SubjectOptions

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Count coverage in Hong Kong news right, and show it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_debug = False
# The settings of a project that are defaults of every command, by the name of the option.
_EVERYWHERE = {
    "corpus": "corpus",
    "entities": "entities",
    "words": "words",
    "timezone": "timezone",
    "labels": "labels",
    "stop": "stopwords",
}
_OF_REPORTS = ("report", "schedule")  # these take every setting
_STATUS: dict[type[AnalyticsError], int] = {ArgumentError: 2, BuildLockedError: 75, ProjectError: 2}
# Typer gives its family of errors no public name.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]
_OUTPUT = {"format": (Shape, Format.table), "out": (Out, None), "excel": (Excel, False)}
_FILTER = {"entity": (OnlyEntity, None), "query": (OnlyQuery, None)}


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
    known = {
        command: {
            option: project.settings[key] for option, key in _EVERYWHERE.items() if key in project.settings
        }
        for command in commands
    }
    for command in _OF_REPORTS:
        known[command] |= project.settings
    return known


def measure_command(declaration: Callable[..., None]) -> Callable[..., None]:
    """Make a command of the measure with the name of a declaration.

    A declaration has the measure's parameters with the texts of their options, the measure's defaults, and a summary;
    it has no body. Parameters annotated with `SubjectOptions` become `--entity` and `--query`. A measure without a
    subject gets both options too: there they choose the articles. A lexicon is made of `--words` and `--entities`.
    """
    name = declaration.__name__
    declared = inspect.signature(declaration).parameters
    subjects = {key: found for key, own in declared.items() if (found := _subject_options(own)) is not None}
    own: dict[str, tuple[Any, Any]] = {} if subjects else dict(_FILTER)
    for key, parameter in declared.items():
        if key in subjects:
            own |= {option: (kind, None) for option, kind in subjects[key].declared(key).items()}
        else:
            own |= {key: (parameter.annotation, parameter.default)}

    @functools.wraps(declaration)
    def count(source: Source, **given: Any) -> "pd.DataFrame":
        measure = getattr(analytics, name)
        arguments = {key: each.taken(key, source, given) for key, each in subjects.items()}
        chosen = None if subjects else source.subject(given.pop("entity"), given.pop("query"), required=False)
        for key, value in given.items():
            arguments[key] = CONVERSIONS[key](value) if key in CONVERSIONS else value
        if "lexicon" in inspect.signature(measure).parameters:
            arguments["lexicon"] = source.lexicon
        counted: pd.DataFrame = measure(source.matching(chosen), **arguments)
        return counted

    _add(name, count, own)
    return declaration


def table_command(function: "Callable[..., pd.DataFrame]") -> "Callable[..., pd.DataFrame]":
    """Make a command of a function from a `Source` and options of its own to a table."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    own = {parameter.name: (parameter.annotation, parameter.default) for parameter in parameters}
    _add(function.__name__, function, own)
    return function


def plain_command(function: "Callable[..., pd.DataFrame]") -> "Callable[..., pd.DataFrame]":
    """Make a command of a function that reads no corpus, from options of its own to a table."""
    parameters = inspect.signature(function).parameters.values()
    own = {parameter.name: (parameter.annotation, parameter.default) for parameter in parameters}

    @functools.wraps(function)
    def run(*, format: Format, out: Path | None, excel: bool, **given: Any) -> None:
        emit(function(**given), format, out, excel)

    _declare(function.__name__, run, own | _OUTPUT)
    return function


def _subject_options(parameter: inspect.Parameter) -> SubjectOptions | None:
    notes = getattr(parameter.annotation, "__metadata__", ())
    return next((note for note in notes if isinstance(note, SubjectOptions)), None)


def _add(name: str, function: "Callable[..., pd.DataFrame]", own: Mapping[str, tuple[Any, Any]]) -> None:
    """Add a command with its own options, those of `Source`, and those of the output."""
    hints = get_type_hints(Source, include_extras=True)
    fields = {field.name: (hints[field.name], field.default) for field in dataclasses.fields(Source)}
    corpus = {"corpus": (fields.pop("corpus")[0], inspect.Parameter.empty)}

    @functools.wraps(function)
    def run(*, format: Format, out: Path | None, excel: bool, **given: Any) -> None:
        source = Source(**{key: given.pop(key) for key in (*corpus, *fields)})
        emit(function(source, **given), format, out, excel)

    _declare(name, run, corpus | dict(own) | fields | _OUTPUT)


def _declare(name: str, run: Callable[..., None], options: Mapping[str, tuple[Any, Any]]) -> None:
    """Add a command that takes these options: by name, their annotations and defaults."""
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for key, (annotation, default) in options.items()
        ]
    )
    run.__annotations__ = {key: annotation for key, (annotation, _) in options.items()}
    app.command(name.replace("_", "-"))(run)


def emit(table: "pd.DataFrame", format: Format, out: Path | None, excel: bool) -> None:
    """Print a table, or write it to a file."""
    from . import output

    output.emit(table, format, out, excel)


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
