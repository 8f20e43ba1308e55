"""Weigh the library: lines and lines of code by folder, modules and functions that are too long: `make weight`.

Lines of code are lines that hold a token of a statement, imports included; docstrings, comments and blank lines are
not. Catalogues of texts (`CATALOGUES`) are data and left out. A module counts with all its lines, a function from
its `def` to its end but without its docstring: a full description of a table must not cost anything.
"""

import ast
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEIGHED = ("analytics", "benchmarks", "tools")  # held to the limits
CATALOGUES = ("analytics/wording",)
MODULE_LIMIT = 300
FUNCTION_LIMIT = 60
_SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One module's path, its lines, its lines of code, and the lines of each function by qualified name."""

    path: str
    lines: int
    code: int
    functions: dict[str, int]

    @property
    def folder(self) -> str:
        """The folder that the module lies in."""
        return str(Path(self.path).parent)


def weigh(source: str, path: str = "module.py") -> Module:
    """Weigh a module.

    >>> weigh('import os\\n\\n\\ndef name():  # short\\n    \\'\\'\\'Say it.\\'\\'\\'\\n    return os.name\\n')
    Module(path='module.py', lines=6, code=3, functions={'name': 2})
    """
    tree = ast.parse(source)
    silent = {line for node in ast.walk(tree) for line in _docstring(node)}
    spoken: set[int] = set()
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type not in _SILENT:
            spoken.update(range(token.start[0], token.end[0] + 1))
    return Module(path, source.count("\n"), len(spoken - silent), dict(_functions(tree)))


def _docstring(node: ast.AST) -> range:
    """Return the lines of a node's docstring; none if it has none."""
    if not isinstance(node, Documented) or ast.get_docstring(node, clean=False) is None:
        return range(0)
    return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def _functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, int]]:
    """Yield the qualified name and the lines of every function, nested ones too."""
    for child in ast.iter_child_nodes(node):
        inner = within
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{within}{child.name}."
            if not isinstance(child, ast.ClassDef):
                yield inner[:-1], (child.end_lineno or 0) - child.lineno + 1 - len(_docstring(child))
        yield from _functions(child, inner)


def modules(folder: str, root: Path = ROOT) -> list[Module]:
    """Weigh every module below a folder, without the catalogues."""
    paths = [file.relative_to(root).as_posix() for file in sorted(root.glob(f"{folder}/**/*.py"))]
    kept = [path for path in paths if not path.startswith(tuple(f"{catalogue}/" for catalogue in CATALOGUES))]
    return [weigh(root.joinpath(path).read_text("utf-8"), path) for path in kept]


def too_long(weighed: Iterable[Module]) -> dict[str, int]:
    """Return the lines of each module and function above its limit, as `path` and `path:function`."""
    found: dict[str, int] = {}
    for module in weighed:
        if module.lines > MODULE_LIMIT:
            found[module.path] = module.lines
        for name, lines in module.functions.items():
            if lines > FUNCTION_LIMIT:
                found[f"{module.path}:{name}"] = lines
    return found


def main() -> int:
    """Print the weight of each folder, then all that is too long."""
    print(f"{'modules':>8} {'lines':>7} {'code':>7}")
    for place in (*WEIGHED, "tests"):
        weighed = modules(place)
        folders: dict[str, list[Module]] = defaultdict(list)
        for module in weighed:
            folders[module.folder].append(module)
        for folder in sorted(folders):
            _row(folder, folders[folder])
        if len(folders) > 1:
            _row(f"{place}, in all", weighed)
    print(f"\nModules over {MODULE_LIMIT} lines and functions over {FUNCTION_LIMIT}:")
    long = too_long(module for place in WEIGHED for module in modules(place))
    print(*[f"{lines:>7} {name}" for name, lines in long.items()] or ["none"], sep="\n")
    return 0


def _row(name: str, weighed: list[Module]) -> None:
    lines, code = sum(module.lines for module in weighed), sum(module.code for module in weighed)
    print(f"{len(weighed):>8} {lines:>7,} {code:>7,}  {name}")


if __name__ == "__main__":
    sys.exit(main())
