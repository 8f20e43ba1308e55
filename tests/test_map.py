"""One map on every floor: each public measure is where its name and its family say, and has all that a measure has."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command

import analytics
from analytics import charts, cli, read
from analytics.reports.sentences import SENTENCES

ROOT = Path(__file__).parents[1]
FAMILIES = ("coverage", "mentions", "words", "stories", "corpus", "validation")
COMMANDS = set(get_command(cli.app).commands)  # type: ignore[attr-defined]
HEADINGS = re.findall(r"^### (.+)$", (ROOT / "docs/methods.md").read_text("utf-8"), re.MULTILINE)
DOCS = "\n".join(
    file.read_text("utf-8")
    for file in [ROOT / "README.md", *ROOT.glob("docs/*.*")]
    if file.suffix in (".md", ".py")
)
IN_PARTS = (ROOT / "tests/measures/engine/test_parts.py").read_text("utf-8")

# A plural or a complement shares the file, the tests and the section of the measure that it belongs to.
PARTNERS = {"without_boilerplate": "boilerplate"}


# A command is a verb where the measure has a noun that other commands begin with.
COMMAND_NAMES = {"agreement": "agree"}


class Measure(NamedTuple):
    """A public measure, its family, and the name that its files have."""

    name: str
    family: str
    file: str
    function: Callable[..., object]


def measures() -> Iterator[Measure]:
    """Every public function of the six families."""
    for name in analytics.__all__:
        function = getattr(analytics, name)
        parts = getattr(function, "__module__", "").split(".")
        if inspect.isfunction(function) and parts[:2] == ["analytics", "measures"] and parts[2] in FAMILIES:
            yield Measure(name, parts[2], PARTNERS.get(name, name), function)


MEASURES = {measure.name: measure for measure in measures()}
EACH = pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))


def lacks_file(measure: Measure) -> str:
    wanted = f"analytics.measures.{measure.family}.{measure.file}"
    return "" if measure.function.__module__ == wanted else f"define `{measure.name}` in {as_path(wanted)}"


def lacks_test(measure: Measure) -> str:
    wanted = f"tests/measures/{measure.family}/test_{measure.file}.py"
    return "" if (ROOT / wanted).exists() else f"test `{measure.name}` in {wanted}"


def lacks_command(measure: Measure) -> str:
    name = COMMAND_NAMES.get(measure.name, measure.name).replace("_", "-")
    place = f"analytics/cli/{measure.family}.py"
    return "" if name in COMMANDS else f"add a command `{name}` for `{measure.name}` in {place}"


def lacks_chart(measure: Measure) -> str:
    """A chart of its own name in the same family, or one that the docstring names."""
    wanted = f"analytics.charts.{measure.family}.{measure.name}"
    if measure.name in charts.__all__:
        found = getattr(charts, measure.name).__module__ == wanted
        return "" if found else f"define the chart of `{measure.name}` in {as_path(wanted)}"
    named = re.findall(r"\bcharts\.(\w+)", inspect.getdoc(measure.function) or "")
    if any(name in charts.__all__ for name in named):
        return ""
    return f"draw `{measure.name}` in {as_path(wanted)}, or name the chart that draws it in its docstring, under See Also"


def lacks_sentence(measure: Measure) -> str:
    wanted = f"analytics.reports.sentences.{measure.family}"
    found = getattr(SENTENCES.get(measure.name), "__module__", "") == wanted
    return "" if found else f"add a sentence for `{measure.name}` in {as_path(wanted)}"


def lacks_section(measure: Measure) -> str:
    found = any(measure.file in re.split(r", | and ", heading) for heading in HEADINGS)
    return "" if found else f"explain `{measure.name}` under a heading of its name in docs/methods.md"


def lacks_call(measure: Measure) -> str:
    found = re.search(rf"(?<!charts\.)\b{measure.name}\(", DOCS)
    return "" if found else f"call `{measure.name}` somewhere in README.md, docs/*.md or docs/*.py"


def lacks_parts(measure: Measure) -> str:
    found = re.search(rf"\banalytics\.{measure.name}\b", IN_PARTS)
    return "" if found else f"add a line for `{measure.name}` to tests/measures/engine/test_parts.py"


PLACES = {
    "file": lacks_file,
    "test": lacks_test,
    "parts": lacks_parts,
    "command": lacks_command,
    "chart": lacks_chart,
    "sentence": lacks_sentence,
    "section": lacks_section,
    "call": lacks_call,
}

# What a measure does without, and why.
NEEDLESS = {
    ("parts", "agreement"): "it takes codes, not articles",
    ("parts", "confusion"): "it takes codes, not articles",
    ("parts", "sample_size"): "it takes a number of articles",
    ("chart", "sample_size"): "it gives a number",
    ("sentence", "sample_size"): "it gives a number",
    ("command", "without_boilerplate"): "`load` leaves boilerplate out",
    ("chart", "match"): "it gives a condition over the articles",
    ("chart", "without_boilerplate"): "it gives articles",
    ("sentence", "match"): "it gives a condition over the articles",
    ("sentence", "without_boilerplate"): "it gives articles",
}

# What is still missing. The list only shrinks.
TO_DO: set[tuple[str, str]] = set()


@EACH
@pytest.mark.parametrize("place", PLACES)
def test_every_measure_has_all_that_a_measure_has(place: str, measure: Measure) -> None:
    missing = PLACES[place](measure)
    if (place, measure.name) in TO_DO or (place, measure.name) in NEEDLESS:
        assert missing, (
            f"({place!r}, {measure.name!r}) is there by now: delete it from the list in {Path(__file__).name}"
        )
    else:
        assert not missing, missing


def test_the_lists_name_public_measures_and_places_alone() -> None:
    assert {
        (place, name) for place, name in TO_DO | set(NEEDLESS) if place in PLACES and name in MEASURES
    } == (TO_DO | set(NEEDLESS))


@pytest.mark.parametrize("floor", ["measures", "charts", "cli", "reports/sentences"])
def test_a_floor_has_the_six_families(floor: str) -> None:
    there = {path.stem for path in (ROOT / "analytics" / floor).iterdir()}
    assert {*FAMILIES} - there == (
        {"corpus"} if floor == "charts" else set()
    )  # its lists are drawn by `ranking`


def as_path(dotted: str) -> str:
    return f"{dotted.replace('.', '/')}.py"


def test_the_map_of_reading_names_every_module_once() -> None:
    named = re.findall(r"`(\w+)`", (inspect.getdoc(read) or "").partition("| --- | --- |")[2])
    modules = [place.stem for place in (ROOT / "analytics/read").iterdir() if place.stem[0] != "_"]
    assert set(modules) - set(named) == set(), "name it in the docstring of analytics.read"
    assert sorted(named) == sorted([*modules, "load", "load_sample"])
