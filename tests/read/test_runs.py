"""The cache: runs written whole, and nothing that a broken one could cost but time."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analytics
from analytics import load_lexicon
from analytics.read import cache
from analytics.read import runs as runs_module
from analytics.read.cache import cache_folder, caches, clear, folder_of, note, tidy
from analytics.read.listing import Unit, find
from analytics.read.runs import Run, holds, read_run, refreshed, runs_of, stale, write_run
from analytics.read.settings import Settings

Write = Callable[[dict[str, str]], Path]
ZONE = "Asia/Hong_Kong"
READING = Settings(ZONE, load_lexicon())


def document(number: int) -> str:
    return f"---\ntitle: 第{number}則\ndate: 2025-02-08\n---\n\n維港今日第{number}班渡輪準時開出。\n"


@pytest.fixture
def corpus(write_corpus: Write) -> Path:
    return write_corpus({f"2025/{number:03}.md": document(number) for number in range(40)})


@pytest.fixture
def runs(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    monkeypatch.setattr(runs_module, "_RUN", 8)
    found = runs_of(find(corpus).units, str(tmp_path / "kept"))
    for run in found:
        refreshed(run, READING)
    return found


# --- workers


LEAN = """
import sys
from analytics import load_lexicon
from analytics.read.listing import find
from analytics.read.runs import runs_of
from analytics.read.settings import Settings
from analytics.read.workers import refresh, without_pandas

without_pandas()
for run in runs_of(find(sys.argv[1]).units, sys.argv[2]):
    refresh((run, Settings("Asia/Hong_Kong", load_lexicon())))
assert "pandas" not in sys.modules
"""


def test_a_worker_reads_the_same_without_pandas(corpus: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LEAN, str(corpus), str(tmp_path / "lean")], check=True, timeout=60)
    for run in runs_of(find(corpus).units, str(tmp_path / "lean")):
        kept = read_run(run.file, ZONE)
        assert kept is not None
        assert kept.equals(refreshed(Run(str(tmp_path / "here.parquet"), run.units), READING))


# --- runs


PATHS = st.sets(st.text("年月abc/0123456789", min_size=1, max_size=12), min_size=1, max_size=80)


def units_of(paths: set[str]) -> list[Unit]:
    return [Unit(path, path, 1, 1) for path in sorted(paths)]


@given(paths=PATHS, longest=st.integers(1, 20))
def test_every_unit_is_in_one_run_in_its_order(paths: set[str], longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_module, "_RUN", 4)
        patch.setattr(runs_module, "_LONGEST", longest)
        runs = runs_of(units_of(paths), "kept")
    assert [unit.path for run in runs for unit in run.units] == sorted(paths)
    assert max(len(run.units) for run in runs) <= longest
    assert len({run.file for run in runs}) == len(runs)


@given(paths=PATHS, more=st.text("年月abc/0123456789", min_size=1, max_size=12))
def test_a_document_more_changes_two_runs_at_most(paths: set[str], more: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_module, "_RUN", 4)
        before = runs_of(units_of(paths), "kept")
        after = runs_of(units_of(paths | {more}), "kept")
    assert len(set(after) - set(before)) <= 2


# --- what is kept


def test_what_is_written_is_read_again(runs: list[Run]) -> None:
    assert len(runs) > 2
    for run in runs:
        kept = read_run(run.file, ZONE)
        assert kept is not None
        assert holds(run, kept)
        assert not stale(run.units, kept).any()
        assert kept.column("unit").to_pylist() == [unit.path for unit in run.units]


def test_some_columns_can_be_read_alone(runs: list[Run]) -> None:
    kept = read_run(runs[0].file, ZONE, ["id", "published"])
    assert kept is not None
    assert kept.column_names == ["id", "published"]


def test_tokens_of_a_run_have_one_dictionary(runs: list[Run]) -> None:
    kept = read_run(runs[0].file, ZONE)
    assert kept is not None
    tokens = kept.column("tokens").combine_chunks()
    assert len(set(tokens.flatten().dictionary.to_pylist())) == len(tokens.flatten().dictionary)


def test_only_the_run_of_what_changed_is_written_again(corpus: Path, runs: list[Run]) -> None:
    before = {run.file: Path(run.file).stat().st_ino for run in runs}
    (corpus / "2025/003.md").write_text(document(99), encoding="utf-8")
    again = runs_of(find(corpus).units, str(Path(runs[0].file).parent))
    titles = [title for run in again for title in refreshed(run, READING).column("title").to_pylist()]
    assert "第99則" in titles
    assert "第3則" not in titles
    written = {run.file for run in again if Path(run.file).stat().st_ino != before[run.file]}
    assert written == {run.file for run in again if "2025/003.md" in [unit.path for unit in run.units]}


def test_a_document_that_is_gone_leaves_its_run(corpus: Path, runs: list[Run]) -> None:
    (corpus / "2025/003.md").unlink()
    again = runs_of(find(corpus).units, str(Path(runs[0].file).parent))
    rows = [unit for run in again for unit in refreshed(run, READING).column("unit").to_pylist()]
    assert rows == [unit.path for unit in find(corpus).units]


def damage(file: Path) -> None:
    file.write_bytes(b"no parquet")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def other_columns(file: Path) -> None:
    pq.write_table(pa.table({"unit": ["a.md"]}), file)


def other_types(file: Path) -> None:
    table = pq.read_table(file)
    pq.write_table(table.set_column(1, "size", table.column("size").cast(pa.string())), file)


@pytest.mark.parametrize("harm", [damage, cut, empty, other_columns, other_types])
def test_a_broken_run_is_read_again_and_mended(runs: list[Run], harm: Callable[[Path], None]) -> None:
    harm(Path(runs[0].file))
    with pytest.warns(UserWarning, match="made anew"):
        assert read_run(runs[0].file, ZONE) is None
    assert refreshed(runs[0], READING).column("unit").to_pylist() == [unit.path for unit in runs[0].units]
    assert read_run(runs[0].file, ZONE) is not None


@pytest.mark.filterwarnings("ignore:a file of the cache was damaged")
def test_no_flipped_bit_of_a_run_goes_unnoticed(runs: list[Run]) -> None:
    file = Path(runs[0].file)
    whole, draw = file.read_bytes(), random.Random(15)
    for _ in range(300):
        place = draw.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        file.write_bytes(flipped)
        assert read_run(str(file), ZONE) is None


def test_a_run_is_parquet_for_every_reader(runs: list[Run]) -> None:
    assert pq.read_table(runs[0].file).column("unit").to_pylist() == [unit.path for unit in runs[0].units]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "file").write_text("此處不是資料夾")
    (run, *_) = runs_of(find(corpus).units, str(tmp_path / "file" / "folder"))
    assert len(refreshed(run, READING)) == len(run.units)


def test_nothing_half_written_is_left_behind(runs: list[Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    folder = Path(runs[0].file).parent
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    rows = read_run(runs[0].file, ZONE)
    monkeypatch.setattr(runs_module.pq, "write_table", full)
    with pytest.raises(OSError, match="disk full"):
        write_run(runs[0].file, rows)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_runs_that_no_document_is_in_any_more_are_removed(runs: list[Run]) -> None:
    folder = Path(runs[0].file).parent
    young, old = folder / ".young.part", folder / ".old.part"
    for file in (young, old):
        file.write_bytes(b"half a run")
    os.utime(old, (1, 1))
    tidy(str(folder), runs[1:])
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [young.name, *(Path(run.file).name for run in runs[1:])]
    )


def test_a_corpus_a_zone_a_lexicon_and_a_version_have_caches_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = [
        folder_of("/a", READING),
        folder_of("/b", READING),
        folder_of("/a", Settings("Europe/London", READING.lexicon)),
        folder_of("/a", Settings(ZONE, load_lexicon(words=["渡輪"]))),
    ]
    monkeypatch.setattr(cache, "PARSE_VERSION", cache.PARSE_VERSION + 1)
    folders.append(folder_of("/a", READING))
    monkeypatch.setattr(cache, "_versions", lambda: ("another segmentation",))
    folders.append(folder_of("/a", READING))
    assert len(set(folders)) == len(folders)


# --- several at once, and the end at any moment


def test_readers_and_writers_share_a_cache(corpus: Path) -> None:
    def change_and_load(number: int) -> int:
        whole = (
            corpus.parent / f"{number}.new"
        )  # put in place at once: a file half written is another article
        whole.write_text(document(100 + number), encoding="utf-8")
        whole.replace(corpus / f"2025/{number:03}.md")
        return len(analytics.load(corpus))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(change_and_load, range(8))) == [40] * 8
    titles = set(analytics.load(corpus).articles["title"])
    assert titles == {f"第{100 + n if n < 8 else n}則" for n in range(40)}


@pytest.mark.parametrize("seconds", [1.2, 1.6, 2.1])
def test_a_writer_killed_at_any_moment_harms_nobody(corpus: Path, seconds: float) -> None:
    changed = corpus / "2025/003.md"
    code = (
        "import analytics, pathlib\n"
        f"for number in range(1000):\n"
        f"    pathlib.Path({str(changed)!r}).write_text({document(3)!r} + str(number))\n"
        f"    analytics.load({str(corpus)!r}, workers=1)\n"
    )
    mine = os.environ | {"XDG_CACHE_HOME": str(cache_folder().parent.parent)}
    writer = subprocess.Popen([sys.executable, "-c", code], env=mine)
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    pd.testing.assert_frame_equal(
        analytics.load(corpus).articles, analytics.load(corpus, cache=False).articles
    )


def test_documents_of_a_worker_that_was_killed_are_read_all_the_same(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs_module, "_RUN", 8)
    ended = threading.Event()

    def kill_the_first() -> None:
        while not ended.is_set():
            for child in psutil.Process().children():
                if any("popen_loky" in word for word in child.cmdline()):
                    child.kill()
                    return
            time.sleep(0.005)

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    try:
        with pytest.warns(UserWarning, match="ended from outside"):
            loaded = analytics.load(corpus, workers=2)
    finally:
        ended.set()
        killer.join()
    pd.testing.assert_frame_equal(loaded.articles, analytics.load(corpus, cache=False).articles)


# --- what an analyst sees of it


def test_a_cache_tells_whose_it_is(corpus: Path) -> None:
    analytics.load(corpus)
    (row,) = caches().query("corpus == @corpus.as_posix()").to_dict("records")
    assert row["rows"] == 40
    assert row["bytes"] > 1000


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_no_other_user_can_look_into_a_cache(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = tmp_path / "cache"
    open_to_all.mkdir(mode=0o755)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(open_to_all))
    before = os.umask(0)
    try:
        analytics.load(corpus)
    finally:
        os.umask(before)
    folders = [open_to_all, cache_folder()]
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700] * 2
    files = [file for file in open_to_all.rglob("*") if file.is_file()]
    assert len(files) >= 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_clearing_one_corpus_leaves_the_others(corpus: Path) -> None:
    analytics.load(corpus)
    analytics.load("data/sample")
    assert clear(str(corpus)) > 0
    left = caches()["corpus"].tolist()
    assert str(corpus) not in left
    assert str(Path("data/sample").resolve()) in left
    assert analytics.load(corpus).ledger["from_cache"] == 0


def test_a_cache_keeps_no_credentials_and_is_still_found_by_its_address(tmp_path: Path) -> None:
    address = "ftp://wong:hunter22@news.example/press"
    folder = cache_folder() / "of-an-address"
    folder.mkdir(parents=True)
    (folder / "first.parquet").write_bytes(b"half a file")
    note(str(folder), address)
    assert not [file for file in folder.iterdir() if b"hunter22" in file.read_bytes()]
    assert "ftp://***@news.example/press" in caches()["corpus"].tolist()
    assert clear(address) > 0
    assert not folder.exists()
