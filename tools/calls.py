"""The calls that `make same` makes before and after a change, and the names that changed in between: `calls.toml`.

Everything is plain JSON, because another version of the library has to understand it. A dictionary with one key stands
for a value that only the child process can make: `tools.compute` lists them in `VALUES`.
"""

import ast
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_VALUES: dict[str, Any] = _TABLES["values"]
OLD_FUNCTIONS, OLD_PARAMETERS, OLD_COLUMNS = (
    _TABLES["old"][name] for name in ("functions", "parameters", "columns")
)
ALL = _VALUES["ALL"]


class Call(NamedTuple):
    """One call of a measure, under its new names."""

    function: str
    arguments: list[Any]
    keywords: dict[str, Any]

    def __str__(self) -> str:
        """The call as a line of code, with the markers as they are."""
        keywords = [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{self.function}({', '.join([*map(repr, self.arguments), *keywords])})"


def on(function: str, *arguments: Any, **keywords: Any) -> Call:
    """Return a call with all articles as its first argument."""
    return Call(function, [ALL, *arguments], keywords)


def calls_of(line: str) -> Iterator[Call]:
    """Yield the calls that a line stands for.

    >>> [str(call) for call in calls_of('threads(days={FREQS})')][0]
    "threads({'articles': 'all'}, days='day')"
    """
    written = ast.parse(line, mode="eval").body
    lists = [node for node in ast.walk(written) if isinstance(node, ast.Set)]
    for members in product(*(_value(node.elts[0], {}) for node in lists)):
        yield _call(written, dict(zip(lists, members, strict=True)))


def _call(node: Any, chosen: dict[ast.AST, Any]) -> Call:
    """Return a call as written, with the member `chosen` of each list in braces."""
    name = node.func.id
    keywords = {each.arg: _value(each.value, chosen) for each in node.keywords}
    if name == "behind":  # of a table, which comes before the articles
        return Call(name, [{"call": _call(node.args[0], chosen), **keywords}, ALL], {})
    arguments: list[Any] = []
    for each in node.args:
        arguments += _value(each.value, chosen) if isinstance(each, ast.Starred) else [_value(each, chosen)]
    return on(name, *arguments, **keywords)


def _value(node: ast.AST, chosen: dict[ast.AST, Any]) -> Any:
    match node:
        case ast.Set():
            return chosen[node]
        case ast.Name(id=name):
            return _VALUES[name]
        case ast.List(elts=members):
            return [_value(each, chosen) for each in members]
        case ast.Call(func=ast.Name(id=marker), args=[given]):
            return {marker: _value(given, chosen)}
        case _:
            return ast.literal_eval(node)  # type: ignore[arg-type]


def _small(calls: list[Call]) -> Iterator[Call]:
    """The first call of every measure once more: on no article, and on one."""
    first = {call.function: call for call in reversed(calls) if call.arguments[0] == ALL}
    for size in ("none", "one"):
        for call in first.values():
            yield call._replace(arguments=[{"articles": size}, *call.arguments[1:]])


CALLS = [
    call
    for lines in _TABLES["calls"].values()
    for line in lines.strip().splitlines()
    for call in calls_of(line)
]
CALLS += _small(CALLS)
