"""The reference site: it is built without a warning, has every public name, and asks no other server for anything."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import analytics
from analytics import charts, reports

ROOT = Path(__file__).parents[1]
_LOADED = re.compile(r'<(?:script|img|link|iframe)[^>]*\s(?:src|href)="?(?:https?:)?//', re.IGNORECASE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs")
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place


def test_every_public_name_has_an_entry(site: Path) -> None:
    shown = "".join(page.read_text("utf-8") for page in (site / "reference").rglob("index.html"))
    entries = {name.rpartition(".")[2] for name in re.findall(r'<h2 id="(analytics[\w.]*)"', shown)}
    names = {*analytics.__all__, *charts.__all__, *reports.__all__} - {"charts", "reports"}
    assert names - entries == set()


def test_columns_are_tables(site: Path) -> None:
    page = (site / "reference" / "coverage" / "index.html").read_text("utf-8")
    assert "<td><code>matching</code></td>" in page and "=====" not in page


def test_no_page_loads_anything_from_another_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not _LOADED.search(page.read_text("utf-8")), page


def test_the_gallery_has_each_picture_with_its_code(site: Path) -> None:
    page = (site / "gallery" / "index.html").read_text("utf-8")
    pictures = {path.stem for path in (ROOT / "docs" / "methods").glob("*.png")}
    assert set(re.findall(r'methods/(\w+)\.png"', page)) == pictures
