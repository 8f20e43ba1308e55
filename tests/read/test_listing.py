"""Finding documents: folders, archives in archives, addresses; and what is passed over."""

import io
import os
import pickle
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import fsspec
import pytest

from analytics.errors import CorpusError
from analytics.read.document import Reading, Settings
from analytics.read.listing import Unit, find
from analytics.read.units import read_unit

Write = Callable[[Mapping[str, str | bytes]], Path]

ARTICLE = "---\ntitle: 港股急升\ndate: 2025-02-08\n---\n\n恒指升三百點。\n"
OTHER = ARTICLE.replace("急升", "急跌")


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members: Mapping[str, str | bytes], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            data = content if isinstance(content, bytes) else content.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


@pytest.fixture
def unpack(tmp_path: Path, settings: Settings) -> Callable[[str, bytes], Reading]:
    def read(name: str, data: bytes) -> Reading:
        file = tmp_path / name
        file.write_bytes(data)
        return read_unit(find(file).units[0], settings)[1]

    return read


def paths(reading: Reading) -> list[object]:
    return [row["path"] for row in reading.rows]


def errors(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in reading.problems if problem.severity == "error"]


# --- folders


def test_a_folder_is_read_through_in_order_of_path(write_corpus: Write) -> None:
    root = write_corpus({"b.md": ARTICLE, "2025/02/a.MD": ARTICLE, "a.html": ARTICLE, "2025/c.txt": ARTICLE})
    assert [unit.path for unit in find(root).units] == ["2025/02/a.MD", "2025/c.txt", "a.html", "b.md"]


def test_hidden_files_and_folders_are_no_part_of_a_corpus(write_corpus: Write) -> None:
    hidden = {".a.md": ARTICLE, ".git/b.md": ARTICLE, "__MACOSX/c.md": ARTICLE}
    found = find(write_corpus({"a.md": ARTICLE, **hidden}))
    assert ([unit.path for unit in found.units], found.skipped) == (["a.md"], 0)


def test_files_of_other_kinds_are_counted_and_passed_over(write_corpus: Write) -> None:
    found = find(write_corpus({"a.md": ARTICLE, "b.png": b"\x89PNG", "c": "無副檔名", "d.docx": b"PK"}))
    assert (len(found.units), found.skipped) == (1, 3)


def test_a_link_to_nothing_is_passed_over(write_corpus: Write) -> None:
    root = write_corpus({"a.md": ARTICLE})
    (root / "b.md").symlink_to(root / "gone.md")
    assert [unit.path for unit in find(root).units] == ["a.md"]


def test_a_name_that_is_no_utf8_is_spelt_out(write_corpus: Write, settings: Settings) -> None:
    root = write_corpus({"a.md": ARTICLE})
    os.rename(root / "a.md", os.fsencode(root) + "/新聞.md".encode("big5"))  # noqa: PTH104
    (unit,) = find(root).units
    assert unit.path == r"\xb7s\xbbD.md"
    assert len(read_unit(unit, settings)[1].rows) == 1


def test_a_relative_path_and_an_absolute_one_find_the_same(
    write_corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_corpus({"a.md": ARTICLE})
    monkeypatch.chdir(root)
    assert find(".") == find(root) == find(str(root))


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, settings: Settings) -> None:
    digest, reading = read_unit(Unit("a.md", str(tmp_path / "a.md"), 5, 1), settings)
    assert (digest, errors(reading)) == ("", [("a.md", "unreadable")])
    assert reading.problems[0].message == "cannot be read: No such file or directory"


# --- archives


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped({"2025/a.md": ARTICLE, "b.md": OTHER})),
        ("a.tar.gz", tarred({"2025/a.md": ARTICLE, "b.md": OTHER})),
        ("a.tgz", tarred({"./2025/a.md": ARTICLE, "./b.md": OTHER})),
        ("a.tar", tarred({"2025/a.md": ARTICLE, "b.md": OTHER}, "w")),
    ],
)
def test_the_members_of_an_archive_are_documents(
    unpack: Callable[[str, bytes], Reading], name: str, data: bytes
) -> None:
    assert paths(unpack(name, data)) == [f"{name}/2025/a.md", f"{name}/b.md"]


def test_archives_and_tables_within_archives_are_read(unpack: Callable[[str, bytes], Reading]) -> None:
    inner = tarred({"b.md": OTHER, "c.csv": "title,text\n甲,乙\n"})
    reading = unpack("a.zip", zipped({"2025/in.tar.gz": inner, "a.md": ARTICLE}))
    assert paths(reading) == ["a.zip/2025/in.tar.gz/b.md", "a.zip/2025/in.tar.gz/c.csv#1", "a.zip/a.md"]


def test_what_is_hidden_or_of_another_kind_in_an_archive_is_passed_over(
    unpack: Callable[[str, bytes], Reading],
) -> None:
    members = {"a.md": ARTICLE, ".b.md": OTHER, "__MACOSX/._a.md": b"\0", "c.png": b"", ".git/d.md": OTHER}
    assert paths(unpack("a.zip", zipped(members))) == ["a.zip/a.md"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.zip", b"PK\x03\x04 no archive", "archive_unreadable"),
        ("a.zip", b"", "archive_unreadable"),
        ("a.zip", zipped({"a.md": ARTICLE})[:-10], "archive_unreadable"),
        ("a.tar.gz", b"no archive", "archive_unreadable"),
        ("a.tar.gz", tarred({"a.md": ARTICLE * 50})[:-30], "archive_unreadable"),
        ("a.zip", zipped({"a.png": b""}), "archive_empty"),
        ("a.zip", zipped({}), "archive_empty"),
    ],
)
def test_an_archive_that_cannot_be_read_is_one_error(
    unpack: Callable[[str, bytes], Reading], name: str, data: bytes, code: str
) -> None:
    reading = unpack(name, data)
    assert (reading.rows, errors(reading)) == ([], [(name, code)])


def test_a_damaged_member_leaves_the_others_alone(unpack: Callable[[str, bytes], Reading]) -> None:
    data = bytearray(zipped({"a.md": ARTICLE, "b.md": OTHER}, zipfile.ZIP_STORED))
    data[data.index("恒指".encode())] ^= 1
    reading = unpack("a.zip", bytes(data))
    assert paths(reading) == ["a.zip/b.md"]
    assert errors(reading) == [("a.zip/a.md", "unreadable")]


def test_a_member_whose_packing_is_damaged_is_an_error(unpack: Callable[[str, bytes], Reading]) -> None:
    data = bytearray(zipped({"a.md": ARTICLE * 20, "b.md": OTHER}))
    data[40:60] = b"\xff" * 20
    reading = unpack("a.zip", bytes(data))
    assert paths(reading) == ["a.zip/b.md"]
    assert errors(reading) == [("a.zip/a.md", "unreadable")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_members_of_one_name_the_last_counts(unpack: Callable[[str, bytes], Reading]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.md", ARTICLE)
        archive.writestr("a.md", OTHER)
    for name, data in (("a.zip", buffer.getvalue()), ("a.tar", tarred_twice())):
        assert [row["title"] for row in unpack(name, data).rows] == ["港股急跌"]


def tarred_twice() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for content in (ARTICLE, OTHER):
            entry = tarfile.TarInfo("a.md")
            entry.size = len(content.encode())
            archive.addfile(entry, io.BytesIO(content.encode()))
    return buffer.getvalue()


# --- addresses


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/press", recursive=True)


def test_a_folder_at_an_address_is_found_like_one_on_the_disk(
    memory: fsspec.AbstractFileSystem, write_corpus: Write
) -> None:
    files = {"2025/a.md": ARTICLE, "b.txt": OTHER}
    for name, text in files.items():
        memory.pipe(f"/press/{name}", text.encode())
    memory.pipe("/press/c.png", b"")
    remote, local = find("memory://press"), find(write_corpus(files))
    assert [(unit.path, unit.size) for unit in remote.units] == [
        (unit.path, unit.size) for unit in local.units
    ]
    assert (remote.name, remote.skipped) == ("press", 1)


def test_one_file_at_an_address_is_a_corpus(memory: fsspec.AbstractFileSystem, settings: Settings) -> None:
    memory.pipe("/press/2025/a.zip", zipped({"a.md": ARTICLE}))
    (unit,) = find("memory://press/2025/a.zip").units
    assert unit.path == "a.zip"
    assert paths(read_unit(unit, settings)[1]) == ["a.zip/a.md"]


@pytest.mark.parametrize(
    ("address", "message"),
    [("memory://nowhere", "no articles there"), ("nosuch://press", "cannot be opened"), ("file:///nowhere/a", "no articles there")],
)  # fmt: skip
def test_an_address_without_articles_is_a_clear_error(address: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        find(address)


# --- credentials of an address


ADDRESS = "ftp://wong:hunter22@127.0.0.1:1/news"


def test_credentials_of_an_address_are_in_no_message() -> None:
    with pytest.raises(CorpusError) as told:
        find(ADDRESS)
    assert "127.0.0.1" in str(told.value)
    assert "hunter22" not in str(told.value)
    assert pickle.loads(pickle.dumps(told.value)).args == told.value.args


def test_credentials_of_an_address_are_in_no_name(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/press/in?token=abcdef123/a.md", b"---\ntitle: a\n---\n\nb")
    assert find("memory://press/in?token=abcdef123").name == "in?token=***"
