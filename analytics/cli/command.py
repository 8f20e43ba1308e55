"""How a function becomes a command."""

import ast
import dataclasses
import functools
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer

import analytics

from ..errors import ArgumentError
from . import options
from .options import MaybeSubject, Output, SubjectOptions, Written, entry, option
from .program import app
from .source import Reading, Source

_MEASURES = Path(__file__).parents[1] / "measures"
# What a measure's parameter of a type is on the command line.
_TYPES = {
    "Subject": options.OneSubject,
    "Subject | None": options.MaybeSubject,
    "Sequence[Subject]": options.EachSubject,
    "Sequence[Subject] | None": options.MaybeSubjects,
    "Subject | Sequence[Subject]": options.EachSubject,
    "Sequence[str]": options.Fields,
    "tuple[str | None, str | None]": options.Days,
    "Totals | None": options.Totals,
    "Lexicon | None": None,  # no option: it is made of others
    **{kind.__name__: kind for kind in (str, int, float, bool)},
    **{f"{kind.__name__} | None": kind | None for kind in (str, int, float)},
}
# The defaults that measures have by name.
_CONSTANTS = {"COVERAGE": options.COVERAGE, "MIN_ARTICLES": 5, "MIN_SHARE": 0.02}
_NEEDED = inspect.Parameter.empty
_SHARED = (Reading, Source, Output)  # their options stand last and are alike in every command
_Options = dict[str, tuple[Any, Any]]  # by name: what Typer takes as annotation, and the default


def command(function: Callable[..., Any], *, name: str = "", under: typer.Typer = app) -> Callable[..., Any]:
    """Make a command of a function; a table that it returns is printed or written.

    Each of its parameters is an option, with the texts of `options.toml`. Of a parameter whose type is a dataclass,
    each field is an option. `--entity` and `--query` give the parameter that is a subject.
    """
    signature, called = inspect.signature(function), name or function.__name__
    declared = {key: (each.annotation, each.default) for key, each in signature.parameters.items()}
    gives_table = signature.return_annotation == "pd.DataFrame"
    if gives_table:
        declared["output"] = (Output, _NEEDED)
    own: _Options = {}
    shared: _Options = {}
    for key, (kind, default) in declared.items():
        if kind in _SHARED:
            shared |= _shared_options(kind)
        else:
            own |= _options_of(called, key, kind, default)
    asked = own | shared
    # Arguments without a flag go by their order: the corpus comes first.
    places = [key for key in ("corpus", *own) if key in asked and entry("argument", called, key, False)]
    asked = {key: asked[key] for key in dict.fromkeys([*places, *asked])}

    @functools.wraps(function)
    def run(**given: Any) -> None:
        made: dict[str, Any] = {}
        # Subjects come last: they need the articles.
        for key, (kind, _) in sorted(declared.items(), key=lambda each: not _is_group(each[1][0])):
            made[key] = _read(key, kind, given, made.get("source"))
        if gives_table:
            made.pop("output").emit(function(**made))
        else:
            function(**made)

    only = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(key, only, annotation=kind, default=value) for key, (kind, value) in asked.items()]
    )
    run.__annotations__ = {key: kind for key, (kind, _) in asked.items()}
    under.command(called.replace("_", "-"))(run)
    return function


def measures(family: str, *names: str) -> None:
    """Make commands of measures of a family, with the parameters, defaults and summaries that these have."""
    for name in names:
        command(_command_of(family, name))


def _command_of(family: str, name: str) -> Callable[..., Any]:
    """Return a function from articles and the arguments of a measure to its table.

    Articles are chosen by `--entity` and `--query` where the measure has no subject. A lexicon is made of `--words`
    and `--entities`.
    """
    summary, declared = _declaration(_MEASURES / family / f"{name}.py")
    parameters = {each.name: each for each in declared}
    needs_lexicon = parameters.pop("lexicon", None) is not None
    chooses = not any(_note(each.annotation, SubjectOptions) for each in parameters.values())
    if chooses:
        parameters = {"articles": _parameter("articles", MaybeSubject), **parameters}

    def count(source: Source, articles: Any = None, **given: Any) -> Any:
        if needs_lexicon:
            given["lexicon"] = source.lexicon
        return getattr(analytics, name)(source.matching(articles) if chooses else source.articles, **given)

    count.__name__, count.__doc__ = name, summary
    count.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [_parameter("source", Source), *parameters.values()], return_annotation="pd.DataFrame"
    )
    return count


def _declaration(file: Path) -> tuple[str, list[inspect.Parameter]]:
    """Return the summary and the parameters of a measure, read from its source: an import would take pandas along."""
    source = file.read_text("utf-8")
    begin = source.index(f"\ndef {file.stem}(")
    text = source.index('"""', begin) + 3
    summary = source[text:].partition("\n")[0].removesuffix('"""')
    function = ast.parse(f'{source[begin:text]}{summary}"""').body[0]
    assert isinstance(function, ast.FunctionDef)
    given = function.args.args[1:]
    defaults: list[ast.expr | None] = [None] * (len(given) - len(function.args.defaults))
    every = zip(
        [*given, *function.args.kwonlyargs],
        [*defaults, *function.args.defaults, *function.args.kw_defaults],
        strict=True,
    )
    parameters = [
        _parameter(each.arg, _TYPES[ast.unparse(each.annotation)], _value(default))  # type: ignore[arg-type]
        for each, default in every
    ]
    return summary, parameters


def _parameter(name: str, kind: Any, default: Any = _NEEDED) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _value(default: ast.expr | None) -> Any:
    if default is None:
        return _NEEDED
    return _CONSTANTS[default.id] if isinstance(default, ast.Name) else ast.literal_eval(default)


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and dataclasses.is_dataclass(kind)


def _fields(kind: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, type and default of each field of a dataclass."""
    hints = get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        missing = field.default is dataclasses.MISSING
        yield field.name, hints[field.name], _NEEDED if missing else field.default


def _note(kind: Any, wanted: type) -> Any:
    return next((note for note in get_args(kind) if isinstance(note, wanted)), None)


def _options_of(called: str, name: str, kind: Any, default: Any) -> _Options:
    """Return the options that give a parameter."""
    if _is_group(kind):
        parts = [_options_of(called, *field) for field in _fields(kind)]
        return {key: value for part in parts for key, value in part.items()}
    if subject := _note(kind, SubjectOptions):
        text: Any = list[str] | None if subject.several else str | None
        prefix = "each_" if subject.several else "" if subject.required else "only_"
        found = {
            each: (option(called, each, text, None, prefix + each), None) for each in ("entity", "query")
        }
        if entry("argument", called, name, False):
            found[name] = (option(called, name, text, None, "argument"), None)
        return found
    written = _note(kind, Written)
    plain = ",".join(default) if isinstance(default, tuple) and written else default
    return {name: (option(called, name, written.kind if written else kind, plain), plain)}


@cache
def _shared_options(kind: Any) -> _Options:
    return _options_of("", "", kind, _NEEDED)


def _read(name: str, kind: Any, given: dict[str, Any], source: Source | None = None) -> Any:
    """Take what was given for a parameter, as the function wants it."""
    if _is_group(kind):
        return kind(**{field: _read(field, own, given) for field, own, _ in _fields(kind)})
    if subject := _note(kind, SubjectOptions):
        assert source is not None
        entity, query = given.pop("entity"), given.pop("query")
        return _subject(subject, given.pop(name, None), entity, query, source)
    written = _note(kind, Written)
    return written.read(name, given.pop(name)) if written else given.pop(name)


def _subject(asked: SubjectOptions, argument: Any, entity: Any, query: Any, source: Source) -> Any:
    """Return the subject, or the list of them, that an argument and the options name."""
    if asked.several:
        return source.subjects([*(argument or ()), *(entity or ())], query, required=asked.required)
    if argument is not None and entity is not None:
        raise ArgumentError(f"{argument!r} and --entity {entity!r}: say what to count once")
    return source.subject(entity if argument is None else argument, query, required=asked.required)
