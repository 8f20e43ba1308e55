"""Bad days: killed at any moment, flipped bits, a full or read-only disk. The next run is right and nothing is left."""

import os
import random
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd
import platformdirs
import pytest

import analytics
from analytics import ReportError
from analytics.read.cache import cache_folder, clear
from analytics.reports import build_reports

from .victims import Killer, build, load, start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and file systems of Linux")
_DAMAGED = "a file of the cache was damaged"
_ARTICLES = 300
_CELL = "from analytics import load, reports\nlen(load(reports.parameters().corpus))"


def _article(number: int, edition: int = 0) -> str:
    text = f"維港今日第{number}班渡輪準時開出，第{edition}版。" * 8
    return f"---\ntitle: 第{number}則\ndate: 2025-02-08\n---\n\n{text}\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of some hundred articles, and a cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    root = tmp_path / "corpus"
    root.mkdir()
    for number in range(_ARTICLES):
        (root / f"{number:03}.md").write_text(_article(number), encoding="utf-8")
    return root


def _right(corpus: Path) -> None:
    loaded, fresh = analytics.load(corpus), analytics.load(corpus, cache=False)
    pd.testing.assert_frame_equal(loaded.articles, fresh.articles)
    pd.testing.assert_frame_equal(loaded.problems, fresh.problems)
    assert loaded.fingerprint == fresh.fingerprint


def _ended(processes: list[BaseProcess]) -> list[int | None]:
    """Wait for processes; return their exit statuses, in order of size."""
    for process in processes:
        process.join()
    return sorted(process.exitcode or 0 for process in processes)


def _times(quick: int, long: int) -> list[object]:
    return [quick, pytest.param(long, marks=pytest.mark.torture)]


@pytest.mark.parametrize("kills", _times(2, 70))
@pytest.mark.parametrize("begun", ["cold", "update"])
def test_a_load_killed_at_any_moment_harms_nothing(
    corpus: Path, tmp_path: Path, begun: str, kills: int
) -> None:
    draw, cache = random.Random(kills), str(tmp_path / "cache")
    killer = Killer(draw, load, cache, str(corpus), 2)
    killed = edition = 0
    while killed < kills:
        edition += 1
        if begun == "cold":
            clear()
        for number in draw.sample(range(_ARTICLES), 40):
            (corpus / f"{number:03}.md").write_text(_article(number, edition), encoding="utf-8")
        killed += killer.kill(start(load, cache, str(corpus), 1 + edition % 2))
        _right(corpus)


@pytest.mark.parametrize("kills", _times(1, 60))
def test_a_build_killed_at_any_moment_leaves_whole_pages(
    corpus: Path, tmp_path: Path, kills: int, write_notebook: Callable[..., Path]
) -> None:
    draw, out = random.Random(kills), tmp_path / "pages"
    folder = write_notebook("a", "# 摘要", _CELL, "0")
    options = [str(folder / "a.ipynb"), "--corpus", str(corpus), "--out", str(out)]
    killer = Killer(draw, build, str(tmp_path / "cache"), *options)
    killed = edition = 0
    while killed < kills:
        edition += 1
        before = (out / "a" / "latest.html").read_bytes()
        write_notebook("a", "# 摘要", _CELL, str(edition))
        killed += killer.kill(start(build, str(tmp_path / "cache"), *options))
        after = (out / "a" / "latest.html").read_bytes()
        (result,) = build_reports([str(folder / "a.ipynb")], corpus=corpus, out=out)
        assert result.ok
        assert after in (before, (out / "a" / "latest.html").read_bytes())
        assert list(out.rglob("*.part")) == []


@pytest.mark.parametrize("flips", _times(6, 300))
def test_a_flipped_bit_in_any_file_of_the_cache_never_gives_another_table(corpus: Path, flips: int) -> None:
    draw, whole = random.Random(flips), analytics.load(corpus)
    files = sorted(file for file in cache_folder().rglob("*") if file.suffix in (".parquet", ".snapshot"))
    (snapshot,) = [file for file in files if file.suffix == ".snapshot"]
    for _ in range(flips):
        file = draw.choice(files) if draw.random() < 0.5 else snapshot
        content = bytearray(file.read_bytes())
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        file.write_bytes(content)
        if file != snapshot:
            snapshot.unlink()  # otherwise nobody looks at the runs
        with pytest.warns(UserWarning, match=_DAMAGED):
            pd.testing.assert_frame_equal(analytics.load(corpus).articles, whole.articles)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # made anew: sound again
            analytics.load(corpus)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 KB, in a temporary folder; needs the right to mount."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("state", ["full", "filling", "read-only"])
def test_a_cache_that_cannot_be_written_costs_time_only(
    corpus: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, state: str, workers: int
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(small_disk / name))
    if state == "full":
        (small_disk / "filler").write_bytes(b"")
        with pytest.raises(OSError, match="No space left"):
            (small_disk / "filler").write_bytes(os.urandom(1_000_000))
    elif state == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for _ in range(2):
        loaded = analytics.load(corpus, workers=workers)
        pd.testing.assert_frame_equal(loaded.articles, analytics.load(corpus, cache=False).articles)
    assert list(small_disk.rglob("*.part")) == []


def test_pages_on_a_full_disk_stay_as_they_were(
    corpus: Path, small_disk: Path, write_notebook: Callable[..., Path]
) -> None:
    folder, out = write_notebook("a", "# 摘要", "1"), small_disk / "pages"
    (result,) = build_reports(notebooks=folder, corpus=corpus, out=out)
    assert result.ok
    before = (out / "a" / "latest.html").read_bytes()
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "filler").write_bytes(os.urandom(1_000_000))
    write_notebook("a", "# 摘要", "'x' * 100_000")
    with pytest.raises(ReportError, match="No space left"):
        build_reports(notebooks=folder, corpus=corpus, out=out)
    assert (out / "a" / "latest.html").read_bytes() == before


_HUGE = "('x' * 1_000_000_000)"


@pytest.mark.torture
@pytest.mark.parametrize("cell", [f"print{_HUGE}", _HUGE, "for _ in range(1_000_000): print('x' * 1_000)"])
def test_a_notebook_that_puts_out_a_gigabyte_fails_alone_and_takes_no_memory_of_the_build(
    lonely: Path, tmp_path: Path, write_notebook: Callable[..., Path], cell: str
) -> None:
    write_notebook("a", "# 摘要", cell)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loud, other = build_reports(
        notebooks=write_notebook("b", "# 財經摘要", "1"), corpus=lonely, out=tmp_path / "pages"
    )
    assert loud.error == "code cell 1: more than 20 MB of output"
    assert other.ok
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB


@pytest.mark.torture
def test_of_eight_builds_at_once_in_a_folder_one_builds_and_the_others_say_so(
    lonely: Path, tmp_path: Path, write_notebook: Callable[..., Path]
) -> None:
    out, folder = tmp_path / "pages", write_notebook("a", "# 摘要", "import time", "time.sleep(3)", "1")
    options = [str(folder / "a.ipynb"), "--corpus", str(lonely), "--out", str(out)]
    builds = [start(build, str(tmp_path / "cache"), *options) for _ in range(8)]
    assert _ended(builds) == [0, *[75] * 7]
    assert "<h1" in (out / "a" / "latest.html").read_text(encoding="utf-8")


@pytest.mark.torture
@pytest.mark.parametrize("builds", [2, 8])
def test_builds_at_once_that_wait_all_succeed(
    corpus: Path, tmp_path: Path, write_notebook: Callable[..., Path], builds: int
) -> None:
    """Half of them share a folder of pages, all share a cache that is cold."""
    folder = write_notebook("a", "# 摘要", _CELL)
    running = []
    for number in range(builds):
        options = [str(folder / "a.ipynb"), "--corpus", str(corpus), "--wait", "--force"]
        out = str(tmp_path / f"pages{number % max(2, builds // 2)}")
        running.append(start(build, str(tmp_path / "cache"), *options, "--out", out))
    assert _ended(running) == [0] * builds
    pages = {page.read_bytes() for page in tmp_path.glob("pages*/a/latest.html")}
    assert len(pages) == 1
    assert list(tmp_path.rglob("*.part")) == []
    _right(corpus)


@pytest.mark.torture
def test_a_clock_set_back_changes_neither_table_nor_pages(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_notebook: Callable[..., Path]
) -> None:
    folder, out = write_notebook("a", "# 摘要", _CELL), tmp_path / "pages"
    (first,) = build_reports(notebooks=folder, corpus=corpus, out=out)
    long_ago = time.time() - 20 * 365 * 86400
    (corpus / "000.md").write_text(_article(0, 1), encoding="utf-8")  # newer bytes, an older time
    os.utime(corpus / "000.md", (long_ago, long_ago))
    monkeypatch.setattr(time, "time", lambda: long_ago)
    (second,) = build_reports(notebooks=folder, corpus=corpus, out=out)
    assert (first.ok, second.status) == (True, "built")
    _right(corpus)
    (third,) = build_reports(notebooks=folder, corpus=corpus, out=out)
    assert third.status == "unchanged"


def test_an_output_folder_removed_during_a_build_is_made_again(
    lonely: Path, tmp_path: Path, write_notebook: Callable[..., Path]
) -> None:
    out = tmp_path / "pages"
    folder = write_notebook("a", "# 摘要", f"import shutil\nshutil.rmtree({str(out)!r})", "1")
    for _ in range(2):
        (result,) = build_reports(notebooks=folder, corpus=lonely, out=out, force=True)
        assert result.ok
        assert {"index.html", "manifest.json"} <= {path.name for path in out.iterdir()}
        assert (out / "a" / "latest.html").exists()
