"""Snapshots: the same table as from the runs, or none at all."""

import os
import random
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import platformdirs
import pytest

import analytics
from analytics.read import snapshot as snapshot_module
from analytics.read.cache import cache_folder, caches
from analytics.read.snapshot import HANDED_OVER, SNAPSHOT

Write = Callable[[dict[str, str]], Path]


def article(title: str, outlet: str = "獅山報") -> str:
    return (
        f"---\ntitle: {title}\noutlet: {outlet}\ndate: 2025-02-08\n---\n\n維港今日渡輪準時開出。{title}。\n"
    )


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))


@pytest.fixture
def corpus(write_corpus: Write) -> Path:
    return write_corpus({"a.md": article("甲"), "b.md": article("乙"), "c.md": "", "d.jpg": ""})


def snapshots() -> list[Path]:
    return sorted(cache_folder().glob(f"*/*{SNAPSHOT}"))


def same(first: analytics.Corpus, again: analytics.Corpus) -> None:
    pd.testing.assert_frame_equal(first.articles, again.articles)
    pd.testing.assert_frame_equal(first.problems, again.problems)
    assert first.problems.attrs == again.problems.attrs
    assert first.fingerprint == again.fingerprint and first.name == again.name
    varying = ("seconds", "from_cache")
    ledgers = [{k: v for k, v in each.ledger.items() if k not in varying} for each in (first, again)]
    assert ledgers[0] == ledgers[1]


def test_a_snapshot_gives_what_the_runs_gave(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = analytics.load(corpus)
    monkeypatch.setattr("analytics.read.corpus.finished_corpus", None)  # the runs are not looked at
    again = analytics.load(corpus)
    same(first, again)
    assert again.ledger["from_cache"] == 3


def test_a_corpus_without_articles_or_problems_comes_back_too(write_corpus: Write) -> None:
    for files in ({"a.md": ""}, {"a.md": article("甲")}):
        root = write_corpus(files)
        same(analytics.load(root), analytics.load(root))


@pytest.mark.parametrize("change", ["edit", "touch", "add", "remove", "rename", "other kind"])
def test_any_change_of_the_files_is_seen(corpus: Path, change: str) -> None:
    analytics.load(corpus)
    if change == "edit":
        (corpus / "a.md").write_text(article("丙"), encoding="utf-8")
    elif change == "touch":
        os.utime(corpus / "a.md", (1, 1))
    elif change == "add":
        (corpus / "e.md").write_text(article("丙"), encoding="utf-8")
    elif change == "remove":
        (corpus / "a.md").unlink()
    elif change == "rename":
        (corpus / "a.md").rename(corpus / "z.md")
    else:
        (corpus / "e.jpg").touch()
    same(analytics.load(corpus), analytics.load(corpus, cache=False))


def test_one_changed_file_can_change_how_all_others_are_read(write_corpus: Write) -> None:
    root = write_corpus({"a.md": article("甲", "獅山報"), "b.md": article("乙", "狮山报")})
    assert analytics.load(root).articles["outlet"].tolist() == ["獅山報", "獅山報"]
    (root / "c.md").write_text(article("丙", "狮山报"), encoding="utf-8")
    assert analytics.load(root).articles["outlet"].tolist() == ["狮山报"] * 3


def test_copies_have_a_snapshot_of_their_own(write_corpus: Write) -> None:
    root = write_corpus(
        {
            "a.md": article("甲"),
            "b.md": article("甲").replace("date", "source_url: https://a.example/2\ndate"),
        }
    )
    for _ in range(2):
        assert len(analytics.load(root)) == 1
        assert len(analytics.load(root, copies=True)) == 2


def test_changed_code_of_the_reader_makes_a_new_snapshot(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analytics.load(corpus)
    before = snapshots()
    monkeypatch.setattr(snapshot_module, "_reader_code", lambda: "of tomorrow")
    analytics.load(corpus)
    assert len(set(snapshots()) - set(before)) == 1


@pytest.mark.filterwarnings("ignore:a file of the cache was damaged")
def test_no_flipped_bit_ever_gives_another_table(corpus: Path) -> None:
    first = analytics.load(corpus)
    (file,) = snapshots()
    whole, draw = file.read_bytes(), random.Random(15)
    for _ in range(100):
        place = draw.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        file.write_bytes(flipped)
        with pytest.warns(UserWarning, match="made anew"):
            same(first, analytics.load(corpus))
        assert snapshot_module._is_whole(file)


@pytest.mark.filterwarnings("ignore:a file of the cache was damaged")
@pytest.mark.parametrize("size", [0, 1, 11, 12, 20, 1000])
def test_a_snapshot_cut_short_is_made_anew(corpus: Path, size: int) -> None:
    first = analytics.load(corpus)
    (file,) = snapshots()
    whole = file.read_bytes()
    file.write_bytes(whole[:size])
    same(first, analytics.load(corpus))
    assert snapshot_module._is_whole(file)


def test_a_sound_snapshot_warns_of_nothing(corpus: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        analytics.load(corpus)
        analytics.load(corpus)


def test_only_the_snapshots_used_last_are_kept(corpus: Path) -> None:
    for number in range(5):
        (corpus / "e.md").write_text(article("丙" * (number + 1)), encoding="utf-8")
        analytics.load(corpus)
    assert len(snapshots()) == 2
    again = analytics.load(corpus)
    assert "丙" * 5 in again.articles["title"].tolist()


def test_a_clock_set_back_does_not_cost_the_new_snapshot(corpus: Path) -> None:
    for number in range(3):
        (corpus / "e.md").write_text(article("丙" * (number + 1)), encoding="utf-8")
        analytics.load(corpus)
        for file in snapshots():
            os.utime(file, (2**32, 2**32))  # written before the clock was set back
    (corpus / "e.md").write_text(article("丁"), encoding="utf-8")
    before = set(snapshots())
    analytics.load(corpus)
    assert len(set(snapshots()) - before) == 1
    assert len(snapshots()) == 2


def test_a_snapshot_that_vanishes_after_its_check_is_made_anew(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = analytics.load(corpus)

    def whole_and_gone(file: Path) -> bool:
        file.unlink()
        return True

    monkeypatch.setattr(snapshot_module, "_is_whole", whole_and_gone)
    same(first, analytics.load(corpus))


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_snapshot_is_private(corpus: Path) -> None:
    analytics.load(corpus)
    assert [file.stat().st_mode & 0o777 for file in snapshots()] == [0o600]


def test_a_table_lives_on_when_its_snapshot_is_deleted(corpus: Path) -> None:
    analytics.load(corpus)
    articles = analytics.load(corpus).articles
    for file in snapshots():
        file.unlink()
    assert articles["title"].tolist() == ["甲", "乙"]


def test_the_cache_tells_how_large_snapshots_are(corpus: Path) -> None:
    analytics.load(corpus)
    assert caches()["bytes"].tolist() == [sum(file.stat().st_size for file in cache_folder().glob("*/*"))]


def test_a_handed_over_snapshot_is_read_though_files_changed(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = analytics.load(corpus)
    monkeypatch.setenv(HANDED_OVER, str(snapshots()[0]))
    (corpus / "a.md").unlink()
    same(before, analytics.load(corpus))
    same(before, analytics.load(corpus, cache=False))


def test_a_handed_over_snapshot_is_of_its_corpus_and_settings_only(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analytics.load(corpus)
    monkeypatch.setenv(HANDED_OVER, str(snapshots()[0]))
    (corpus / "a.md").unlink()
    assert len(analytics.load(corpus, timezone="Europe/London")) == 1
    assert len(analytics.load(corpus, copies=True)) == 1
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.md").write_text(article("丁"), encoding="utf-8")
    assert analytics.load(other).articles["title"].tolist() == ["丁"]
