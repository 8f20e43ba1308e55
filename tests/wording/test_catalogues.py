"""Texts of pages and sentences: each is used somewhere, and no module of those rooms holds prose of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.wording import catalogue

PACKAGE = Path(__file__).parents[2] / "analytics"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = [path for room in ("page", "sentences") for path in (PACKAGE / "reports" / room).rglob("*.py")]
CHINESE = re.compile(r"[\u4e00-\u9fff「」、。；（）]")


def strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings; of an f-string with `{}` for what it fills in."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and is_docstring(node.body[0])
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def keys(table: object, path: str) -> Iterator[str]:
    if isinstance(table, dict) and "zh" in table:
        yield path
    elif isinstance(table, dict):
        for name, inner in table.items():
            yield from keys(inner, f"{path}.{name}")


@pytest.fixture(scope="module")
def used() -> list[re.Pattern[str]]:
    """What code and templates ask for; where a part is filled in, anything."""
    templates = [path.read_text("utf-8") for path in PACKAGE.rglob("*.j2")]
    asked = {
        text for path in MODULES for text in strings(path) if re.match(r"(pages|sentences|explorer)\.", text)
    }
    asked |= {key for text in templates for key in re.findall(r'"(pages\.[\w.]+)"', text)}
    return [re.compile(re.escape(key).replace(r"\{\}", r"\w*")) for key in asked]


@pytest.mark.parametrize("file", ["pages", "sentences", "explorer"])
def test_every_text_is_used(used: list[re.Pattern[str]], file: str) -> None:
    unused = [key for key in keys(catalogue(file), file) if not any(one.fullmatch(key) for one in used)]
    assert unused == []


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_module_holds_chinese_prose(path: Path) -> None:
    # The marks that join the parts of a sentence are no prose.
    prose = [text for text in strings(path) if CHINESE.search(re.sub(r"^[、；。至]$", "", text))]
    assert [text for text in prose if "Names('深度求索', 'DeepSeek')" not in text] == []
