"""The documented problems and dates are those of the code."""

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analytics.read.dates import parse_date

ROOT = Path(__file__).parents[2]
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
WORDING = tomllib.loads((ROOT / "analytics" / "wording" / "values.toml").read_text(encoding="utf-8"))


def section(title: str) -> str:
    return READING.split(f"## {title}\n")[1].split("\n## ")[0]


DATES = [
    text
    for row in re.findall(r"^\|[^|]*\|(.*)\|$", section("Dates that are read"), re.MULTILINE)
    for text in re.findall(r"`([^`]+)`", row)
]


def documented() -> set[str]:
    rows = re.findall(r"^\|([^|]*`[^|]*)\|", section("Problems"), re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([a-z_]+)`", row)}


def raised() -> set[str]:
    """The codes that stand in the code of reading."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "analytics" / "read").glob("*.py"))
    return {code for code in WORDING["code"] if f'"{code}"' in text}


@pytest.mark.parametrize("text", DATES)
def test_every_documented_date_is_the_same_moment(text: str) -> None:
    found = parse_date(text, ZoneInfo("Asia/Hong_Kong"))
    assert found is not None
    assert found.isoformat() == "2025-02-08T13:55:51+08:00"


def test_some_forty_forms_of_dates_are_documented() -> None:
    assert len(DATES) > 35


def test_every_problem_is_documented_and_has_its_words() -> None:
    assert documented() == set(WORDING["code"])


def test_every_problem_with_words_can_occur() -> None:
    assert raised() == set(WORDING["code"])
