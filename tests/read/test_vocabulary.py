"""The words and patterns of reading: every list is in use, and every file is described."""

import re
from pathlib import Path

import pytest

from analytics.read import vocabulary as module
from analytics.read.vocabulary import patterns, vocabulary, words

FOLDER = Path(module.__file__ or "").parent
NAMES = sorted(place.stem for place in FOLDER.glob("*.toml"))
CODE = "\n".join(place.read_text("utf-8") for place in FOLDER.parent.glob("*.py"))


def test_every_file_is_described() -> None:
    assert sorted(re.findall(r"\| `(\w+)\.toml` \|", module.__doc__ or "")) == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if "patterns" in vocabulary(name)])
def test_every_list_is_part_of_a_pattern_and_every_pattern_is_used(name: str) -> None:
    held = vocabulary(name)
    used = [*held["patterns"].values(), *(entry for part in held["parts"].values() for entry in part)]
    assert [part for part in held["parts"] if not any(f"{{{part}}}" in written for written in used)] == []
    assert [pattern for pattern in held["patterns"] if f'"{pattern}"' not in CODE] == []


@pytest.mark.parametrize("table", ["keys", "values", "columns"])
def test_every_list_of_names_is_used(table: str) -> None:
    assert [name for name in words("names", table) if f'"{name}"' not in CODE] == []


def test_a_list_stands_for_any_of_its_entries_and_nothing_else() -> None:
    call = patterns("furniture")["call"]
    assert all(call.match(f"follow us on {platform}") for platform in ("telegram", "whatsapp"))
    assert call.match("join harbour on telegram") and not call.match("join harbour on foot")
