"""Texts of charts: every key is used and every key used is there; both languages fill the same placeholders."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from analytics.wording import catalogue

CODE = Path(__file__).parents[2] / "analytics"


def entries(table: Mapping[str, Any], path: str = "charts") -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, content in table.items():
        if isinstance(content.get("zh"), str):
            yield f"{path}.{name}", content
        else:
            yield from entries(content, f"{path}.{name}")


def used() -> tuple[set[str], set[str]]:
    """Return the keys that the code names, and patterns of those that it puts together."""
    keys, patterns = set(), set()
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                ]
                if parts[0].startswith(r"charts\."):
                    patterns.add("".join(parts))
            elif isinstance(node, ast.Constant) and re.fullmatch(r"charts(\.\w+)+[^\W_]", str(node.value)):
                keys.add(str(node.value))
    return keys, patterns


TEXTS = dict(entries(catalogue("charts")))
KEYS, PATTERNS = used()


def placeholders(written: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(written) if name}


def test_the_code_names_keys() -> None:
    assert len(KEYS) > 100
    assert PATTERNS


def test_every_text_is_used() -> None:
    unused = {key for key in TEXTS if key not in KEYS and not any(re.fullmatch(one, key) for one in PATTERNS)}
    assert not unused


def test_every_key_used_is_there() -> None:
    assert not {key for key in KEYS if key not in TEXTS}
    assert not {one for one in PATTERNS if not any(re.fullmatch(one, key) for key in TEXTS)}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_fill_the_same_placeholders(key: str) -> None:
    assert placeholders(TEXTS[key]["zh"]) == placeholders(TEXTS[key]["en"])


@pytest.mark.parametrize(
    "word", ["語料", "採集", "靜默", "佔比", "檔頭", "鐘點", "同場", "凝固度", "行沒有列出"]
)
def test_the_words_are_those_of_a_newsroom(word: str) -> None:
    assert not [key for key, entry in TEXTS.items() if word in entry["zh"]]


@pytest.mark.parametrize("file", sorted(CODE.glob("charts/**/*.py")), ids=lambda file: file.name)
def test_no_chart_holds_chinese_of_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)  # type: ignore[attr-defined]
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
    ]
    assert not [written for written in texts if re.search(r"[\u4e00-\u9fff]", written)]
