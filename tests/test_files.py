"""A file is there whole or not at all."""

import os
from pathlib import Path

import pytest

from analytics.files import PRIVATE, digest, write_whole


def test_the_folder_is_made_and_the_content_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "港鐵")
    assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "港鐵"


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def fails(opened: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(file, fails)
    assert (file.read_text(), [one.name for one in tmp_path.iterdir()]) == ("old", ["a.txt"])


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"", mode=PRIVATE)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_other_files_have_the_permissions_of_any_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_that_waits_under_the_name_of_an_unfinished_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "guessed")
    (tmp_path / "other").write_text("kept")
    (tmp_path / ".a.guessed.part").symlink_to(tmp_path / "other")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", "new")
    assert (tmp_path / "other").read_text() == "kept"


def test_the_name_of_an_unfinished_file_cannot_be_guessed(tmp_path: Path) -> None:
    names = set()

    def look(opened: object) -> None:
        names.update(one.name for one in tmp_path.iterdir())

    for _ in range(2):
        write_whole(tmp_path / "a", look)
    assert len({name for name in names if len(name) > len(".a.part") + 15}) == 2


def test_text_and_its_bytes_have_one_digest() -> None:
    assert digest("港鐵") == digest("港鐵".encode())
