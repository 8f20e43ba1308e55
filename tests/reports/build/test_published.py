"""The published files of a report: dated pages, charts, what is altered and what is deleted."""

import os

import pytest

from analytics.files import digest
from analytics.reports import build_reports
from analytics.reports.build.manifest import Success
from analytics.reports.build.published import intact, prune, publish

from .notebooks import CHART, TITLE, built


def test_pages_can_be_read_by_everyone_the_folder_lets_in(write_notebook, lonely, out):
    built("a", write_notebook("a", TITLE, "1 + 1"), lonely, out)
    mask = os.umask(0)
    os.umask(mask)
    assert (out / "a" / "latest.html").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.fixture
def published(tmp_path):
    """A page with the files of a chart, and what the manifest says of it."""
    page, files = "<p>一頁</p>", {"01-trend.svg": b"<svg/>", "01-trend.csv": b"week,share\n"}
    publish(tmp_path / "a", "2025-03-31", page, files)
    (folder,) = (path.name for path in (tmp_path / "a").glob("charts-*"))
    success = Success("2025-03-31", "a/2025-03-31.html", digest(page.encode()), "", f"a/{folder}", "", 1.0)
    assert intact(tmp_path, success)
    return tmp_path, success


@pytest.mark.parametrize("name", ["latest.html", "2025-03-31.html", "charts-*/01-trend.svg"])
@pytest.mark.parametrize("content", [None, "改過"])
def test_a_file_that_is_gone_or_altered_is_noticed(published, name, content):
    out, success = published
    (file,) = (out / "a").glob(name)
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    assert not intact(out, success)
    publish(
        out / "a", "2025-03-31", "<p>一頁</p>", {"01-trend.svg": b"<svg/>", "01-trend.csv": b"week,share\n"}
    )
    assert intact(out, success)


def test_pages_stay_by_date_under_a_stable_name_for_the_newest(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    for day in ("2025-03-01", "2025-03-02", "2025-03-03"):
        build_reports(notebooks=folder, corpus=lonely, out=out, date=day, force=True, keep=2)
    assert sorted(path.name for path in (out / "a").iterdir()) == [
        "2025-03-02.html",
        "2025-03-03.html",
        "latest.html",
    ]
    assert (out / "a" / "latest.html").read_bytes() == (out / "a" / "2025-03-03.html").read_bytes()
    assert 'href="a/2025-03-02.html"' in (out / "index.html").read_text(encoding="utf-8")


def test_the_page_that_readers_see_is_never_taken_away(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, CHART)
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-01")
    for day in range(2, 5):  # pages of other days, that nobody's manifest knows of
        (out / "a" / f"2025-03-0{day}.html").write_text("舊頁", encoding="utf-8")
    prune(out / "a", 1, "2025-03-01.html")
    assert sorted(path.name for path in (out / "a").glob("*.html")) == [
        "2025-03-01.html",
        "2025-03-04.html",
        "latest.html",
    ]
    assert len(list((out / "a").glob("charts-*/*.svg"))) == 1


def test_charts_lie_beside_the_page_and_are_linked_from_it(write_notebook, lonely, out):
    (result,) = build_reports(notebooks=write_notebook("a", TITLE, CHART), corpus=lonely, out=out)
    page = result.page.read_text(encoding="utf-8")
    links = [part for part in page.split('"') if part.startswith("charts-")]
    assert [link.rpartition("/")[2] for link in links] == ["01-trend.svg", "01-trend.png", "01-trend.csv"]
    assert all((result.page.parent / link).stat().st_size > 100 for link in links)
