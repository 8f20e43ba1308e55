"""The application: how a function becomes a command, and how mistakes are told."""

import dataclasses
import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, get_type_hints

import typer

from ..errors import AnalyticsError, ArgumentError, BuildLockedError
from .options import Format, Source

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Count coverage in Hong Kong news right, and show it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Shape = Annotated[Format, typer.Option("--format", "-f", help="how to print the table")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="write to this file")]
Excel = Annotated[bool, typer.Option("--excel", help="CSV that a spreadsheet opens safely: BOM, no formulas")]

_debug = False
_STATUS: dict[type[AnalyticsError], int] = {ArgumentError: 2, BuildLockedError: 75}
# Typer gives its family of errors no public name
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]
_PRINTED = {"format": (Shape, Format.table), "out": (Out, None), "excel": (Excel, False)}


@app.callback()
def _everywhere(debug: Annotated[bool, typer.Option(help="show the traceback of an error")] = False) -> None:
    global _debug
    _debug = debug


def table_command(function: "Callable[..., pd.DataFrame]") -> "Callable[..., pd.DataFrame]":
    """Make a command of a function from a `Source` and options of its own to a table.

    The command takes the source's fields as options, and `--format`, `--out` and `--excel`.
    """
    hints = get_type_hints(Source, include_extras=True)
    fields = {field.name: field for field in dataclasses.fields(Source)}

    @functools.wraps(function)
    def run(*, format: Format, out: Path | None, excel: bool, **given: Any) -> None:
        source = Source(**{name: given.pop(name) for name in fields})
        emit(function(source, **given), format, out, excel)

    def option(name: str, annotation: object, default: object) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)

    corpus = option("corpus", hints["corpus"], inspect.Parameter.empty)
    own = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in list(inspect.signature(function).parameters.values())[1:]
    ]
    shared = [option(name, hints[name], field.default) for name, field in fields.items() if name != "corpus"]
    printed = [option(name, annotation, default) for name, (annotation, default) in _PRINTED.items()]
    parameters = [corpus, *own, *shared, *printed]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app.command(function.__name__.rstrip("_"))(run)
    return function


def emit(table: "pd.DataFrame", format: Format, out: Path | None, excel: bool) -> None:
    """Print a table, or write it to a file whole or not at all."""
    from . import output

    output.emit(table, format, out, excel)


@contextmanager
def _told() -> Iterator[None]:
    """One line on stderr, no traceback, whatever went wrong."""
    try:
        yield
    except _UsageError as wrong:
        told = wrong.format_message()  # type: ignore[attr-defined]
        _fail(told if sys.argv[1:] else "give a command; --help lists them", 2)
    except typer.Abort:
        _fail("stopped", 1)
    except AnalyticsError as mistake:
        if _debug:
            raise
        _fail(str(mistake), status_of(mistake))
    except Exception as bug:
        if _debug:
            raise
        _fail(f"{type(bug).__name__}: {bug} (not foreseen; `analytics --debug …` shows where)", 1)


def status_of(mistake: AnalyticsError) -> int:
    """Return the exit status that tells a kind of mistake."""
    return next((status for kind, status in _STATUS.items() if isinstance(mistake, kind)), 1)


def _fail(message: str, status: int) -> NoReturn:
    print(f"analytics: {message}", file=sys.stderr)
    raise SystemExit(status)


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 something failed, 2 wrong usage, 75 another build is at work."""
    with _told():
        status = app(standalone_mode=False)
        if status:
            raise SystemExit(status)
