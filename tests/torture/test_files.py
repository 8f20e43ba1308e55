"""Files that are not what they seem: links, pipes, folders without permission, odd names. Each costs itself alone."""

import os
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import analytics
from analytics.errors import CorpusError
from analytics.read.listing import Unit, fetch

Write = Callable[[Mapping[str, str | bytes]], Path]
_ARTICLE = "---\ntitle: {0}\ndate: 2025-01-31\n---\n\n{0}的正文。\n"


@pytest.fixture
def root(write_corpus: Write) -> Path:
    return write_corpus({"good.md": _ARTICLE.format("好")})


def _read(root: Path, **options: object) -> analytics.Corpus:
    corpus = analytics.load(root, cache=False, **options)
    ledger = corpus.ledger
    assert ledger["files"] == ledger["articles"] + ledger["rejected"]
    assert "好" in set(corpus.articles["title"])
    assert not corpus.problems["message"].str.contains("please report").any()
    return corpus


def _problems(corpus: analytics.Corpus) -> list[tuple[str, str]]:
    errors = corpus.problems[corpus.problems["severity"] == "error"]
    return list(zip(errors["path"], errors["code"], strict=True))


def test_a_link_out_of_the_corpus_is_refused_unless_it_is_allowed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(_ARTICLE.format("秘密"), encoding="utf-8")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    assert _problems(_read(root)) == [("link.md", "unreadable")]
    assert set(_read(root, links=True).articles["title"]) == {"好", "秘密"}
    assert _problems(_read(root)) == [("link.md", "unreadable")]


def test_a_cache_does_not_lead_out_of_the_corpus(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(_ARTICLE.format("秘密"), encoding="utf-8")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    assert len(analytics.load(root, links=True)) == 2
    assert len(analytics.load(root)) == 1
    assert len(analytics.load(root)) == 1


def test_a_relative_link_and_one_by_way_of_a_folder_are_refused_too(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(_ARTICLE.format("秘密"), encoding="utf-8")
    (root / "a.md").symlink_to("../secret.md")
    (root / "folder").symlink_to(tmp_path)
    (root / "b.md").symlink_to("folder/secret.md")
    assert _problems(_read(root)) == [("a.md", "unreadable"), ("b.md", "unreadable")]


def test_a_link_within_the_corpus_is_read(root: Path) -> None:
    (root / "other.md").symlink_to("good.md")
    assert _problems(_read(root)) == [("other.md", "duplicate")]


def test_a_folder_whose_name_begins_like_the_corpus_is_outside(root: Path) -> None:
    other = root.with_name(root.name + "-other")
    other.mkdir()
    (other / "a.md").write_text(_ARTICLE.format("別處"), encoding="utf-8")
    (root / "link.md").symlink_to(other / "a.md")
    assert _problems(_read(root)) == [("link.md", "unreadable")]


def test_loops_of_links_cost_only_themselves(root: Path) -> None:
    (root / "a.md").symlink_to("b.md")
    (root / "b.md").symlink_to("a.md")
    (root / "loop").symlink_to(root)
    (root / "self.md").symlink_to("self.md")
    assert _problems(_read(root)) == [
        ("a.md", "unreadable"),
        ("b.md", "unreadable"),
        ("self.md", "unreadable"),
    ]


def test_a_file_of_the_kernel_is_not_read_through_a_link(root: Path) -> None:
    (root / "status.md").symlink_to("/proc/self/status")
    (root / "device.md").symlink_to("/proc/self/fd")
    assert _problems(_read(root)) == [("status.md", "unreadable")]


def test_pipes_are_passed_over_and_counted(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    assert _read(root).ledger["skipped"] == 1


def test_a_pipe_is_no_corpus(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    with pytest.raises(CorpusError, match="neither a file nor a folder"):
        analytics.load(root / "pipe.md", cache=False)


def test_a_file_that_became_a_pipe_since_it_was_listed_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    with pytest.raises(OSError, match="not a file"):
        fetch(Unit("pipe.md", str(root / "pipe.md"), 10, 1))


def test_a_file_that_grows_is_read_up_to_its_limit(root: Path) -> None:
    (root / "large.md").write_bytes(b"a" * 1000)
    assert len(fetch(Unit("large.md", str(root / "large.md"), 10, 1), 100)) == 100


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_read_costs_itself(root: Path) -> None:
    (root / "closed.md").write_text("甲", encoding="utf-8")
    (root / "closed.md").chmod(0)
    (root / "folder").mkdir(mode=0)
    try:
        assert _problems(_read(root)) == [("closed.md", "unreadable"), ("folder", "unreadable")]
    finally:
        (root / "folder").chmod(0o700)


def test_a_folder_that_cannot_be_listed_costs_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "closed").mkdir()
    (root / "gone").mkdir()
    scandir = os.scandir

    def refusing(place: str) -> object:
        if str(place).rstrip("/").endswith("closed"):
            raise PermissionError(13, "Permission denied")
        if str(place).rstrip("/").endswith("gone"):
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refusing)
        assert _problems(_read(root)) == [("closed", "unreadable")]


def test_a_file_that_is_gone_when_it_is_read_is_an_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "gone.md").write_text("甲", encoding="utf-8")
    opened = os.open

    def removing(place: str, *rest: object, **named: object) -> int:
        if str(place).endswith("gone.md"):
            (root / "gone.md").unlink()
        return opened(place, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", removing)
        assert _problems(_read(root)) == [("gone.md", "unreadable")]


def test_names_that_look_alike_are_two_files(root: Path) -> None:
    names = [b"\xb4.md", rb"\xb4.md", b"line\nend.md", unicodedata.normalize("NFC", "é.md").encode(),
             unicodedata.normalize("NFD", "é.md").encode(), b"A.md", b"a.md"]  # fmt: skip
    for number, name in enumerate(names):
        (root / os.fsdecode(name)).write_text(_ARTICLE.format(f"題{number}"), encoding="utf-8")
    corpus = _read(root)
    assert len(corpus.articles) == len(names) + 1
    assert corpus.articles["path"].is_unique
    assert not corpus.articles["path"].str.contains("\n").any()
    assert r"\xb4 (2).md" in set(corpus.articles["path"])


def test_names_that_look_alike_are_read_from_the_cache(root: Path) -> None:
    for name in (b"\xb4.md", rb"\xb4.md"):
        (root / os.fsdecode(name)).write_text(_ARTICLE.format(repr(name)), encoding="utf-8")
    assert len(analytics.load(root)) == 3
    again = analytics.load(root)
    assert len(again) == again.ledger["from_cache"] == 3
