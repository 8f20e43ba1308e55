"""Which tests belong to a module: those named like it, those that import it, and its own doctests."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# Tests that hold a whole floor: they count for each of its modules, after the module's own.
FLOORS = {
    "analytics/charts/": ["tests/charts/test_baselines.py"],
    "analytics/measures/engine/": ["tests/measures/engine", "tests/measures/coverage"],
    "analytics/measures/stories/": ["tests/measures/stories"],
    "analytics/reports/sentences/": ["tests/reports/sentences"],
}


def tests_of(path: str, root: Path) -> list[str]:
    """Return the test files and folders of a module, closest first, its own doctests last.

    Parameters
    ----------
    path : str
        The module, relative to the root: `analytics/measures/coverage/trend.py`.
    root : Path
        The tree that holds the module and `tests`.
    """
    module = Path(path)
    dotted = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    package, _, name = dotted.rpartition(".")
    files = sorted(root.glob("tests/**/test_*.py"))
    named = [
        file for file in files if file.stem == f"test_{name}" and _same_floor(file.relative_to(root), module)
    ]
    wanted = (
        {dotted, package} if package.count(".") > 1 else {dotted}
    )  # a deep package often hands its names on
    importing = [file for file in files if wanted & _imported(file)]
    found = _relative([*named, *importing], root)
    whole = [test for start, tests in FLOORS.items() if path.startswith(start) for test in tests]
    doctests = [path] if ">>> " in root.joinpath(path).read_text("utf-8") else []
    return [
        *(found or ([] if whole else _mirror(module, root))),
        *(t for t in whole if t not in found),
        *doctests,
    ]


def _same_floor(test: Path, module: Path) -> bool:
    """Tell whether a test file lies on the module's floor, or on none."""
    return len(test.parts) == 2 or test.parts[1] == module.parts[1]


def _mirror(module: Path, root: Path) -> list[str]:
    """Return the folder of tests that mirrors the module's, or the nearest one above it."""
    for folder in list(module.parents)[:-2]:
        mirror = root.joinpath("tests", *folder.parts[1:])
        if mirror.is_dir():
            return [mirror.relative_to(root).as_posix()]
    return []


def _relative(files: Iterable[Path], root: Path) -> list[str]:
    return list(dict.fromkeys(file.relative_to(root).as_posix() for file in files))


@cache
def _imported(file: Path) -> frozenset[str]:
    """Return the dotted names of the modules that a test file imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)
