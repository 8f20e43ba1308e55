"""Limits: their names and values, what is over one, and time."""

import io
import random
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.read.document import Reading, guarded
from analytics.read.limits import OverLimit, check_unpacked, checked_limits, clock, in_force, without_ballast

Write = Callable[[Mapping[str, str | bytes]], Path]
_ARTICLE = "---\ntitle: {}\ndate: 2025-01-31\n---\n\n{}\n"


def _codes(corpus: analytics.Corpus) -> dict[str, str]:
    return dict(zip(corpus.problems["path"], corpus.problems["code"], strict=True))


@pytest.mark.parametrize("wrong", [{"bodies": 1}, {"body": 0}, {"body": "1"}, {"body": True}])
def test_a_limit_that_is_none_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ArgumentError, match="body"):
        checked_limits(wrong)


def test_a_document_over_a_limit_is_an_error_and_the_rest_is_read(write_corpus: Write) -> None:
    root = write_corpus({"a.md": _ARTICLE.format("甲", "文" * 101), "b.md": _ARTICLE.format("乙", "文" * 90)})
    corpus = analytics.load(root, cache=False, limits={"body": 100})
    assert _codes(corpus) == {"a.md": "too_large"}
    assert list(corpus.articles["title"]) == ["乙"]


def test_a_cache_holds_for_its_own_limits_only(write_corpus: Write) -> None:
    root = write_corpus({"a.md": _ARTICLE.format("甲", "文" * 101)})
    assert len(analytics.load(root, limits={"body": 100})) == 0
    assert len(analytics.load(root)) == 1


def test_pictures_and_scripts_within_a_text_do_not_count() -> None:
    ballast = "<script>" + "a" * 500 + "</script><img src='data:image/png;base64," + "iVBO" * 100 + "'>"
    with in_force(checked_limits({"body": 100})):
        assert without_ballast(f"{ballast}正文") == "<img src='data:,'>正文"


def test_a_long_cell_costs_its_row(write_corpus: Write) -> None:
    root = write_corpus({"a.csv": f"title,text\n甲,{'文' * 200}\n乙,正文\n"})
    corpus = analytics.load(root, cache=False, limits={"body": 100})
    assert _codes(corpus)["a.csv#1"] == "too_large"
    assert list(corpus.articles["title"]) == ["乙"]


def test_a_table_with_too_many_rows_is_an_error(write_corpus: Write) -> None:
    root = write_corpus(
        {"a.csv": "title,text\n" + "甲,正文\n" * 11, "b.csv": "title,text\n" + "乙,正文\n" * 10}
    )
    assert _codes(analytics.load(root, cache=False, limits={"rows": 10}))["a.csv"] == "too_large"


def test_a_small_file_may_hold_many_times_its_size_and_a_large_one_may_not() -> None:
    check_unpacked(30_000_000, 1000)
    check_unpacked(100_000_000, 1_000_001)
    with pytest.raises(OverLimit, match="100 times"):
        check_unpacked(100_000_001, 1_000_000)


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_what_is_too_large_in_an_archive_leaves_the_other_members(write_corpus: Write) -> None:
    members = {"a.md": ("文" * 100_000).encode(), "b.md": _ARTICLE.format("乙", "正文。").encode()}
    root = write_corpus({"a.zip": _zipped(members)})
    corpus = analytics.load(root, cache=False, limits={"free": 1000, "ratio": 2})
    assert _codes(corpus) == {"a.zip/a.md": "too_large"}
    assert list(corpus.articles["title"]) == ["乙"]


def test_members_of_a_compressed_tar_are_read_in_any_order(write_corpus: Write) -> None:
    members = {f"{name}.md": _ARTICLE.format(name, f"正文{name}。").encode() for name in ("b", "a")}
    root = write_corpus({"a.tar.gz": _tar(members, "w:gz")})
    assert list(analytics.load(root, cache=False).articles["title"]) == ["a", "b"]


def _tar(members: dict[str, bytes], mode: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


_FIRST, _LAST = _ARTICLE.format("甲", "正文。").encode(), _ARTICLE.format("乙", "正文。").encode()


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("name", ["bomb.md", "bomb.bin"])
def test_what_lies_before_a_bomb_in_a_compressed_tar_is_read(
    write_corpus: Write, mode: str, name: str
) -> None:
    bomb = {name: b"\0" * 60_000_000, "z.md": _LAST}
    within = _zipped({"a.tgz": _tar({"a.md": _ARTICLE.format("丙", "另文。").encode(), **bomb}, mode)})
    root = write_corpus({"a.tar.gz": _tar({"a.md": _FIRST, **bomb}, mode), "b.zip": within})
    corpus = analytics.load(root, cache=False)
    assert _codes(corpus) == {"a.tar.gz": "too_large", "b.zip/a.tgz": "too_large"}
    assert list(corpus.articles["path"]) == ["a.tar.gz/a.md", "b.zip/a.tgz/a.md"]
    assert corpus.ledger["files"] == corpus.ledger["articles"] + corpus.ledger["rejected"] == 4


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_what_lies_before_the_end_of_a_tar_that_was_cut_short_is_read(write_corpus: Write, mode: str) -> None:
    noise = random.Random(1).randbytes(200_000)
    data = _tar({"a.md": _FIRST, "b.bin": noise, "z.md": _LAST}, mode)
    corpus = analytics.load(write_corpus({"a.tar": data[:100_000]}), cache=False)
    assert _codes(corpus) == {"a.tar": "archive_unreadable"}
    assert list(corpus.articles["title"]) == ["甲"]


def test_a_sparse_member_of_a_tar_counts_as_long_as_it_says(write_corpus: Write, tmp_path: Path) -> None:
    with (tmp_path / "hole.md").open("wb") as file:
        file.truncate(5 << 30)
    (tmp_path / "a.md").write_bytes(_FIRST)
    names = ["--sparse", "-C", str(tmp_path), "hole.md", "a.md"]
    subprocess.run(["tar", "-cf", str(tmp_path / "a.tar"), *names], check=True)
    corpus = analytics.load(write_corpus({"a.tar": (tmp_path / "a.tar").read_bytes()}), cache=False)
    assert _codes(corpus) == {"a.tar/hole.md": "too_large"}
    assert list(corpus.articles["title"]) == ["甲"]


def test_a_document_that_takes_too_long_is_an_error() -> None:
    def endless() -> Reading:
        while True:
            try:
                sum(range(1000))
            except Exception:  # what swallows every error does not swallow this
                continue

    begin = process_time()
    with in_force(checked_limits({"seconds": 1})):
        assert [problem.code for problem in guarded("a.md", endless).problems] == ["too_slow"]
    assert process_time() - begin < 3


def test_a_clock_within_a_clock_keeps_the_first_end() -> None:
    with in_force(checked_limits({"seconds": 1})):
        reading = guarded("a.md", lambda: guarded("b.md", lambda: Reading([{"id": "1"}])))
    assert reading.rows == [{"id": "1"}]
    with clock(5):
        pass


def test_too_deep_for_the_interpreter_is_too_large() -> None:
    def deep(level: int = 0) -> Reading:
        return deep(level + 1)

    assert [problem.code for problem in guarded("a.md", deep).problems] == ["too_large"]
