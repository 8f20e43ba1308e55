"""The core works without the extras, and a missing one is named with the command that installs it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import analytics
from analytics import extras

ROOT = Path(__file__).parents[1]
WITHOUT = """
import importlib.abc, sys
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {missing!r} else found(name, package)
import analytics
"""
EVERY = {package for packages in extras.EXTRAS.values() for package in packages} | {
    "networkx",
    "IPython",
    "s3fs",
}


def without_extras(code: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(missing=EVERY) + code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_the_core_loads_and_counts_without_any_extra() -> None:
    counted = without_extras(
        "c = analytics.load('data/sample', cache=False)\nprint(analytics.trend(c, 'deepseek').matching.sum())"
    )
    assert int(counted) > 50


def test_help_on_the_library_needs_no_extra() -> None:
    shown = without_extras("import pydoc; print(pydoc.render_doc(analytics, renderer=pydoc.plaintext))")
    assert "Count coverage in Hong Kong news right" in shown and "boilerplate" in shown


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("analytics.charts.trend", "charts"),
        ("from analytics.charts import trend", "charts"),
        ("analytics.reports.build_reports", "reports"),
        ("analytics.scan('x')", "scale"),
        ("analytics.explore(None)", "lab"),
        ("from analytics.cli import main; sys.argv = ['analytics', 'report']; main()", "reports"),
    ],
)
def test_a_missing_extra_is_one_line_with_the_command_that_installs_it(code: str, extra: str) -> None:
    assert f"pip install 'hk-media-analytics[{extra}]'" in without_extras(code, status=1).splitlines()[-1]


def test_every_extra_of_the_project_that_code_uses_is_known_by_its_packages() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["project"]["optional-dependencies"]
    assert set(extras.EXTRAS) == set(declared) - {"dev", "bench", "docs"}


def test_the_version_is_the_same_everywhere() -> None:
    shown = without_extras("from analytics.cli import main; sys.argv = ['analytics', '--version']; main()")
    citation = (ROOT / "CITATION.cff").read_text().split("version: ")[2].split()[0]
    assert shown.split() == ["analytics", analytics.__version__] and citation == analytics.__version__
