"""Limits: their names and values, what is over one, and time."""

import io
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


def test_what_is_too_large_in_an_archive_leaves_the_other_members(write_corpus: Write) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", "文" * 100_000)
        archive.writestr("b.md", _ARTICLE.format("乙", "正文。"))
    root = write_corpus({"a.zip": packed.getvalue()})
    corpus = analytics.load(root, cache=False, limits={"free": 1000, "ratio": 2})
    assert _codes(corpus) == {"a.zip/a.md": "too_large"}
    assert list(corpus.articles["title"]) == ["乙"]


def test_members_of_a_compressed_tar_are_read_in_any_order(write_corpus: Write) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in ("b", "a"):
            content = _ARTICLE.format(name, f"正文{name}。").encode()
            entry = tarfile.TarInfo(f"{name}.md")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    assert list(
        analytics.load(write_corpus({"a.tar.gz": packed.getvalue()}), cache=False).articles["title"]
    ) == ["a", "b"]


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
