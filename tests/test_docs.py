"""The documents' figures, pictures and commands are what the code gives."""

import dataclasses
import importlib.util
import inspect
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

import analytics
from analytics import charts, cli
from analytics.reports import build_reports
from analytics.reports.build.manifest import Attempt, Manifest, Success

ROOT = Path(__file__).parents[1]
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PICTURES = script("methods").pictures(analytics.load(ROOT / "data" / "sample"))


@pytest.fixture
def english() -> Iterator[None]:
    charts.language("en")
    yield
    charts.language("zh-HK")


def test_the_page_on_counting_holds_the_figures_that_the_code_gives() -> None:
    assert (ROOT / "docs" / "counting.md").read_text(encoding="utf-8") == script("counting").page()


# --- what each number means

MEASURES = {
    name
    for name in analytics.__all__
    if re.search(r"={3,} +={3,}", getattr(analytics, name).__doc__ or "") and name.islower()
}


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_is_explained(name: str) -> None:
    headings = re.findall(r"^### (.+)$", METHODS, re.MULTILINE)
    assert any(name in re.split(r", | and ", heading) for heading in headings)


def test_every_picture_drawn_stands_on_the_page() -> None:
    assert re.findall(r"\(methods/(\w+)\.png\)", METHODS) == [
        name for name in re.findall(r"\(methods/(\w+)\.png\)", METHODS) if name in PICTURES
    ]
    assert set(re.findall(r"\(methods/(\w+)\.png\)", METHODS)) == set(PICTURES)
    assert {path.stem for path in (ROOT / "docs" / "methods").iterdir()} == set(PICTURES)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", PICTURES)
def test_the_words_under_a_picture_are_those_it_would_be_drawn_with(name: str) -> None:
    assert f"![{charts.describe(PICTURES[name]())}](methods/{name}.png)" in METHODS


# --- the README


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.search(r"\banalytics ", line)]


@pytest.mark.parametrize("line", commands(README))
def test_every_command_in_the_readme_is_one(line: str) -> None:
    words = shlex.split(line.split(" | ")[-1])
    command = get_command(cli.app).commands[words[1]]  # type: ignore[attr-defined]
    command.make_context(words[1], words[2:])


# --- is my count right?

VALIDATION = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


def test_the_code_of_the_tutorial_runs_and_gives_the_figures_that_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", VALIDATION, re.MULTILINE | re.DOTALL):
        exec(block, names)
    corpus = names["corpus"]
    assert isinstance(corpus, analytics.Corpus)
    assert f"{analytics.match(corpus, 'deepseek').sum()} of {len(corpus.articles)} articles" in VALIDATION
    assert f"{analytics.sample_size(len(corpus.articles))} articles make" in VALIDATION
    assert f"and {analytics.sample_size()} of any corpus" in VALIDATION


def test_the_sample_of_the_tutorial_is_the_one_that_was_coded() -> None:
    codes = analytics.load_codes(ROOT / "data" / "codes")
    drawn = analytics.sample(analytics.load(ROOT / "data" / "sample"), 120, seed=1)
    assert set(codes["id"]) == set(drawn["id"])


@pytest.mark.parametrize("line", commands(VALIDATION))
def test_every_command_of_the_tutorial_is_one(line: str) -> None:
    words = shlex.split(line)
    command = get_command(cli.app).commands[words[1]]  # type: ignore[attr-defined]
    command.make_context(words[1], words[2:])


# --- operations

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", commands(OPERATIONS))
def test_every_command_in_the_operations_is_one(line: str) -> None:
    words = shlex.split(line)
    command = get_command(cli.app).commands[words[1]]  # type: ignore[attr-defined]
    command.make_context(words[1], words[2:])


def test_every_option_that_the_operations_name_is_there() -> None:
    known = {
        option
        for name in ("report", "schedule")
        for parameter in get_command(cli.app).commands[name].params  # type: ignore[attr-defined]
        for option in parameter.opts
    }
    told = set(re.findall(r"`(--[a-z-]+)", OPERATIONS)) - {"--user"}
    assert told <= known


def test_every_field_of_the_manifest_is_explained() -> None:
    for kind in (Manifest, Attempt, Success):
        assert all(
            f"`{one.name}`" in OPERATIONS or f"{one.name}." in OPERATIONS for one in dataclasses.fields(kind)
        )


def test_the_limits_told_are_those_of_the_build() -> None:
    defaults = inspect.signature(build_reports).parameters
    assert f"`--cell-seconds` ({defaults['cell_seconds'].default:,})" in OPERATIONS
    assert f"`--seconds` ({defaults['seconds'].default:,})" in OPERATIONS
    assert f"`--keep` days of build ({defaults['keep'].default})" in OPERATIONS


def test_every_screenshot_of_the_script_is_there_small_and_shown() -> None:
    screenshots = script("screenshots")
    shown = README + (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    for name in screenshots.PICTURES:
        assert (ROOT / "docs" / f"{name}.png").stat().st_size < screenshots.MOST_BYTES
        assert f"{name}.png)" in shown
